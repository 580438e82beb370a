import { describe, expect, it } from 'vitest';
import {
  addDecimals,
  decimalOf,
  divideDecimals,
  floatOf,
} from '../../../../server/src/core/template/functions/decimal.ts';
import { largest, roundFloat, smallest } from '../../../../server/src/core/template/functions/rounding.ts';
import { render } from '../rendering.ts';

/** Templates and what Go 1.26.8 with sprig 3.3.0 and cast 1.7.0 prints for them. */
const outputs: readonly (readonly [string, string])[] = [
  [
    '{{ atoi "010" }} {{ atoi "0x1f" }} {{ atoi "-5" }} {{ atoi "99999999999999999999" }}',
    '10 0 -5 9223372036854775807',
  ],
  [
    '{{ int "010" }} {{ int "0x1f" }} {{ int "08" }} {{ int "5.000" }} {{ int "5.5" }} {{ int "1_000" }} {{ int "5.0." }}',
    '8 31 0 5 0 1000 5',
  ],
  [
    '{{ int .float }} {{ int -2.9 }} {{ int true }} {{ int nil }} {{ int .list }} {{ int 1e30 }}',
    '3 -2 1 0 0 -9223372036854775808',
  ],
  [
    '{{ int64 "9223372036854775807" }} {{ int64 "9223372036854775808" }} {{ typeOf (int64 1) }} {{ typeOf (int 1) }}',
    '9223372036854775807 0 int64 int',
  ],
  [
    '{{ float64 "1e3" }} {{ float64 "inf" }} {{ float64 "1e400" }} {{ float64 "0x1p-2" }} {{ float64 "a" }} {{ float64 false }}',
    '1000 +Inf 0 0.25 0 0',
  ],
  [
    '{{ toDecimal 777 }} {{ toDecimal "0644" }} {{ toDecimal "8" }} {{ toDecimal "7777777777777777777777777" }}',
    '511 420 0 0',
  ],
  [
    '{{ add }} {{ add 1 "2" 3.9 }} {{ add1 "x" }} {{ add 9223372036854775807 1 }} {{ sub 1 3 }} {{ mul 2 3 .float }}',
    '0 6 1 -9223372036854775808 -2 18',
  ],
  ['{{ div -7 2 }} {{ mod -7 2 }} {{ div -9223372036854775808 -1 }}', '-3 -1 -9223372036854775808'],
  [
    '{{ max 1 "10" 5.5 }} {{ biggest 1 2 }} {{ min 3 true }} {{ maxf 1 2.5 }} {{ minf "nan" 1 }} {{ maxf "inf" "nan" }}',
    '10 2 1 2.5 NaN +Inf',
  ],
  [
    '{{ addf 0.1 0.2 }} {{ add1f 1.1 }} {{ subf 1.1 1 }} {{ mulf 1.1 1.1 }} {{ divf 1 3 }} {{ divf -2 3 }} {{ divf 10 }}',
    '0.3 2.1 0.1 1.21 0.3333333333333333 -0.6666666666666667 10',
  ],
  ['{{ ceil 1.2 }} {{ floor -1.2 }} {{ ceil -0.5 }} {{ floor "x" }}', '2 -2 -0 0'],
  [
    '{{ round 123.5555 3 }} {{ round -2.5 0 }} {{ round 2.4 0 0.3 }} {{ round 1234.5 -2 }} {{ round 1.005 2 }} {{ round 1 400 }}',
    '123.556 -3 3 1200 1 NaN',
  ],
  [
    '{{ until 3 }} {{ until -3 }} {{ untilStep 3 9 3 }} {{ untilStep 5 0 -2 }} {{ untilStep 0 5 0 }} {{ untilStep 0 5 -1 }}',
    '[0 1 2] [0 -1 -2] [3 6] [5 3 1] [] []',
  ],
  [
    '[{{ seq }}|{{ seq 3 }}|{{ seq -1 }}|{{ seq 2 4 }}|{{ seq 4 2 }}|{{ seq 0 2 5 }}|{{ seq 5 -2 0 }}|{{ seq 5 2 0 }}|{{ seq 1 2 3 4 }}]',
    '[|1 2 3|1 0 -1|2 3 4|4 3 2|0 2 4|5 3 1||]',
  ],
  ['{{ randInt 5 6 }} {{ typeOf (until 1) }} {{ typeOf (add 1) }} {{ typeOf (ceil 1) }}', '5 []int int64 float64'],
];

