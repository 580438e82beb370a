import { isAlias, isMap, isScalar } from 'yaml';
import type { Alias, Document, Pair, ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { textRange } from '../text/range.ts';
import type { TextRange } from '../text/range.ts';
import type { YamlDocument, YamlEntry, YamlItem, YamlNode, YamlProblem, YamlScalar } from './nodes.ts';
import { goSyntax } from './go/syntax.ts';
import { dashOffsets, isBlank, refusedByHelm, shortTag, styleOf } from './libraryNode.ts';
import { isMergeKey, jsonKey, resolveScalar } from './scalar.ts';
import { resolve } from './walk.ts';

/** Turns the library's documents into ours. One per stream, so that the node bound holds for all documents together. */
export class Converter {
  readonly #text: string;
  readonly #base: number;
  #left: number;
  #anchors = new Map<string, YamlNode | undefined>();
  #problems: YamlProblem[] = [];

  /** `base` is added to the library's offsets: what it parsed is `text` from there on. */
  constructor(text: string, base: number, nodes: number) {
    this.#text = text;
    this.#base = base;
    this.#left = nodes;
  }

  /** One document that spans `start` to `end`. Anchors do not reach from one document to the next. */
  document(source: Document.Parsed, start: number, end: number): YamlDocument {
    this.#anchors = new Map();
    this.#problems = source.errors.filter(refusedByHelm).map((error) => ({
      kind: 'syntax',
      range: this.#range(error.pos[0], error.pos[1]),
      message: error.message,
    }));
    const { explicit, version } = source.directives.yaml;
    if (explicit === true && version !== '1.1')
      this.#problem('syntax', textRange(start, start), `Helm refuses YAML ${version}`);
    const root = isBlank(source.contents) ? undefined : this.#value(source.contents);
    if (this.#left < 0) this.#problem('limit', textRange(start, end), 'Too many nodes');
    return { root, range: textRange(start, end), problems: this.#problems };
  }

  /** A range of the text for offsets of the library. */
  #range(start: number, end: number): TextRange {
    const most = this.#text.length;
    return textRange(Math.min(start + this.#base, most), Math.min(end + this.#base, most));
  }

  #problem(kind: YamlProblem['kind'], range: TextRange, message: string, helm?: string): void {
    this.#problems.push({ kind, range, message, ...(helm === undefined ? {} : { helm }) });
  }

  /** A node that is no key: as a key, `.inf` becomes text, elsewhere JSON has no place for it. */
  #value(source: ParsedNode): YamlNode {
    const node = this.#node(source);
    const infinite = node.kind === 'scalar' && typeof node.value === 'number' && !Number.isFinite(node.value);
    if (infinite) this.#problem('syntax', node.range, `JSON has no number ${node.source}`, noNumber(node.value));
    return node;
  }

  #node(source: ParsedNode): YamlNode {
    this.#left--;
    const { anchor } = isAlias(source) ? { anchor: undefined } : source;
    // While an anchored collection is being read it cannot be an alias's target: it would hold itself.
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const node = this.#read(source);
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    return node;
  }

  #read(source: ParsedNode): YamlNode {
    if (isScalar(source)) return this.#scalar(source);
    if (isAlias(source)) return this.#alias(source);
    const base = { anchor: source.anchor, tag: shortTag(source.tag), flow: source.flow === true };
    if (isMap(source)) {
      const entries = this.#entries(source);
      return { kind: 'map', ...base, range: this.#collectionRange(source, entries), entries };
    }
    const items = this.#items(source);
    return { kind: 'seq', ...base, range: this.#collectionRange(source, items), items };
  }

  /** A block collection ends with its last child; the library's range goes on over comments and blank lines. */
  #collectionRange(source: YAMLMap | YAMLSeq, children: readonly { readonly range: TextRange }[]): TextRange {
    const { start, end } = this.#range(source.range?.[0] ?? 0, source.range?.[1] ?? 0);
    const [first] = children;
    if (!first) return textRange(start, end);
    // A missing first key or value is moved back, to before the place that the library gives it; in broken text a later
    // child may end before an earlier one.
    const from = Math.min(start, first.range.start);
    const to = children.reduce((most, { range }) => Math.max(most, range.end), source.flow === true ? end : from);
    return textRange(from, to);
  }

  #entries(source: YAMLMap.Parsed): YamlEntry[] {
    const entries: YamlEntry[] = [];
    for (const pair of source.items) {
      if (this.#left < 0) break;
      entries.push(this.#entry(pair));
    }
    return entries;
  }

  #entry(pair: Pair<ParsedNode, ParsedNode | null>): YamlEntry {
    const key = this.#node(pair.key);
    const value = pair.value === null ? emptyScalar(key.range.end) : this.#value(pair.value);
    if (isMergeKey(key) && !isMergeable(value))
      this.#problem('syntax', value.range, 'Only maps can be merged with <<', MERGE);
    const range = textRange(key.range.start, Math.max(key.range.end, value.range.end));
    return { key, name: this.#name(key, value), value, range };
  }

  #name(key: YamlNode, value: YamlNode): string {
    const known = key.kind === 'alias' ? key.target : key;
    if (known?.kind === 'scalar') {
      if (known.value === null) {
        const helm = `unsupported map key of type: %!s(<nil>), key: <nil>, value: ${goSyntax(value) ?? '<nil>'}`;
        this.#problem('syntax', key.range, 'A null key cannot become a JSON key', helm);
      }
      return jsonKey(known);
    }
    if (known)
      this.#problem(
        'syntax',
        key.range,
        'A collection cannot be a key',
        `yaml: invalid map key: ${goSyntax(known) ?? ''}`,
      );
    return this.#text.slice(key.range.start, key.range.end);
  }

  #items(source: YAMLSeq.Parsed): YamlItem[] {
    const dashes = dashOffsets(source).map((offset) => offset + this.#base);
    const items: YamlItem[] = [];
    for (const [i, item] of source.items.entries()) {
      if (this.#left < 0) break;
      const value = this.#value(item);
      items.push({ value, range: textRange(dashes[i] ?? value.range.start, value.range.end) });
    }
    return items;
  }

  #scalar(source: Scalar.Parsed): YamlScalar {
    const style = styleOf(source);
    const { start, end } = this.#range(source.range[0], source.range[1]);
    const range = style === 'plain' && start === end ? this.#emptyRange(start) : this.#trimmed(start, end, style);
    const tag = shortTag(source.tag);
    const read = resolveScalar(this.#content(source, style), tag, style !== 'plain');
    if (read.problem !== undefined) this.#problem('syntax', range, read.problem.message, read.problem.helm);
    if (style === 'double') this.#escapes(range);
    const text = this.#text.slice(range.start, range.end);
    return { kind: 'scalar', range, anchor: source.anchor, tag, value: read.value, source: text, style };
  }

  /** The library ends a block scalar with a line break even where the text ends without one. */
  #content(source: Scalar.Parsed, style: YamlScalar['style']): string {
    const value = String(source.value);
    const broken = /[\r\n]$/.test(this.#text.slice(-1)) || source.range[1] + this.#base < this.#text.length;
    if (broken || !value.endsWith('\n') || (style !== 'literal' && style !== 'folded')) return value;
    return value.slice(0, -1);
  }

  /** Of what YAML 1.2 allows in double quotes, go.yaml.in/yaml/v2 refuses `\\/` and halves of surrogate pairs. */
  #escapes(range: TextRange): void {
    for (const found of this.#text.slice(range.start, range.end).matchAll(/\\(\/|u[dD][89a-fA-F]|[^])/g)) {
      if (found[1] === '/' || (found[1]?.length ?? 0) > 1) {
        this.#problem('syntax', range, `Helm does not know the escape ${found[0]}`);
        return;
      }
    }
  }

  /** The library places a missing value after the blanks, or the line breaks, that follow its colon. */
  #emptyRange(offset: number): TextRange {
    let at = offset;
    while (at > 0 && ' \t\r\n'.includes(this.#text.charAt(at - 1))) at--;
    return textRange(at, at);
  }

  /** A block scalar ends with its last line that is not blank, without its line break. */
  #trimmed(start: number, end: number, style: YamlScalar['style']): TextRange {
    if (style !== 'literal' && style !== 'folded') return textRange(start, end);
    let at = end;
    while (at > start && ' \t\r\n'.includes(this.#text.charAt(at - 1))) at--;
    while (at < end && ' \t'.includes(this.#text.charAt(at))) at++;
    return textRange(start, at);
  }

  #alias(source: Alias.Parsed): YamlNode {
    const range = this.#range(source.range[0], source.range[1]);
    const target = this.#anchors.get(source.source);
    if (!target) this.#problem('syntax', range, `Unknown anchor ${JSON.stringify(source.source)}`);
    return { kind: 'alias', range, anchor: undefined, tag: undefined, name: source.source, target };
  }
}

const MERGE = 'yaml: map merge requires map or sequence of maps as the value';

const noNumber = (value: number): string =>
  `json: unsupported value: ${Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'}`;

function isMergeable(value: YamlNode): boolean {
  const isMap = (node: YamlNode): boolean => resolve(node)?.kind === 'map';
  return value.kind === 'seq' ? value.items.every((item) => isMap(item.value)) : isMap(value);
}

function emptyScalar(at: number): YamlScalar {
  return {
    kind: 'scalar',
    range: textRange(at, at),
    anchor: undefined,
    tag: undefined,
    value: null,
    source: '',
    style: 'plain',
  };
}
