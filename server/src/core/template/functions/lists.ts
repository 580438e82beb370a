import { KEY_ORDER } from '../../text/origin.ts';
import { int } from '../numbers.ts';
import { truth } from '../truth.ts';
import { kindName } from '../types.ts';
import { bool, list, nil, opaque } from '../value.ts';
import type { BytesValue, OpaqueValue, Value } from '../value.ts';
import { comparing } from './deepEqual.ts';
import type { CallContext, Failure, FunctionFamily, FunctionSpec, Traits } from './function.ts';
import { fail, fn, tooLarge, variadic } from './function.ts';
import { chunked, sliced } from './listParts.ts';
import { chosenFrom, isShuffled } from './unordered.ts';

const moving: Traits = { passesUnknown: true, looks: false };
const movingList: Traits = { ...moving, result: 'list' };
const making: Traits = { result: 'list', anyOrder: true };

/** Sprig's list.go but for sortAlpha, which the lists of strings have. Of each pair `x` and `mustX` the error is the same. */
export const lists: FunctionFamily = {
  list: variadic([], 'any', (_, items, c) => list(items, c.computed(...items)), movingList),
  tuple: variadic([], 'any', (_, items, c) => list(items, c.computed(...items)), movingList),
  ...withMust(
    'first',
    fn(['any'], ([from], c) => atEnd(from, 0, 'find first', c), moving),
  ),
  ...withMust(
    'last',
    fn(['any'], ([from], c) => atEnd(from, -1, 'find last', c), moving),
  ),
  ...withMust(
    'rest',
    oneList('find rest', (items, c, from) => cut(items, 1, items.length, from, c)),
  ),
  ...withMust(
    'initial',
    oneList('find initial', (items, c, from) => cut(items, 0, items.length - 1, from, c)),
  ),
  ...withMust(
    'reverse',
    oneList('find reverse', (items, c, from) => list(items.toReversed(), c.computed(from))),
  ),
  ...withMust(
    'append',
    extended('push', (items, item) => [...items, item]),
  ),
  ...withMust(
    'push',
    extended('push', (items, item) => [...items, item]),
  ),
  ...withMust(
    'prepend',
    extended('prepend', (items, item) => [item, ...items]),
  ),
  ...withMust(
    'uniq',
    oneList('find uniq', (items, c, from) => unique(items, from, c), making),
  ),
  ...withMust(
    'compact',
    oneList('compact', (items, c, from) => compacted(items, from, c), movingList),
  ),
  ...withMust(
    'without',
    variadic(['any'], 'any', ([from], omitted, c) => without(from, omitted, c), making),
  ),
  ...withMust(
    'has',
    fn(['any', 'any'], ([item, among], c) => has(item, among, c), { result: 'bool', anyOrder: true }),
  ),
  ...withMust(
    'slice',
    variadic(['any'], 'any', ([from], bounds, c) => slice(from, bounds, c), movingList),
  ),
  ...withMust(
    'chunk',
    fn(['int', 'any'], ([size, from], c) => inChunks(Number(size.value), from, c), movingList),
  ),
  concat: variadic([], 'any', (_, all, c) => concat(all, c), movingList),
};

function withMust(name: string, spec: FunctionSpec): FunctionFamily {
  return { [name]: spec, [`must${name.charAt(0).toUpperCase()}${name.slice(1)}`]: spec };
}

/** The items of a slice, an opaque list, or the panic or error that sprig has for anything else. */
function itemsOf(value: Value, complaint: (kind: string) => string): readonly Value[] | OpaqueValue | Failure {
  if (value.kind === 'list') return value.items;
  if (value.kind === 'bytes') return bytesOf(value);
  if (value.kind === 'opaque') return value;
  if (value.kind === 'nil') return fail('runtime error: invalid memory address or nil pointer dereference');
  return fail(complaint(kindName(value)));
}

const cannot =
  (does: string) =>
  (kind: string): string =>
    `Cannot ${does} on type ${kind}`;

const bytesOf = (value: BytesValue): readonly Value[] =>
  Array.from(value.bytes, (byte) => int(byte, value.origin, 'uint8'));

const isItems = (found: readonly Value[] | OpaqueValue | Failure): found is readonly Value[] => Array.isArray(found);

function unknownList(found: OpaqueValue | Failure, c: CallContext): Value | Failure {
  return found.kind === 'failure' ? found : opaque(found.reason, 'list', c.computed(found));
}

function oneList(
  does: string,
  make: (items: readonly Value[], c: CallContext, from: Value) => Value | Failure,
  traits: Traits = movingList,
): FunctionSpec {
  return fn(
    ['any'],
    ([from], c) => {
      const items = itemsOf(from, cannot(does));
      return isItems(items) ? make(items, c, from) : unknownList(items, c);
    },
    traits,
  );
}

