import { describe, expect, it } from 'vitest';
import { loadChart } from '../../server/src/core/chart/load.ts';
import type { Chart } from '../../server/src/core/chart/load.ts';
import { prepareRelease } from '../../server/src/core/chart/prepare.ts';
import { renderRelease } from '../../server/src/core/chart/release.ts';
import type { Release } from '../../server/src/core/chart/release.ts';
import { DEFAULT_OPTIONS } from '../../server/src/core/chart/releaseOptions.ts';
import { fileOfText } from '../../server/src/core/fs/fileSystem.ts';
import { toUri } from '../../server/src/core/text/uri.ts';
import { given } from '../support/chart.ts';
import { mutationVariants, scenarioVariants } from './variants.ts';
import type { Variant } from './variants.ts';

const files = new Map(
  Object.entries({
    'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'values.yaml': 'enabled: false\nkind: small\ndeep: {list: [1], text: ""}\n',
    'templates/a.yaml':
      '{{ if .Values.enabled }}kind: On\n{{ if eq .Values.kind "large" }}size: l\n{{ end }}{{ else }}kind: Off\n{{ end }}',
  }).map(([path, text]) => [path, fileOfText(text)] as const),
);

function load(): Chart {
  const root = toUri('file:///c');
  const chart = loadChart({ root, paths: [...files.keys()], read: (path) => files.get(path), archive: () => undefined });
  if (!chart) throw new Error('no chart');
  return chart;
}

const chart = load();
const render = (values: string): Release => renderRelease(prepareRelease(chart, given(values), DEFAULT_OPTIONS));

/** All variants, each rendered as the one who asks for them does. */
function all(varying: Generator<Variant, void, Release>): readonly Variant[] {
  const found: Variant[] = [];
  for (let step = varying.next(undefined as never); step.done !== true;) {
    found.push(step.value);
    step = varying.next(render(JSON.stringify(step.value.values)));
  }
  return found;
}

describe('values that a chart is also compared with', () => {
  it('are what its templates ask for, one thing after another', () => {
    const values = all(scenarioVariants(chart, 5, render(''))).map((variant) => variant.values);
    expect(values).toContainEqual({ enabled: true });
    expect(values).toContainEqual({ enabled: true, kind: 'large' });
    expect(all(scenarioVariants(chart, 1, render(''))).length).toBe(1);
  });

  it('are its own values changed by chance, the same for a seed', () => {
    const mutations = (seed: number): readonly Variant[] => all(mutationVariants(chart, 20, seed));
    expect(mutations(7)).toEqual(mutations(7));
    expect(mutations(7)).not.toEqual(mutations(8));
    expect(mutations(7)).toHaveLength(20);
    const keys = new Set(mutations(7).flatMap(({ values }) => Object.keys(values as object)));
    expect([...keys].sort()).toEqual(['deep', 'enabled', 'kind']);
  });
});
