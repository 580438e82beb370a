import { compareText } from '../../base/compare.ts';
import type { YamlNode } from '../nodes.ts';
import { effectiveEntries, resolve } from '../walk.ts';

/** Nodes inside each other that are written out, and nodes in all: aliases can stand for many more than a text has. */
const DEEPEST = 20;
const MOST_NODES = 1000;

/** A node as Go's `%#v` writes what it was decoded to; undefined where it goes too deep, or has too many nodes. */
export const goSyntax = (node: YamlNode): string | undefined => written(node, 0, { left: MOST_NODES });

function written(node: YamlNode, depth: number, budget: { left: number }): string | undefined {
  const real = resolve(node);
  if (!real || depth > DEEPEST || budget.left-- <= 0) return undefined;
  if (real.kind === 'scalar') return scalar(real.value, depth);
  if (real.kind === 'seq') {
    const items = all(real.items, ({ value }) => written(value, depth + 1, budget));
    return items && `[]interface {}{${items.join(', ')}}`;
  }
  const entries = [...effectiveEntries(real)].sort(([a], [b]) => compareText(a, b));
  const texts = all(entries, ([, { key, value }]) => {
    const pair = all([key, value], (node) => written(node, depth + 1, budget));
    return pair?.join(':');
  });
  return texts && `map[interface {}]interface {}{${texts.join(', ')}}`;
}

/** The texts of all items; undefined as soon as one has none. */
function all<T>(items: readonly T[], textOf: (item: T) => string | undefined): readonly string[] | undefined {
  const texts: string[] = [];
  for (const item of items) {
    const text = textOf(item);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts;
}

/** Inside a collection Go says that an empty place is an interface. */
function scalar(value: string | number | boolean | null, depth: number): string {
  if (value === null) return depth === 0 ? '<nil>' : 'interface {}(nil)';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
