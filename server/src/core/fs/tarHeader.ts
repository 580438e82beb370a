import { decodeUtf8 } from '../base/utf8.ts';

/** Bytes of a header, and of what contents are filled up to. */
export const BLOCK = 512;

/** What stands before each content in a tar. */
export interface TarHeader {
  readonly name: string;
  /** Bytes of what follows; none after a link, a device or a folder, whatever it says. */
  readonly size: number;
  /** The kind of entry in one character, see POSIX.1-1988: `0` a file, `2` a link, `x` a PAX header, … */
  readonly type: string;
}

/** Those that have no content (isHeaderOnly in Go's archive/tar). */
const HEADER_ONLY = '123456';

/** The header at a block, `end` for an empty block, undefined for anything else: its checksum says. */
export function tarHeaderAt(bytes: Uint8Array, at: number): TarHeader | 'end' | undefined {
  const block = bytes.subarray(at, at + BLOCK);
  if (block.every((byte) => byte === 0)) return 'end';
  const size = numberIn(block.subarray(124, 136));
  if (size === undefined || !sumsUp(block)) return undefined;
  const isUstar = textOf(block.subarray(257, 262)) === 'ustar';
  const prefix = isUstar && block[262] === 0 ? textOf(block.subarray(345, 500)) : '';
  const own = textOf(block.subarray(0, 100));
  const name = prefix === '' ? own : `${prefix}/${own}`;
  const type = typeOf(textOf(block.subarray(156, 157)), name);
  return { name, size: HEADER_ONLY.includes(type) ? 0 : size, type };
}

/** Before POSIX a file had the zero character, and a folder a slash at its end. */
const typeOf = (written: string, name: string): string => (written !== '' ? written : name.endsWith('/') ? '5' : '0');

/** Whether all bytes add up to the checksum, which itself counts as blanks; as signed bytes too, as some programs did. */
function sumsUp(block: Uint8Array): boolean {
  const wanted = numberIn(block.subarray(148, 156));
  return wanted === sumOf(block) || wanted === sumOf(new Int8Array(block));
}

function sumOf(block: Uint8Array | Int8Array): number {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : (block[i] ?? 0);
  return sum;
}

/** Octal digits, or GNU's binary form when the first bit is set; undefined for what is no such number, or negative. */
function numberIn(field: Uint8Array): number | undefined {
  const first = field[0] ?? 0;
  if (first & 0x80) {
    const size = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, first & 0x7f);
    return Number.isSafeInteger(size) && !(first & 0x40) ? size : undefined;
  }
  const digits = textOf(field).trim();
  return /^[0-7]*$/.test(digits) ? parseInt(digits || '0', 8) : undefined;
}

/** The text up to the first zero byte. */
export function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decodeUtf8(end < 0 ? bytes : bytes.subarray(0, end)).text;
}
