import { describe, expect, it } from 'vitest';
import { floatText } from '../../../server/src/core/template/floatText.ts';
import { float, int } from '../../../server/src/core/template/numbers.ts';
import { quoted } from '../../../server/src/core/template/quote.ts';
import { show } from '../../../server/src/core/template/show.ts';
import { bytes, list, map, nil, text } from '../../../server/src/core/template/value.ts';
import type { Value } from '../../../server/src/core/template/value.ts';
import { noOrigin } from '../../../server/src/core/text/origin.ts';

describe('floatText', () => {
  it.each([
    [8080, '8080'],
    [999999, '999999'],
    [1000000, '1e+06'],
    [1234567, '1.234567e+06'],
    [86400000, '8.64e+07'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [-0.5, '-0.5'],
    [-0, '-0'],
    [5e-324, '5e-324'],
    [Infinity, '+Inf'],
    [NaN, 'NaN'],
  ])('%d as %%v', (value, output) => {
    expect(floatText(value, 'g')).toBe(output);
  });

  it.each([
    [0.5, 0, '0'],
    [1.5, 0, '2'],
    [2.5, 0, '2'],
    [1.005, 2, '1.00'],
    [123456789.5, 0, '123456790'],
    [0.05, 1, '0.1'],
    [9.96, 1, '10.0'],
  ])('%d with %d digits, halves to even', (value, precision, output) => {
    expect(floatText(value, 'f', precision)).toBe(output);
  });
});

describe('quoted', () => {
  it.each([
    ['plain', '"plain"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['\n\t\u0001\u007f', '"\\n\\t\\x01\\x7f"'],
    ['zürich €😀', '"zürich €😀"'],
    ['\u00a0\u200b\ufeff', '"\\u00a0\\u200b\\ufeff"'],
  ])('%j', (value, output) => {
    expect(quoted(value)).toBe(output);
  });

  it('escapes all but ASCII on request', () => {
    expect(quoted('é😀', true)).toBe('"\\u00e9\\U0001f600"');
  });
});

describe('show', () => {
  it('sorts keys by code point and shows nil', () => {
    const entries = new Map<string, Value>([
      ['\uffee', nil(noOrigin)],
      ['😀', int(1, noOrigin)],
      ['b', list([float(1e6, noOrigin), text('x', noOrigin)], noOrigin)],
      ['B', bytes(new Uint8Array([104, 105]), noOrigin)],
    ]);
    expect(show(map(entries, noOrigin))).toBe('map[B:[104 105] b:[1e+06 x] \uffee:<nil> 😀:1]');
  });

  it('ends in a map that holds itself', () => {
    const own = map(new Map(), noOrigin);
    own.entries.set('a', own);
    expect(show(own)).toMatch(/^(?:map\[a:)+opaque\]+$/);
  });
});
