import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Release } from '../../server/src/core/chart/release.ts';
import { renderRelease } from '../../server/src/core/chart/release.ts';
import { ChartWorkspace, plainRelease } from '../unit/project/chartWorkspace.ts';
import type { Outcome } from '../unit/project/chartWorkspace.ts';
import { chartModel, filesOf, smallEdit } from '../unit/project/generatedChart.ts';

const SCENARIOS = 3;

const plain = ({ findings, stats, releases, upgrades }: Outcome): unknown => ({
  findings,
  stats,
  releases: plainReleases(releases),
  upgrades: plainReleases(upgrades),
});

const plainReleases = (releases: ReadonlyMap<string, Release>): unknown =>
  [...releases].map(([key, release]) => [key, plainRelease(release)]);

/** The upgrades of an outcome, each rendered as a whole. */
function wholeUpgrades({ releases, upgrades }: Outcome): ReadonlyMap<string, Release> {
  const whole = [...upgrades].map(([key, { options }]) => {
    const install = releases.get(key);
    return [key, install && renderRelease({ ...install, options })] as const;
  });
  return new Map(whole.flatMap(([key, release]) => (release ? [[key, release] as const] : [])));
}

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
          const expected = await fresh.outcome(SCENARIOS);
          expect(plain(await running.outcome(SCENARIOS))).toEqual(plain(expected));
          expect(plainReleases(expected.upgrades)).toEqual(plainReleases(wholeUpgrades(expected)));
        }
      }),
      // A slow machine looks at fewer charts.
      { numRuns: 60, interruptAfterTimeLimit: 20_000 },
    );
  });
});
