import type promises from 'node:fs/promises';
import { chmodSync, lstatSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FileChange, Platform } from '../../server/src/cli/platform.ts';
import { nodeFileSystem } from '../../server/src/node/fileSystem.ts';
import { pathToUri } from '../../server/src/node/paths.ts';
import { replaceFiles } from '../../server/src/node/replaceFiles.ts';
import { MISSPELT, Sandbox, WITH_CRDS, WITHOUT_CRDS } from './command.ts';

/** Addresses to which the disk refuses to rename. */
const refusing = vi.hoisted(() => new Set<string>());
vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof promises>();
  const rename: typeof real.rename = (from, to) =>
    refusing.has(String(to)) ? Promise.reject(new Error('no')) : real.rename(from, to);
  return { ...real, rename };
});

const FIX = ['check', '--fix'];

/** Does something just before the files are written. */
const meanwhile = (sandbox: Sandbox, act: () => void): Partial<Platform> => ({
  replaceFiles: (changes, roots) => {
    act();
    return sandbox.platform().replaceFiles(changes, roots);
  },
});

describe('check --fix', () => {
  it('applies safe fixes, and checks again', async () => {
    using sandbox = new Sandbox({ 'kustomization.yaml': WITHOUT_CRDS });
    const { code, out, err } = await sandbox.run(FIX);
    expect({ code, err }).toEqual({ code: 0, err: 'chartwright: 1 fixed in 1 file.\n' });
    expect(out).toContain('No findings');
    expect(sandbox.read('kustomization.yaml')).toBe(WITH_CRDS);
    expect(readdirSync(sandbox.top)).toEqual(['kustomization.yaml']);
  });

  it('leaves to a person what is not safe', async () => {
    using sandbox = new Sandbox(MISSPELT);
    const { code, err } = await sandbox.run(FIX);
    expect({ code, err }).toEqual({ code: 1, err: 'chartwright: 0 fixed in 0 files.\n' });
    expect(sandbox.read('kustomization.yaml')).toBe(MISSPELT['kustomization.yaml']);
  });

  it('keeps byte order mark, line breaks and mode', async () => {
    const crlf = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    using sandbox = new Sandbox({ 'kustomization.yaml': crlf(WITHOUT_CRDS) });
    chmodSync(sandbox.path('kustomization.yaml'), 0o604);
    expect((await sandbox.run(FIX)).code).toBe(0);
    expect(sandbox.read('kustomization.yaml')).toBe(crlf(WITH_CRDS));
    expect(statSync(sandbox.path('kustomization.yaml')).mode & 0o777).toBe(0o604);
  });

  it('writes through a link', async () => {
    using sandbox = new Sandbox({ 'real/k.yaml': WITHOUT_CRDS, 'app/a.yaml': '' });
    symlinkSync('../real/k.yaml', sandbox.path('app/kustomization.yaml'));
    expect((await sandbox.run(FIX)).code).toBe(0);
    expect(lstatSync(sandbox.path('app/kustomization.yaml')).isSymbolicLink()).toBe(true);
    expect(sandbox.read('real/k.yaml')).toBe(WITH_CRDS);
  });

  const two = { 'a/kustomization.yaml': WITHOUT_CRDS, 'b/kustomization.yaml': WITHOUT_CRDS };

  it('writes nothing when one file changed underneath, and names it', async () => {
    using sandbox = new Sandbox(two);
    const change = meanwhile(sandbox, () => sandbox.write('b/kustomization.yaml', 'resources: []\n'));
    const { code, err } = await sandbox.run(FIX, change);
    expect(code).toBe(2);
    expect(err).toBe(
      'chartwright: b/kustomization.yaml changed while it was checked; it was left alone.\nchartwright: no file was changed.\n',
    );
    expect(sandbox.read('a/kustomization.yaml')).toBe(WITHOUT_CRDS);
    expect(sandbox.read('b/kustomization.yaml')).toBe('resources: []\n');
  });

  it('writes nothing when one file is read-only, and names it', async () => {
    using sandbox = new Sandbox(two);
    chmodSync(sandbox.path('b/kustomization.yaml'), 0o444);
    const { code, out, err } = await sandbox.run(FIX);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'chartwright: b/kustomization.yaml is read-only.\nchartwright: no file was changed.\n',
    });
    expect(out).toContain('crd/missing-companion');
    expect(sandbox.read('a/kustomization.yaml')).toBe(WITHOUT_CRDS);
    expect(readdirSync(sandbox.path('a'))).toEqual(['kustomization.yaml']);
  });

  it('writes nothing outside the roots, though a link leads there', async () => {
    using sandbox = new Sandbox({ 'secret.yaml': WITHOUT_CRDS, 'app/.git/HEAD': '' });
    symlinkSync('../secret.yaml', sandbox.path('app/kustomization.yaml'));
    expect((await sandbox.run(FIX, {}, 'app')).code).toBe(0);
    expect(sandbox.read('secret.yaml')).toBe(WITHOUT_CRDS);
  });
});

