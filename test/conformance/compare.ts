import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Chart } from '../../server/src/core/chart/load.ts';
import type { Release } from '../../server/src/core/chart/release.ts';
import { loadFolder } from './diskChart.ts';
import { isGood, judge } from './judge.ts';
import type { Outcome, Verdict } from './judge.ts';
import { charts, flags, requestOf } from './request.ts';
import { mutationVariants, scenarioVariants } from './variants.ts';
import type { Variant } from './variants.ts';

// Renders charts with a real helm and with the engine, and says where they differ. Exit code 1 when anything does.
//   npm run conformance -- --helm PATH [--helm3] [--ci] [--scenarios N] [--mutations N] [--verbose] [FLAG OF HELM]… CHART…

/** Compares every chart; the exit code. */
export async function main(): Promise<number> {
  const outcomes: Figures[] = [];
  const scratch = mkdtempSync(join(tmpdir(), 'chartwright-values-'));
  try {
    for (const folder of charts.map((path) => resolve(path))) {
      const chart = existsSync(join(folder, 'Chart.yaml')) ? loadFolder(folder) : undefined;
      if (!chart) console.log(`skipped: ${folder} has no Chart.yaml`);
      else outcomes.push(...(await compareChart(folder, chart, scratch)));
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
  summarise(outcomes);
  return outcomes.every(isGood) ? 0 : 1;
}

/** What is kept of a comparison; a release is large. */
type Figures = Pick<Outcome, 'verdict' | 'size' | 'opaque'>;

async function compareChart(folder: string, chart: Chart, scratch: string): Promise<readonly Figures[]> {
  const outcomes: Figures[] = [];
  const request = requestOf();
  const render = async (name: string, words: readonly string[], files: readonly string[]): Promise<Release> => {
    const given = { ...request.given, files: [...request.given.files, ...files] };
    const outcome = await judge(folder, chart, { ...request, words: [...request.words, ...words], given }, flags.helm);
    tell(outcome, [folder, name].filter(Boolean).join(' with '));
    const { verdict, size, opaque } = outcome;
    outcomes.push({ verdict, size, opaque });
    return outcome.release;
  };
  const defaults = await render('', [], []);
  for (const file of flags.ci ? valuesFilesIn(join(folder, 'ci')) : []) await render(file, [], [file]);
  const file = join(scratch, 'values.json');
  const variants = [
    scenarioVariants(chart, Number(flags.scenarios), defaults),
    mutationVariants(chart, Number(flags.mutations), Number(flags.seed)),
  ];
  for (const varying of variants) await renderAll(varying, file, render);
  return outcomes;
}

/** Schemas are not looked at, which would refuse most of what is made up. */
async function renderAll(
  varying: Generator<Variant, void, Release>,
  file: string,
  render: (name: string, words: readonly string[], files: readonly string[]) => Promise<Release>,
): Promise<void> {
  let step = varying.next(undefined as never);
  while (step.done !== true) {
    writeFileSync(file, JSON.stringify(step.value.values));
    step = varying.next(await render(step.value.name, ['--skip-schema-validation'], [file]));
  }
}

function tell(outcome: Outcome, name: string): void {
  const time = flags.verbose ? `  ${outcome.took} ms\n` : '';
  if (!isGood(outcome) || flags.verbose) console.log(`${outcome.verdict}: ${name}\n${outcome.detail}${time}`);
}

function summarise(outcomes: readonly Figures[]): void {
  const count = (wanted: Verdict): number => outcomes.filter(({ verdict }) => verdict === wanted).length;
  const verdicts = [...new Set(outcomes.map(({ verdict }) => verdict))].sort();
  console.log(verdicts.map((verdict) => `${count(verdict)} ${verdict}`).join(', '));
  const size = outcomes.reduce((total, outcome) => total + outcome.size, 0);
  const opaque = outcomes.reduce((total, outcome) => total + outcome.opaque, 0);
  console.log(`${opaque} of ${size} bytes opaque: ${((1000 * opaque) / Math.max(size, 1)).toFixed(2)} per mille`);
}

function valuesFilesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => (name.endsWith('values.yaml') ? [join(folder, name)] : []));
}
