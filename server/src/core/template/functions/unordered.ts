import type { Origin } from '../../text/origin.ts';
import { assumed, partsOf, withOrigin } from '../value.ts';
import type { Value } from '../value.ts';

const reason = 'the order of the keys of a map';

/** Of what one place of such an order gives, which is another entry in another run. */
export const CHOSEN = 'which key of a map comes first';

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

/** What stands at one place of a list: where the places are uncertain, one of several that Helm may take. */
export const chosenFrom = (value: Value): Value => {
  const { origin } = value;
  return origin.kind === 'unknown' && origin.reason === reason ? chosen(placed(value)) : value;
};

/** What a key leads to: as uncertain as the key. */
export const chosenBy = (key: Value, value: Value): Value => (isChosen(key) ? chosen(value) : value);

/** What is inside something chosen, which would be another's in another run. */
export const insideOf = (container: Value, value: Value): Value =>
  container.origin.kind === 'unknown' && container.origin.reason === CHOSEN ? chosen(value) : value;

function chosen(value: Value): Value {
  const known = value.origin.kind === 'unknown' && (!value.origin.answered || value.origin.reason === CHOSEN);
  return known ? value : withOrigin(value, assumed(CHOSEN, 'any', value.origin));
}

const isChosen = (value: Value): boolean =>
  restsOnChoice(value.origin) || (value.kind === 'string' && partsOf(value).origins.some(restsOnChoice));

function restsOnChoice(origin: Origin): boolean {
  if (origin.kind === 'unknown') return origin.reason === CHOSEN || restsOnChoice(origin.of);
  if (origin.kind === 'printed') return restsOnChoice(origin.of);
  return origin.kind === 'computed' && origin.inputs.some(restsOnChoice);
}
