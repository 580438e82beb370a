import type { ValuesOrigin } from '../text/origin.ts';
import type { TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { float } from '../template/numbers.ts';
import { bool, list, map, nil, text } from '../template/value.ts';
import type { MapValue, Value } from '../template/value.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlRefusal, YamlStream } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse.ts';
import { isMergeKey } from '../yaml/scalar.ts';
import { effectiveEntries, resolve } from '../yaml/walk.ts';
import type { ChartProblem } from './chartfile.ts';
import { problemAt } from './chartfile.ts';
import { jsonName } from './jsonName.ts';
import { copyTable } from './tables.ts';
import type { ValuesBlock } from './valuesBlocks.ts';
import { blocksOf } from './valuesBlocks.ts';

/** One file of values, parsed. */
export interface ValuesFile {
  readonly uri: Uri;
  readonly text: string;
  /** Its nodes, worked out when first asked for: values are found without them. */
  readonly stream: YamlStream;
  /** Its parts, where it has such. */
  readonly blocks: readonly ValuesBlock[] | undefined;
  readonly problems: readonly ChartProblem[];
  /** What {@link tableOf} has made of it already. */
  readonly tables: Map<string, MapValue>;
}

/** Bounds of turning one file into values; an alias bomb ends here. */
const MOST_NODES = 500_000;
const DEEPEST = 100;

/** Nodes that one reached through an alias or a merge counts as: a text of ever so few may stand for all. */
const NODES_OF_ALIASED = 5;

/** Entries of maps on the way through merges. */
const MOST_ENTRIES = 1_000_000;

/** Units of text in which there are never more nodes than are read. */
const MOST_UNITS = MOST_NODES;

/** A value that stands elsewhere in the file, so that no block of it can be read alone. */
const ALIAS = /^[^#\n]*: +\*[\w-]/m;

/**
 * Reads a values file. Never throws; what Helm would refuse is a problem. `previous` is what the file was before, of
 * which what has not changed is taken over.
 */
export function readValuesFile(uri: Uri, text: string, previous?: ValuesFile): ValuesFile {
  const isCut = text.length <= MOST_UNITS && !ALIAS.test(text);
  const blocks = isCut ? blocksOf(text, previous?.blocks) : undefined;
  return blocks ? fileOfBlocks(uri, text, blocks) : wholeFile(uri, text);
}

function fileOfBlocks(uri: Uri, text: string, blocks: readonly ValuesBlock[]): ValuesFile {
  let stream: YamlStream | undefined;
  return {
    uri,
    text,
    get stream() {
      return (stream ??= parseYaml(text));
    },
    blocks,
    problems: [],
    tables: new Map(),
  };
}

function wholeFile(uri: Uri, text: string): ValuesFile {
  const stream = parseYaml(text);
  const refusal = refusalIn(text, stream);
  const problems: ChartProblem[] = [];
  if (refusal) {
    const problem = problemAt(uri, refusal.range, `${LOADING}${UNREADABLE}${refusal.message}`);
    problems.push(refusal.first ? problem : { ...problem, since4: true });
  }
  return { uri, text, stream, blocks: undefined, problems, tables: new Map() };
}

/** What Helm 4, which reads all documents, says of one that it cannot read; Helm 3 leaves it out. */
export const UNREADABLE = 'cannot unmarshal yaml document: ';

const LOADING = 'cannot load values.yaml: ';

/** What Helm says of a file that a user gives, behind `failed to parse x.yaml: `; undefined where it reads it. */
export function givenFileError({ problems }: ValuesFile, helm: 3 | 4): string | undefined {
  const [problem] = problems;
  if (!problem || (problem.since4 && helm === 3)) return undefined;
  const message = problem.message.slice(LOADING.length);
  return helm === 3 ? message.replace(UNREADABLE, '') : message;
}

/** `first`: in the first document. */
function refusalIn(text: string, stream: YamlStream): (YamlRefusal & { readonly first: boolean }) | undefined {
  for (const { start, chunk } of documentsOf(text)) {
    const refusal = chunk.length === text.length ? readingError(stream) : readingError(parseYaml(chunk));
    const range = refusal && textRange(refusal.range.start + start, refusal.range.end + start);
    if (refusal && range) return { ...refusal, range, first: start === 0 };
  }
  return undefined;
}

/** Cut at lines of `---` alone, which belong to no document (k8s.io/apimachinery, YAMLReader). */
function documentsOf(text: string): readonly { readonly start: number; readonly chunk: string }[] {
  const found: { start: number; chunk: string }[] = [];
  let start = 0;
  for (const mark of text.matchAll(/^---[^\S\n]*(?:#.*)?\n/gm)) {
    if (mark.index === start) continue;
    found.push({ start, chunk: text.slice(start, mark.index) });
    start = mark.index + mark[0].length;
  }
  return [...found, { start, chunk: text.slice(start) }];
}

function readingError({ refusal, documents }: YamlStream): YamlRefusal | undefined {
  if (refusal) return { ...refusal, message: `error converting YAML to JSON: ${refusal.message}` };
  const node = resolve(documents[0]?.root);
  if (!node || node.kind === 'map' || (node.kind === 'scalar' && node.value === null)) return undefined;
  const into = 'Go value of type map[string]interface {}';
  const message = `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonName(node)} into ${into}`;
  return { range: node.range, message };
}

/**
 * A file's values as templates get them, fresh at every call. Helm 4 merges all documents of a file, Helm 3 reads
 * the first. `prefix` is how the release's user reaches them: the names of subcharts on the way.
 */
export const tableOf = (file: ValuesFile, prefix: readonly string[], helm: 3 | 4): MapValue =>
  copyTable(sharedTableOf(file, prefix, helm));

/** The same for those who change nothing in it. */
export function sharedTableOf(file: ValuesFile, prefix: readonly string[], helm: 3 | 4): MapValue {
  const key = [helm, ...prefix].join('\0');
  const table = file.tables.get(key) ?? readTable(file, prefix, helm);
  file.tables.set(key, table);
  return table;
}

function readTable(file: ValuesFile, prefix: readonly string[], helm: 3 | 4): MapValue {
  const origin: ValuesOrigin = {
    kind: 'values',
    file: file.uri,
    path: prefix.length === 0 ? prefix : [],
    setting: prefix,
  };
  if (file.blocks) return tableOfBlocks(file.blocks, origin);
  const documents = helm === 3 ? file.stream.documents.slice(0, 1) : file.stream.documents;
  const reader = new Reader();
  return documents.reduce(
    (merged, { root }) => {
      const value = root && reader.value(root, origin, 0);
      return value?.kind === 'map' ? addAll(merged, value) : merged;
    },
    map(new Map(), origin),
  );
}

/** mergeMaps, in place: both are the reader's own, and there may be tens of thousands of documents. */
function addAll(under: MapValue, over: MapValue): MapValue {
  for (const [key, value] of over.entries) {
    const below = under.entries.get(key);
    if (value.kind === 'map' && below?.kind === 'map') addAll(below, value);
    else under.entries.set(key, value);
  }
  return under;
}

const tableOfBlocks = (blocks: readonly ValuesBlock[], origin: ValuesOrigin): MapValue =>
  map(entriesOfBlocks(blocks, origin, 0), origin);

/** The values of a map that lies at `depth`, by key. */
function entriesOfBlocks(blocks: readonly ValuesBlock[], origin: ValuesOrigin, depth: number): Map<string, Value> {
  const key = [origin.file, origin.path.length, ...origin.setting].join('\0');
  const entries = new Map<string, Value>();
  for (const block of blocks) {
    const known = block.tables.get(key) ?? entriesOfBlock(block, origin, depth);
    block.tables.set(key, known);
    for (const [name, value] of known) entries.set(name, value);
  }
  return entries;
}

function entriesOfBlock({ content }: ValuesBlock, origin: ValuesOrigin, depth: number): ReadonlyMap<string, Value> {
  if (content?.kind === 'leaf') return new Reader().entries(content.root, origin, depth);
  if (!content) return new Map();
  const inside = child(origin, content.name);
  return new Map([[content.name, map(entriesOfBlocks(content.blocks, inside, depth + 1), inside)]]);
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
  #cost = 1;
  readonly #merging = { left: MOST_ENTRIES };

  value(node: YamlNode, origin: ValuesOrigin, depth: number): Value {
    const outer = this.#cost;
    if (node.kind === 'alias') this.#cost = NODES_OF_ALIASED;
    const value = this.#resolved(node, origin, depth);
    this.#cost = outer;
    return value;
  }

  #resolved(node: YamlNode, origin: ValuesOrigin, depth: number): Value {
    const real = resolve(node);
    this.#left -= this.#cost;
    if (!real || depth > DEEPEST || this.#left < 0) return nil(origin);
    if (real.kind === 'map') return map(this.entries(real, origin, depth), origin);
    if (real.kind === 'seq') {
      const items = real.items.map((item, i) => this.value(item.value, child(origin, String(i)), depth + 1));
      return list(items, origin);
    }
    return scalar(real.value, origin);
  }

  /** The values of a map that lies at `depth`, by key. */
  entries(node: YamlMap, origin: ValuesOrigin, depth: number): Map<string, Value> {
    const outer = this.#cost;
    if (node.entries.some(({ key }) => isMergeKey(key))) this.#cost = NODES_OF_ALIASED;
    const entries = new Map<string, Value>();
    for (const [name, entry] of effectiveEntries(node, this.#merging))
      entries.set(name, this.value(entry.value, child(origin, name), depth + 1));
    this.#cost = outer;
    return entries;
  }
}

/** A scalar as it comes out of JSON: every number is a float64. */
export function scalar(value: string | number | boolean | null, origin: Value['origin']): Value {
  if (value === null) return nil(origin);
  if (typeof value === 'string') return text(value, origin);
  return typeof value === 'number' ? float(value, origin) : bool(value, origin);
}

/** Outside of subcharts, both paths are one. */
function child(origin: ValuesOrigin, key: string): ValuesOrigin {
  const { file, path, setting } = origin;
  const own = [...path, key];
  return { kind: 'values', file, path: own, setting: setting === path ? own : [...setting, key] };
}
