const LETTER_OR_DIGIT = /^[\p{L}\p{Nd}_]$/u;
const DASH = 45;
const BRACE = 125;
const TERMINATORS = ' \t\r\n.,|:)(';

/** The four characters that Go's template lexer takes for space. */
export const isSpace = (code: number): boolean => code === 32 || code === 9 || code === 13 || code === 10;

/** An ASCII digit. */
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** A letter, a decimal digit or `_`, in the sense of Unicode. Takes a code point; NaN is none. */
export function isAlphaNumeric(codePoint: number): boolean {
  if (codePoint < 128) return isAsciiWord(codePoint);
  return !Number.isNaN(codePoint) && LETTER_OR_DIGIT.test(String.fromCodePoint(codePoint));
}

const isAsciiWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isDigit(code) || code === 95;

/** The code point at an offset, NaN at the end. */
export const codePointAt = (source: string, at: number): number => source.codePointAt(at) ?? NaN;

/** How many UTF-16 units a code point takes. */
export const widthOf = (codePoint: number): number => (codePoint > 0xffff ? 2 : 1);

/** The end of the letters, digits and `_` from an offset. */
export function wordEnd(source: string, from: number): number {
  let at = from;
  while (isAsciiWord(source.charCodeAt(at))) at++;
  for (let code = codePointAt(source, at); isAlphaNumeric(code); code = codePointAt(source, at)) at += widthOf(code);
  return at;
}

/** Whether a name may end before this offset. */
export function atTerminator(source: string, at: number): boolean {
  return at >= source.length || TERMINATORS.includes(source.charAt(at)) || source.startsWith('}}', at);
}

/** Whether a `-` and a space follow, at the offset behind `{{`. */
export const trimsLeft = (source: string, at: number): boolean =>
  source[at] === '-' && isSpace(source.charCodeAt(at + 1));

/** Whether a comment starts, at the offset behind `{{` or `{{- `. */
export const startsComment = (source: string, at: number): boolean => source.startsWith('/*', at);

/** Whether ` -}}` stands at an offset. */
export const closesTrimming = (source: string, at: number): boolean =>
  source.charCodeAt(at + 1) === DASH && isSpace(source.charCodeAt(at)) && source.startsWith('-}}', at + 1);

/** Whether `}}` or ` -}}` stands at an offset. */
export const closesAction = (source: string, at: number): boolean =>
  (source.charCodeAt(at) === BRACE && source.charCodeAt(at + 1) === BRACE) || closesTrimming(source, at);
