import { below, samePath } from '../template/sharedPath.ts';
import type { SharedPath } from '../template/sharedPath.ts';
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

/**
 * A private copy of what stands at a path. `isAlias` tells that a map in it belongs to another path, or that there is
 * more of it than the budget of values allows: the copy then holds the original itself, which a second release must not see.
 */
export function copyAt(
  value: Value,
  path: SharedPath,
  budget = { left: Infinity },
): { readonly copy: Value; readonly isAlias: boolean } {
  let isAlias = false;
  const copied = (child: Value, at: SharedPath, step: string): Value => {
    const made = copyAt(child, below(at, step), budget);
    isAlias ||= made.isAlias;
    return made.copy;
  };
  if (value.kind !== 'list' && value.kind !== 'map') return { copy: value, isAlias };
  budget.left -= 1 + (value.kind === 'list' ? value.items.length : value.entries.size);
  if (budget.left < 0 || path.length > DEEPEST) return { copy: value, isAlias: true };
  if (value.kind === 'list') {
    const items = value.items.map((item, i) => copied(item, path, String(i)));
    return { copy: { ...list(items, value.origin, value.elem), isNil: value.isNil }, isAlias };
  }
  const { shared } = value;
  if (!shared || !samePath(shared, path)) return { copy: value, isAlias: true };
  const entries = new Map([...value.entries].map(([key, child]) => [key, copied(child, shared, key)]));
  return { copy: { ...value, entries }, isAlias };
}
