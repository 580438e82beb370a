/** Bytes read as text. `valid` is false where a byte sequence is no UTF-8; such places hold U+FFFD. */
export interface Decoded {
  readonly text: string;
  readonly valid: boolean;
  /** Whether a byte order mark stood first; `text` begins after it, as an editor's document does. */
  readonly bom: boolean;
}

const CHUNK = 8192;

/** Decodes UTF-8. Core has no TextDecoder, so that it runs in any host. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const parts: string[] = [];
  let units: number[] = [];
  let valid = true;
  for (let i = bom ? 3 : 0; i < bytes.length;) {
    const plain = asciiEnd(bytes, i);
    if (plain > i) {
      parts.push(textOf(units), textOf(bytes.subarray(i, plain)));
      units = [];
      i = plain;
      continue;
    }
    const { code, length } = codePointAt(bytes, i);
    valid &&= code >= 0;
    pushCodePoint(units, code < 0 ? 0xfffd : code);
    i += length;
    if (units.length >= CHUNK) {
      parts.push(textOf(units));
      units = [];
    }
  }
  parts.push(textOf(units));
  return { text: parts.join(''), valid, bom };
}

/** UTF-16 units as text; `Reflect.apply` reads a typed array without the iterator that a spread costs. */
const textOf = (units: ArrayLike<number>): string => Reflect.apply(String.fromCharCode, undefined, units) as string;

/** Where a run of ASCII ends, which most texts are made of; after at most a chunk. */
function asciiEnd(bytes: Uint8Array, from: number): number {
  const most = Math.min(bytes.length, from + CHUNK);
  let at = from;
  while (at < most && (bytes[at] ?? 0x80) < 0x80) at++;
  return at;
}

function pushCodePoint(units: number[], code: number): void {
  if (code < 0x10000) units.push(code);
  else units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
}

/** The code point at a byte offset, or -1 with the length of what to pass over. */
function codePointAt(bytes: Uint8Array, at: number): { code: number; length: number } {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return { code: first, length: 1 };
  const size = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (size === 0 || first >= 0xf5) return { code: -1, length: 1 };
  let code = first & (0xff >> (size + 1));
  for (let i = 1; i < size; i++) {
    const next = bytes[at + i] ?? 0;
    if ((next & 0xc0) !== 0x80) return { code: -1, length: i };
    code = (code << 6) | (next & 0x3f);
  }
  const smallest = size === 2 ? 0x80 : size === 3 ? 0x800 : 0x10000;
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code < smallest || code > 0x10ffff || isSurrogate ? { code: -1, length: 1 } : { code, length: size };
}
