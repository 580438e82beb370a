import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { ChartFiles } from '../../server/src/core/chart/chartFiles.ts';
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

type Verdict = 'identical' | 'identical but opaque' | 'different' | 'both refuse' | 'only Helm refuses';

interface Outcome {
  readonly verdict: Verdict;
  readonly detail: string;
}

const KUBE_VERSION = 'v1.33.1';

const counts = new Map<Verdict, number>();
for (const chart of charts.map((path) => resolve(path))) {
  for (const valuesFile of [undefined, ...(flags.ci ? ciFiles(chart) : [])]) {
    const started = performance.now();
    const { verdict, detail } = compare(chart, valuesFile);
    const took = Math.round(performance.now() - started);
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    const name = [chart, valuesFile].filter(Boolean).join(' ');
    if (verdict !== 'identical' || flags.verbose) console.log(`${verdict}: ${name} (${took} ms)\n${detail}`);
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
  const problems = release.renders.flatMap(({ template, rendering }) =>
    rendering.problems.map(({ message, maybe, at }) => `${template.name}: <${at}> ${message}${maybe ? ' (maybe)' : ''}`),
  );
  const refused = [...release.problems.map(({ message }) => message), ...problems];
  if (theirs.error !== undefined) {
    const detail = `  helm: ${theirs.error.trim()}\n  ours: ${refused[0] ?? 'no problem'}\n`;
    return { verdict: refused.length > 0 || release.unreadable.length > 0 ? 'both refuse' : 'only Helm refuses', detail };
  }
  const printed = printRelease(release, { ...DEFAULT_PRINT, includeCrds: true });
  const text = printed.ok ? printed.text : printed.message;
  const holes = release.renders.reduce((sum, { rendering }) => sum + rendering.opaque.length, 0);
  const listed = refused.slice(0, 5).map((line) => `  problem: ${line}\n`);
  const difference = firstDifference(theirs.output, text);
  if (difference !== undefined) return { verdict: 'different', detail: difference + listed.join('') };
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
    const state = fileOfBytes(readFileSync(join(folder, path)));
    return state.kind === 'file' ? state : undefined;
  };
  return {
    root: toUri(pathToFileURL(folder).href),
    paths: readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile()),
    read,
    archive: (path) => readTgz(readFileSync(join(folder, path))),
  };
}

/** The first line that differs, with what stands before it. */
function firstDifference(theirs: string, mine: string): string | undefined {
  if (theirs === mine) return undefined;
  const left = theirs.split('\n');
  const right = mine.split('\n');
  const at = left.findIndex((line, i) => line !== right[i]);
  const line = at < 0 ? left.length : at;
  const source = left.slice(0, line).findLast((text) => text.startsWith('# Source: ')) ?? '';
  const different = left.filter((text, i) => text !== right[i]).length;
  const before = left.slice(Math.max(0, line - 3), line).map((text) => `     ${text}\n`);
  return `  ${source} line ${line + 1}, ${different} lines differ, ${right.length - left.length} more\n${before.join('')}  helm ${JSON.stringify(left[line])}\n  ours ${JSON.stringify(right[line])}\n`;
}
