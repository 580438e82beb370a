import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChartWorkspace, plainRelease } from '../unit/project/chartWorkspace.ts';
import type { Outcome } from '../unit/project/chartWorkspace.ts';
import { chartModel, filesOf, smallEdit } from '../unit/project/generatedChart.ts';

const SCENARIOS = 3;

const plain = ({ findings, stats, releases }: Outcome): unknown => ({
  findings,
  stats,
  releases: [...releases].map(([key, release]) => [key, plainRelease(release)]),
});

describe('an edited chart', () => {
  it('gives in a running workspace what it gives in a new one', async () => {
    await fc.assert(
      fc.asyncProperty(chartModel, fc.array(smallEdit, { minLength: 1, maxLength: 5 }), async (start, edits) => {
        let model = start;
        const running = await ChartWorkspace.open(filesOf(model));
        await running.outcome(SCENARIOS);
        for (const edit of edits) {
          model = edit(model);
          await running.become(filesOf(model));
          const fresh = await ChartWorkspace.open(filesOf(model));
          expect(plain(await running.outcome(SCENARIOS))).toEqual(plain(await fresh.outcome(SCENARIOS)));
        }
      }),
      // A slow machine looks at fewer charts.
      { numRuns: 60, interruptAfterTimeLimit: 20_000 },
    );
  });
});