const data = { float: 3, list: [], x: undefined };

describe('functions of numbers', () => {
  it.each(outputs)('%s', (template, output) => {
    expect(render(template, data)).toMatchObject({ text: output, error: '' });
  });

  it.each([
    ['{{ div 1 0 }}', 'error calling div: runtime error: integer divide by zero'],
    ['{{ mod 1 "x" }}', 'error calling mod: runtime error: integer divide by zero'],
    ['{{ divf 1 0 }}', 'error calling divf: decimal division by 0'],
    ['{{ addf 1 "nan" }}', 'error calling addf: Cannot create a Decimal from NaN'],
    ['{{ mulf 1 "-inf" }}', 'error calling mulf: Cannot create a Decimal from -Inf'],
    ['{{ randInt 5 5 }}', 'error calling randInt: invalid argument to Intn'],
    ['{{ until .float }}', 'wrong type for value; expected int; got float64'],
    ['{{ atoi 5 }}', 'expected string; found 5'],
    ['{{ round 1 }}', 'wrong number of args for round: want at least 2 got 1'],
  ])('%s fails', (template, message) => {
    expect(render(template, data).error).toContain(message);
  });

  it.each(['{{ until 1001 }}', '{{ untilStep 0 -9223372036854775808 -1 }}', '{{ seq 1 1000000000 }}'])(
    '%s passes the budget',
    (template) => {
      expect(render(template, data).problems).toMatchObject([{ kind: 'limit' }]);
    },
  );

  it.each(['{{ add 1 .x }}', '{{ randInt 1 9 }}', '{{ addf .x 1 }}', '{{ int .x }}'])('%s is not known', (template) => {
    expect(render(template, data)).toMatchObject({ error: '', opaque: [{}] });
  });
});

describe('decimals', () => {
  it('have the shortest digits of a float', () => {
    expect([0.1, -120, 1e21, 5e-324].map(decimalOf)).toEqual([
      { value: 1n, exponent: -1 },
      { value: -12n, exponent: 1 },
      { value: 1n, exponent: 21 },
      { value: 5n, exponent: -324 },
    ]);
    expect(decimalOf(NaN)).toBeUndefined();
  });

  it('add over the whole range of floats', () => {
    const big = { value: 1n, exponent: 308 };
    expect(floatOf(addDecimals(addDecimals(big, { value: 1n, exponent: -308 }), { value: -1n, exponent: 308 }))).toBe(
      1e-308,
    );
  });

  it('divide to 16 places, halves away from zero', () => {
    const divide = (a: bigint, b: bigint): bigint | undefined =>
      divideDecimals({ value: a, exponent: -16 }, { value: b, exponent: 0 })?.value;
    expect([divide(1n, 2n), divide(-1n, 2n), divide(1n, 3n), divide(0n, 5n), divide(1n, 0n)]).toEqual([
      1n,
      -1n,
      0n,
      0n,
      undefined,
    ]);
  });
});

describe('rounding', () => {
  it.each([
    [5.015, 2, 0.5, 5.01],
    [1e300, 10, 0.5, Infinity],
    [123.456, -400, 0.5, NaN],
    [1.5, 23, 0.5, 1.5],
  ])('%d to %d places', (value, places, from, rounded) => {
    expect(roundFloat(value, places, from)).toBe(rounded);
  });

  it('has infinities win over NaN', () => {
    expect([largest(NaN, Infinity), largest(NaN, 1), smallest(-Infinity, NaN)]).toEqual([Infinity, NaN, -Infinity]);
  });
});
