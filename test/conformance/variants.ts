import { exploredIn, exploreScenarios } from '../../server/src/core/chart/scenarios.ts';
import type { Explored } from '../../server/src/core/chart/scenarios.ts';
import { firstError } from '../../server/src/core/chart/helmError.ts';
import type { Chart } from '../../server/src/core/chart/load.ts';
import type { Release } from '../../server/src/core/chart/release.ts';
import { effectiveEntries, resolve, toJson } from '../../server/src/core/yaml/walk.ts';
import type { YamlJson } from '../../server/src/core/yaml/walk.ts';
import type { YamlNode } from '../../server/src/core/yaml/nodes.ts';
import { plain } from '../../server/src/core/project/given.ts';

/** Values to render a chart with, besides those that are given. */
export interface Variant {
  readonly name: string;
  readonly values: YamlJson;
}

/** The engine's own alternatives, at most `limit`; each is rendered by the caller, who hands in the release. */
export function* scenarioVariants(chart: Chart, limit: number, defaults: Release): Generator<Variant, void, Release> {
  const ci = chart.files.paths.filter((path) => /^ci\/[^/]*-values\.ya?ml$/.test(path)).length;
  const exploring = exploreScenarios(chart, limit + ci + 1);
  for (let step = exploring.next(); step.done !== true; ) {
    const { name, set, files, upgrade } = step.value;
    if (files.length > 0 || upgrade) {
      step = exploring.next(undefined);
      continue;
    }
    const values = set.reduce<YamlJson>((under, { path, value }) => withValue(under, path, plain(value)), {});
    const release = name === '' ? defaults : yield { name, values };
    step = exploring.next(explored(release));
  }
}

/** What is refused is not varied further. */
const explored = (release: Release): Explored | undefined =>
  firstError(release) === undefined ? exploredIn(release) : undefined;

type Path = readonly string[];
type Table = { readonly [key: string]: YamlJson };

const isTable = (json: YamlJson | undefined): json is Table =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

function withValue(under: YamlJson, [key, ...rest]: Path, value: YamlJson): YamlJson {
  if (key === undefined) return value;
  const table = isTable(under) ? under : {};
  return { ...table, [key]: withValue(table[key] ?? {}, rest, value) };
}

/** The chart's default values, each time a few of them changed to what a user could write, the same for a seed. */
export function* mutationVariants(chart: Chart, count: number, seed: number): Generator<Variant, void, Release> {
  const leaves = leavesOf(chart.values?.stream.documents[0]?.root, [], 0);
  const next = numbers(seed);
  const pick = <T>(from: readonly T[]): T | undefined => from[next() % from.length];
  for (let i = 0; i < count && leaves.length > 0; i++) {
    const changed = Array.from({ length: 1 + (next() % mostChanges) }, () => {
      const { path, value } = pick(leaves) ?? { path: [], value: null };
      return { path, value: pick(alternatives(value)) ?? null };
    });
    const values = changed.reduce<YamlJson>((under, { path, value }) => withValue(under, path, value), {});
    yield { name: JSON.stringify(values), values };
  }
}

const mostChanges = 6;
const deepest = 12;

interface Leaf {
  readonly path: Path;
  readonly value: YamlJson;
}

function leavesOf(node: YamlNode | undefined, path: Path, depth: number): readonly Leaf[] {
  const real = resolve(node);
  if (real?.kind !== 'map' || depth > deepest) return path.length > 0 ? [{ path, value: toJson(real) ?? null }] : [];
  const entries = [...effectiveEntries(real)];
  const here = path.length > 0 ? [{ path, value: {} }] : [];
  return [...here, ...entries.flatMap(([key, { value }]) => leavesOf(value, [...path, key], depth + 1))];
}

const samples: readonly YamlJson[] = [
  null,
  true,
  false,
  0,
  1,
  2.5,
  1e6,
  1e21,
  -1,
  '',
  'text',
  '1',
  'yes',
  'null',
  '0123',
  '1.2.3',
  'a: b',
  'ends with space ',
  'two\nlines\n',
  '{{ .Release.Name }}-x',
  '{{ include "none" . }}',
  'ünï ☃ 𝄞',
  '"quoted" \\ \'it\'',
  '# no comment',
  [],
  ['a', 'b'],
  ['{{ .Values.x }}', 'b: c'],
  [{ name: 'a', value: 'b' }],
  [{ name: 'a', secretName: 's', hosts: ['h'], port: 80 }],
  [1, true, null, 'x'],
  {},
  { key: 'value' },
  { a: { b: ['c', { d: 1 }] }, e: null },
  { enabled: true, name: 'n' },
  { '1': 'one', 'with space': '{{ .Release.Name }}' },
];

/** Mostly of the value's own kind, so that most renders go on. */
function alternatives(value: YamlJson): readonly YamlJson[] {
  const kind = kindOf(value);
  const alike = samples.filter((sample) => kindOf(sample) === kind);
  if (value === null || value === '') return samples;
  return [...alike, ...alike, ...alike, ...alike, ...samples.slice(0, 3), ...(typeof value === 'boolean' ? [!value] : [])];
}

const kindOf = (value: YamlJson): string => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value);

/** Lehmer's generator. */
function numbers(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => (state = (state * 48271) % 2147483647);
}
