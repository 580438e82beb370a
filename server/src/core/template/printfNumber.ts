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

/** A float64 under a verb; undefined when the verb is not for it. */
export function floatVerbText(value: number, verb: string, flags: Readonly<Flags>): string | undefined {
  const used = verb === 'v' ? 'g' : verb === 'B' ? '' : verb.toLowerCase();
  if (used !== 'e' && used !== 'f' && used !== 'g' && used !== 'x' && used !== 'b') return undefined;
  const precision = flags.precision ?? (used === 'e' || used === 'f' ? 6 : -1);
  const lower = floatText(value, used, precision);
  const digits = 'EGX'.includes(verb) && Number.isFinite(value) ? lower.toUpperCase() : lower;
  const finite = Number.isFinite(value);
  const pointed =
    finite && flags.sharp && verb !== 'b' ? withPoint(digits, verb, precision === -1 ? 6 : precision) : digits;
  return signed(pointed, finite, flags);
}

/** The sharp flag: always a point, and for %g and %x the zeros that were cut off. */
function withPoint(digits: string, verb: string, significant: number): string {
  const mark = digits.search(verb === 'x' || verb === 'X' ? /p/i : /e/i);
  const head = mark < 0 ? digits : digits.slice(0, mark);
  const tail = mark < 0 ? '' : digits.slice(mark);
  const dotted = head.includes('.') ? head : `${head}.`;
  if (!'vgGx'.includes(verb)) return dotted + tail;
  const unsigned = head.replace('-', '');
  const counted = unsigned.replace('.', '').replace(/^0+/, '').length + (unsigned === '0' ? 1 : 0);
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
