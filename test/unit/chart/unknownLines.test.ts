import { describe, expect, it } from 'vitest';
import { opaqueParts, withMarks } from '../../../server/src/core/chart/opaqueParts.ts';
import { DEFAULT_OPTIONS, HELM3_OPTIONS } from '../../../server/src/core/chart/releaseOptions.ts';
import type { ReleaseOptions } from '../../../server/src/core/chart/releaseOptions.ts';
import { renderRun } from '../../conformance/ownCharts.ts';

function rendered(text: string, options: ReleaseOptions): readonly [readonly string[], number] {
  const files = new Map([
    ['Chart.yaml', 'apiVersion: v2\nname: c\nversion: 1.0.0\n'],
    ['templates/a.yaml', text],
  ]);
  const run = { label: 'defaults', words: [], installs: true };
  const release = renderRun({ name: 'c', files, runs: [run] }, run, options);
  const texts = withMarks(release).manifests.map((document) => document.text.trimEnd());
  return [texts, opaqueParts(release, release.manifests).length];
}

const mark = '# unknown: random';

// Blank lines stand for what is not known, and Helm drops blank lines around documents.
describe.each([
  ['3', HELM3_OPTIONS],
  ['4', DEFAULT_OPTIONS],
])('lines of which nothing is known, Helm %s', (_, options) => {
  it.each([
    ['alone in their file', '{{ randAlpha 4 }}\n', [mark]],
    ['at the start', '\n{{ randAlpha 4 }}\nkind: A\n', [`${mark}\nkind: A`]],
    ['at the end', 'kind: A\nd:\n  {{ randAlpha 4 }}\n\n', [`kind: A\nd:\n  ${mark}`]],
    ['before a separator', 'kind: A\n{{ randAlpha 4 }}\n---\nkind: B\n', [`kind: A\n${mark}`, 'kind: B']],
    ['behind a separator', 'kind: A\n---\n{{ randAlpha 4 }}\nkind: A\n', ['kind: A', `${mark}\nkind: A`]],
  ])('belong to a document: %s', (__, text, texts) => {
    expect(rendered(text, options)).toEqual([texts, 1]);
  });

  it('leave blank documents out otherwise', () => {
    expect(rendered('\n---\n\n---\nkind: A\n', options)[1]).toBe(0);
  });
});
