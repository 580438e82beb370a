import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { opaqueParts, openEnds } from '../../server/src/core/chart/opaqueParts.ts';
import { firstError } from '../../server/src/core/chart/helmError.ts';
import { DEFAULT_PRINT, printRelease } from '../../server/src/core/chart/print.ts';
import type { Release } from '../../server/src/core/chart/release.ts';
import { DEFAULT_OPTIONS, HELM3_OPTIONS } from '../../server/src/core/chart/releaseOptions.ts';
import { compareOutputs } from './differences.ts';
import { renderFolder } from './diskChart.ts';
import { chartDifference, chartText, smallerCharts } from './fuzzChartRun.ts';
import { fuzzChart } from './fuzzCharts.ts';
import type { FuzzedChart } from './fuzzCharts.ts';
import { fuzzTemplate, fuzzValues } from './fuzzGrammar.ts';
import { markRelease } from './opaqueParts.ts';
import { isSameError, runHelm } from './realHelm.ts';

// Renders generated templates with a real helm and with the engine, many in one chart; exit code 1 when any differ.
//   npm run conformance:fuzz -- --helm PATH [--helm3] [--charts N] [--batch N] [--trees N] [--seed N]

const { values: flags } = parseArgs({
  options: {
    helm: { type: 'string', default: 'helm' },
    charts: { type: 'string', default: '20' },
    /** Templates in a chart; each that fails costs a helm process of its own. */
    batch: { type: 'string', default: '40' },
    /** Charts with subcharts and values files, one helm process each. */
    trees: { type: 'string', default: '0' },
    /** The helm named is one of Helm 3. */
    helm3: { type: 'boolean', default: false },
    seed: { type: 'string' },
  },
});

const options = flags.helm3 ? HELM3_OPTIONS : DEFAULT_OPTIONS;

/** Smaller charts that are tried for one that differs. */
const MOST_TRIES = 60;

interface Difference {
  readonly template: string;
  readonly detail: string;
}

/** Generates and compares; the exit code. */
export async function main(): Promise<number> {
  const seed = flags.seed === undefined ? Date.now() % 1_000_000 : Number(flags.seed);
  let templates = 0;
  let refused = 0;
  let differences = 0;
  for (let i = 0; i < Number(flags.charts); i++) {
    const values = fc.sample(fuzzValues, { seed: seed + i, numRuns: 1 })[0] ?? '';
    const batch = fc.sample(fuzzTemplate, { seed: seed + i, numRuns: Number(flags.batch) });
    const good = batch.filter((template) => error([template], values) === undefined);
    const bad = batch.filter((template) => !good.includes(template));
    templates += batch.length;
    refused += bad.length;
    const found = await compareGood(good, values);
    for (const template of bad) found.push(...(await compareBad(template, values)));
    for (const { template, detail } of found) console.log(`values: ${values}\ntemplate: ${template}\n${detail}`);
    differences += found.length;
  }
  console.log(`seed ${seed}: ${templates} templates, ${refused} refused by both or either, ${differences} different`);
  return differences + (await compareTrees(seed)) > 0 ? 1 : 0;
}

/** Whole charts, the first that differ made as small as they can be; how many differ. */
async function compareTrees(seed: number): Promise<number> {
  let different = 0;
  let refused = 0;
  for (const [i, chart] of fc.sample(fuzzChart, { seed, numRuns: Number(flags.trees) }).entries()) {
    const found = await chartDifference(chart, flags.helm, options);
    if (found.refused) refused++;
    if (found.detail === undefined) continue;
    different++;
    const small = await smallest(chart);
    console.log(`tree ${i}:\n${chartText(small)}${(await chartDifference(small, flags.helm, options)).detail ?? ''}`);
  }
  console.log(`seed ${seed}: ${flags.trees} trees, ${refused} refused by both alike, ${different} different`);
  return different;
}

