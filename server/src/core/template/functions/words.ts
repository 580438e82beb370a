import { encodeUtf8 } from '../utf8.ts';
import {
  isDigit,
  isLetter,
  isLower,
  isSpace,
  isTitle,
  isUpper,
  mapCharacters,
  toLower,
  toTitle,
  toUpper,
} from './unicode.ts';

/** Go's strings.Title: a title-case letter after everything that is no letter, digit, underscore or other mark. */
export function title(text: string): string {
  let previous = ' ';
  return mapCharacters(text, (char) => {
    const mapped = separates(previous) ? toTitle(char) : char;
    previous = char;
    return mapped;
  });
}

function separates(char: string): boolean {
  if (char < '\u0080') return !/^\w/.test(char);
  return !isLetter(char) && !isDigit(char) && isSpace(char);
}

/** goutils.Uncapitalize: a small letter at the start of every word, words being set apart by white space. */
export function untitle(text: string): string {
  let atStart = true;
  return mapCharacters(text, (char) => {
    const space = isSpace(char);
    const mapped = atStart && !space ? toLower(char) : char;
    atStart = space;
    return mapped;
  });
}

/** goutils.SwapCase: small letters that begin a word become title case. */
export function swapCase(text: string): string {
  let atStart = true;
  return mapCharacters(text, (char) => {
    const isSmall = isLower(char);
    if (!isSmall && !isUpper(char) && !isTitle(char)) {
      atStart = isSpace(char);
      return char;
    }
    const mapped = !isSmall ? toLower(char) : atStart ? toTitle(char) : toUpper(char);
    atStart = false;
    return mapped;
  });
}

/** goutils.Initials, which takes every byte of UTF-8 for a character. */
export function initials(text: string): string {
  let out = '';
  let gap = true;
  for (const byte of encodeUtf8(text)) {
    const char = String.fromCharCode(byte);
    const space = isSpace(char);
    if (gap && !space) out += char;
    gap = space;
  }
  return out;
}

/** goutils.DeleteWhiteSpace: once anything is taken out, every byte of UTF-8 left has become a character. */
export function withoutSpace(text: string): string {
  const bytes = encodeUtf8(text);
  let out = '';
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    if (!isSpace(char)) out += char;
  }
  return out.length === bytes.length ? text : out;
}
