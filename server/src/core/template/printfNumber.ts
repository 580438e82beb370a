import { floatText } from './floatText.ts';
import { padded } from './printfFlags.ts';
import type { Flags } from './printfFlags.ts';
import { isPrintable, quotedRune } from './quote.ts';
import type { IntValue } from './value.ts';

const bases: Readonly<Record<string, number>> = { v: 10, d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };

/** A whole number under a verb; undefined when the verb is not for it. */
export function integerText(value: IntValue, verb: string, flags: Readonly<Flags>): string | undefined {
  const unsigned = value.type.startsWith('u');
  if (verb === 'v' && flags.sharpV && unsigned) return digitsText(value.value, 16, 'v', { ...flags, sharp: true });
  const base = bases[verb];
  if (base !== undefined) return digitsText(value.value, base, verb, flags);
  const code = BigInt.asUintN(64, value.value);
  if (verb === 'c') return padded(runeText(code), flags);
  if (verb === 'q') return padded(quotedRune(runeText(code).codePointAt(0) ?? 0xfffd, flags.plus), flags);
  return verb === 'U' ? unicodeText(code, flags) : undefined;
}

function runeText(code: bigint): string {
  const valid = code <= 0x10ffffn && (code < 0xd800n || code > 0xdfffn);
  return valid ? String.fromCodePoint(Number(code)) : '\ufffd';
}

function unicodeText(code: bigint, flags: Readonly<Flags>): string {
  const digits = code
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(4, flags.precision ?? 0), '0');
  const char = runeText(code);
  const shown = flags.sharp && code <= 0x10ffffn && isPrintable(char) ? ` '${char}'` : '';
  return padded(`U+${digits}${shown}`, { ...flags, zero: false });
}

function digitsText(value: bigint, base: number, verb: string, flags: Readonly<Flags>): string {
  const negative = value < 0n;
  if (flags.precision === 0 && value === 0n) return ' '.repeat(flags.width ?? 0);
  let digits = (negative ? -value : value).toString(base);
  if (verb === 'X') digits = digits.toUpperCase();
  digits = digits.padStart(leastDigits(negative, flags), '0');
  if (flags.sharp) digits = prefixed(digits, base, verb);
  if (verb === 'O') digits = `0o${digits}`;
  const sign = negative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  return padded(sign + digits, { ...flags, zero: false });
}

function leastDigits(negative: boolean, flags: Readonly<Flags>): number {
  if (flags.precision !== undefined) return flags.precision;
  if (!flags.zero || flags.minus || flags.width === undefined) return 0;
  return flags.width - (negative || flags.plus || flags.space ? 1 : 0);
}

function prefixed(digits: string, base: number, verb: string): string {
  if (base === 2) return `0b${digits}`;
  if (base === 8) return digits.startsWith('0') ? digits : `0${digits}`;
  return base === 16 ? `${verb === 'X' ? '0X' : '0x'}${digits}` : digits;
}

/** A float64 under a verb; undefined when the verb is not for it. The binary verbs (b, x, X) are not done: null. */
export function floatVerbText(value: number, verb: string, flags: Readonly<Flags>): string | null | undefined {
  if (verb === 'b' || verb === 'x' || verb === 'X') return null;
  if (!'vgGfFeE'.includes(verb)) return undefined;
  const format = verb === 'v' ? 'g' : verb.toLowerCase();
  if (format !== 'e' && format !== 'f' && format !== 'g') return undefined;
  const precision = flags.precision ?? (format === 'g' ? -1 : 6);
  let digits = floatText(value, format, verb === 'v' ? (flags.precision ?? -1) : precision);
  if (verb === 'E' || verb === 'G') digits = digits.replace('e', 'E');
  const finite = Number.isFinite(value);
  if (finite && flags.sharp) digits = withPoint(digits, format === 'g' ? (precision === -1 ? 6 : precision) : 0);
  return signed(digits, finite, flags);
}

/** The sharp flag: always a point, and for %g the zeros that were cut off. */
function withPoint(digits: string, significant: number): string {
  const mark = digits.search(/e/i);
  const head = mark < 0 ? digits : digits.slice(0, mark);
  const tail = mark < 0 ? '' : digits.slice(mark);
  const unsigned = head.replace('-', '');
  const counted = unsigned.replace('.', '').replace(/^0+/, '').length + (unsigned === '0' ? 1 : 0);
  const dotted = head.includes('.') ? head : `${head}.`;
  return dotted + '0'.repeat(Math.max(0, significant - counted)) + tail;
}

function signed(text: string, finite: boolean, flags: Readonly<Flags>): string {
  const negative = text.startsWith('-');
  const size = text.replace(/^[-+]/, '');
  const sign = negative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  if (!finite) return padded(size === 'NaN' ? sign + size : (sign || '+') + size, { ...flags, zero: false });
  const missing = (flags.width ?? 0) - sign.length - size.length;
  if (sign !== '' && flags.zero && !flags.minus && missing > 0) return sign + '0'.repeat(missing) + size;
  return padded(sign + size, flags);
}
