import { KEY_ORDER } from '../../text/origin.ts';
import type { Origin } from '../../text/origin.ts';
import { isUncertain } from '../../text/traced.ts';
import { oneOf } from '../choice.ts';
import { assumed, inChance, partsOf, withOrigin } from '../value.ts';
import type { ListValue, StringValue, Value } from '../value.ts';

/** Of what one place of such an order gives, which is another entry in another run. */
export const CHOSEN = 'which key of a map comes first';

/**
 * Values in Go's order of a map's entries, which differs from one run to the next. They are all certain, only their
 * places are not: each is marked, unless they are all the same. What puts them in order (sortAlpha) takes the marks off, what asks
 * for no order (has, len) does not see them, and text that is made of them in this order is uncertain.
 */
export function unordered(values: readonly Value[], of: Origin): readonly Value[] {
  if (values.length < 2 || oneOf(values, CHOSEN, of).kind !== 'opaque') return values;
  return values.map((value) => withOrigin(value, assumed(KEY_ORDER, 'any', value.origin)));
}

/** Whether the place of an item in its list is left to chance. */
export const isShuffled = ({ origin }: Value): boolean =>
  origin.kind === 'unknown' && origin.reason === KEY_ORDER && origin.shape === 'any' && origin.answered;

/** A value without the mark that its place is uncertain. */
export function placed<V extends Value>(value: V): V {
  const { origin } = value;
  return origin.kind === 'unknown' && isShuffled(value) ? withOrigin(value, origin.of) : value;
}

/** An item of a list: where the places are uncertain, one of several that Helm may take. */
export function chosenFrom(items: readonly Value[], value: Value, of: Origin): Value {
  if (!isShuffled(value)) return value;
  return oneOf(items.filter(isShuffled).map(placed), CHOSEN, of);
}

/** Whether a list holds items whose places are uncertain. */
export const isUnordered = (list: ListValue): boolean => list.items.some(isShuffled);

/** Text that was made of values in an order that is left to chance. */
export function disordered(value: StringValue): StringValue {
  const parts = partsOf(value);
  const marked = { ...parts, origins: parts.origins.map(inChance) };
  return { ...value, parts: marked, origin: inChance(value.origin), holes: isUncertain(marked) };
}
