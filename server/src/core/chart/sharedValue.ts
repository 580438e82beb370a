import { list } from '../template/value.ts';
import type { Value } from '../template/value.ts';

/** The value at a path below a scope, through maps and lists. */
export function valueAtPath(root: Value, path: readonly string[]): Value | undefined {
  let found: Value | undefined = root;
  for (const step of path) {
    if (found?.kind === 'map') found = found.entries.get(step);
    else if (found?.kind === 'list') found = found.items[Number(step)];
    else return undefined;
  }
  return found;
}

/**
 * A private copy of what stands at a path. `isAlias` tells that a map in it belongs to another path: the copy then
 * holds the map itself, which a second release must not see.
 */
export function copyAt(value: Value, path: readonly string[]): { readonly copy: Value; readonly isAlias: boolean } {
  let isAlias = false;
  const copied = (child: Value, step: string): Value => {
    const made = copyAt(child, [...path, step]);
    isAlias ||= made.isAlias;
    return made.copy;
  };
  if (value.kind === 'list') {
    const items = value.items.map((item, i) => copied(item, String(i)));
    return { copy: { ...list(items, value.origin, value.elem), isNil: value.isNil }, isAlias };
  }
  if (value.kind !== 'map') return { copy: value, isAlias };
  if (!isAt(value.shared, path)) return { copy: value, isAlias: true };
  const entries = new Map([...value.entries].map(([key, child]) => [key, copied(child, key)]));
  return { copy: { ...value, entries }, isAlias };
}

const isAt = (shared: readonly string[] | undefined, path: readonly string[]): boolean =>
  shared?.length === path.length && shared.every((step, i) => step === path[i]);
