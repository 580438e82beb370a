import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTgz } from '../../server/src/core/fs/archive.ts';
import { diskSource, withDependencies } from './packChart.ts';
import { Clones, clonesBelow } from './packClones.ts';

const top = mkdtempSync(join(tmpdir(), 'chartwright-pack-'));
const clone = join(top, 'clones', 'owner+charts');

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function git(...words: readonly string[]): void {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', ['-C', clone, ...who, ...words], { stdio: 'ignore' });
}

const chartfile = (name: string, version: string, more = ''): string =>
  `apiVersion: v2\nname: ${name}\nversion: ${version}\n${more}`;

const listed = (name: string, version: string, repository = 'https://example.com/charts'): string =>
  `  - {name: ${name}, version: "${version}", repository: "${repository}"}\n`;

beforeAll(() => {
  mkdirSync(clone, { recursive: true });
  git('init', '-q');
  for (const version of ['1.0.0', '1.2.0', '2.0.0']) {
    write(clone, {
      'charts/dep/Chart.yaml': chartfile('dep', version),
      'charts/dep/values.yaml': `of: ${version}\n`,
      'charts/dep/.helmignore': 'notes.md\n',
      'charts/dep/notes.md': 'not packed\n',
    });
    git('add', '-A');
    git('commit', '-qm', version);
  }
});

afterAll(() => {
  rmSync(top, { recursive: true });
});

interface Packed {
  /** The texts in each archive of charts/, by path. */
  readonly archives: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** What was not found. */
  readonly reports: readonly string[];
}

function packed(files: Readonly<Record<string, string>>): Packed {
  const folder = mkdtempSync(join(top, 'chart-'));
  write(folder, files);
  const source = diskSource(folder);
  if (!source) throw new Error('no chart');
  const reports: string[] = [];
  const report = (message: string): number => reports.push(message);
  const all = withDependencies(source, { clones: new Clones(clonesBelow(join(top, 'clones'))), report });
  const archives = [...all].filter(([path]) => path.endsWith('.tgz'));
  return { archives: new Map(archives.map(([path, bytes]) => [path, textsIn(bytes)])), reports };
}

const textsIn = (archive: Uint8Array): ReadonlyMap<string, string> =>
  new Map([...readTgz(archive).files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]));

const chart = (...entries: readonly string[]): string => chartfile('c', '1.0.0', `dependencies:\n${entries.join('')}`);

describe('packing', () => {
  it('takes the newest version that fits, as its commit has it, and names the archive by it', () => {
    const { archives } = packed({ 'Chart.yaml': chart(listed('dep', '1.x')) });
    const inside = archives.get('charts/dep-1.2.0.tgz');
    expect(inside?.get('dep/values.yaml')).toBe('of: 1.2.0\n');
    expect(inside?.has('dep/notes.md')).toBe(false);
  });

  it('prefers the locked version, and leaves alone what is there', () => {
    const lock = `dependencies:\n${listed('dep', '1.0.0')}`;
    const { archives } = packed({ 'Chart.yaml': chart(listed('dep', '1.x')), 'Chart.lock': lock });
    expect(archives.get('charts/dep-1.0.0.tgz')?.get('dep/values.yaml')).toBe('of: 1.0.0\n');
    const there = packed({ 'Chart.yaml': chart(listed('dep', '1.x')), 'charts/dep/Chart.yaml': chartfile('dep', '1.1.1') });
    expect(there).toEqual({ archives: new Map(), reports: [] });
  });

  it('says what is nowhere', () => {
    expect(packed({ 'Chart.yaml': chart(listed('dep', '3.x'), listed('none', '1.0.0')) })).toEqual({
      archives: new Map(),
      reports: [
        'dep 3.x of https://example.com/charts is not in the clones',
        'none 1.0.0 of https://example.com/charts is not in the clones',
      ],
    });
  });

  it('follows folders beside the chart, and what those need', () => {
    const { archives, reports } = packed({
      'Chart.yaml': chart(listed('near', '1.0.0', 'file://near')),
      'near/Chart.yaml': chartfile('near', '1.0.0', `dependencies:\n${listed('dep', '2.0.0')}${listed('none', '1')}`),
    });
    expect([...(archives.get('charts/near-1.0.0.tgz')?.keys() ?? [])]).toContain('near/charts/dep-2.0.0.tgz');
    expect(reports).toEqual(['none 1 of https://example.com/charts is not in the clones, which near needs']);
  });
});
