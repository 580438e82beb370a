import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { archiveFileSystem, readTgz } from '../../../server/src/core/fs/archive.ts';
import { toUri } from '../../../server/src/core/text/uri.ts';
import { makeTgz, tarEntry, tgzOf } from '../../support/tar.ts';

const decode = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe('readTgz', () => {
  it('gives the files by path', () => {
    const { files, problem } = readTgz(
      makeTgz(
        new Map([
          ['x/Chart.yaml', 'name: x\n'],
          ['x/a/b.txt', ''],
        ]),
      ),
    );
    expect(problem).toBeUndefined();
    expect([...files].map(([path, bytes]) => [path, decode(bytes)])).toEqual([
      ['x/Chart.yaml', 'name: x\n'],
      ['x/a/b.txt', ''],
    ]);
  });

  // What helm 4.2.4 says of such archives in charts/.
  it.each([
    ['x/../../y', 'chart illegally references parent directory'],
    ['x\\..\\..\\y', 'chart illegally references parent directory'],
    ['x//y', 'chart illegally contains absolute paths'],
    ['x/c:/y', 'chart contains illegally named files'],
    ['x/.', 'chart illegally contains content outside the base directory: "x/."'],
    ['', 'chart illegally contains content outside the base directory: ""'],
    ['Chart.yaml/x', 'chart yaml not in base directory'],
    [`x/${'a'.repeat(5000)}`, 'it has a name of more than 4096 characters'],
    [`x/${'a/'.repeat(100)}y`, 'it has folders in more than 64 folders'],
  ])('refuses an archive with the name %s', (name, problem) => {
    expect(readTgz(tgzOf(...long(name))).problem).toBe(problem);
  });

  it.each([
    ['/etc/passwd', '-/etc/passwd'],
    ['../x', '-/x'],
    ['./x/y', '-/x/y'],
    ['x\\y\\z', 'x/y/z'],
    ['x/./a/../b', 'x/b'],
    ['C:/x', 'C:/x'],
  ])('keeps %s inside, as %s', (name, path) => {
    const { files, problem } = readTgz(tgzOf(tarEntry(name, 'a')));
    expect(problem).toBeUndefined();
    expect([...files.keys()]).toEqual([path]);
  });

  it('takes links for empty files, as Helm does, and passes over folders', () => {
    const { files } = readTgz(tgzOf(tarEntry('x/', '', '5'), tarEntry('x/a', '', '2'), tarEntry('x/b', 'b', 'Z')));
    expect([...files].map(([path, bytes]) => [path, decode(bytes)])).toEqual([
      ['x/a', ''],
      ['x/b', 'b'],
    ]);
  });

  it.each([
    ['a PAX path', [tarEntry('p', '15 path=x/long\n', 'x'), tarEntry('x/s')], ['x/long'], undefined],
    [
      'a PAX record with a line in it',
      [tarEntry('p', '28 comment=a\n15 path=x/evil\n', 'x'), tarEntry('x/s')],
      ['x/s'],
      undefined,
    ],
    ['a PAX size', [tarEntry('p', '9 size=3\n', 'x'), tarEntry('x/s', 'abcdef')], ['x/s'], undefined],
    ['a global PAX header', [tarEntry('p', '10 path=q\n', 'g'), tarEntry('x/s')], ['x/s'], undefined],
    ['no PAX header', [tarEntry('p', 'path=q\n', 'x'), tarEntry('x/s')], [], 'archive/tar: invalid tar header'],
    ['zero in a name', [tarEntry('p', '12 path=x\0y\n', 'x'), tarEntry('x/s')], [], 'archive/tar: invalid tar header'],
    ['a GNU name', [tarEntry('p', 'x/long\0', 'L'), tarEntry('x/s')], ['x/long'], undefined],
    [
      'a name of a megabyte',
      [tarEntry('p', 'x'.repeat(1024 * 1024 + 1), 'L'), tarEntry('x/s')],
      [],
      'archive/tar: header field too long',
    ],
  ])('knows %s', (_, entries, paths, problem) => {
    const read = readTgz(tgzOf(...entries));
    expect([...read.files.keys()]).toEqual(paths);
    expect(read.problem).toBe(problem);
  });

  it('reads no tar of which a checksum is wrong', () => {
    const entry = tarEntry('x/a', 'a');
    entry[0] = 121;
    expect(readTgz(tgzOf(entry)).problem).toBe('archive/tar: invalid tar header');
  });

  it('stops a bomb soon after the limit', () => {
    const bomb = gzipSync(new Uint8Array(16 * 1024 * 1024));
    const before = performance.now();
    const { problem } = readTgz(bomb, { bytes: 1024 * 1024 });
    expect(problem).toBe('decompressed chart is larger than the maximum size 1048576');
    expect(performance.now() - before).toBeLessThan(5000);
  });

  it('counts entries and the bytes of a file', () => {
    const many = makeTgz(new Map(Array.from({ length: 5 }, (_, i) => [`x/${i}`, 'text'])));
    expect(readTgz(many, { entries: 3 })).toMatchObject({ problem: 'it has more than 3 entries' });
    expect(readTgz(many, { entries: 3 }).files.size).toBe(3);
    const { problem } = readTgz(many, { fileBytes: 3 });
    expect(problem).toBe('decompressed chart file "x/0" is larger than the maximum file size 3');
  });

  it('says that a damaged archive is damaged, at any cut', () => {
    const whole = makeTgz(new Map([['x/Chart.yaml', 'name: x\n'.repeat(100)]]));
    expect(readTgz(new TextEncoder().encode('no archive')).problem).toBe('gzip: invalid header');
    for (let length = 0; length < whole.length - 24; length += 7) {
      const { files, problem } = readTgz(whole.subarray(0, length));
      expect(files.size).toBeLessThanOrEqual(1);
      expect(problem, String(length)).toMatch(/EOF|corrupt|invalid|no files/);
    }
  });

  it('does not mind what is wrong after the end', () => {
    const whole = makeTgz(new Map([['x/Chart.yaml', 'name: x\n']]));
    expect(readTgz(new Uint8Array([...whole, 1, 2, 3])).problem).toBeUndefined();
  });
});

/** An entry with a name of any length, which stands before it. */
const long = (name: string): Uint8Array[] => [tarEntry('n', `${name}\0`, 'L'), tarEntry('n')];

describe('archiveFileSystem', () => {
  it('is a folder behind the archive', async () => {
    const fs = archiveFileSystem(toUri('file:///c/x.tgz'), readTgz(makeTgz(new Map([['x/Chart.yaml', 'name: x\n']]))));
    expect(await fs.read(toUri('file:///c/x.tgz!/x/Chart.yaml'))).toMatchObject({ kind: 'file', text: 'name: x\n' });
    expect(await fs.list(toUri('file:///c/x.tgz!'))).toEqual({
      kind: 'folder',
      entries: [{ name: 'x', kind: 'folder' }],
    });
  });
});
