import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { firstError } from '../../server/src/core/chart/helmError.ts';
import { DEFAULT_PRINT, printRelease } from '../../server/src/core/chart/print.ts';
import type { RenderedDocument } from '../../server/src/core/chart/documents.ts';
import type { Release } from '../../server/src/core/chart/release.ts';
import { DEFAULT_OPTIONS, HELM3_OPTIONS } from '../../server/src/core/chart/releaseOptions.ts';
import { parseTxtar } from '../support/txtar.ts';
import { compareOutputs } from './differences.ts';
import { markRelease } from './opaqueParts.ts';
import { ownCharts, renderRun } from './ownCharts.ts';
import { linesOf } from './recording.ts';
import type { ParsedObject, ParsedRelease } from './recording.ts';

const folder = fileURLToPath(new URL('charts', import.meta.url));

/** Runs that are not compared, with the reason. */
const skipped: ReadonlyMap<string, string> = new Map();

function recorded(name: string): ReadonlyMap<string, string> {
  const path = `${folder}/${name}.txtar`;
  if (!existsSync(path)) throw new Error(`${name} is not recorded: npm run conformance:record -- --helm PATH`);
  return new Map(parseTxtar(readFileSync(path, 'utf8')).files.map((file) => [file.name, file.text]));
}

function expectSame(release: Release, text: string | undefined, error: string | undefined): void {
  if (error !== undefined) {
    expect(firstError(release)).toBe(error.trimEnd());
    return;
  }
  expect(firstError(release)).toBeUndefined();
  const { release: marked, faults } = markRelease(release);
  expect([...faults]).toEqual([]);
  const printed = printRelease(marked, { ...DEFAULT_PRINT, includeCrds: true });
  const mine = printed.ok ? printed.text : printed.message;
  // Compared as texts first, for a diff that can be read.
  if (compareOutputs(text ?? '', mine).difference !== undefined) expect(mine).toBe(text);
}

function parsed({ manifests, hooks }: Release): ParsedRelease {
  return {
    manifests: manifests.map(objectOf),
    hooks: hooks.map(({ document, events, weight, deletePolicies, logPolicies }) => ({
      ...objectOf(document),
      events,
      weight,
      deletePolicies,
      logPolicies,
    })),
  };
}

const objectOf = ({ render, head }: RenderedDocument): ParsedObject => ({
  path: render.template.name,
  kind: head.kind,
  name: head.name,
});

describe.each(ownCharts(folder).map((chart) => [chart.name, chart] as const))('chart %s', (name, chart) => {
  const four = recorded(`${name}.helm4`);
  const three = recorded(`${name}.helm3`);

  it.each(chart.runs.map((run) => [run.label, run] as const))('%s, as Helm 4 renders it', (label, run) => {
    const release = renderRun(chart, run, DEFAULT_OPTIONS);
    expectSame(release, four.get(`${label} text`), four.get(`${label} error`));
    const lines = four.get(`${label} parsed`);
    if (lines !== undefined) expect(linesOf(parsed(release))).toBe(lines);
    const notes = four.get(`${label} notes`);
    if (notes !== undefined) expect(release.notes?.rendering.text.trimEnd()).toBe(notes.trimEnd());
  });

  it.for(chart.runs)('$label, as Helm 3 renders it', (run, { skip }) => {
    const { label } = run;
    const reason = skipped.get(`${name} ${label}, Helm 3`);
    if (reason !== undefined) skip(reason);
    const own = three.has(`${label} text`) || three.has(`${label} error`);
    const expected = own ? three : four;
    expectSame(renderRun(chart, run, HELM3_OPTIONS), expected.get(`${label} text`), expected.get(`${label} error`));
  });
});
