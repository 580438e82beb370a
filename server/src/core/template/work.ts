import type { Value } from './value.ts';

/**
 * How many steps it counts for that a function takes or makes a value: what is long costs more than one call of a
 * function, so that a budget of steps is one of time as well. Children of children were paid for when they were made.
 */
export function workOf(value: Value): number {
  if (value.kind === 'list') return value.items.length / ITEMS;
  if (value.kind === 'map') return value.entries.size / ITEMS;
  if (value.kind === 'bytes') return value.bytes.length / UNITS;
  return value.kind === 'string' ? value.text.length / UNITS + (value.parts?.ends.length ?? 0) / ITEMS : 0;
}

/** Items, entries or parts of a text that are worth one step. */
const ITEMS = 8;

/** UTF-16 units or bytes that are worth one step. */
const UNITS = 64;
