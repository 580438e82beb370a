import { decodeUtf8 } from '../base/utf8.ts';
import { textOf } from './tarHeader.ts';

/** What of a PAX header (POSIX.1-2001) counts here: a longer name, a larger size. */
export interface PaxRecords {
  readonly path?: string;
  /** Bytes. */
  readonly size?: number;
}

/** Reads records of `length key=value` and a line end, one after the other; undefined where they are not that, or a file with holes is told of. */
export function readPax(content: Uint8Array): PaxRecords | undefined {
  let found: PaxRecords = {};
  for (let at = 0; at < content.length;) {
    const length = lengthAt(content, at);
    const record = length === undefined ? undefined : recordIn(content.subarray(at, at + length));
    if (length === undefined || !record || record.key.startsWith('GNU.sparse.')) return undefined;
    at += length;
    if (record.key === 'path') found = { ...found, path: record.value };
    if (record.key === 'size') found = { ...found, size: Number(record.value) };
  }
  return Number.isSafeInteger(found.size ?? 0) && (found.size ?? 0) >= 0 && !found.path?.includes('\0')
    ? found
    : undefined;
}

/** Digits of a length, of which no header has so many. */
const MOST_DIGITS = 8;

function lengthAt(content: Uint8Array, at: number): number | undefined {
  const digits = /^\d+(?= )/.exec(textOf(content.subarray(at, at + MOST_DIGITS)))?.[0];
  const length = Number(digits ?? 0);
  return length > 0 && at + length <= content.length ? length : undefined;
}

function recordIn(bytes: Uint8Array): { readonly key: string; readonly value: string } | undefined {
  const space = bytes.indexOf(32);
  const equals = bytes.indexOf(61);
  if (bytes.at(-1) !== 10 || equals <= space + 1) return undefined;
  return { key: textOf(bytes.subarray(space + 1, equals)), value: decodeUtf8(bytes.subarray(equals + 1, -1)).text };
}