function extended(does: string, make: (items: readonly Value[], item: Value) => readonly Value[]): FunctionSpec {
  return fn(
    ['any', 'any'],
    ([from, item], c) => {
      const items = itemsOf(from, cannot(does));
      return isItems(items) ? list(make(items, item), c.computed(from, item)) : unknownList(items, c);
    },
    movingList,
  );
}

function atEnd(from: Value, index: number, does: string, c: CallContext): Value | Failure {
  const items = itemsOf(from, cannot(does));
  if (isItems(items)) return chosenFrom(items, items.at(index) ?? nil(c.computed(from)), from.origin);
  return items.kind === 'failure' ? items : opaque(items.reason, 'any', c.computed(items));
}

/** Of an empty list `rest` and `initial` make a nil slice. */
function cut(items: readonly Value[], start: number, end: number, from: Value, c: CallContext): Value {
  if (items.some(isShuffled)) return opaque(KEY_ORDER, 'list', c.computed(from));
  const made = list(items.slice(start, Math.max(start, end)), c.computed(from));
  return items.length === 0 ? { ...made, isNil: true } : made;
}

function unique(items: readonly Value[], from: Value, c: CallContext): Value | Failure {
  const kept = comparing(c, (deepEqual) => distinct(items, deepEqual));
  if (kept === undefined) return tooLarge('the list');
  return 'kind' in kept ? kept : list(kept, c.computed(from));
}

/** Undefined where too many items would have to be compared with each other. */
function distinct(items: readonly Value[], deepEqual: (a: Value, b: Value) => boolean): readonly Value[] | undefined {
  const texts = new Set<string>();
  const others: Value[] = [];
  const kept: Value[] = [];
  for (const item of items) {
    if (item.kind === 'string' ? texts.has(item.text) : others.some((other) => deepEqual(other, item))) continue;
    kept.push(item);
    if (item.kind === 'string') texts.add(item.text);
    else if (others.push(item) > MOST_COMPARED) return undefined;
  }
  return kept;
}

/** Different items other than texts that are compared with all of a list. */
const MOST_COMPARED = 1000;

function compacted(items: readonly Value[], from: Value, c: CallContext): Value {
  const unknown = items.some((item) => truth(item) === undefined);
  if (unknown) return opaque('depends on an unknown value', 'list', c.computed(from));
  for (const item of items) c.decided(item, truth(item) === true);
  return list(
    items.filter((item) => truth(item) === true),
    c.computed(from),
  );
}

function without(from: Value, omitted: readonly Value[], c: CallContext): Value | Failure {
  const items = itemsOf(from, cannot('find without'));
  if (!isItems(items)) return unknownList(items, c);
  return comparing(c, (deepEqual) =>
    list(
      items.filter((item) => !omitted.some((other) => deepEqual(item, other))),
      c.computed(from),
    ),
  );
}

function has(item: Value, among: Value, c: CallContext): Value | Failure {
  const items = among.kind === 'nil' ? [] : itemsOf(among, cannot('find has'));
  if (!isItems(items)) return unknownList(items, c);
  return comparing(c, (deepEqual) => {
    const outcome = items.some((other) => deepEqual(item, other));
    c.decided(item, outcome, items);
    c.decided(among, outcome, [item]);
    return bool(outcome, c.computed(item, among));
  });
}

function slice(from: Value, bounds: readonly Value[], c: CallContext): Value | Failure {
  const items = itemsOf(from, (kind) => `list should be type of slice or array but ${kind}`);
  if (!isItems(items)) return unknownList(items, c);
  if (items.some(isShuffled)) return opaque(KEY_ORDER, 'list', c.computed(from, ...bounds));
  return sliced(from, items, bounds, c);
}

function inChunks(size: number, from: Value, c: CallContext): Value | Failure {
  const items = itemsOf(from, (kind) => `Cannot chunk type ${kind}`);
  if (!isItems(items)) return unknownList(items, c);
  if (items.some(isShuffled)) return opaque(KEY_ORDER, 'list', c.computed(from));
  return chunked(size, items, from, c);
}

function concat(all: readonly Value[], c: CallContext): Value | Failure {
  const joined: Value[] = [];
  for (const one of all) {
    const items = itemsOf(one, (kind) => `Cannot concat type ${kind} as list`);
    if (!isItems(items)) return unknownList(items, c);
    if (joined.length + items.length > c.services.limits.items) return tooLarge('the list');
    for (const item of items) joined.push(item);
  }
  return { ...list(joined, c.computed(...all)), isNil: joined.length === 0 };
}
