import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { firstError } from '../../server/src/core/chart/helmError.ts';
import { DEFAULT_PRINT, printRelease } from '../../server/src/core/chart/print.ts';
import type { Release } from '../../server/src/core/chart/release.ts';
import { DEFAULT_OPTIONS, HELM3_OPTIONS } from '../../server/src/core/chart/releaseOptions.ts';
import { compareOutputs } from './differences.ts';
import { renderFolder } from './diskChart.ts';
import { markRelease } from './opaqueParts.ts';
import { errorKey, runHelm } from './realHelm.ts';

// Renders charts with a real helm and with the engine, and says where they differ. Exit code 1 when anything does.
//   npm run conformance -- --helm PATH [--helm3] [--ci] [--verbose] CHART…

const { values: flags, positionals: charts } = parseArgs({
  allowPositionals: true,
  options: {
    helm: { type: 'string', default: 'helm' },
    /** The helm named is one of Helm 3. */
    helm3: { type: 'boolean', default: false },
    /** Also with each of the chart's ci/*-values.yaml. */
    ci: { type: 'boolean', default: false },
    /** Also name what is as it should be, with both times. */
    verbose: { type: 'boolean', default: false },
  },
});

type Verdict = 'identical' | 'identical but for opaque places' | 'same error' | 'different' | 'different error';

interface Outcome {
  readonly verdict: Verdict;
  readonly detail: string;
  /** UTF-16 units of Helm's output, and those of them that we don't know. */
  readonly size: number;
  readonly opaque: number;
}

const good: readonly Verdict[] = ['identical', 'identical but for opaque places', 'same error'];
const kubeVersion = 'v1.33.1';

/** Compares every chart; the exit code. */
export async function main(): Promise<number> {
  const outcomes: Outcome[] = [];
  for (const chart of charts.map((path) => resolve(path))) {
    if (!existsSync(join(chart, 'Chart.yaml'))) {
      console.log(`skipped: ${chart} has no Chart.yaml`);
      continue;
    }
    for (const valuesFile of [undefined, ...(flags.ci ? valuesFilesIn(join(chart, 'ci')) : [])]) {
      const outcome = await compare(chart, valuesFile);
      outcomes.push(outcome);
      const name = [chart, valuesFile].filter(Boolean).join(' with ');
      if (!good.includes(outcome.verdict) || flags.verbose)
        console.log(`${outcome.verdict}: ${name}\n${outcome.detail}`);
    }
  }
  summarise(outcomes);
  return outcomes.every(({ verdict }) => good.includes(verdict)) ? 0 : 1;
}

function summarise(outcomes: readonly Outcome[]): void {
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

async function compare(chart: string, valuesFile: string | undefined): Promise<Outcome> {
  const args = ['template', 'release-name', chart, '--include-crds', '--kube-version', kubeVersion];
  if (valuesFile !== undefined) args.push('--values', valuesFile);
  const started = performance.now();
  const running = runHelm(flags.helm, args);
  const options = { ...(flags.helm3 ? HELM3_OPTIONS : DEFAULT_OPTIONS), kubeVersion };
  const release = renderFolder(chart, valuesFile, options);
  const took = Math.round(performance.now() - started);
  const { output, error } = await running;
  if (!release) return different('  the engine finds no chart\n');
  if (error !== undefined) return compareErrors(error, firstError(release));
  const outcome = compareTexts(output, release);
  return { ...outcome, detail: `${outcome.detail}${flags.verbose ? `  ${took} ms\n` : ''}` };
}

const different = (detail: string, verdict: Verdict = 'different', size = 0): Outcome => ({
  verdict,
  detail,
  size,
  opaque: 0,
});

function compareErrors(theirs: string, mine: string | undefined): Outcome {
  const detail = `  helm: ${theirs}\n  ours: ${mine ?? 'no error'}\n`;
  if (mine === undefined) return different(detail, 'different error');
  const same = theirs === mine || errorKey(theirs) === errorKey(mine);
  return different(theirs === mine ? `  ${theirs}\n` : detail, same ? 'same error' : 'different error');
}

function compareTexts(theirs: string, release: Release): Outcome {
  const error = firstError(release);
  const { release: marked, faults } = markRelease(release);
  const printed = printRelease(marked, { ...DEFAULT_PRINT, includeCrds: true });
  const { difference, opaque } = compareOutputs(theirs, printed.ok ? printed.text : printed.message);
  const size = theirs.length;
  if (error !== undefined) return different(`${difference ?? ''}  our error: ${error}\n`, 'different', size);
  if (difference !== undefined) return different(difference, 'different', size);
  if (faults.size > 0)
    return different([...faults].map((fault) => `  opaque by ${fault}\n`).join(''), 'different', size);
  return { verdict: opaque > 0 ? 'identical but for opaque places' : 'identical', detail: '', size, opaque };
}
