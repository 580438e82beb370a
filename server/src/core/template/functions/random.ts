import { int } from '../numbers.ts';
import { opaque, text } from '../value.ts';
import type { IntValue, StringValue, Value } from '../value.ts';
import type { CallContext, Failure, FunctionFamily, FunctionSpec } from './function.ts';
import { fail, fn } from './function.ts';

/** What chance decides. Only lengths and errors are facts. */
export const random: FunctionFamily = {
  randAlphaNum: randomText(),
  randAlpha: randomText(),
  randAscii: randomText(),
  randNumeric: randomText(),
  randBytes: fn(['int'], ([count], c) => randomBytes(count, c), { result: 'text' }),
  randInt: fn(['int', 'int'], ([least, above], c) => randomInt(least, above, c), { result: 'number' }),
  shuffle: fn(['string'], ([s], c) => shuffled(s, c), { result: 'text' }),
};

/** Sprig drops the error of a negative count. */
function randomText(): FunctionSpec {
  return fn(
    ['int'],
    ([count], c) => (count.value > 0n ? opaque('random', 'text', c.computed(count)) : text('', c.computed(count))),
    { result: 'text' },
  );
}

/** The largest slice of bytes that Go makes on 64 bits. */
const maximumBytes = 2n ** 48n;

function randomBytes(count: IntValue, c: CallContext): Value | Failure {
  if (count.value < 0n || count.value > maximumBytes) return fail('runtime error: makeslice: len out of range');
  return count.value > 0n ? opaque('random', 'text', c.computed(count)) : text('', c.computed(count));
}

function randomInt(least: IntValue, above: IntValue, c: CallContext): Value | Failure {
  const span = BigInt.asIntN(64, above.value - least.value);
  if (span <= 0n) return fail('invalid argument to Intn');
  return span === 1n
    ? int(least.value, c.computed(least, above))
    : opaque('random', 'number', c.computed(least, above));
}

function shuffled(s: StringValue, c: CallContext): Value {
  return new Set(s.text).size > 1 ? opaque('random', 'text', c.computed(s)) : s;
}
