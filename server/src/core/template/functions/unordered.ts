import { assumed, withOrigin } from '../value.ts';
import type { Value } from '../value.ts';

const reason = 'the order of the keys of a map';

/**
 * Values in Go's order of a map's entries, which differs from one run to the next. They are all certain, only their
 * places are not: each is marked as an answer among several, unless there is but one. What puts them in order
 * (sortAlpha) or asks for no order (has, len) takes the marks off or does not see them.
 */
export function unordered(values: readonly Value[]): readonly Value[] {
  if (values.length < 2) return values;
  return values.map((value) => withOrigin(value, assumed(reason, 'any', value.origin)));
}

/** A value without the mark that its place is uncertain. */
export function placed<V extends Value>(value: V): V {
  const { origin } = value;
  const marked = origin.kind === 'unknown' && origin.reason === reason && origin.answered;
  return marked ? withOrigin(value, origin.of) : value;
}
