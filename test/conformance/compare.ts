import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { ChartFiles } from '../../server/src/core/chart/chartFiles.ts';
import type { RenderedDocument } from '../../server/src/core/chart/documents.ts';
import { firstError } from '../../server/src/core/chart/helmError.ts';
import { loadChart } from '../../server/src/core/chart/load.ts';
import { prepareRelease } from '../../server/src/core/chart/prepare.ts';
import { DEFAULT_PRINT, printRelease } from '../../server/src/core/chart/print.ts';
import { renderRelease } from '../../server/src/core/chart/release.ts';
import type { Release } from '../../server/src/core/chart/release.ts';
import { DEFAULT_OPTIONS, HELM3_OPTIONS } from '../../server/src/core/chart/releaseOptions.ts';
import { mergeMaps } from '../../server/src/core/chart/tables.ts';
import { readValuesFile, tableOf } from '../../server/src/core/chart/valuesFile.ts';
import { readTgz } from '../../server/src/core/fs/archive.ts';
import type { FileContent } from '../../server/src/core/fs/fileSystem.ts';
import { fileOfBytes } from '../../server/src/core/fs/fileSystem.ts';
import { noOrigin } from '../../server/src/core/text/origin.ts';
import { toUri } from '../../server/src/core/text/uri.ts';
import { map } from '../../server/src/core/template/value.ts';

// Renders real charts with a real helm and with the engine, and says where they differ.
//   npm run conformance -- --helm PATH [--helm3] [--ci] [--verbose] CHART…