/** Leaves out files, values files, lines of --set and lines of files as long as the chart still differs. */
async function smallest(chart: FuzzedChart): Promise<FuzzedChart> {
  let least = chart;
  let left = MOST_TRIES;
  for (let again = true; again;) {
    again = false;
    for (const smaller of smallerCharts(least)) {
      if (left-- <= 0) return least;
      if ((await chartDifference(smaller, flags.helm, options)).detail === undefined) continue;
      least = smaller;
      again = true;
      break;
    }
  }
  return least;
}

/** Templates that render here: all at once, and each half where helm refuses. */
async function compareGood(templates: readonly string[], values: string): Promise<Difference[]> {
  if (templates.length === 0) return [];
  const theirs = await inChart(templates, values, (folder) =>
    runHelm(flags.helm, ['template', 'release-name', folder]),
  );
  const only = templates.length === 1 ? templates[0] : undefined;
  if (theirs.error === undefined) {
    const mine = print(await inChart(templates, values, render));
    const { difference } = compareOutputs(theirs.output, mine.text);
    if (difference === undefined && mine.faults.length === 0) return [];
    if (only !== undefined)
      return [{ template: only, detail: difference ?? `  opaque by ${mine.faults.join('; ')}\n` }];
  } else if (only !== undefined) {
    if (isChance(only) && (await inChart([only], values, (folder) => isUncertain(render(folder))))) return [];
    return [{ template: only, detail: `  helm: ${theirs.error}\n  ours: no error\n` }];
  }
  const half = Math.ceil(templates.length / 2);
  return [
    ...(await compareGood(templates.slice(0, half), values)),
    ...(await compareGood(templates.slice(half), values)),
  ];
}

/** Whether the order of a map's keys may decide something, so that Helm itself fails in some runs only. */
const isChance = (template: string): boolean => /\b(?:keys|values)\b/.test(template);

/** Whether it is said that something is not known, which chance alone excuses. */
const isUncertain = (release: Release): boolean =>
  markRelease(release).faults.size === 0 &&
  opaqueParts(release, release.manifests).length + openEnds(release).length > 0;

async function compareBad(template: string, values: string): Promise<readonly Difference[]> {
  const mine = error([template], values) ?? '';
  const theirs = await inChart([template], values, (folder) =>
    runHelm(flags.helm, ['template', 'release-name', folder]),
  );
  // Which of several errors it is, is left to chance too.
  if (theirs.error !== undefined && (isSameError(theirs.error, mine) || isChance(template))) return [];
  return [{ template, detail: `  helm: ${theirs.error ?? 'no error'}\n  ours: ${mine}\n` }];
}

function error(templates: readonly string[], values: string): string | undefined {
  const folder = write(templates, values);
  try {
    return firstError(render(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function inChart<T>(
  templates: readonly string[],
  values: string,
  use: (folder: string) => T | Promise<T>,
): Promise<T> {
  const folder = write(templates, values);
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function write(templates: readonly string[], values: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-fuzz-'));
  mkdirSync(join(folder, 'templates'));
  writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: fuzz\nversion: 1.0.0\n');
  writeFileSync(join(folder, 'values.yaml'), values);
  writeFileSync(
    join(folder, 'templates/_h.tpl'),
    '{{ define "a" }}[{{ . }}]{{ end }}{{ define "b" }}{{ include "a" . }} {{ .s }}{{ end }}',
  );
  templates.forEach((template, i) => writeFileSync(join(folder, `templates/t${i}.yaml`), template));
  return folder;
}

function render(folder: string): Release {
  const release = renderFolder(folder, undefined, options);
  if (!release) throw new Error('the generated chart does not load');
  return release;
}

function print(release: Release): { readonly text: string; readonly faults: readonly string[] } {
  const { release: marked, faults } = markRelease(release);
  const printed = printRelease(marked, DEFAULT_PRINT);
  // Where a struct or map lies in Helm's memory is nothing that anyone could know.
  const own = [...faults].filter((fault) => !fault.endsWith(': an address in memory'));
  return { text: printed.ok ? printed.text : printed.message, faults: own };
}
