import { decodeUtf8, encodeUtf8, isUtf8 } from '../utf8.ts';

const blank = 0x20;

/**
 * goutils.WrapCustom, in bytes: the lines, to be joined by the separator. A line ends at the last blank within `width`;
 * a longer word is broken if `breakWords`. Undefined when a break would cut a character in two.
 */
export function wrapLines(text: string, width: number, breakWords: boolean): readonly string[] | undefined {
  const bytes = encodeUtf8(text);
  const size = Math.max(width, 1);
  const lines: Uint8Array[] = [];
  let at = 0;
  while (bytes.length - at > size) {
    if (bytes[at] === blank) {
      at++;
      continue;
    }
    const space = lastBlank(bytes, at, at + size) ?? (breakWords ? undefined : nextBlank(bytes, at + size));
    if (space === undefined && !breakWords) break;
    const end = space ?? at + size;
    lines.push(bytes.subarray(at, end));
    at = space === undefined ? end : end + 1;
  }
  lines.push(bytes.subarray(at));
  return lines.every(isUtf8) ? lines.map(decodeUtf8) : undefined;
}

function lastBlank(bytes: Uint8Array, from: number, last: number): number | undefined {
  for (let i = last; i >= from; i--) if (bytes[i] === blank) return i;
  return undefined;
}

function nextBlank(bytes: Uint8Array, from: number): number | undefined {
  const found = bytes.indexOf(blank, from);
  return found < 0 ? undefined : found;
}
