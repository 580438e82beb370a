import { childOf } from '../../text/origin.ts';
import { hasPerhaps, isPerhaps, UNCERTAIN } from '../choice.ts';
import { shown, sortedKeys } from '../show.ts';
import { typeName } from '../types.ts';
import { bool, list, map, nil, opaque, placeholder, text } from '../value.ts';
import type { MapValue, StringValue, Value } from '../value.ts';
import { workOf, workOfItems } from '../work.ts';
import { deepCopy } from './deepCopy.ts';
import { comparing } from './deepEqual.ts';
import type { CallContext, Failure, FunctionFamily, FunctionSpec, Traits } from './function.ts';
import { fail, fn, tooLarge, variadic } from './function.ts';
import { MOST_MERGED, mergeInto } from './merge.ts';
import { unordered } from './unordered.ts';

const moving: Traits = { passesUnknown: true, looks: false };
const movingMap: Traits = { ...moving, result: 'map' };
const changing: Traits = { ...movingMap, acts: true };
const movingList: Traits = { ...moving, result: 'list' };
const copying: Traits = { passesUnknown: true };
const merging: Traits = { passesUnknown: true, result: 'map' };
const mergingInto: Traits = { ...merging, acts: true };

/** Sprig's dict.go, and deepEqual of its functions.go. What sets or merges changes the map it is given. */
export const dicts: FunctionFamily = {
  dict: variadic([], 'any', (_, pairs, c) => dict(pairs, c), movingMap),
  get: fn(['map', 'string'], ([from, key], c) => get(from, key, c), moving),
  set: fn(['map', 'string', 'any'], ([to, key, value], c) => set(to, key, value, c), changing),
  unset: fn(['map', 'string'], ([from, key], c) => unset(from, key, c), changing),
  hasKey: fn(['map', 'string'], ([from, key], c) => hasKey(from, key, c), { ...moving, result: 'bool' }),
  pluck: variadic(['string'], 'map', ([key], from, c) => pluck(key, from, c), movingList),
  keys: variadic([], 'map', (_, from, c) => keys(from, c), { passesUnknown: true, result: 'list' }),
  values: fn(['map'], ([from], c) => values(from, c), { passesUnknown: true, result: 'list' }),
  pick: variadic(['map'], 'string', ([from], wanted, c) => pick(from, wanted, c), movingMap),
  omit: variadic(['map'], 'string', ([from], left, c) => omit(from, left, c), merging),
  dig: variadic([], 'any', (_, steps, c) => dig(steps, c), moving),
  merge: merger(false),
  mustMerge: merger(false),
  mergeOverwrite: merger(true),
  mustMergeOverwrite: merger(true),
  deepCopy: fn(['any'], ([value], c) => copied(value, c), copying),
  mustDeepCopy: fn(['any'], ([value], c) => copied(value, c), copying),
  deepEqual: fn(['any', 'any'], ([a, b], c) => areEqual(a, b, c), { result: 'bool' }),
};

/** The same map without the name of its type and the methods that go with it: what a Go parameter of plain map type is. */
function plain(value: MapValue): MapValue {
  return value.named === undefined ? value : { ...value, named: undefined, methods: undefined };
}

/** Later pairs win; a last key without a value gets "". Entries stay known beside a key of which only the start is. */
function dict(pairs: readonly Value[], c: CallContext): Value {
  const origin = c.computed(...pairs);
  const entries = new Map<string, Value>();
  const starts: string[] = [];
  for (let i = 0; i < pairs.length; i += 2) {
    const key = shown(pairs[i] ?? nil(origin), origin);
    if (key !== pairs[i]) c.services.charge(workOf(key));
    if (key.holes) starts.push(key.text.slice(0, key.text.indexOf(placeholder)));
    else entries.set(key.text, pairs[i + 1] ?? text('', origin));
  }
  if (starts.length === 0) return map(entries, origin);
  const known = [...entries].filter(([key]) => !starts.some((start) => key.startsWith(start)));
  return { ...opaque('a key is unknown', 'map', origin), entries: new Map(known) };
}

function get(from: MapValue, key: StringValue, c: CallContext): Value {
  if (key.holes) return opaque('the key is unknown', 'any', c.computed(from, key));
  return c.read(from, key.text) ?? text('', childOf(from.origin, key.text));
}

function set(to: MapValue, key: StringValue, value: Value, c: CallContext): Value | Failure {
  if (to.isNil) return fail('assignment to entry in nil map');
  if (key.holes) c.spoil(to);
  if (key.holes) return opaque('the key is unknown', 'map', c.computed(to, key, value));
  c.write(to, key.text, value);
  return plain(to);
}

function unset(from: MapValue, key: StringValue, c: CallContext): Value {
  if (key.holes) c.spoil(from);
  if (key.holes) return opaque('the key is unknown', 'map', c.computed(from, key));
  if (c.read(from, key.text)) c.remove(from, key.text);
  return plain(from);
}

function hasKey(from: MapValue, key: StringValue, c: CallContext): Value {
  if (key.holes) return opaque('the key is unknown', 'bool', c.computed(from, key));
  const found = c.read(from, key.text);
  if (isPerhaps(found)) return opaque(UNCERTAIN, 'bool', c.computed(from, key));
  const origin = found?.origin ?? childOf(from.origin, key.text);
  c.decided(found ?? nil(origin), found !== undefined);
  return bool(found !== undefined, c.computed(found ?? nil(origin)));
}

