import { compareText } from '../../base/compare.ts';
import type { YamlNode } from '../nodes.ts';
import { effectiveEntries, resolve } from '../walk.ts';

/** Nodes that are written out; aliases can make a text of them far larger than itself. */
const MOST_NODES = 1000;

/** A node as Go's `%#v` writes what it was decoded to; undefined where it is too much. */
export function goSyntax(node: YamlNode): string | undefined {
  const budget = { left: MOST_NODES };
  const text = written(node, false, budget);
  return budget.left < 0 ? undefined : text;
}

function written(node: YamlNode, inside: boolean, budget: { left: number }): string {
  const real = resolve(node);
  if (!real || --budget.left < 0) return '';
  if (real.kind === 'scalar') return scalar(real.value, inside);
  if (real.kind === 'seq')
    return `[]interface {}{${real.items.map(({ value }) => written(value, true, budget)).join(', ')}}`;
  const entries = [...effectiveEntries(real)].sort(([a], [b]) => compareText(a, b));
  const texts = entries.map(([, { key, value }]) => `${written(key, true, budget)}:${written(value, true, budget)}`);
  return `map[interface {}]interface {}{${texts.join(', ')}}`;
}

/** Inside a collection Go says that an empty place is an interface. */
function scalar(value: string | number | boolean | null, inside: boolean): string {
  if (value === null) return inside ? 'interface {}(nil)' : '<nil>';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
