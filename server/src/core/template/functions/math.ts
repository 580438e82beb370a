import { floatText } from '../floatText.ts';
import { float, int, int64 } from '../numbers.ts';
import { show } from '../show.ts';
import { opaque } from '../value.ts';
import type { Value } from '../value.ts';
import { castToFloat64, castToInt64, isNamedInt, parseDecimalInt, parseOctalInt } from './cast.ts';
import { addDecimals, decimalOf, divideDecimals, floatOf, multiplyDecimals, subtractDecimals } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import type { CallContext, Failure, FunctionFamily, FunctionSpec, Traits } from './function.ts';
import { fail, fn, variadic } from './function.ts';
import { largest, roundFloat, smallest } from './rounding.ts';

const numeric: Traits = { result: 'number' };
const byZero = fail('runtime error: integer divide by zero');

/** The text of a list or map, however long, is no number. */
const scalarText = (value: Value): string => (value.kind === 'list' || value.kind === 'map' ? '' : show(value));

/** Sprig's arithmetic (numeric.go): whole numbers are int64 and wrap around, the functions in `f` are exact decimals. */
export const math: FunctionFamily = {
  atoi: fn(['string'], ([s], c) => int(parseDecimalInt(s.text), c.computed(s)), numeric),
  int: one((value, c) => int(castToInt64(value), c.computed(value))),
  int64: one((value, c) => int64(castToInt64(value), c.computed(value))),
  float64: one((value, c) => float(castToFloat64(value), c.computed(value))),
  toDecimal: fn(['any'], ([value], c) => int64(parseOctalInt(scalarText(value)), c.computed(value)), numeric),
  add1: one((value, c) => int64(castToInt64(value) + 1n, c.computed(value))),
  add: several(
    0,
    whole((numbers) => fold(numbers, (a, b) => a + b) ?? 0n),
  ),
  sub: two((a, b) => a - b),
  mul: several(
    1,
    whole((numbers) => fold(numbers, (a, b) => BigInt.asIntN(64, a * b)) ?? 0n),
  ),
  div: two((a, b) => (b === 0n ? byZero : a / b)),
  mod: two((a, b) => (b === 0n ? byZero : a % b)),
  max: several(1, whole(largestOf)),
  biggest: several(1, whole(largestOf)),
  min: several(
    1,
    whole((numbers) => fold(numbers, (a, b) => (b < a ? b : a)) ?? 0n),
  ),
  add1f: one((value, c) => exact([castToFloat64(value), 1], addDecimals, [value], c)),
  addf: several(0, (values, c) => exact([0, ...values.map(castToFloat64)], addDecimals, values, c)),
  subf: several(1, (values, c) => exact(values.map(castToFloat64), subtractDecimals, values, c)),
  mulf: several(1, (values, c) => exact(values.map(castToFloat64), multiplyDecimals, values, c)),
  divf: several(1, (values, c) => exact(values.map(castToFloat64), divideDecimals, values, c)),
  maxf: several(1, (values, c) => float(values.map(castToFloat64).reduce(largest), c.computed(...values))),
  minf: several(1, (values, c) => float(values.map(castToFloat64).reduce(smallest), c.computed(...values))),
  ceil: one((value, c) => float(Math.ceil(castToFloat64(value)), c.computed(value))),
  floor: one((value, c) => float(Math.floor(castToFloat64(value)), c.computed(value))),
  round: variadic(
    ['any', 'int'],
    'float64',
    ([value, places], [from], c) => {
      if (isNamedInt(value)) return unseen([value], c);
      const rounded = roundFloat(castToFloat64(value), Number(places.value), from?.value ?? 0.5);
      return float(rounded, c.computed(value, places));
    },
    numeric,
  ),
};

type Compute = (values: readonly Value[], c: CallContext) => Value | Failure;

function one(compute: (value: Value, c: CallContext) => Value | Failure): FunctionSpec {
  return fn(['any'], ([value], c) => (isNamedInt(value) ? unseen([value], c) : compute(value, c)), numeric);
}

function two(compute: (a: bigint, b: bigint) => bigint | Failure): FunctionSpec {
  const wholes = whole(([a = 0n, b = 0n]) => compute(a, b));
  return fn(['any', 'any'], (values, c) => (values.some(isNamedInt) ? unseen(values, c) : wholes(values, c)), numeric);
}

/** At least `least` numbers, which is none or one. */
function several(least: 0 | 1, compute: Compute): FunctionSpec {
  const run: Compute = (values, c) => (values.some(isNamedInt) ? unseen(values, c) : compute(values, c));
  if (least === 0) return variadic([], 'any', (_, values, c) => run(values, c), numeric);
  return variadic(['any'], 'any', ([first], more, c) => run([first, ...more], c), numeric);
}

/** Go's time.Month and its like are numbers; we have their names only. */
const unseen = (values: readonly Value[], c: CallContext): Value =>
  opaque('the number behind a name', 'number', c.computed(...values));

function whole(compute: (numbers: readonly bigint[]) => bigint | Failure): Compute {
  return (values, c) => {
    const result = compute(values.map(castToInt64));
    return typeof result === 'bigint' ? int64(result, c.computed(...values)) : result;
  };
}

function fold(numbers: readonly bigint[], join: (a: bigint, b: bigint) => bigint): bigint | undefined {
  const [first, ...more] = numbers;
  return first === undefined ? undefined : more.reduce(join, first);
}

function largestOf(numbers: readonly bigint[]): bigint {
  return fold(numbers, (a, b) => (b > a ? b : a)) ?? 0n;
}

/** Sprig's execDecimalOp. */
function exact(
  floats: readonly number[],
  operate: (a: Decimal, b: Decimal) => Decimal | undefined,
  values: readonly Value[],
  c: CallContext,
): Value | Failure {
  let result: Decimal | undefined;
  for (const number of floats) {
    const decimal = decimalOf(number);
    if (!decimal) return fail(`Cannot create a Decimal from ${floatText(number, 'g')}`);
    result = result === undefined ? decimal : operate(result, decimal);
    if (result === undefined) return fail('decimal division by 0');
  }
  return float(result ? floatOf(result) : 0, c.computed(...values));
}