function pluck(key: StringValue, from: readonly MapValue[], c: CallContext): Value {
  const origin = c.computed(key, ...from);
  if (key.holes) return opaque('the key is unknown', 'list', origin);
  const found: Value[] = [];
  for (const one of from) {
    const value = c.read(one, key.text);
    if (isPerhaps(value)) return opaque(UNCERTAIN, 'list', origin);
    if (value) found.push(value);
  }
  return list(found, origin);
}

/** The keys of one map in the order of their bytes, as one of the orders that Go may give. */
function keys(from: readonly MapValue[], c: CallContext): Value {
  if (from.some(hasPerhaps)) return opaque(UNCERTAIN, 'list', c.computed(...from));
  const all = from.flatMap((one) =>
    unordered(
      sortedKeys(one).map((key) => text(key, childOf(one.origin, key))),
      one.origin,
    ),
  );
  return list(all, c.computed(...from), 'string');
}

function values(from: MapValue, c: CallContext): Value {
  if (hasPerhaps(from)) return opaque(UNCERTAIN, 'list', c.computed(from));
  const all = sortedKeys(from).flatMap((key) => from.entries.get(key) ?? []);
  return list(unordered(all, from.origin), c.computed(from));
}

function pick(from: MapValue, wanted: readonly StringValue[], c: CallContext): Value {
  const origin = c.computed(from, ...wanted);
  if (wanted.some((key) => key.holes)) return opaque('a key is unknown', 'map', origin);
  const entries = new Map<string, Value>();
  for (const key of wanted) {
    const value = c.read(from, key.text);
    if (value) entries.set(key.text, value);
  }
  return map(entries, origin);
}

function omit(from: MapValue, left: readonly StringValue[], c: CallContext): Value {
  const origin = c.computed(from, ...left);
  if (left.some((key) => key.holes)) return opaque('a key is unknown', 'map', origin);
  const names = new Set(left.map((key) => key.text));
  const entries = new Map<string, Value>();
  for (const [key, value] of from.entries) if (!names.has(key)) entries.set(key, value);
  return map(entries, origin);
}

/** `dig "a" "b" fallback map`: the fallback only where a key is missing; what is no plain map on the way is a panic. */
function dig(steps: readonly Value[], c: CallContext): Value | Failure {
  const fallback = steps.at(-2);
  let found = steps.at(-1);
  if (steps.length < 3 || !found || !fallback) return fail('dig needs at least three arguments');
  const top = wrongMap(found);
  if (top) return top;
  const keysOnTheWay = steps.slice(0, -2);
  const wrongKey = keysOnTheWay.find((key) => key.kind !== 'string' && key.kind !== 'opaque');
  if (wrongKey) return conversion(wrongKey, 'string');
  for (const key of keysOnTheWay) {
    if (key.kind !== 'string' || key.holes) return opaque('a key is unknown', 'any', c.computed(...steps));
    const wrong = wrongMap(found);
    if (wrong) return wrong;
    if (found.kind !== 'map') return opaque('depends on an unknown value', 'any', c.computed(...steps));
    const next = c.read(found, key.text);
    c.decided(next ?? nil(childOf(found.origin, key.text)), next !== undefined, [fallback]);
    if (!next) return fallback;
    if (isPerhaps(next)) return opaque(UNCERTAIN, 'any', c.computed(...steps));
    found = next;
  }
  return found;
}

function wrongMap(value: Value): Failure | undefined {
  if (value.kind === 'opaque') return undefined;
  const right = value.kind === 'map' && value.named === undefined && value.elem === 'interface {}';
  return right ? undefined : conversion(value, 'map[string]interface {}');
}

function conversion(value: Value, wanted: string): Failure {
  const got = value.kind === 'nil' ? 'nil' : typeName(value);
  return fail(`interface conversion: interface {} is ${got}, not ${wanted}`);
}

function merger(overwrite: boolean): FunctionSpec {
  return variadic(['map'], 'map', ([to], sources, c) => merged(to, sources, overwrite, c), mergingInto);
}

function merged(given: MapValue, sources: readonly MapValue[], overwrite: boolean, c: CallContext): Value | Failure {
  const how = { overwrite, c, budget: { left: MOST_MERGED } };
  let to = plain(given);
  for (const source of sources) {
    // Into a nil map Go merges by making a new one.
    if (to.isNil && !source.isNil) to = map(new Map(), to.origin);
    mergeInto(to, source, how);
    if (how.budget.left < 0) return tooLarge('the merged map');
  }
  c.services.charge(workOfItems(MOST_MERGED - how.budget.left));
  return to;
}

function copied(value: Value, c: CallContext): Value | Failure {
  if (value.kind === 'nil') return fail('reflect: call of reflect.Value.Type on zero Value');
  return deepCopy(value, c) ?? opaque('the value is too large', 'any', c.computed(value));
}

const areEqual = (a: Value, b: Value, c: CallContext): Value | Failure =>
  comparing(c, (deepEqual) => {
    const outcome = deepEqual(a, b);
    c.decided(a, outcome, [b]);
    c.decided(b, outcome, [a]);
    return bool(outcome, c.computed(a, b));
  });
