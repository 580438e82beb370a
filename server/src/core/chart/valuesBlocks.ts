import type { Value } from '../template/value.ts';
import type { YamlMap } from '../yaml/nodes.ts';
import { YAML_LIMITS } from '../yaml/parse.ts';
import { readSimple } from '../yaml/simple/reader.ts';

/**
 * A key at the top of a values file with all that belongs to it, so that an edit leaves the others as they are; the
 * first of a file may be comments alone.
 */
export interface ValuesBlock {
  readonly text: string;
  /** Its nodes, with offsets relative to `text`. */
  readonly root: YamlMap | undefined;
  /** What has been made of it already, see tableOf. */
  readonly tables: Map<string, ReadonlyMap<string, Value>>;
}

/** A line that begins a key at the top, unless it is part of a quote; then the blocks are no YAML by themselves. */
const TOP = /^[^\s#\-\]}]/gm;

/**
 * The blocks of a text, those taken over from `known` that have the same text. Undefined where the text is not simple
 * YAML, or more than one map of values.
 */
export function blocksOf(text: string, known: readonly ValuesBlock[] = []): readonly ValuesBlock[] | undefined {
  const byText = new Map(known.map((block) => [block.text, block]));
  const blocks: ValuesBlock[] = [];
  for (const part of cut(text)) {
    const block = byText.get(part) ?? blockOf(part, part.search(TOP) === 0);
    if (!block) return undefined;
    blocks.push(block);
  }
  return blocks;
}

function cut(text: string): readonly string[] {
  const starts = [...text.matchAll(TOP)].map(({ index }) => index);
  if (starts[0] !== 0) starts.unshift(0);
  return starts.map((start, i) => text.slice(start, starts[i + 1]));
}

function blockOf(text: string, hasKey: boolean): ValuesBlock | undefined {
  const root = readSimple(text, YAML_LIMITS)?.documents[0];
  if (!root) return undefined;
  const node = root.root;
  if (!hasKey) return node ? undefined : { text, root: undefined, tables: new Map() };
  return node?.kind === 'map' && !node.flow ? { text, root: node, tables: new Map() } : undefined;
}
