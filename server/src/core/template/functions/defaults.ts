import type { Origin } from '../../text/origin.ts';
import { TracedBuilder } from '../../text/traced.ts';
import { appendQuoted } from '../quote.ts';
import { appendShown, shown } from '../show.ts';
import { truth } from '../truth.ts';
import { decodeUtf8 } from '../utf8.ts';
import { bool, nil, opaque, partsOf, text, tracedText } from '../value.ts';
import type { StringValue, Value } from '../value.ts';
import { workOfCharacters } from '../work.ts';
import type { CallContext, FunctionFamily, Traits } from './function.ts';
import { fn, variadic } from './function.ts';

/*
 * How a family is written. This file is the example.
 *
 * Signature. `fn(['string', 'int'], ([s, n], c) => …)` is Go's `func(s string, n int)`; `variadic(['string'], 'any',
 * ([s], more, c) => …)` is `func(s string, more ...interface{})`. Take the types from the Go function (interface{} is
 * 'any', even where it wants a number): number of arguments, types, nil and their error texts are settled before `call`.
 *
 * Values are made by value.ts (text, bool, list, map, nil, bytes, object, …) and numbers.ts (int, int64, float);
 * a []string is `list(items, origin, 'string')`, a map[string]string `map(entries, origin, 'string')`.
 * Go works on bytes, we on UTF-16: lengths and byte offsets come from utf8.ts.
 *
 * Origins. Return an argument itself to keep its origin (default, ternary). Whatever is new gets `c.computed(a, b)`,
 * the union of the inputs it was made of; children that are only moved keep theirs. Functions that move text keep the
 * origin of every character: build with TracedBuilder, `appendPart(s.text, partsOf(s), from, to)` for what is taken
 * over and `append(padding, c.computed())` for what is added, then `tracedText(builder.finish(), c.computed(s))`.
 *
 * Unknown. By default an opaque argument, a placeholder inside a string, or either anywhere inside a container makes
 * the result opaque (trait `result` gives its shape) and `call` never sees it. A function that only moves its
 * arguments sets `passesUnknown: true` and must then cope with values of kind 'opaque' ('string' parameters get a
 * placeholder string). What chance, clock or network decide is `opaque('random', 'text', c.computed())`; what Helm
 * answers without a cluster is the answer with the origin `assumed(reason, shape)`.
 *
 * Reads. Containers given to a function count as read to any depth. A function that hands them on unseen sets
 * `looks: false` and looks up single keys with `c.read(map, key)`; changes go through `c.write` and `c.remove`.
 * A function that compares, or chooses by a value, says so with `c.decided(subject, outcome, others)`.
 *
 * Errors. `return fail('text')` with what the Go function's error or panic says; never throw. `return tooLarge('x')`
 * when a result would pass `c.services.limits` (check before making it).
 */

const moving: Traits = { passesUnknown: true, looks: false };

/** Sprig's defaults.go and the quotes of its strings.go. */
export const defaults: FunctionFamily = {
  default: variadic(['any'], 'any', ([fallback], [given], c) => pickDefault(fallback, given, c), moving),
  empty: fn(['any'], ([value], c) => isEmpty(value, c), moving),
  coalesce: variadic([], 'any', (_, values, c) => firstTrue(values, c), moving),
  all: variadic([], 'any', (_, values, c) => someAre(values, false, c), moving),
  any: variadic([], 'any', (_, values, c) => someAre(values, true, c), moving),
  ternary: fn(['any', 'any', 'bool'], ([yes, no, chosen], c) => pickBranch(yes, no, chosen.value, chosen, c), moving),
  quote: variadic([], 'any', (_, values, c) => quoteAll(values, c), { passesUnknown: true, result: 'text' }),
  squote: variadic([], 'any', (_, values, c) => squoteAll(values, c), { passesUnknown: true, result: 'text' }),
};

function pickDefault(fallback: Value, given: Value | undefined, c: CallContext): Value {
  if (given === undefined) return fallback;
  const is = truth(given);
  if (is === undefined) return given;
  c.decided(given, is, [fallback]);
  return is ? given : fallback;
}

function pickBranch(yes: Value, no: Value, chosen: boolean, subject: Value, c: CallContext): Value {
  c.decided(subject, chosen);
  return chosen ? yes : no;
}

function isEmpty(value: Value, c: CallContext): Value {
  const is = truth(value);
  if (is === undefined) return opaque('depends on an unknown value', 'bool', c.computed(value));
  c.decided(value, is);
  return bool(!is, c.computed(value));
}

function firstTrue(values: readonly Value[], c: CallContext): Value {
  for (const value of values) {
    const is = truth(value);
    if (is === undefined) return value;
    c.decided(value, is);
    if (is) return value;
  }
  return nil(c.computed(...values));
}

/** `all` and `any`: the first value with the deciding truth settles it. */
function someAre(values: readonly Value[], deciding: boolean, c: CallContext): Value {
  let unknown = false;
  for (const value of values) {
    const is = truth(value);
    if (is !== undefined) c.decided(value, is);
    if (is === deciding) return bool(deciding, c.computed(...values));
    unknown ||= is === undefined;
  }
  return unknown
    ? opaque('depends on an unknown value', 'bool', c.computed(...values))
    : bool(!deciding, c.computed(...values));
}

/** Each that is not nil in double quotes with Go's escapes, a blank between them; no argument gives no quotes. */
function quoteAll(values: readonly Value[], c: CallContext): StringValue {
  const added = c.computed();
  return joinEach(
    values,
    c,
    (builder, value) => {
      const plain = value.kind === 'bytes' ? text(decodeUtf8(value.bytes), value.origin) : shown(value, added);
      c.services.charge(workOfCharacters(plain.text.length));
      builder.append('"', added);
      appendQuoted(builder, plain.text, partsOf(plain));
      builder.append('"', added);
    },
    added,
  );
}

function squoteAll(values: readonly Value[], c: CallContext): StringValue {
  const added = c.computed();
  return joinEach(
    values,
    c,
    (builder, value) => {
      builder.append("'", added);
      appendShown(builder, value, added);
      builder.append("'", added);
    },
    added,
  );
}

function joinEach(
  values: readonly Value[],
  c: CallContext,
  write: (builder: TracedBuilder, value: Value) => void,
  added: Origin,
): StringValue {
  const builder = new TracedBuilder();
  for (const value of values) {
    if (value.kind === 'nil') continue;
    if (builder.length > 0) builder.append(' ', added);
    write(builder, value);
  }
  return tracedText(builder.finish(), c.computed(...values));
}
