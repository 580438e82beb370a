import { describe, expect, it } from 'vitest';
import { DEFAULT_OPTIONS } from '../../server/src/core/chart/releaseOptions.ts';
import { markRelease } from './opaqueParts.ts';
import { renderRun } from './ownCharts.ts';

function faultsOf(call: string): readonly string[] {
  const files = new Map([
    ['Chart.yaml', 'apiVersion: v2\nname: c\nversion: 1.0.0\n'],
    ['templates/a.yaml', `kind: ConfigMap\nmetadata: {name: a}\ndata: {a: "{{ ${call} }}"}\n`],
  ]);
  const run = { label: 'defaults', words: [], installs: true };
  return [...markRelease(renderRun({ name: 'c', files, runs: [run] }, run, DEFAULT_OPTIONS)).faults];
}

describe('an opaque part', () => {
  it.each(['now', 'now | unixEpoch', 'now.Year', 'durationRound now', 'dateInZone "15" 0 "Europe/Paris"', 'uuidv4'])(
    'is excused where the clock or chance decides: %s',
    (call) => {
      expect(faultsOf(call)).toEqual([]);
    },
  );

  it('is a fault where nothing excuses it', () => {
    expect(faultsOf('now.Month')).toEqual(['Month in c/templates/a.yaml: not computed']);
  });
});
