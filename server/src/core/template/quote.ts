import type { Parts, TracedBuilder } from '../text/traced.ts';

const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
const plain = /^[ !#-[\]-~]*$/;

const short: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  92: '\\\\',
};

/** A text in Go's quotes, as %q and strconv.Quote write it; `ascii` escapes all else, as %+q does. */
export function quoted(text: string, ascii = false): string {
  if (plain.test(text)) return `"${text}"`;
  let out = '"';
  for (const char of text) out += escaped(char, '"', ascii);
  return `${out}"`;
}

/** Whether Go can write a text between backquotes. */
export const canBackquote = (text: string): boolean =>
  !/[\u0000-\u0008\u000a-\u001f`\u007f\ufeff\ud800-\udfff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''));

/** Go's unicode.IsPrint of one character. */
export const isPrintable = (char: string): boolean => escaped(char, '', false) === char || char === '\\';

/** A code point in Go's single quotes, as %q of a number writes it. */
export const quotedRune = (code: number, ascii = false): string =>
  `'${escaped(String.fromCodePoint(code), "'", ascii)}'`;

/** Appends the quoted form of a text with parts: what needs no escape keeps its origin one to one. */
export function appendQuoted(builder: TracedBuilder, text: string, parts: Parts): void {
  let from = 0;
  for (let i = 0; i < text.length;) {
    const code = text.codePointAt(i) ?? 0;
    const length = code > 0xffff ? 2 : 1;
    const char = text.slice(i, i + length);
    const escape = escaped(char, '"', false);
    if (escape !== char) {
      builder.appendPart(text, parts, from, i);
      builder.appendMapped(escape, parts, i, i + length);
      from = i + length;
    }
    i += length;
  }
  builder.appendPart(text, parts, from, text.length);
}

function escaped(char: string, quote: string, ascii: boolean): string {
  const code = char.codePointAt(0) ?? 0;
  if (char === quote) return `\\${quote}`;
  const known = short[code];
  if (known !== undefined) return known;
  if (code >= 0x20 && code < 0x7f) return char;
  if (code >= 0xd800 && code <= 0xdfff) return ascii ? '\\ufffd' : '\ufffd';
  if (!ascii && code >= 0xa0 && code !== 0xad && printable.test(char)) return char;
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

const hex = (code: number, width: number): string => code.toString(16).padStart(width, '0');
