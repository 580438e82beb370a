import type { Value } from '../value.ts';
import { workOfItems } from '../work.ts';
import type { CallContext } from './function.ts';

const maximumDepth = 100;
const maximumNodes = 1_000_000;

/** Nodes for which a new map or list counts: it takes that much longer than a value that two may share. */
const CONTAINER = 3;

/**
 * A value with maps and lists of its own, which no other template shares (sprig uses mitchellh/copystructure).
 * Undefined when there is too much of it.
 */
export function deepCopy(value: Value, { services }: CallContext): Value | undefined {
  const budget = { left: maximumNodes };
  const copied = copy(value, 0, budget);
  services.charge(workOfItems(maximumNodes - budget.left));
  return budget.left < 0 ? undefined : copied;
}

function copy(value: Value, depth: number, budget: { left: number }): Value {
  if (depth > maximumDepth) budget.left = -1;
  budget.left -= value.kind === 'list' || value.kind === 'map' ? CONTAINER : 1;
  if (budget.left < 0) return value;
  if (value.kind === 'list') return { ...value, items: value.items.map((item) => copy(item, depth + 1, budget)) };
  if (value.kind !== 'map') return value;
  const entries = new Map<string, Value>();
  for (const [key, child] of value.entries) entries.set(key, copy(child, depth + 1, budget));
  return { ...value, entries, shared: undefined };
}
