import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Version } from '../../server/src/core/version/version.ts';
import { check, parseConstraint } from '../../server/src/core/version/masterminds.ts';
import { compareVersions, parseVersion } from '../../server/src/core/version/version.ts';
import { textField } from '../../server/src/core/chart/goField.ts';
import { parseYaml } from '../../server/src/core/yaml/parse.ts';

/** One state of a chart in the history of a clone. */
export interface ChartState {
  readonly clone: string;
  readonly commit: string;
  /** The chart's folder from the top; empty for the top itself. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
}

const deepest = 3;

/** The git directories below a folder, bare ones and those of work trees. */
export function clonesBelow(folder: string, depth = 0): readonly string[] {
  if (existsSync(join(folder, 'HEAD')) && existsSync(join(folder, 'objects'))) return [folder];
  if (existsSync(join(folder, '.git', 'HEAD'))) return [join(folder, '.git')];
  if (depth >= deepest) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory())
    .flatMap((path) => clonesBelow(path, depth + 1));
}

/** A Chart.yaml that a commit wrote. */
interface Written {
  readonly commit: string;
  readonly folder: string;
  readonly blob: string;
}

/** Finds charts by name and version in the history of clones; every clone is read once, every name in it once. */
export class Clones {
  readonly #clones: readonly string[];
  readonly #written = new Map<string, ReadonlyMap<string, readonly Written[]>>();
  readonly #states = new Map<string, readonly ChartState[]>();

  constructor(clones: readonly string[]) {
    this.#clones = clones;
  }

  /**
   * The state that a version was first in, of the newest version that fits the constraint; a version alone is a
   * constraint that only it fits. Where several clones have one, the one whose path is most like the repository's.
   */
  find(name: string, constraint: string, repository: string): ChartState | undefined {
    const words = wordsOf(repository);
    const likeness = (clone: string): number => wordsOf(clone).filter((word) => words.includes(word)).length;
    for (const clone of [...this.#clones].sort((a, b) => likeness(b) - likeness(a))) {
      const found = newest(this.#statesOf(clone, name), constraint);
      if (found) return found;
    }
    return undefined;
  }

  #statesOf(clone: string, name: string): readonly ChartState[] {
    const key = `${clone}\0${name}`;
    const known = this.#states.get(key);
    if (known) return known;
    const written = this.#writtenIn(clone).get(name) ?? [];
    const blobs = readObjects(clone, [...new Set(written.map(({ blob }) => blob))]);
    const states = written.flatMap(({ commit, folder, blob }) => {
      const root = parseYaml(blobs.get(blob)?.toString('utf8') ?? '').documents[0]?.root;
      const found = { name: textField(root, 'name'), version: textField(root, 'version') };
      return found.name === name ? [{ clone, commit, folder, ...found }] : [];
    });
    this.#states.set(key, states);
    return states;
  }

  #writtenIn(clone: string): ReadonlyMap<string, readonly Written[]> {
    const known = this.#written.get(clone);
    if (known) return known;
    const found = new Map<string, Written[]>();
    for (const written of historyOf(clone)) {
      const name = basename(written.folder);
      const same = found.get(name);
      if (same) same.push(written);
      else found.set(name, [written]);
    }
    this.#written.set(clone, found);
    return found;
  }
}

const wordsOf = (path: string): readonly string[] => path.toLowerCase().split(/[^a-z0-9]+/);

/** `states` go from the newest commit to the oldest. */
function newest(states: readonly ChartState[], constraint: string): ChartState | undefined {
  const exact = states.findLast(({ version }) => version === constraint || version === `v${constraint}`);
  if (exact) return exact;
  const read = parseConstraint(constraint);
  if (!read.ok) return undefined;
  let best: { readonly state: ChartState; readonly parsed: Version } | undefined;
  for (const state of states) {
    const parsed = parseVersion(state.version);
    if (!parsed || !check(read.constraint, parsed)) continue;
    if (!best || compareVersions(parsed, best.parsed) >= 0) best = { state, parsed };
  }
  return best?.state;
}

/** Every Chart.yaml that a commit on the way to HEAD wrote, from the newest to the oldest. */
function historyOf(clone: string): readonly Written[] {
  const found: Written[] = [];
  let commit = '';
  const args = ['log', 'HEAD', '--raw', '--no-abbrev', '--no-renames', '--format=commit %H', '-z'];
  for (const part of git(clone, [...args, '--', ':(glob)**/Chart.yaml']).toString('utf8').split('\0')) {
    const text = part.trim();
    const head = /^commit ([0-9a-f]+)/.exec(text);
    if (head) commit = head[1] ?? '';
    const raw = /:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) \w$/.exec(text);
    if (raw) found.push({ commit, folder: '', blob: raw[1] ?? '' });
    else if (!head && text !== '') {
      const last = found.pop();
      if (last) found.push({ ...last, folder: dirname(text).replace(/^\.$/, '') });
    }
  }
  return found.filter(({ blob }) => !/^0+$/.test(blob));
}

/** The files below a folder at a commit, by path from there; undefined where there is no such folder. Links are followed. */
export function filesAt(clone: string, commit: string, folder: string): ReadonlyMap<string, Buffer> | undefined {
  const where = folder === '' ? [] : [`${folder}/`];
  const list = git(clone, ['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...where]).toString('utf8');
  const blobs = new Map<string, string>();
  for (const entry of list.split('\0')) {
    const [, mode, blob = '', path = ''] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
    if (mode === undefined) continue;
    blobs.set(path.slice(where.join('').length), mode === '120000' ? `${commit}:${path}` : blob);
  }
  if (blobs.size === 0) return undefined;
  const objects = readObjects(clone, [...new Set(blobs.values())]);
  return new Map(
    [...blobs].flatMap(([path, blob]) => {
      const bytes = objects.get(blob);
      return bytes ? [[path, bytes] as const] : [];
    }),
  );
}

/** The contents of blobs by name; those that are none are left out. */
function readObjects(clone: string, names: readonly string[]): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  if (names.length === 0) return found;
  const output = git(clone, ['cat-file', '--batch', '--follow-symlinks'], `${names.join('\n')}\n`);
  let at = 0;
  for (const name of names) {
    const end = output.indexOf('\n', at);
    const [word = '', type = '', size = ''] = output.toString('utf8', at, end).split(' ');
    at = end + 1;
    const [isLink, isObject] = [/^(dangling|loop|notdir|symlink)$/.test(word), /^(blob|tree)$/.test(type)];
    // After the word for a link that leads nowhere comes its size, and then the link.
    if (isLink) at += Number(type) + 1;
    if (!isObject || isLink) continue;
    if (type === 'blob') found.set(name, output.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return found;
}

function git(clone: string, args: readonly string[], input?: string): Buffer {
  return execFileSync('git', ['--git-dir', clone, ...args], { input, maxBuffer: 1 << 30, stdio: ['pipe', 'pipe', 'pipe'] });
}
