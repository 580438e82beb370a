import { describe, expect, it } from 'vitest';
import { unquoteString } from '../../../server/src/core/template/literal.ts';
import { parseNumber } from '../../../server/src/core/template/number.ts';
import { render } from './rendering.ts';

describe('numbers have the values that Go gives them', () => {
  it.each([
    ['0', 0n, 0, true],
    ['-0', 0n, 0, true],
    ['+7', 7n, 7, true],
    ['010', 8n, 8, true],
    ['0o17', 15n, 15, true],
    ['0x_1F', 31n, 31, true],
    ['0b101', 5n, 5, true],
    ['1_000', 1000n, 1000, true],
    ['9223372036854775807', 9223372036854775807n, 2 ** 63, true],
    ['-9223372036854775808', -9223372036854775808n, -(2 ** 63), true],
    ['18446744073709551615', undefined, 2 ** 64, true],
    ['1e3', 1000n, 1000, false],
    ['1.5', undefined, 1.5, false],
    ['.5', undefined, 0.5, false],
    ['5.', 5n, 5, false],
    ['1e19', undefined, 1e19, false],
    ['0x1p4', 16n, 16, false],
    ['0x1.8p1', 3n, 3, false],
    ['1i', undefined, undefined, false],
    ['0i', 0n, 0, false],
  ])('%s', (text, int, float, idealInt) => {
    const value = parseNumber(text, 'number');
    const plain = typeof value === 'string' ? value : { ...value, float: value.float === 0 ? 0 : value.float };
    expect(plain).toEqual({ int, float, idealInt });
  });

  it.each([
    ['9223372036854775808n', 'illegal number syntax: "9223372036854775808n"'],
    ['-9223372036854775809', 'integer overflow: "-9223372036854775809"'],
    ['08', 'integer overflow: "08"'],
    ['1__0', 'illegal number syntax: "1__0"'],
    ['0x1.8', 'illegal number syntax: "0x1.8"'],
    ['1e400', 'illegal number syntax: "1e400"'],
    ['.', 'illegal number syntax: "."'],
  ])('%s is refused', (text, message) => expect(parseNumber(text, 'number')).toBe(message));

  it('reads characters and complex constants', () => {
    expect(parseNumber("'a'", 'charConstant')).toEqual({ int: 97n, float: 97, idealInt: true });
    expect(parseNumber("'\\''", 'charConstant')).toEqual({ int: 39n, float: 39, idealInt: true });
    expect(parseNumber("'ab'", 'charConstant')).toBe("malformed character constant: 'ab'");
    expect(parseNumber("''", 'charConstant')).toBe('invalid syntax');
    expect(parseNumber('1e+2+0i', 'complex')).toEqual({ int: 100n, float: 100, idealInt: false });
    expect(parseNumber('1+2i', 'complex')).toEqual({ int: undefined, float: undefined, idealInt: false });
  });

  it.each(['1i', '0i', '1+0i', 'list 1+2i | first'])('prints no complex number: %s', (call) => {
    expect(render(`a: {{ ${call} }}`, {})).toMatchObject({ text: 'a: opaque', error: '', opaque: [{}] });
  });

  it('refuses a literal of absurd length without working on it', () => {
    expect(parseNumber('0'.repeat(100_000), 'number')).toContain('illegal number syntax');
  });
});

describe('string literals', () => {
  it.each([
    ['"a"', 'a'],
    ['"\\a\\b\\f\\n\\r\\t\\v\\\\\\""', '\x07\b\f\n\r\t\v\\"'],
    ['"\\x41\\101\\u00e9\\U0001F600"', 'AAé\u{1f600}'],
    ['"\\xe2\\x82\\xac"', '€'],
    ['"\\342\\202\\254"', '€'],
    ['"\\xff\\xe2\\x82"', '\ufffd\ufffd\ufffd'],
    ['"\\xc0\\xaf"', '\ufffd\ufffd'],
    ['`a\\n\r\nb`', 'a\\n\nb'],
    ['"\\q"', undefined],
    ['"\\\'"', undefined],
    ['"\\400"', undefined],
    ['"\\ud800"', undefined],
    ['"\\x4"', undefined],
    ['"\\U00110000"', undefined],
  ])('%s', (text, value) => expect(unquoteString(text)).toBe(value));
});
