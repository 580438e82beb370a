import type { GoCursor } from './cursor.ts';
import { isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, isDigit, isHex } from './cursor.ts';

// Each moves the cursor past a scalar and returns what go.yaml.in/yaml/v2 (scannerc.go) complains of where it then is.

/** A block scalar in a collection that is indented by `indent`, -1 for none. */
export function skipBlockScalar(c: GoCursor, indent: number): string | undefined {
  c.skip();
  const header = blockHeader(c);
  if (typeof header === 'string') return header;
  c.skipBlanks();
  c.skipComment();
  if (!isBreakOrEnd(c.code())) return 'did not find expected comment or line break';
  c.skipBreak();
  let own = header > 0 ? Math.max(indent, 0) + header : 0;
  for (;;) {
    const found = blockBreaks(c, own, indent);
    if (typeof found === 'string') return found;
    own = found;
    if (c.column !== own || c.code() === 0) return undefined;
    while (!isBreakOrEnd(c.code())) c.skip();
    c.skipBreak();
  }
}

/** The digit of a header, 0 for none, with a sign before or behind. */
function blockHeader(c: GoCursor): number | string {
  const sign = (): boolean => c.code() === 43 || c.code() === 45;
  const signed = sign();
  if (signed) c.skip();
  if (!isDigit(c.code())) return 0;
  const digit = c.code() - 48;
  if (digit === 0) return 'found an indentation indicator equal to 0';
  c.skip();
  if (!signed && sign()) c.skip();
  return digit;
}

/** Past indentation and blank lines; the scalar's own indentation, worked out where `own` is 0. */
function blockBreaks(c: GoCursor, own: number, indent: number): number | string {
  let most = 0;
  for (;;) {
    while ((own === 0 || c.column < own) && c.code() === 32) c.skip();
    most = Math.max(most, c.column);
    if ((own === 0 || c.column < own) && c.code() === 9)
      return 'found a tab character where an indentation space is expected';
    if (!isBreak(c.code())) break;
    c.skipBreak();
  }
  return own === 0 ? Math.max(most, indent + 1, 1) : own;
}

/** A scalar in quotes. */
export function skipQuoted(c: GoCursor): string | undefined {
  const quote = c.code();
  c.skip();
  for (;;) {
    if (c.isDocumentMark) return 'found unexpected document indicator';
    if (c.code() === 0) return 'found unexpected end of stream';
    const problem = quotedRun(c, quote);
    if (problem !== undefined) return problem;
    if (c.code() === quote) break;
    skipWhite(c);
  }
  c.skip();
  return undefined;
}

function skipWhite(c: GoCursor): void {
  for (;;) {
    if (isBlank(c.code())) c.skip();
    else if (isBreak(c.code())) c.skipBreak();
    else return;
  }
}

/** To the next blank, or the closing quote. */
function quotedRun(c: GoCursor, quote: number): string | undefined {
  while (!isBlankOrEnd(c.code())) {
    const code = c.code();
    if (code === quote && !(quote === 39 && c.code(1) === 39)) return undefined;
    if (code === quote) c.skip(2);
    else if (quote === 34 && code === 92) {
      if (isBreak(c.code(1))) {
        c.skip();
        c.skipBreak();
        return undefined;
      }
      const problem = escape(c);
      if (problem !== undefined) return problem;
    } else c.skip();
  }
  return undefined;
}

/** Letters and signs that may follow a backslash, and how many digits some of them take. */
const PLAIN_ESCAPES = '0abt\tnvfre "\'\\N_LP';
const DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

function escape(c: GoCursor): string | undefined {
  const letter = String.fromCharCode(c.code(1));
  const digits = DIGITS.get(letter) ?? 0;
  if (digits === 0 && !PLAIN_ESCAPES.includes(letter)) return 'found unknown escape character';
  c.skip(2);
  for (let i = 0; i < digits; i++) if (!isHex(c.code(i))) return 'did not find expected hexdecimal number';
  const value = digits === 0 ? 0 : Number.parseInt(c.text.slice(c.at, c.at + digits), 16);
  if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff) return 'found invalid Unicode character escape code';
  c.skip(digits);
  return undefined;
}

/** What became of a plain scalar: whether its last line ended before what stands now at the cursor. */
export interface PlainRun {
  readonly problem: string | undefined;
  readonly broken: boolean;
}

/** A plain scalar; the lines that continue it are indented by `indent` or more. */
export function skipPlain(c: GoCursor, indent: number, flow: boolean): PlainRun {
  let broken = false;
  for (;;) {
    if (c.isDocumentMark || c.code() === 35) break;
    const start = c.at;
    plainRun(c, flow);
    if (c.at > start) broken = false;
    if (!isBlank(c.code()) && !isBreak(c.code())) break;
    while (isBlank(c.code()) || isBreak(c.code())) {
      if (!isBlank(c.code())) {
        c.skipBreak();
        broken = true;
      } else if (broken && c.column < indent && c.code() === 9)
        return { problem: 'found a tab character that violates indentation', broken };
      else c.skip();
    }
    if (!flow && c.column < indent) break;
  }
  return { problem: undefined, broken };
}

function plainRun(c: GoCursor, flow: boolean): void {
  for (let code = c.code(); !isBlankOrEnd(code); code = c.code()) {
    if (code === 58 && isBlankOrEnd(c.code(1))) return;
    if (flow && ',?[]{}'.includes(String.fromCharCode(code))) return;
    c.skip();
  }
}
