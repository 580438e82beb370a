import { codePointAt, isAlphaNumeric, widthOf } from './lexerChars.ts';

const DECIMAL = '0123456789_';
const HEX = '0123456789abcdefABCDEF_';

/** What looks like a number at an offset; without a kind it is none, and `end` is behind the character that spoils it. */
export interface NumberScan {
  readonly end: number;
  readonly kind: 'number' | 'complex' | undefined;
}

/** Finds the end of a number as roughly as Go's lexer: `089`, `.` and `0x0.2` pass here and fail when parsed. */
export function scanNumber(source: string, start: number): NumberScan {
  const first = part(source, start);
  if (!first.kind || !'+-'.includes(source.charAt(first.end) || ' ')) return first;
  const second = part(source, first.end);
  const imaginary = second.kind !== undefined && source[second.end - 1] === 'i';
  return { end: second.end, kind: imaginary ? 'complex' : undefined };
}

function part(source: string, start: number): NumberScan {
  let at = skipOne(source, start, '+-');
  let digits = DECIMAL;
  if (source[at] === '0') {
    digits = digitsOf(source.charAt(++at));
    if (digits !== DECIMAL) at++;
  }
  at = skipRun(source, at, digits);
  if (source[at] === '.') at = skipRun(source, at + 1, digits);
  at = skipExponent(source, at, digits);
  at = skipOne(source, at, 'i');
  const next = codePointAt(source, at);
  return isAlphaNumeric(next) ? { end: at + widthOf(next), kind: undefined } : { end: at, kind: 'number' };
}

function digitsOf(prefix: string): string {
  if (prefix === 'x' || prefix === 'X') return HEX;
  if (prefix === 'o' || prefix === 'O') return '01234567_';
  return prefix === 'b' || prefix === 'B' ? '01_' : DECIMAL;
}

function skipExponent(source: string, at: number, digits: string): number {
  const letters = digits === DECIMAL ? 'eE' : digits === HEX ? 'pP' : '';
  const after = skipOne(source, at, letters);
  return after === at ? at : skipRun(source, skipOne(source, after, '+-'), DECIMAL);
}

function skipOne(source: string, at: number, valid: string): number {
  return at < source.length && valid.includes(source.charAt(at)) ? at + 1 : at;
}

function skipRun(source: string, from: number, valid: string): number {
  let at = from;
  while (at < source.length && valid.includes(source.charAt(at))) at++;
  return at;
}
