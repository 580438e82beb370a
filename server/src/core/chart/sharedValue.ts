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

/** Templates can nest lists as deep as they like, and let one list stand in many places. */
const DEEPEST = 100;

/** Values that one copy may hold. */
export const MOST_COPIED = 200_000;

/**
 * A private copy of what stands at a path. `isAlias` tells that a map in it belongs to another path, or that there is
 * too much of it: the copy then holds the original itself, which a second release must not see.
 */
export function copyAt(
  value: Value,
  path: readonly string[],
  budget = { left: MOST_COPIED },
): { readonly copy: Value; readonly isAlias: boolean } {
  let isAlias = false;
  const copied = (child: Value, step: string): Value => {
    const made = copyAt(child, [...path, step], budget);
    isAlias ||= made.isAlias;
    return made.copy;
  };
  if (value.kind !== 'list' && value.kind !== 'map') return { copy: value, isAlias };
  budget.left -= 1 + (value.kind === 'list' ? value.items.length : value.entries.size);
  if (budget.left < 0 || path.length > DEEPEST) return { copy: value, isAlias: true };
  if (value.kind === 'list') {
    const items = value.items.map((item, i) => copied(item, String(i)));
    return { copy: { ...list(items, value.origin, value.elem), isNil: value.isNil }, isAlias };
  }
  if (!isAt(value.shared, path)) return { copy: value, isAlias: true };
  const entries = new Map([...value.entries].map(([key, child]) => [key, copied(child, key)]));
  return { copy: { ...value, entries }, isAlias };
}

const isAt = (shared: readonly string[] | undefined, path: readonly string[]): boolean =>
  shared?.length === path.length && shared.every((step, i) => step === path[i]);
