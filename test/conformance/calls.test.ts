import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { firstError } from '../../server/src/core/chart/helmError.ts';
import { loadChart } from '../../server/src/core/chart/load.ts';
import { prepareRelease } from '../../server/src/core/chart/prepare.ts';
import { renderRelease } from '../../server/src/core/chart/release.ts';
import { DEFAULT_OPTIONS, HELM3_OPTIONS } from '../../server/src/core/chart/releaseOptions.ts';
import type { ReleaseOptions } from '../../server/src/core/chart/releaseOptions.ts';
import { fileOfText } from '../../server/src/core/fs/fileSystem.ts';
import { toUri } from '../../server/src/core/text/uri.ts';
import { given } from '../support/chart.ts';

/** See functions/calls/README.md. */
interface Recorded {
  readonly values: string;
  readonly sets: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}

interface Verdict {
  readonly output?: string;
  readonly error?: string;
}

interface Case extends Verdict {
  readonly template: string;
  readonly helm3?: Verdict;
}

const folder = fileURLToPath(new URL('functions/calls', import.meta.url));
const CHARTFILE = 'apiVersion: v2\nname: c\nversion: 1.0.0\n';
const NAME = 'templates/t.yaml';

function judge({ values, sets, files }: Recorded, template: string, options: ReleaseOptions): Verdict {
  const all = new Map(
    Object.entries({ 'Chart.yaml': CHARTFILE, 'values.yaml': values, ...files, [NAME]: template }).map(
      ([path, text]) => [path, fileOfText(text)] as const,
    ),
  );
  const root = toUri('file:///c');
  const chart = loadChart({ root, paths: [...all.keys()], read: (path) => all.get(path), archive: () => undefined });
  if (!chart) throw new Error('no chart');
  const release = renderRelease(prepareRelease(chart, given('', sets), options));
  // The judge renders, and does not read what comes out.
  const error = firstError({ ...release, unreadable: [] });
  if (error !== undefined) return { error };
  const rendering = release.renders.find((render) => render.template.name === `c/${NAME}`)?.rendering;
  expect(rendering?.opaque).toEqual([]);
  return { output: rendering?.text ?? '' };
}

const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe.each(names)('calls in %s', (name) => {
  const recorded = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Recorded;
  it.each(recorded.cases.map((one) => [one.template, one] as const))('%s', (template, { output, error, helm3 }) => {
    const four: Verdict = error === undefined ? { output: output ?? '' } : { error };
    expect(judge(recorded, template, DEFAULT_OPTIONS)).toEqual(four);
    expect(judge(recorded, template, HELM3_OPTIONS)).toEqual(helm3 ?? four);
  });
});
