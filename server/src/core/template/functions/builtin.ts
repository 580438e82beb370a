import { TracedBuilder } from '../../text/traced.ts';
import { hasPerhaps, UNCERTAIN } from '../choice.ts';
import { compared, equal } from '../compare.ts';
import { indexed } from '../indexing.ts';
import { int } from '../numbers.ts';
import { sprintf } from '../printf.ts';
import { appendShown } from '../show.ts';
import { truth } from '../truth.ts';
import { typeName } from '../types.ts';
import { utf8Length } from '../utf8.ts';
import { bool, opaque, text, tracedText } from '../value.ts';
import type { StringValue, Value } from '../value.ts';
import { workOf, workOfCharacters } from '../work.ts';
import { escapeHtml, escapeJs, escapeQuery } from './escape.ts';
import type { CallContext, Failure, FunctionFamily, FunctionSpec, Traits } from './function.ts';
import { fail, fn, tooLarge, variadic } from './function.ts';

const printing: Traits = { passesUnknown: true, result: 'text' };
const comparing: Traits = { result: 'bool' };

/** The functions of Go's text/template itself, but for `and` and `or`, which the evaluator has, and `slice`, which sprig replaces. */
export const builtin: FunctionFamily = {
  call: variadic(['any'], 'any', ([value], _, c) => notCallable(value, c)),
  html: escaper(escapeHtml),
  js: escaper(escapeJs),
  urlquery: escaper(escapeQuery),
  index: variadic(['any'], 'any', ([item], keys, c) => indexed(item, keys, c), { passesUnknown: true, looks: false }),
  len: fn(['any'], ([value], c) => lengthOf(value, c), {
    passesUnknown: true,
    result: 'number',
    ofBytes: (bytes, of, c) => int(bytes.length, c.computed(of)),
  }),
  not: fn(['any'], ([value], c) => negated(value, c), { passesUnknown: true, looks: false, result: 'bool' }),
  print: variadic([], 'any', (_, values, c) => printed(values, c), printing),
  println: variadic([], 'any', (_, values, c) => printedLine(values, c), printing),
  printf: variadic(['string'], 'any', ([format], values, c) => formatted(format, values, c), printing),
  eq: variadic(['any'], 'any', ([first], others, c) => equality(first, others, false, c), comparing),
  ne: fn(['any', 'any'], ([first, second], c) => equality(first, [second], true, c), comparing),
  lt: ordering((sign) => sign < 0),
  le: ordering((sign) => sign <= 0),
  gt: ordering((sign) => sign > 0),
  ge: ordering((sign) => sign >= 0),
};

function notCallable(value: Value, c: CallContext): Failure {
  return fail(value.kind === 'nil' ? 'call of nil' : `non-function ${c.callee(value)} of type ${typeName(value)}`);
}

function lengthOf(value: Value, c: CallContext): Value | Failure {
  switch (value.kind) {
    case 'string':
      if (value.holes) return opaque('depends on an unknown value', 'number', c.computed(value));
      return int(utf8Length(value.text), c.computed(value));
    case 'bytes':
      return int(value.bytes.length, c.computed(value));
    case 'list':
      return int(value.items.length, c.computed(value));
    case 'map':
      if (hasPerhaps(value)) return opaque(UNCERTAIN, 'number', c.computed(value));
      return int(value.entries.size, c.computed(value));
    case 'opaque':
      return opaque(value.reason, 'number', c.computed(value));
    case 'nil':
      return fail(value.wrapped ? 'len of nil pointer' : 'reflect: call of reflect.Value.Type on zero Value');
    default:
      return fail(`len of type ${typeName(value)}`);
  }
}

function negated(value: Value, c: CallContext): Value {
  const is = truth(value);
  if (is === undefined) return opaque('depends on an unknown value', 'bool', c.computed(value));
  c.decided(value, is);
  return bool(!is, c.computed(value));
}

/** fmt.Sprint: a blank between two operands of which neither is a string. */
function printed(values: readonly Value[], c: CallContext): StringValue {
  const builder = new TracedBuilder();
  const added = c.computed();
  values.forEach((value, i) => {
    const before = values[i - 1];
    if (before && value.kind !== 'string' && before.kind !== 'string') builder.append(' ', added);
    appendShown(builder, value, added);
  });
  return tracedText(builder.finish(), c.computed(...values));
}

function escaper(escape: (plain: string) => string): FunctionSpec {
  return variadic(
    [],
    'any',
    (_, values, c) => {
      const plain = printed(values.map(asPrinted), c);
      c.services.charge(workOf(plain) + workOfCharacters(plain.text.length));
      const origin = c.computed(...values);
      return plain.holes ? opaque('depends on an unknown value', 'text', origin) : text(escape(plain.text), origin);
    },
    { result: 'text' },
  );
}

const asPrinted = (value: Value): Value => (value.kind === 'nil' ? text('<no value>', value.origin) : value);

function printedLine(values: readonly Value[], c: CallContext): StringValue {
  const builder = new TracedBuilder();
  const added = c.computed();
  values.forEach((value, i) => {
    if (i > 0) builder.append(' ', added);
    appendShown(builder, value, added);
  });
  builder.append('\n', added);
  return tracedText(builder.finish(), c.computed(...values));
}

function formatted(format: StringValue, values: readonly Value[], c: CallContext): Value | Failure {
  if (format.holes) return opaque('the format is unknown', 'text', c.computed(format, ...values));
  const traced = sprintf(format, values, c.computed());
  if (traced.text.length > c.services.limits.output) return tooLarge('the text');
  return tracedText(traced, c.computed(format, ...values));
}

function equality(first: Value, others: readonly Value[], negate: boolean, c: CallContext): Value | Failure {
  if (others.length === 0) return fail('missing argument for comparison');
  let found = false;
  for (const other of others) {
    const same = equal(first, other);
    if (typeof same !== 'boolean') return same;
    found ||= same;
    if (same) break;
  }
  const outcome = found !== negate;
  c.decided(first, outcome, others);
  for (const other of others) c.decided(other, outcome, [first]);
  return bool(outcome, c.computed(first, ...others));
}

function ordering(holds: (sign: number) => boolean): FunctionSpec {
  return fn(
    ['any', 'any'],
    ([first, second], c) => {
      const sign = compared(first, second);
      if (typeof sign !== 'number') return sign;
      const outcome = holds(sign);
      c.decided(first, outcome, [second]);
      c.decided(second, outcome, [first]);
      return bool(outcome, c.computed(first, second));
    },
    comparing,
  );
}
