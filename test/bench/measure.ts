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
import { quantile, row, timed, timedProcess } from './clock.ts';
import type { Time } from './clock.ts';

const FOLDER = 'file:///bench' as Uri;
const at = (path: string): Uri => joinUri(FOLDER, path) ?? FOLDER;
const decode = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

/** Prints what checking one chart takes, from the first time to a keystroke. */
export async function measure(name: string, tree: ChartTree, helm: string, edits: number): Promise<void> {
  const fs = fileSystemOf(tree);
  const release = await first(fs);
  const text = release.renders.map(({ rendering }) => rendering.text).join('\n---\n');
  const unit = await parsingOf(text);
  console.log(
    `\n${name}: ${release.templates.length} templates, ${release.manifests.length + release.hooks.length} documents, ` +
      `${text.length} characters rendered; parsing them with npm yaml takes ${unit.toFixed(1)} ms, the unit of the ratios`,
  );
  console.log(`${''.padEnd(44)}    wall     p95     cpu     p95    ratio`);
  await renders(fs, unit);
  processesBeside(tree, helm, unit);
  const engine = new Engine(await workspaceOf(fs));
  const cold = await timed(() => engine.check({ kind: 'workspace', scenarios: ALL_SCENARIOS }));
  row('full check, cold, all scenarios', [cold.time], unit, `${cold.value.stats.scenarios} releases`);
  await keystrokes(engine, tree, unit, 'keystroke in a template', templatesIn(tree), typed);
  await fewerRules(fs, tree, unit);
  await keystrokes(engine, tree, unit, 'keystroke in a comment of values.yaml', ['values.yaml'], typed);
  await keystrokes(engine, tree, unit, 'keystroke in a value', ['values.yaml'], changed);
  await growth(engine, tree, edits);
}

const fileSystemOf = (tree: ChartTree): MemoryFileSystem =>
  new MemoryFileSystem([...tree].map(([path, bytes]) => [at(path), bytes]));

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

/** First renders in a process that runs already, and edits after each. */
const FIRSTS = 11;
const EDITS = 20;

async function renders(fs: MemoryFileSystem, unit: number): Promise<void> {
  const cold: Time[] = [];
  const again: Time[] = [];
  for (let i = 0; i < FIRSTS; i++) {
    const workspace = await workspaceOf(fs);
    cold.push((await timed(() => renderIn(workspace))).time);
    const state = await fs.read(at('values.yaml'));
    if (state.kind !== 'file') continue;
    for (let turn = 0; turn < EDITS; turn++) {
      workspace.setText(at('values.yaml'), changed(state.text, turn));
      again.push((await timed(() => renderIn(workspace))).time);
    }
  }
  row('first render, in a process that runs', cold, unit);
  row('render after an edit of one value', again, unit);
}

/** Renders a chart and no more. */
export async function renderOnce(tree: ChartTree): Promise<void> {
  await first(fileSystemOf(tree));
}

/** The same chart by processes: one of ours, with the start of Node and code that is not warm yet, and helm where there is one. */
function processesBeside(tree: ChartTree, helm: string, unit: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-bench-'));
  for (const [path, bytes] of tree) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  processRow('first render, as a process', process.execPath, [process.argv[1] ?? '', '--first', folder], unit);
  processRow(`${helm} template, as a process`, helm, ['template', 'x', folder], unit);
  rmSync(folder, { recursive: true });
}

const PROCESSES = 5;

function processRow(what: string, command: string, words: readonly string[], unit: number): void {
  const times: Time[] = [];
  for (let i = 0; i < PROCESSES; i++) {
    const time = timedProcess(command, words);
    if (typeof time === 'string') {
      console.log(`${what}: ${time}`);
      return;
    }
    times.push(time);
  }
  row(what, times, unit);
}

/** What the engine does of a check, and what it took. */
class Engine {
  readonly #workspace: Workspace;
  readonly #checker: Checker;

  constructor(workspace: Workspace, rules = RULES) {
    this.#workspace = workspace;
    this.#checker = new Checker(rules);
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

/** What the rules were that came with the first charts; the others are measured against them. */
const FIRST_RULES = ['hook/unknown-event', 'hook/annotation-not-string', 'hook/install-only', 'template/syntax'];

/** The same keystrokes in fresh engines with all rules, with the first ones alone, and with none, turn by turn. */
async function fewerRules(fs: MemoryFileSystem, tree: ChartTree, unit: number): Promise<void> {
  const some = RULES.filter(({ meta }) => FIRST_RULES.includes(meta.id));
  const runs = await Promise.all(
    [RULES, some, []].map(async (rules) => ({
      rules,
      engine: new Engine(await workspaceOf(fs), rules),
      times: [] as Time[],
    })),
  );
  const paths = templatesIn(tree);
  for (const { engine } of runs) {
    for (const path of paths) engine.setText(at(path), decode(tree.get(path)));
    await engine.check({ kind: 'workspace' });
  }
  for (let turn = 0; turn < TURNS; turn++) {
    const path = paths[turn % paths.length] ?? '';
    for (const { engine, times } of runs) {
      engine.setText(at(path), typed(decode(tree.get(path)), turn));
      times.push((await timed(() => engine.check({ kind: 'files', uris: [at(path)] }))).time);
    }
  }
  for (const { rules, times } of runs) row(`  fresh, defaults only, with ${rules.length} rules`, times, unit);
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
    `heap in MB after gc, over ${edits} edits: ${sizes.map((size) => size.toFixed(0)).join(', ')}; peak of the process ${peak}`,
  );
}
