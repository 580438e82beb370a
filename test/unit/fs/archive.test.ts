import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { archiveFileSystem, readTgz } from '../../../server/src/core/fs/archive.ts';
import { toUri } from '../../../server/src/core/text/uri.ts';
import { makeTgz } from '../../support/tar.ts';

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

  it.each(['/etc/passwd', '../x', 'x/../../y', 'C:/x', 'x\\..\\..\\y'])(
    'leaves out a name that is not confined: %s',
    (name) => {
      expect([
        ...readTgz(
          makeTgz(
            new Map([
              [name, 'a'],
              ['x/ok', 'b'],
            ]),
          ),
        ).files.keys(),
      ]).toEqual(['x/ok']);
    },
  );

  it('stops a bomb soon after the limit', () => {
    const bomb = gzipSync(new Uint8Array(16 * 1024 * 1024));
    const before = performance.now();
    const { problem } = readTgz(bomb, { bytes: 1024 * 1024 });
    expect(problem).toBe('it unpacks to more than 1048576 bytes');
    expect(performance.now() - before).toBeLessThan(5000);
  });

  it('counts entries and leaves out files that are too large', () => {
    const many = makeTgz(new Map(Array.from({ length: 5 }, (_, i) => [`x/${i}`, 'text'])));
    expect(readTgz(many, { entries: 3 })).toMatchObject({ problem: 'it has more than 3 entries' });
    expect(readTgz(many, { entries: 3 }).files.size).toBe(3);
    expect(readTgz(many, { fileBytes: 3 }).files.size).toBe(0);
  });

  it('says that a damaged archive is damaged, at any cut', () => {
    const whole = makeTgz(new Map([['x/Chart.yaml', 'name: x\n'.repeat(100)]]));
    expect(readTgz(new TextEncoder().encode('no archive')).problem).toMatch(/^it is damaged/);
    for (let length = 0; length < whole.length; length += 7) {
      expect(readTgz(whole.subarray(0, length)).files.size).toBeLessThanOrEqual(1);
    }
  });
});

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
