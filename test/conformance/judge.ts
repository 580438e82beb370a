import { firstError } from '../../server/src/core/chart/helmError.ts';
import type { Chart } from '../../server/src/core/chart/load.ts';
import { printRelease } from '../../server/src/core/chart/print.ts';
import type { PrintOptions } from '../../server/src/core/chart/print.ts';
import type { Release } from '../../server/src/core/chart/release.ts';
import { compareOutputs } from './differences.ts';
import { renderWith } from './diskChart.ts';
import { markRelease } from './opaqueParts.ts';
import { isSameError, runHelm } from './realHelm.ts';
import type { Request } from './request.ts';

export type Verdict =
  'identical' | 'identical but for opaque places' | 'same error' | 'different' | 'different error';

export interface Outcome {
  readonly verdict: Verdict;
  readonly detail: string;
  /** UTF-16 units of Helm's output, and those of them that we don't know. */
  readonly size: number;
  readonly opaque: number;
  /** Milliseconds that the engine took. */
  readonly took: number;
  readonly release: Release;
}

/** Whether nothing is to be mended. */
export const isGood = ({ verdict }: Pick<Outcome, 'verdict'>): boolean =>
  verdict === 'identical' || verdict === 'identical but for opaque places' || verdict === 'same error';

/** Renders a chart with helm and with the engine; a render of ours that throws is a difference. */
export async function judge(folder: string, chart: Chart, request: Request, helm: string): Promise<Outcome> {
  const { options, given, words, print } = request;
  const files = given.files.flatMap((path) => ['--values', path]);
  const running = runHelm(helm, ['template', options.name, folder, ...words, ...files]);
  const started = performance.now();
  const release = renderWith(chart, given, options);
  const took = Math.round(performance.now() - started);
  const { output, error } = await running;
  const judged = error === undefined ? compareTexts(output, release, print) : compareErrors(error, release, print);
  return { ...judged, took, release };
}

type Judged = Omit<Outcome, 'took' | 'release'>;

const different = (detail: string, verdict: Verdict = 'different', size = 0): Judged => ({
  verdict,
  detail,
  size,
  opaque: 0,
});

function compareErrors(theirs: string, release: Release, print: PrintOptions): Judged {
  const printed = printRelease(release, print);
  const mine = firstError(release) ?? (printed.ok ? undefined : printed.message);
  const detail = `  helm: ${theirs}\n  ours: ${mine ?? 'no error'}\n`;
  if (mine === undefined) return different(detail, 'different error');
  const same = theirs === mine || isSameError(theirs, mine);
  return different(theirs === mine ? `  ${theirs}\n` : detail, same ? 'same error' : 'different error');
}

function compareTexts(theirs: string, release: Release, print: PrintOptions): Judged {
  const error = firstError(release);
  const { release: marked, faults } = markRelease(release);
  const printed = printRelease(marked, print);
  const { difference, opaque } = compareOutputs(theirs, printed.ok ? printed.text : printed.message);
  const size = theirs.length;
  if (error !== undefined) return different(`${difference ?? ''}  our error: ${error}\n`, 'different', size);
  if (difference !== undefined) return different(difference, 'different', size);
  if (faults.size > 0)
    return different([...faults].map((fault) => `  opaque by ${fault}\n`).join(''), 'different', size);
  return { verdict: opaque > 0 ? 'identical but for opaque places' : 'identical', detail: '', size, opaque };
}
