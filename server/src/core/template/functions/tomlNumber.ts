import type { Origin } from '../../text/origin.ts';
import { float, int } from '../numbers.ts';
import { quoted } from '../quote.ts';
import { bool } from '../value.ts';
import type { Value } from '../value.ts';
import { parseTime } from './time/parse.ts';
import { timeObject } from './time/object.ts';
import { END } from './tomlScan.ts';
import type { TomlScan } from './tomlScan.ts';

export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const among =
  (chars: string) =>
  (code: number): boolean =>
    isDigit(code) || (code !== END && code < 0x80 && chars.includes(String.fromCharCode(code)));

/** A number or time that starts with a digit. */
export function tomlNumber(scan: TomlScan, origin: Origin): Value {
  const start = scan.at;
  const written = (): string => scan.text.slice(start, scan.at);
  scan.take();
  if (scan.text[start] === '0' && !isDigit(scan.peek())) {
    return isBased(scan, written) ? integer(scan, written(), origin) : decimal(scan, start, origin);
  }
  scan.skip(isDigit);
  if (!scan.takes('-') && !scan.takes(':')) return decimal(scan, start, origin);
  scan.skip(among('-:Tt .Zz+'));
  return moment(scan, written().trim(), origin);
}

/** Whether the base of an integer follows the 0 before it; takes its digits. */
function isBased(scan: TomlScan, written: () => string): boolean {
  for (const [letter, isOfBase, name] of BASES) {
    if (!scan.takes(letter)) continue;
    const code = scan.peek();
    if (!isOfBase(code)) throw scan.fault(`not ${name} number: '${written()}${String.fromCodePoint(code)}'`);
    scan.skip((next) => isOfBase(next) || next === 0x5f);
    return true;
  }
  return false;
}

const BASES: readonly (readonly [string, (code: number) => boolean, string])[] = [
  ['b', (code) => code === 0x30 || code === 0x31, 'a binary'],
  ['o', (code) => code >= 0x30 && code <= 0x37, 'an octal'],
  ['x', among('abcdefABCDEF'), 'a hexadecimal'],
];

/** A number behind its sign, which is taken: inf and nan too. */
export function signedNumber(scan: TomlScan, start: number, origin: Origin): Value {
  const written = (): string => scan.text.slice(start, scan.at);
  for (const word of ['inf', 'nan']) {
    if (!scan.takes(word.charAt(0))) continue;
    if (scan.takes(word.charAt(1)) && scan.takes(word.charAt(2))) return real(scan, written(), origin);
    throw scan.fault(`invalid float: '${written()}'`);
  }
  const code = scan.peek();
  if (code === 0x2e) throw scan.faultTaking("floats must start with a digit, not '.'");
  if (!isDigit(code)) throw scan.unexpected('expected a digit but got', '');
  scan.take();
  const base = /[box]/.exec(String.fromCodePoint(scan.peek()));
  if (code === 0x30 && base) throw scan.fault(`cannot use sign with non-decimal numbers: '${written()}${base[0]}'`);
  return decimal(scan, start, origin);
}

/** An integer or float whose first digit is taken. */
function decimal(scan: TomlScan, start: number, origin: Origin): Value {
  scan.skip(among('_'));
  if (!among('.eE')(scan.peek())) return integer(scan, scan.text.slice(start, scan.at), origin);
  scan.skip(among('_.-+eE'));
  return real(scan, scan.text.slice(start, scan.at), origin);
}

function integer(scan: TomlScan, written: string, origin: Origin): Value {
  if (!underscoresFit(written))
    throw scan.fault(`Invalid integer ${quoted(written)}: underscores must be surrounded by digits`);
  if (hasLeadingZero(written)) throw scan.fault(`Invalid integer ${quoted(written)}: cannot have leading zeroes`);
  const value = wholeOf(written.replace(/[+_]/g, ''));
  if (value === undefined) throw scan.fault(`${written} is out of range for int64`);
  return int(value, origin, 'int64');
}

/** Undefined where 64 bits do not hold it. */
function wholeOf(digits: string): bigint | undefined {
  if (digits.replace(/^-?(?:0[box])?0*/, '').length > 64) return undefined;
  const value = digits.startsWith('-') ? -BigInt(digits.slice(1)) : BigInt(digits);
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

/** A float as it is written; words too. */
export function real(scan: TomlScan, written: string, origin: Origin): Value {
  const refuse = (why: string): Error => scan.fault(`Invalid float ${quoted(written)}: ${why}`);
  const parts = written.split(/[.eE]/).filter((part) => part !== '');
  if (!parts.every(underscoresFit)) throw refuse('underscores must be surrounded by digits');
  if (hasLeadingZero(parts[0] ?? '')) throw refuse('cannot have leading zeroes');
  if (/\.(?!\d)/.test(written)) throw refuse("'.' must be followed by one or more digits");
  const plain = written.replaceAll('_', '');
  if (/^[+-]?nan$/.test(plain)) return float(NaN, origin);
  if (/^[+-]?inf$/.test(plain)) return float(plain.startsWith('-') ? -Infinity : Infinity, origin);
  if (!/^[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?$/.test(plain)) throw scan.fault(`Invalid float value: ${quoted(written)}`);
  const value = Number(plain);
  if (!Number.isFinite(value)) throw scan.fault(`${written} is out of range for float64`);
  return float(value, origin);
}

function hasLeadingZero(written: string): boolean {
  return /^0[^box]/.test(written) || /^[-+]0./.test(written);
}

function underscoresFit(written: string): boolean {
  if (/^[+-]?(?:nan|inf)$/.test(written)) return true;
  return /[0-9a-fA-F]$/.test(written) && !/(?:^|[^0-9a-fA-F])_/.test(written);
}

const LAYOUTS = [
  '2006-01-02T15:04:05.999999999Z07:00',
  '2006-01-02T15:04:05.999999999',
  '2006-01-02',
  '15:04:05.999999999',
  '2006-01-02T15:04Z07:00',
  '2006-01-02T15:04',
  '15:04',
] as const;

function moment(scan: TomlScan, written: string, origin: Origin): Value {
  const shown = written.replaceAll('z', 'Z').replace(/[t ]/g, 'T');
  for (const layout of LAYOUTS) {
    const read = parseTime(layout, shown);
    if (!read.ok) continue;
    if (lacksZero(shown, layout)) break;
    return timeObject(read.moment, origin);
  }
  throw scan.fault(`invalid datetime: ${quoted(shown)}`);
}

/** Whether a digit is missing before a separator, which Go's own reading of times allows. */
function lacksZero(shown: string, layout: string): boolean {
  const separated = /^[^.Z]*/.exec(layout)?.[0] ?? '';
  return Array.from(separated, (char, i) => !/\d/.test(char) && shown[i] !== char).includes(true);
}

/** A word: true, false, or none that TOML knows. */
export function tomlWord(scan: TomlScan, origin: Origin): Value {
  const start = scan.at;
  scan.skip((code) => code !== END && /\p{L}/u.test(String.fromCodePoint(code)));
  const word = scan.text.slice(start, scan.at);
  if (word === 'true' || word === 'false') return bool(word === 'true', origin);
  throw scan.fault(`expected value but found ${quoted(word)} instead`);
}
