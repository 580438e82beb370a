import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Checker } from '../../server/src/core/check/check.ts';
import { ALL_SCENARIOS, checkScope } from '../../server/src/core/features/checking.ts';
import type { CheckResult, Scope } from '../../server/src/core/features/checking.ts';
import { MemoryFileSystem } from '../../server/src/core/fs/memory.ts';
import type { Release } from '../../server/src/core/chart/release.ts';
import { releaseOf, releaseWork } from '../../server/src/core/project/release.ts';
import type { ReleaseWork } from '../../server/src/core/project/release.ts';
import { releaseKey } from '../../server/src/core/project/releaseKey.ts';
import { RULES } from '../../server/src/core/rules/index.ts';
import type { Uri } from '../../server/src/core/text/uri.ts';
import { joinUri } from '../../server/src/core/text/uri.ts';
import { Workspace } from '../../server/src/core/workspace/workspace.ts';
import type { ChartTree } from './bench.ts';
import { quantile, row, timed } from './clock.ts';
import type { Time } from './clock.ts';

const FOLDER = 'file:///bench' as Uri;
const at = (path: string): Uri => joinUri(FOLDER, path) ?? FOLDER;
const decode = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

/** Prints what checking one chart takes, from the first time to a keystroke. */
export async function measure(name: string, tree: ChartTree, helm: string, edits: number): Promise<void> {
  const fs = new MemoryFileSystem([...tree].map(([path, bytes]) => [at(path), bytes]));
  const release = await first(fs);
  const text = release.renders.map(({ rendering }) => rendering.text).join('\n---\n');
  const unit = await parsingOf(text);
  console.log(
    `\n${name}: ${release.templates.length} templates, ${release.manifests.length + release.hooks.length} documents, ` +
      `${text.length} characters rendered; parsing them with npm yaml takes ${unit.toFixed(1)} ms, the unit of the ratios`,
  );
  console.log(`${''.padEnd(44)}    wall     p95     cpu     p95    ratio`);
  await renders(fs, unit);
  helmBeside(tree, helm, unit);
  const engine = new Engine(await workspaceOf(fs));
  const cold = await timed(() => engine.check({ kind: 'workspace', scenarios: ALL_SCENARIOS }));
  row('full check, cold, all scenarios', [cold.time], unit, `${cold.value.stats.scenarios} releases`);
  await keystrokes(engine, tree, unit, 'keystroke in a template', templatesIn(tree), typed);
  await keystrokes(engine, tree, unit, 'keystroke in a comment of values.yaml', ['values.yaml'], typed);
  await keystrokes(engine, tree, unit, 'keystroke in a value', ['values.yaml'], changed);
  await growth(engine, tree, edits);
}

/** Milliseconds of work for parsing rendered text with npm `yaml`. */
async function parsingOf(text: string): Promise<number> {
  const times: Time[] = [];
  for (let i = 0; i < 7; i++) times.push((await timed(() => parseAllDocuments(text, { version: '1.1' }))).time);
  return quantile(
    times.map(({ work }) => work),
    0.5,
  );
}

async function workspaceOf(fs: MemoryFileSystem): Promise<Workspace> {
  const workspace = new Workspace(fs);
  await workspace.setFolders([FOLDER]);
  return workspace;
}

async function renderIn(workspace: Workspace): Promise<Release> {
  const release = await workspace.ensureLoaded((snapshot) => releaseOf(snapshot, releaseKey(at('Chart.yaml'))));
  if (!release) throw new Error('there is no Chart.yaml');
  return release;
}

const first = async (fs: MemoryFileSystem): Promise<Release> => renderIn(await workspaceOf(fs));

async function renders(fs: MemoryFileSystem, unit: number): Promise<void> {
  const cold: Time[] = [];
  const again: Time[] = [];
  for (let i = 0; i < 5; i++) {
    const workspace = await workspaceOf(fs);
    cold.push((await timed(() => renderIn(workspace))).time);
    const state = await fs.read(at('values.yaml'));
    if (state.kind !== 'file') continue;
    for (let turn = 0; turn < 5; turn++) {
      workspace.setText(at('values.yaml'), changed(state.text, turn));
      again.push((await timed(() => renderIn(workspace))).time);
    }
  }
  row('first render', cold, unit);
  row('render after an edit of one value', again, unit);
}

/** The same chart by a helm process; nothing where there is none. */
function helmBeside(tree: ChartTree, helm: string, unit: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-bench-'));
  for (const [path, bytes] of tree) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  const times: Time[] = [];
  let failure = '';
  for (let i = 0; i < 5 && failure === ''; i++) {
    const start = performance.now();
    const { status, error, stderr } = spawnSync(helm, ['template', 'x', folder], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    });
    const wall = performance.now() - start;
    if (error) failure = error.message;
    else if (status !== 0) failure = stderr.split('\n')[0] ?? '';
    times.push({ wall, work: wall });
  }
  rmSync(folder, { recursive: true });
  if (failure === '') row(`${helm} template (process, wall only)`, times, unit);
  else console.log(`${helm} template: ${failure}`);
}