const { values: flags, positionals: charts } = parseArgs({
  allowPositionals: true,
  options: {
    helm: { type: 'string', default: 'helm' },
    helm3: { type: 'boolean', default: false },
    /** Also with each of the chart's ci/*-values.yaml. */
    ci: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

type Verdict = 'identical' | 'identical but opaque' | 'different' | 'same error' | 'other error' | 'only Helm refuses';

interface Outcome {
  readonly verdict: Verdict;
  readonly detail: string;
}

const QUIET: readonly Verdict[] = ['identical', 'identical but opaque', 'same error'];

const KUBE_VERSION = 'v1.33.1';

const counts = new Map<Verdict, number>();
for (const chart of charts.map((path) => resolve(path))) {
  for (const valuesFile of [undefined, ...(flags.ci ? ciFiles(chart) : [])]) {
    const started = performance.now();
    const { verdict, detail } = compare(chart, valuesFile);
    const took = Math.round(performance.now() - started);
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    const name = [chart, valuesFile].filter(Boolean).join(' ');
    if (!QUIET.includes(verdict) || flags.verbose) console.log(`${verdict}: ${name} (${took} ms)\n${detail}`);
  }
}
console.log([...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', '));

function ciFiles(chart: string): readonly string[] {
  const folder = join(chart, 'ci');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => (name.endsWith('values.yaml') ? [join(folder, name)] : []));
}

function compare(chart: string, valuesFile: string | undefined): Outcome {
  const theirs = helm(chart, valuesFile);
  const release = ours(chart, valuesFile);
  if (!release) return { verdict: 'different', detail: 'the engine finds no chart' };
  const error = firstError(release);
  if (theirs.error !== undefined) {
    const said = theirs.error.replace(/^Error: /, '').replace(/\n\nUse --debug flag[^\n]*/, '').trim();
    if (said === error) return { verdict: 'same error', detail: '' };
    const detail = `  helm: ${said}\n  ours: ${error ?? 'no error'}\n`;
    return { verdict: error === undefined ? 'only Helm refuses' : 'other error', detail };
  }
  const printed = printRelease(marked(release), { ...DEFAULT_PRINT, includeCrds: true });
  const text = printed.ok ? printed.text : printed.message;
  const holes = release.renders.reduce((sum, { rendering }) => sum + rendering.opaque.length, 0);
  const difference = firstDifference(theirs.output, text);
  if (difference !== undefined) return { verdict: 'different', detail: `${difference}  our error: ${error ?? 'none'}\n` };
  return { verdict: holes > 0 ? 'identical but opaque' : 'identical', detail: '' };
}

function helm(chart: string, valuesFile: string | undefined): { readonly output: string; readonly error: string | undefined } {
  const args = ['template', 'release-name', chart, '--include-crds', '--kube-version', KUBE_VERSION];
  if (valuesFile !== undefined) args.push('--values', valuesFile);
  const { stdout, stderr, status, error } = spawnSync(flags.helm, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error) throw error;
  return { output: stdout, error: status === 0 ? undefined : stderr };
}

function ours(chart: string, valuesFile: string | undefined): Release | undefined {
  const loaded = loadChart(filesOf(chart));
  if (!loaded) return undefined;
  const options = { ...(flags.helm3 ? HELM3_OPTIONS : DEFAULT_OPTIONS), kubeVersion: KUBE_VERSION };
  const none = map(new Map(), noOrigin);
  const given =
    valuesFile === undefined
      ? none
      : mergeMaps(
          none,
          tableOf(readValuesFile(toUri(pathToFileURL(valuesFile).href), readFileSync(valuesFile, 'utf8')), [], options.helm),
        );
  return renderRelease(prepareRelease(loaded, given, options));
}

function filesOf(folder: string): ChartFiles {
  const read = (path: string): FileContent | undefined => {
    const at = join(folder, path);
    const state = existsSync(at) ? fileOfBytes(readFileSync(at)) : undefined;
    return state?.kind === 'file' ? state : undefined;
  };
  return {
    root: toUri(pathToFileURL(folder).href),
    paths: readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile()),
    read,
    archive: (path) => readTgz(readFileSync(join(folder, path))),
  };
}

const HOLE = '\u0001';
const HOLE_LINE = '\u0002';

/** The same release with marks for opaque parts. */
function marked(release: Release): Release {
  return {
    ...release,
    manifests: release.manifests.map(withMarks),
    hooks: release.hooks.map((hook) => ({ ...hook, document: withMarks(hook.document) })),
  };
}

function withMarks(document: RenderedDocument): RenderedDocument {
  let text = '';
  let at = 0;
  for (const { range, openColumn } of document.opaque) {
    text += document.text.slice(at, range.start - document.range.start);
    text += openColumn === undefined ? HOLE : HOLE_LINE;
    at = range.end - document.range.start;
  }
  return { ...document, text: text + document.text.slice(at) };
}

/** The first line that differs, with what stands before it. A mark within a line stands for any text, one alone for any lines. */
function firstDifference(theirs: string, mine: string): string | undefined {
  if (theirs === mine) return undefined;
  const left = theirs.split('\n');
  const right = mine.split('\n');
  let i = 0;
  for (const [at, line] of right.entries()) {
    if (line.includes(HOLE_LINE)) {
      const next = right.slice(at + 1).find((text) => !text.includes(HOLE_LINE)) ?? '';
      while (i < left.length && !fits(left[i] ?? '', next)) i++;
    } else if (fits(left[i] ?? HOLE, line)) i++;
    else return report(left, i, line);
  }
  return i < left.length ? report(left, i, undefined) : undefined;
}

function report(left: readonly string[], at: number, mine: string | undefined): string {
  const source = left.slice(0, at).findLast((text) => text.startsWith('# Source: ')) ?? '';
  const before = left.slice(Math.max(0, at - 3), at).map((text) => `     ${text}\n`);
  return `  ${source} line ${at + 1}\n${before.join('')}  helm ${JSON.stringify(left[at])}\n  ours ${JSON.stringify(mine)}\n`;
}

function fits(theirs: string, mine: string): boolean {
  const parts = mine.split(HOLE);
  const first = parts[0] ?? '';
  if (parts.length === 1) return theirs === mine;
  let at = first.length;
  if (!theirs.startsWith(first)) return false;
  for (const part of parts.slice(1)) {
    const found = theirs.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return theirs.endsWith(parts.at(-1) ?? '');
}
