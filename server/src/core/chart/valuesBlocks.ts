import type { Value } from '../template/value.ts';
import type { YamlMap } from '../yaml/nodes.ts';
import { YAML_LIMITS } from '../yaml/parse.ts';
import { readSimple } from '../yaml/simple/reader.ts';

/**
 * A key of a values file with all that belongs to it, so that an edit leaves the others as they are; the first of a
 * map may be comments alone.
 */
export interface ValuesBlock {
  readonly text: string;
  readonly content: LeafContent | NestedContent | undefined;
  /** What has been made of it already, see tableOf. */
  readonly tables: Map<string, ReadonlyMap<string, Value>>;
}

interface LeafContent {
  readonly kind: 'leaf';
  /** Its nodes, with offsets relative to the block's text. */
  readonly root: YamlMap;
}

/** A key with a large map below it. */
interface NestedContent {
  readonly kind: 'nested';
  readonly name: string;
  readonly blocks: readonly ValuesBlock[];
}

/** How deep maps are cut, and how many units are worth it. */
const DEEPEST = 4;
const LEAST = 1000;

/**
 * The blocks of a text, those taken over from `known` that have the same text. Undefined where the text is not simple
 * YAML, or more than one map of values.
 */
export const blocksOf = (text: string, known: readonly ValuesBlock[] = []): readonly ValuesBlock[] | undefined =>
  blocksAt(text, 0, 0, known);

/** The blocks of a map whose keys stand at a column, `level` maps down. */
function blocksAt(
  text: string,
  column: number,
  level: number,
  known: readonly ValuesBlock[],
): readonly ValuesBlock[] | undefined {
  const byText = new Map(known.map((block) => [block.text, block]));
  const blocks: ValuesBlock[] = [];
  for (const [i, part] of cut(text, column).entries()) {
    const block =
      byText.get(part) ?? (startsKey(part, column) ? keyBlock(part, column, level, known[i]) : noBlock(part));
    if (!block) return undefined;
    blocks.push(block);
  }
  return blocks;
}

/** Cut before every line that begins a key at a column, unless it is part of a quote; then the parts are no YAML. */
function cut(text: string, column: number): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let line = text.indexOf('\n') + 1; line > 0; line = text.indexOf('\n', line) + 1) {
    if (!startsKey(text, column, line)) continue;
    parts.push(text.slice(start, line));
    start = line;
  }
  return [...parts, text.slice(start)];
}

function startsKey(text: string, column: number, line = 0): boolean {
  for (let at = line; at < line + column; at++) if (text.charCodeAt(at) !== 32) return false;
  const first = text.charAt(line + column);
  return first !== '' && !' \t\r\n#-]}'.includes(first);
}

/** Comments and the mark that a document begins. */
function noBlock(text: string): ValuesBlock | undefined {
  const document = readSimple(text, YAML_LIMITS)?.documents[0];
  return document && !document.root ? { text, content: undefined, tables: new Map() } : undefined;
}

function keyBlock(text: string, column: number, level: number, old: ValuesBlock | undefined): ValuesBlock | undefined {
  const content = nestedContent(text, column, level, old) ?? leafContent(text, column, level);
  return content && { text, content, tables: new Map() };
}

function leafContent(text: string, column: number, level: number): LeafContent | undefined {
  const root = readSimple(text, { ...YAML_LIMITS, depth: YAML_LIMITS.depth - level })?.documents[0]?.root;
  return root?.kind === 'map' && !root.flow && root.range.start === column ? { kind: 'leaf', root } : undefined;
}

/** A key alone in its line, comments and blank lines, and the column of the first key below. */
const HEADER = /^ *[A-Za-z][\w./-]*:(?: *| +#.*)\r?\n/;
const FIRST = /^ *(?=[^ \r\n#])/m;

function nestedContent(
  text: string,
  column: number,
  level: number,
  old: ValuesBlock | undefined,
): NestedContent | undefined {
  if (text.length < LEAST || level >= DEEPEST) return undefined;
  const header = HEADER.exec(text)?.[0];
  const inside = header === undefined ? '' : text.slice(header.length);
  const below = FIRST.exec(inside)?.[0].length ?? 0;
  if (header === undefined || below <= column) return undefined;
  const name = leafContent(header, column, level)?.root.entries[0]?.name;
  const known = old?.content?.kind === 'nested' ? old.content.blocks : [];
  const blocks = blocksAt(inside, below, level + 1, known);
  return name !== undefined && blocks?.some(({ content }) => content) ? { kind: 'nested', name, blocks } : undefined;
}