/** What the engine does of a check, and what it took. */
class Engine {
  readonly #workspace: Workspace;
  readonly #checker = new Checker(RULES);

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  setText(uri: Uri, text: string): void {
    this.#workspace.setText(uri, text);
  }

  /** A check that also has every chart rendered, whatever the rules that are on ask for. */
  async check(scope: Scope): Promise<CheckResult> {
    const result = await checkScope(this.#workspace, this.#checker, scope);
    await renderIn(this.#workspace);
    return result;
  }

  takeWork(): ReleaseWork {
    return releaseWork(this.#workspace.memo.takeCounts());
  }
}

const templatesIn = (tree: ChartTree): readonly string[] =>
  [...tree.keys()].filter((path) => /^templates\/.*\.yaml$/.test(path));

/** A word that grows at the end of a file, in a comment. */
const typed = (text: string, turn: number): string =>
  `${text.trimEnd()}\n# ${'typing'.slice(0, 1 + (turn % 6))}${turn}\n`;

/** The first whole number of a line in a values file becomes another. */
const changed = (text: string, turn: number): string =>
  text.replace(/^(\s+\w+: )\d+$/m, (_, key: string) => `${key}${turn + 2}`);

const TURNS = 60;
const TURNS_OF_ALL = 8;

async function keystrokes(
  engine: Engine,
  tree: ChartTree,
  unit: number,
  what: string,
  paths: readonly string[],
  edit: (text: string, turn: number) => string,
): Promise<void> {
  const defaults: Time[] = [];
  const all: Time[] = [];
  let [parsed, rendered, documents, allRendered, allDocuments] = [0, 0, 0, 0, 0];
  for (const path of paths) engine.setText(at(path), decode(tree.get(path)));
  await engine.check({ kind: 'workspace', scenarios: ALL_SCENARIOS });
  for (let turn = 0; turn < TURNS; turn++) {
    const path = paths[turn % paths.length] ?? '';
    const uri = at(path);
    engine.setText(uri, edit(decode(tree.get(path)), turn));
    engine.takeWork();
    defaults.push((await timed(() => engine.check({ kind: 'files', uris: [uri] }))).time);
    const work = engine.takeWork();
    [parsed, rendered, documents] = [
      Math.max(parsed, work.templatesParsed),
      Math.max(rendered, work.templatesRendered),
      Math.max(documents, work.documentsParsed),
    ];
    if (turn >= TURNS_OF_ALL) continue;
    all.push((await timed(() => engine.check({ kind: 'files', uris: [uri], scenarios: ALL_SCENARIOS }))).time);
    const more = engine.takeWork();
    allRendered = Math.max(allRendered, more.templatesRendered);
    allDocuments = Math.max(allDocuments, more.documentsParsed);
  }
  const slowest = paths
    .map((path, i) => ({
      path,
      work: quantile(
        defaults.filter((_, turn) => turn % paths.length === i).map((time) => time.work),
        0.5,
      ),
    }))
    .sort((a, b) => b.work - a.work)
    .slice(0, 3);
  row(what, defaults, unit, `at most ${parsed} parsed, ${rendered} rendered, ${documents} documents parsed`);
  if (paths.length > 1)
    console.log(`  slowest files: ${slowest.map(({ path, work }) => `${path} ${work.toFixed(1)}`).join(', ')}`);
  row('  then all scenarios', all, unit, `at most ${allRendered} rendered, ${allDocuments} documents parsed`);
}

const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1024 / 1024;
};

async function growth(engine: Engine, tree: ChartTree, edits: number): Promise<void> {
  const paths = [...templatesIn(tree), 'values.yaml'];
  const sizes: number[] = [];
  for (let turn = 0; turn < edits; turn++) {
    const path = paths[turn % paths.length] ?? '';
    const text = decode(tree.get(path));
    engine.setText(at(path), path === 'values.yaml' ? changed(text, turn) : typed(text, turn));
    await engine.check({ kind: 'files', uris: [at(path)] });
    if (turn % Math.max(1, Math.floor(edits / 5)) === 0) sizes.push(heap());
  }
  sizes.push(heap());
  const peak = (process.resourceUsage().maxRSS / 1024).toFixed(0);
  console.log(
    `memory in MB over ${edits} edits: ${sizes.map((size) => size.toFixed(0)).join(', ')}; peak of the process ${peak}`,
  );
}
