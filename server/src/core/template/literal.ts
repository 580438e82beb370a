/** One character of a Go literal: a code point, or one byte when it was written as `\x80` or in octal. */
interface LiteralChar {
  readonly value: number;
  readonly isByte: boolean;
  readonly end: number;
}

const SIMPLE_ESCAPES: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['b', 8],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
  ['\\', 92],
]);

/**
 * The value of a Go string literal in double quotes or backquotes, quotes included; undefined where Go's
 * strconv.Unquote says `invalid syntax`. Bytes written as `\xHH` are read as UTF-8, and each that is none becomes U+FFFD.
 */
export function unquoteString(text: string): string | undefined {
  if (text.startsWith('`')) return text.slice(1, -1).replaceAll('\r', '');
  if (!text.includes('\\')) return text.slice(1, -1);
  let out = '';
  let bytes: number[] = [];
  for (let at = 1; at < text.length - 1;) {
    const char = literalChar(text, at, '"');
    if (!char) return undefined;
    at = char.end;
    if (char.isByte && char.value > 127) bytes.push(char.value);
    else {
      out += decodeUtf8(bytes) + String.fromCodePoint(char.value);
      bytes = [];
    }
  }
  return out + decodeUtf8(bytes);
}

/** The code point of a Go character constant, quotes included, or what Go says of it. */
export function unquoteCharacter(text: string): number | string {
  const char = literalChar(text, 1, "'");
  if (!char) return 'invalid syntax';
  return text.slice(char.end) === "'" ? char.value : `malformed character constant: ${text}`;
}

function literalChar(text: string, at: number, quote: string): LiteralChar | undefined {
  const value = text.codePointAt(at);
  if (value === undefined || text[at] === quote) return undefined;
  if (text[at] !== '\\') return { value, isByte: false, end: at + (value > 0xffff ? 2 : 1) };
  const letter = text.charAt(at + 1);
  const simple = letter === quote ? quote.charCodeAt(0) : SIMPLE_ESCAPES.get(letter);
  if (simple !== undefined) return { value: simple, isByte: false, end: at + 2 };
  if (letter === 'x') return digits(text, at + 2, 2, 16, true);
  if (letter === 'u') return digits(text, at + 2, 4, 16, false);
  if (letter === 'U') return digits(text, at + 2, 8, 16, false);
  return digits(text, at + 1, 3, 8, true);
}

function digits(text: string, at: number, count: number, base: 8 | 16, isByte: boolean): LiteralChar | undefined {
  const part = text.slice(at, at + count);
  const valid = base === 8 ? /^[0-7]+$/ : /^[0-9a-fA-F]+$/;
  if (part.length < count || !valid.test(part)) return undefined;
  const value = parseInt(part, base);
  const fits = isByte ? value < 256 : value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
  return fits ? { value, isByte, end: at + count } : undefined;
}

function decodeUtf8(bytes: readonly number[]): string {
  let out = '';
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    out += length === 0 ? '\ufffd' : String.fromCodePoint(codePoint(bytes, at, length));
    at += Math.max(1, length);
  }
  return out;
}

/** The length of the valid sequence of 2 to 4 bytes at an index, 0 when there is none. */
function sequenceLength(bytes: readonly number[], at: number): number {
  const first = bytes[at] ?? 0;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) return 0;
  for (let i = 1; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  const value = codePoint(bytes, at, length);
  const least = length === 4 ? 0x10000 : length === 3 ? 0x800 : 0x80;
  return value < least || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff) ? 0 : length;
}

function codePoint(bytes: readonly number[], at: number, length: number): number {
  let value = (bytes[at] ?? 0) & (0x7f >> length);
  for (let i = 1; i < length; i++) value = (value << 6) | ((bytes[at + i] ?? 0) & 0x3f);
  return value;
}
