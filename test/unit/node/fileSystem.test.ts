import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileSystem } from '../../../server/src/core/fs/fileSystem.ts';
import { LARGEST_FILE } from '../../../server/src/core/fs/fileSystem.ts';
import type { Uri } from '../../../server/src/core/text/uri.ts';
import { toUri } from '../../../server/src/core/text/uri.ts';
import { nodeFileSystem } from '../../../server/src/node/fileSystem.ts';
import { pathToUri, uriToPath } from '../../../server/src/node/paths.ts';

describe.skipIf(process.platform === 'win32')('the file system of Node', () => {
  let top: string;
  let roots: Set<Uri>;
  let fs: FileSystem;
  const at = (path: string): string => join(top, path);
  const uri = (path: string): Uri => pathToUri(at(path));

  beforeEach(() => {
    top = realpathSync(mkdtempSync(join(tmpdir(), 'chartwright-')));
    mkdirSync(at('work/sub'), { recursive: true });
    writeFileSync(at('work/a b#c%.yaml'), 'a: ä\n');
    writeFileSync(at('secret.yaml'), 'x: 1\n');
    roots = new Set([uri('work')]);
    fs = nodeFileSystem({ roots });
  });
  afterEach(() => rmSync(top, { recursive: true, force: true }));

  it('reads a file with a difficult name', async () => {
    expect(await fs.read(uri('work/a b#c%.yaml'))).toMatchObject({ kind: 'file', text: 'a: ä\n', valid: true });
  });

  it('answers for folders, absent files and files taken for folders', async () => {
    expect(await fs.read(uri('work/sub'))).toEqual({ kind: 'folder' });
    expect(await fs.read(uri('work/none.yaml'))).toEqual({ kind: 'absent' });
    expect(await fs.read(uri('work/a b#c%.yaml/x'))).toEqual({ kind: 'absent' });
    expect(await fs.list(uri('work/a b#c%.yaml'))).toEqual({ kind: 'absent' });
    expect(await fs.read(toUri(`${uri('work')}/%00`))).toEqual({ kind: 'absent' });
    expect(await fs.read(toUri(`${uri('work')}/${'n'.repeat(5000)}`))).toEqual({ kind: 'absent' });
  });

  it('lists files, folders and links', async () => {
    symlinkSync(at('work/sub'), at('work/link'));
    const state = await fs.list(uri('work'));
    expect(state.kind === 'folder' ? [...state.entries].sort((a, b) => (a.name < b.name ? -1 : 1)) : state).toEqual([
      { name: 'a b#c%.yaml', kind: 'file' },
      { name: 'link', kind: 'link' },
      { name: 'sub', kind: 'folder' },
    ]);
  });

  it('stays inside its roots', async () => {
    symlinkSync(at('secret.yaml'), at('work/out.yaml'));
    symlinkSync(top, at('work/up'));
    symlinkSync(at('work/a b#c%.yaml'), at('work/in.yaml'));
    expect(await fs.read(uri('secret.yaml'))).toEqual({ kind: 'outside' });
    expect(await fs.read(uri('work/out.yaml'))).toEqual({ kind: 'outside' });
    expect(await fs.list(uri('work/up'))).toEqual({ kind: 'outside' });
    expect(await fs.read(uri('work/up/secret.yaml'))).toEqual({ kind: 'outside' });
    expect(await fs.read(toUri(`${uri('work')}/%2e%2e/secret.yaml`))).not.toMatchObject({ kind: 'file' });
    expect(await fs.read(uri('work/in.yaml'))).toMatchObject({ kind: 'file' });
    expect(await fs.read(toUri('untitled:Untitled-1'))).toEqual({ kind: 'outside' });
    expect(await fs.read(toUri('file://elsewhere/share/x'))).toEqual({ kind: 'outside' });
  });

  it('follows roots as they change, and a root that is a link', async () => {
    symlinkSync(at('work'), at('alias'));
    roots.add(uri('alias'));
    expect(await fs.read(uri('alias/a b#c%.yaml'))).toMatchObject({ kind: 'file' });
    roots.delete(uri('alias'));
    expect(await fs.read(uri('alias/a b#c%.yaml'))).toEqual({ kind: 'outside' });
    roots.add(uri('late'));
    expect(await fs.read(uri('late/x'))).toEqual({ kind: 'absent' });
    mkdirSync(at('late'));
    writeFileSync(at('late/x'), 'x');
    expect(await fs.read(uri('late/x'))).toMatchObject({ kind: 'file', text: 'x' });
  });

  it('says plainly what it does not read', async () => {
    symlinkSync('loop', at('work/loop'));
    execFileSync('mkfifo', [at('work/pipe')]);
    writeFileSync(at('work/big'), '');
    truncateSync(at('work/big'), LARGEST_FILE + 1);
    expect(await fs.read(uri('work/loop'))).toEqual({ kind: 'unreadable', message: 'a loop of symbolic links' });
    expect(await fs.read(uri('work/pipe'))).toMatchObject({ kind: 'unreadable' });
    expect(await fs.read(uri('work/big'))).toMatchObject({ kind: 'unreadable' });
  });
});

describe('paths and addresses', () => {
  it('turn into each other', () => {
    for (const path of ['/a/b c.yaml', '/a/100%25.yaml', '/ä/#?.tgz']) expect(uriToPath(pathToUri(path))).toBe(path);
  });

  it.skipIf(process.platform === 'win32')('have no path on another host', () => {
    expect(uriToPath(toUri('file://host/a'))).toBeUndefined();
  });
});
