import { describe, expect, it } from 'vitest';
import { floatToInt64, int, int64 } from '../../../server/src/core/template/numbers.ts';
import { truth } from '../../../server/src/core/template/truth.ts';
import { kindName, typeName } from '../../../server/src/core/template/types.ts';
import {
  byteToUtf16,
  compareText,
  decodeUtf8,
  encodeUtf8,
  isUtf8,
  utf8Length,
} from '../../../server/src/core/template/utf8.ts';
import {
  holeText,
  list,
  map,
  namedMap,
  nil,
  opaque,
  text,
  tracedText,
} from '../../../server/src/core/template/value.ts';
import {
  childOf,
  leavesOf,
  noOrigin,
  restsOnUnknown,
  sameOrigin,
  valuesOf,
} from '../../../server/src/core/text/origin.ts';
import type { Origin } from '../../../server/src/core/text/origin.ts';
import { TracedBuilder } from '../../../server/src/core/text/traced.ts';
import { file, valuesAt } from './rendering.ts';

const literal = (start: number, end: number): Origin => ({
  kind: 'literal',
  anchor: { file, define: '' },
  start,
  end,
  call: undefined,
  exact: true,
});

describe('numbers', () => {
  it('wrap around at their width', () => {
    expect(int64(2n ** 63n, noOrigin).value).toBe(-(2n ** 63n));
    expect(int(300, noOrigin, 'uint8').value).toBe(44n);
    expect(int(-1, noOrigin, 'uint32').value).toBe(4294967295n);
  });

  it('come from floats as Go on amd64 makes them', () => {
    expect([3.9, -3.9, NaN, 1e300].map(floatToInt64)).toEqual([3n, -3n, -(2n ** 63n), -(2n ** 63n)]);
  });
});

describe('types', () => {
  it('have Go names', () => {
    const values = [
      list([], noOrigin, 'string'),
      map(new Map(), noOrigin),
      namedMap(new Map(), noOrigin, 'common.Values', {}),
      nil(noOrigin),
    ];
    expect(values.map(typeName)).toEqual(['[]string', 'map[string]interface {}', 'common.Values', '<nil>']);
    expect(values.map(kindName)).toEqual(['slice', 'map', 'map', 'invalid']);
  });

  it('have a truth unless unknown', () => {
    const hole = holeText(opaque('why', 'text', noOrigin));
    expect([text('', noOrigin), text('false', noOrigin), hole, nil(noOrigin)].map(truth)).toEqual([
      false,
      true,
      undefined,
      false,
    ]);
  });
});

describe('utf8', () => {
  it.each(['', 'abc', 'zürich €', '😀x', 'a\ud800b'])('%j', (value) => {
    expect(utf8Length(value)).toBe(new TextEncoder().encode(value).length);
    expect(encodeUtf8(value)).toEqual(new TextEncoder().encode(value));
    expect(decodeUtf8(encodeUtf8(value))).toBe(value.replace('\ud800', '\ufffd'));
  });

  it('sees bytes that are no text', () => {
    expect(isUtf8(new Uint8Array([0xc3, 0x28]))).toBe(false);
    expect(decodeUtf8(new Uint8Array([0x61, 0xff, 0xed, 0xa0, 0x80]))).toBe('a\ufffd\ufffd\ufffd\ufffd');
  });

  it('finds offsets and orders by code point', () => {
    expect([0, 1, 2, 3, 4, 7, 8].map((at) => byteToUtf16('aü😀b', at))).toEqual([0, 1, 1, 2, 2, 4, 5]);
    expect(compareText('\uffee', '😀')).toBeLessThan(0);
    expect(compareText('a', 'ab')).toBeLessThan(0);
  });
});

describe('traced text', () => {
  it('keeps the place of every character through cutting and joining', () => {
    const builder = new TracedBuilder();
    const source = { ends: [3, 6], origins: [literal(10, 13), valuesAt('a')], maybe: [false, true] };
    builder.append('<', noOrigin);
    builder.appendPart('abcdef', source, 1, 5);
    const traced = builder.finish();
    expect(traced.text).toBe('<bcde');
    expect(traced.parts).toEqual({
      ends: [1, 3, 5],
      origins: [noOrigin, literal(11, 13), valuesAt('a')],
      maybe: [false, false, true],
    });
  });

  it('sums up what it is made of', () => {
    const builder = new TracedBuilder();
    builder.append('x', literal(0, 1));
    builder.append('y', valuesAt('a', 'b'));
    const place = { anchor: { file, define: '' }, start: 0, end: 5, call: undefined };
    const value = tracedText(builder.finish(), { kind: 'computed', name: 'print', place, inputs: [] });
    expect(valuesOf(value.origin)).toEqual([valuesAt('a', 'b')]);
    expect(value.parts?.ends).toEqual([1, 2]);
  });
});

describe('origins', () => {
  it('are equal by structure', () => {
    expect(sameOrigin(literal(1, 2), literal(1, 2))).toBe(true);
    expect(sameOrigin(literal(1, 2), literal(1, 3))).toBe(false);
    expect(sameOrigin(valuesAt('a'), valuesAt('a'))).toBe(true);
    expect(sameOrigin(valuesAt('a'), valuesAt('a', 'b'))).toBe(false);
  });

  it('name the path of what is missing, and remember what is unknown', () => {
    expect(childOf(valuesAt('a'), 'b')).toEqual(valuesAt('a', 'b'));
    const unknown: Origin = { kind: 'unknown', reason: 'cluster', shape: 'map', answered: true, of: noOrigin };
    expect(restsOnUnknown(childOf(unknown, 'x'))).toBe(true);
  });

  it('stay bounded', () => {
    expect(leavesOf(Array.from({ length: 50 }, (_, i) => valuesAt(String(i))))).toHaveLength(8);
  });
});
