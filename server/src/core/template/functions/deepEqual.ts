import type { ListValue, MapValue, Value } from '../value.ts';
import { workOfItems } from '../work.ts';
import type { CallContext, Failure } from './function.ts';
import { tooLarge } from './function.ts';

/** How deep is compared: a map may hold itself. */
const maximumDepth = 100;

/** How many pairs one call compares: lists can double at each level. */
const maximumPairs = 1_000_000;

/**
 * Go's reflect.DeepEqual: types must be the same, so int 1 is not float64 1, and nil is not empty. What `compare` comes
 * to, or a failure where it compares more than there are steps for.
 */
export function comparing<T>(
  c: CallContext,
  compare: (deepEqual: (a: Value, b: Value) => boolean) => T | Failure,
): T | Failure {
  const budget = { left: maximumPairs };
  const result = compare((a, b) => equal(a, b, 0, budget));
  c.services.charge(workOfItems(maximumPairs - budget.left));
  return budget.left < 0 ? tooLarge('what is compared') : result;
}

interface Budget {
  left: number;
}

function equal(a: Value, b: Value, depth: number, budget: Budget): boolean {
  if (depth > maximumDepth) budget.left = 0;
  if (--budget.left < 0) return false;
  if (a.kind === 'string' && b.kind === 'string') return a.text === b.text;
  if (a.kind === 'bool' && b.kind === 'bool') return a.value === b.value;
  if (a.kind === 'int' && b.kind === 'int') return a.type === b.type && a.value === b.value;
  if (a.kind === 'float' && b.kind === 'float') return a.value === b.value;
  if (a.kind === 'bytes' && b.kind === 'bytes') {
    return a.bytes.length === b.bytes.length && a.bytes.every((byte, i) => byte === b.bytes[i]);
  }
  if (a.kind === 'list' && b.kind === 'list') return equalLists(a, b, depth, budget);
  if (a.kind === 'map' && b.kind === 'map') return equalMaps(a, b, depth, budget);
  if (a.kind === 'object' && b.kind === 'object') return a.object === b.object;
  return a.kind === 'nil' && b.kind === 'nil';
}

function equalLists(a: ListValue, b: ListValue, depth: number, budget: Budget): boolean {
  if (a.elem !== b.elem || a.isNil !== b.isNil || a.items.length !== b.items.length) return false;
  if (a.items === b.items) return true;
  return a.items.every((item, i) => {
    const other = b.items[i];
    return other !== undefined && equal(item, other, depth + 1, budget);
  });
}

function equalMaps(a: MapValue, b: MapValue, depth: number, budget: Budget): boolean {
  if (a.elem !== b.elem || a.named !== b.named || a.isNil !== b.isNil || a.entries.size !== b.entries.size)
    return false;
  if (a.entries === b.entries) return true;
  for (const [key, value] of a.entries) {
    const other = b.entries.get(key);
    if (!other || !equal(value, other, depth + 1, budget)) return false;
  }
  return true;
}