describe('replaceFiles', () => {
  afterEach(() => refusing.clear());

  const changesOf = (sandbox: Sandbox, ...names: string[]): FileChange[] =>
    names.map((name) => ({ uri: pathToUri(sandbox.path(name)), before: 'old\n', after: `new ${name}\n` }));
  const disk = (sandbox: Sandbox) => nodeFileSystem({ roots: [pathToUri(sandbox.top)] });

  it('writes all', async () => {
    using sandbox = new Sandbox({ 'a/x': 'old\n', 'b/y': 'old\n' });
    expect(await replaceFiles(changesOf(sandbox, 'a/x', 'b/y'), disk(sandbox))).toEqual([]);
    expect([sandbox.read('a/x'), sandbox.read('b/y')]).toEqual(['new a/x\n', 'new b/y\n']);
  });

  it('writes none when one can not be written beside', async () => {
    using sandbox = new Sandbox({ 'a/x': 'old\n', 'b/y': 'old\n' });
    writeFileSync(sandbox.path(`b/.y.${process.pid}.chartwright`), 'in the way');
    const refused = await replaceFiles(changesOf(sandbox, 'a/x', 'b/y'), disk(sandbox));
    expect(refused.map((r) => r.reason)).toEqual([expect.stringContaining("can't be written: EEXIST")]);
    expect([sandbox.read('a/x'), sandbox.read('b/y')]).toEqual(['old\n', 'old\n']);
    expect(readdirSync(sandbox.path('a'))).toEqual(['x']);
    expect(sandbox.read(`b/.y.${process.pid}.chartwright`)).toBe('in the way');
  });

  it('takes back what it renamed when a later one fails', async () => {
    using sandbox = new Sandbox({ 'a/x': 'old\n', 'b/y': 'old\n', 'c/z': 'old\n' });
    refusing.add(sandbox.path('b/y'));
    const refused = await replaceFiles(changesOf(sandbox, 'a/x', 'b/y', 'c/z'), disk(sandbox));
    expect(refused).toEqual([{ uri: pathToUri(sandbox.path('b/y')), reason: "can't be written: no." }]);
    for (const [folder, file] of [
      ['a', 'x'],
      ['b', 'y'],
      ['c', 'z'],
    ] as const) {
      expect(sandbox.read(`${folder}/${file}`)).toBe('old\n');
      expect(readdirSync(sandbox.path(folder))).toEqual([file]);
    }
  });

  it('refuses one file under two names with two texts', async () => {
    using sandbox = new Sandbox({ x: 'old\n' });
    symlinkSync('x', sandbox.path('y'));
    expect(await replaceFiles(changesOf(sandbox, 'x', 'y'), disk(sandbox))).toHaveLength(2);
    expect(sandbox.read('x')).toBe('old\n');
  });

  it('refuses a file that went, and one that is no text', async () => {
    using sandbox = new Sandbox({ y: new Uint8Array([255, 0]) });
    expect(await replaceFiles(changesOf(sandbox, 'x', 'y'), disk(sandbox))).toHaveLength(2);
  });
});
