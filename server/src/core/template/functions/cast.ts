import { parseFloat64, parseInteger } from '../number.ts';
import { floatToInt64 } from '../numbers.ts';
import type { Value } from '../value.ts';

const minimum = -(2n ** 63n);
const maximum = 2n ** 63n - 1n;

/** spf13/cast ToInt64, with 0 for what is no number: text is read in Go's bases after a `.000` is cut off. */
export function castToInt64(value: Value): bigint {
  switch (value.kind) {
    case 'int':
      return BigInt.asIntN(64, value.value);
    case 'float':
      return floatToInt64(value.value);
    case 'bool':
      return value.value ? 1n : 0n;
    case 'string': {
      const parsed = parseInteger(withoutZeroDecimals(value.text)) ?? 0n;
      return parsed > maximum ? 0n : parsed;
    }
    default:
      return 0n;
  }
}

/** spf13/cast ToFloat64, with 0 for what is no number. */
export function castToFloat64(value: Value): number {
  switch (value.kind) {
    case 'int':
      return Number(value.value);
    case 'float':
      return value.value;
    case 'bool':
      return value.value ? 1 : 0;
    case 'string':
      return specialFloat(value.text) ?? parseFloat64(value.text) ?? 0;
    default:
      return 0;
  }
}

/** Whether cast would read a number from something we only know the print of: a month, a weekday. */
export const isNamedInt = (value: Value): boolean => value.kind === 'object' && value.object.goKind === 'int';

/** strconv.Atoi with its error dropped: what is no number is 0, what is too large the nearest int64. */
export function parseDecimalInt(text: string): bigint {
  const value = /^[+-]?[0-9]+$/.test(text) ? parseDigits(text, '') : 0n;
  return value > maximum ? maximum : value < minimum ? minimum : value;
}

/** strconv.ParseInt in base 8, with 0 for what is no number or too large. */
export function parseOctalInt(text: string): bigint {
  const value = /^[+-]?[0-7]+$/.test(text) ? parseDigits(text, '0o') : 0n;
  return BigInt.asIntN(64, value) === value ? value : 0n;
}

/** Of very long numbers only that they are beyond int64. */
function parseDigits(text: string, prefix: string): bigint {
  const digits = text.replace(/^[+-]?0*/, '');
  const size = digits.length > 30 ? 2n ** 100n : BigInt(prefix + (digits || '0'));
  return text.startsWith('-') ? -size : size;
}

function specialFloat(text: string): number | undefined {
  if (/^[+-]?inf(?:inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return /^nan$/i.test(text) ? NaN : undefined;
}

/** cast's trimZeroDecimal: cuts at the last dot with a zero somewhere after it and nothing else but zeros and dots. */
function withoutZeroDecimals(text: string): string {
  let foundZero = false;
  for (let i = text.length - 1; i >= 0; i--) {
    const char = text.charAt(i);
    if (char === '.' && foundZero) return text.slice(0, i);
    if (char === '0') foundZero = true;
    else if (char !== '.') return text;
  }
  return text;
}
