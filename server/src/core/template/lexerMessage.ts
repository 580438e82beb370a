import type { Token } from './lexerOutput.ts';

const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
  ['"', '\\"'],
  ['\\', '\\\\'],
]);

/** A token in the words of Go's parser: `"x"`, `<if>`, at most ten characters of a longer one. */
export function describeToken(token: Token, source: string): string {
  if (token.kind === 'close') return '"}}"';
  const text = source.slice(token.start, token.end);
  if (token.kind === 'keyword' || token.kind === 'dot' || token.kind === 'nil') return `<${text}>`;
  return byteLengthExceeds(text, 10) ? `${quoteGo(firstRunes(text, 10))}...` : quoteGo(text);
}

/** Go's `%#U`: `U+002D '-'`. */
export function describeRune(codePoint: number): string {
  const char = String.fromCodePoint(codePoint);
  const hex = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  return PRINTABLE.test(char) ? `${hex} '${char}'` : hex;
}

/** Go's `%q` of a text. */
export function quoteGo(text: string): string {
  let out = '"';
  for (const char of text) out += ESCAPES.get(char) ?? (PRINTABLE.test(char) ? char : escape(char));
  return `${out}"`;
}

function escape(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 32 || code === 127) return `\\x${hex.padStart(2, '0')}`;
  if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd';
  return code > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

function byteLengthExceeds(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes > limit;
}

const firstRunes = (text: string, count: number): string =>
  Array.from(text.slice(0, 2 * count))
    .slice(0, count)
    .join('');
