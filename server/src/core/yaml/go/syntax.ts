import { compareText } from '../../base/compare.ts';
import type { YamlNode } from '../nodes.ts';
import { effectiveEntries, resolve } from '../walk.ts';

/** Nodes inside each other that are written out. */
const DEEPEST = 20;

/** A node as Go's `%#v` writes what it was decoded to; undefined where it goes too deep. */
export const goSyntax = (node: YamlNode): string | undefined => written(node, 0);

function written(node: YamlNode, depth: number): string | undefined {
  const real = resolve(node);
  if (!real || depth > DEEPEST) return undefined;
  if (real.kind === 'scalar') return scalar(real.value, depth);
  if (real.kind === 'seq')
    return `[]interface {}{${real.items.map(({ value }) => written(value, depth + 1)).join(', ')}}`;
  const entries = [...effectiveEntries(real)].sort(([a], [b]) => compareText(a, b));
  const texts = entries.map(([, { key, value }]) => `${written(key, depth + 1)}:${written(value, depth + 1)}`);
  return `map[interface {}]interface {}{${texts.join(', ')}}`;
}

/** Inside a collection Go says that an empty place is an interface. */
function scalar(value: string | number | boolean | null, depth: number): string {
  if (value === null) return depth === 0 ? '<nil>' : 'interface {}(nil)';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
