import { sameItems } from '../base/compare.ts';
import type { SharedWrite } from '../chart/renderRecord.ts';
import { noOrigin, sameOrigin } from '../text/origin.ts';
import type { Parts } from '../text/traced.ts';
import { samePath } from '../template/sharedPath.ts';
import type { Value } from '../template/value.ts';

/** Deeper than values files nest; a map that holds itself ends here. */
const DEEPEST = 120;

/** Whether templates could not tell two values apart, nor findings their places. */
export function sameValue(a: Value | undefined, b: Value | undefined, depth = 0): boolean {
  if (a === b) return true;
  if (!a || !b || depth > DEEPEST || a.kind !== b.kind || !sameOrigin(a.origin, b.origin)) return false;
  if (a.kind === 'map')
    return (
      b.kind === 'map' &&
      a.elem === b.elem &&
      a.named === b.named &&
      a.isNil === b.isNil &&
      sameEntries(a.entries, b.entries, depth)
    );
  if (a.kind === 'list')
    return (
      b.kind === 'list' &&
      a.elem === b.elem &&
      a.isNil === b.isNil &&
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
      return b.kind === 'nil' && a.wrapped === b.wrapped;
    case 'string':
      return b.kind === 'string' && a.text === b.text && sameParts(a.parts, b.parts);
    case 'bool':
    case 'float':
      return b.kind === a.kind && Object.is(a.value, b.value);
    case 'int':
      return b.kind === 'int' && a.type === b.type && a.value === b.value;
    default:
      return false;
  }
}

function sameParts(a: Parts | undefined, b: Parts | undefined): boolean {
  if (!a || !b) return a === b;
  return (
    sameItems(a.ends, b.ends) &&
    sameItems(a.maybe, b.maybe) &&
    a.origins.length === b.origins.length &&
    a.origins.every((origin, i) => sameOrigin(origin, b.origins[i] ?? noOrigin))
  );
}

/** Whether two templates, run one after the other, did the same to the maps that templates share. */
export const sameWrite = (a: SharedWrite, b: SharedWrite | undefined): boolean =>
  b !== undefined && a.key === b.key && samePath(a.path, b.path) && sameValue(a.value, b.value);
