import type { ValuesOrigin } from '../text/origin.ts';
import type { TextRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { float } from '../template/numbers.ts';
import { bool, list, map, nil, text } from '../template/value.ts';
import type { MapValue, Value } from '../template/value.ts';
import type { YamlEntry, YamlNode, YamlStream } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse.ts';
import { effectiveEntries, resolve } from '../yaml/walk.ts';
import type { ChartProblem } from './chartfile.ts';
import { problemAt } from './chartfile.ts';
import { copyTable, mergeMaps } from './tables.ts';

/** One file of values, parsed. */
export interface ValuesFile {
  readonly uri: Uri;
  readonly text: string;
  readonly stream: YamlStream;
  readonly problems: readonly ChartProblem[];
  /** What {@link tableOf} has made of it already. */
  readonly tables: Map<string, MapValue>;
}

/** Bounds of turning one file into values; an alias bomb ends here. */
const MOST_NODES = 500_000;
const DEEPEST = 100;

/** Reads a values file. Never throws; what Helm would refuse is a problem. */
export function readValuesFile(uri: Uri, text: string): ValuesFile {
  const stream = parseYaml(text);
  const problems = stream.problems.map(({ range, message }) =>
    problemAt(uri, range, `cannot load values.yaml: ${message}`),
  );
  for (const { root } of stream.documents) {
    const node = resolve(root);
    if (node && node.kind !== 'map' && !(node.kind === 'scalar' && node.value === null))
      problems.push(problemAt(uri, node.range, 'cannot load values.yaml: it is not a mapping'));
  }
  return { uri, text, stream, problems, tables: new Map() };
}

/**
 * A file's values as templates get them, fresh at every call. Helm 4 merges all documents of a file, Helm 3 reads
 * the first. `prefix` is how the release's user reaches them: the names of subcharts on the way.
 */
export function tableOf(file: ValuesFile, prefix: readonly string[], helm: 3 | 4): MapValue {
  const key = [helm, ...prefix].join('\0');
  const table = file.tables.get(key) ?? readTable(file, prefix, helm);
  file.tables.set(key, table);
  return copyTable(table);
}

function readTable(file: ValuesFile, prefix: readonly string[], helm: 3 | 4): MapValue {
  const documents = helm === 3 ? file.stream.documents.slice(0, 1) : file.stream.documents;
  const origin: ValuesOrigin = { kind: 'values', file: file.uri, path: [], setting: prefix };
  const reader = new Reader();
  return documents.reduce(
    (merged, { root }) => {
      const value = root && reader.value(root, origin, 0);
      return value?.kind === 'map' ? mergeMaps(merged, value) : merged;
    },
    map(new Map(), origin),
  );
}

/**
 * Where the value at a path stands in its file: its key (undefined in a list), and its value. Of several documents,
 * aliases and merged maps the place that supplies it; undefined where nothing does.
 */
export function placeInFile(
  file: ValuesFile,
  path: readonly string[],
): { readonly key: TextRange | undefined; readonly value: TextRange } | undefined {
  for (const { root } of [...file.stream.documents].reverse()) {
    const found = placeIn(root, path);
    if (found) return found;
  }
  return undefined;
}

function placeIn(
  root: YamlNode | undefined,
  path: readonly string[],
): { readonly key: TextRange | undefined; readonly value: TextRange } | undefined {
  let node = root;
  let entry: YamlEntry | undefined;
  for (const step of path) {
    const real = resolve(node);
    entry = real?.kind === 'map' ? effectiveEntries(real).get(step) : undefined;
    node = real?.kind === 'seq' ? real.items[Number(step)]?.value : entry?.value;
    if (!node) return undefined;
  }
  return node && { key: entry?.key.range, value: node.range };
}

class Reader {
  #left = MOST_NODES;

  value(node: YamlNode, origin: ValuesOrigin, depth: number): Value {
    const real = resolve(node);
    if (!real || depth > DEEPEST || --this.#left < 0) return nil(origin);
    if (real.kind === 'map') {
      const entries = [...effectiveEntries(real)].map(
        ([name, entry]) => [name, this.value(entry.value, child(origin, name), depth + 1)] as const,
      );
      return map(new Map(entries), origin);
    }
    if (real.kind === 'seq') {
      const items = real.items.map((item, i) => this.value(item.value, child(origin, String(i)), depth + 1));
      return list(items, origin);
    }
    return scalar(real.value, origin);
  }
}

/** A scalar as it comes out of JSON: every number is a float64. */
export function scalar(value: string | number | boolean | null, origin: Value['origin']): Value {
  if (value === null) return nil(origin);
  if (typeof value === 'string') return text(value, origin);
  return typeof value === 'number' ? float(value, origin) : bool(value, origin);
}

const child = (origin: ValuesOrigin, key: string): ValuesOrigin => ({
  ...origin,
  path: [...origin.path, key],
  setting: [...origin.setting, key],
});
