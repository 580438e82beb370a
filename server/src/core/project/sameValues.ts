import { sameOrigin } from '../text/origin.ts';
import type { Value } from '../template/value.ts';

/** Deeper than values files nest; a map that holds itself ends here. */
const DEEPEST = 120;

/** Whether templates could not tell two values apart, nor findings their places. */
export function sameValue(a: Value | undefined, b: Value | undefined, depth = 0): boolean {
  if (a === b) return true;
  if (!a || !b || depth > DEEPEST || a.kind !== b.kind || !sameOrigin(a.origin, b.origin)) return false;
  if (a.kind === 'map') return b.kind === 'map' && sameEntries(a.entries, b.entries, depth);
  if (a.kind === 'list')
    return (
      b.kind === 'list' &&
      a.items.length === b.items.length &&
      a.items.every((item, i) => sameValue(item, b.items[i], depth + 1))
    );
  return sameScalar(a, b);
}

function sameEntries(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>, depth: number): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (!b.has(key) || !sameValue(value, b.get(key), depth + 1)) return false;
  return true;
}

function sameScalar(a: Value, b: Value): boolean {
  switch (a.kind) {
    case 'nil':
      return true;
    case 'string':
      return b.kind === 'string' && a.text === b.text;
    case 'bool':
    case 'float':
      return b.kind === a.kind && Object.is(a.value, b.value);
    case 'int':
      return b.kind === 'int' && a.type === b.type && a.value === b.value;
    default:
      return false;
  }
}

/** Whether a template that looked a key up, or a map as a whole, saw the same in both. Paths begin below the root scope. */
export function samePath(a: Value, b: Value, path: readonly string[], isDeep: boolean): boolean {
  const left = at(a, path);
  const right = at(b, path);
  if (isDeep || left?.kind !== 'map' || right?.kind !== 'map') return sameValue(left, right);
  return sameOrigin(left.origin, right.origin);
}

function at(value: Value, path: readonly string[]): Value | undefined {
  let found: Value | undefined = value;
  for (const step of path) {
    if (found?.kind === 'map') found = found.entries.get(step);
    else if (found?.kind === 'list') found = found.items[Number(step)];
    else return undefined;
  }
  return found;
}
