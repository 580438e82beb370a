import type { Value } from './value.ts';

/**
 * How many steps it counts for that a function takes or makes a value: what is long costs more than one call of a
 * function, so that a budget of steps is one of time as well. Children of children were paid for when they were made.
 */
export function workOf(value: Value): number {
  if (value.kind === 'list') return workOfItems(value.items.length);
  if (value.kind === 'map') return workOfItems(value.entries.size);
  if (value.kind === 'bytes') return workOfUnits(value.bytes.length);
  if (value.kind === 'opaque') return workOfUnits(value.bytes?.length ?? 0) + workOfAll(value.oneOf ?? []);
  return value.kind === 'string' ? workOfUnits(value.text.length) + workOfItems(value.parts?.ends.length ?? 0) : 0;
}

/** The steps of several values. */
export const workOfAll = (values: readonly Value[]): number => values.reduce((sum, value) => sum + workOf(value), 0);

/** The steps of so many items, entries or parts of a text. */
export const workOfItems = (count: number): number => count / ITEMS;

/** The steps of so many UTF-16 units or bytes. */
export const workOfUnits = (count: number): number => count / UNITS;

/** The steps, beyond those of its units, of a text that a function goes through character by character. */
export const workOfCharacters = (count: number): number => count / CHARACTERS;

/** Items, entries or parts of a text that are worth one step. */
const ITEMS = 8;

/** UTF-16 units or bytes that are worth one step. */
const UNITS = 64;

/** Characters, each of which is asked of what class it is, that are worth one step. */
const CHARACTERS = 12;
