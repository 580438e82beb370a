import { decodeUtf8 } from '../base/utf8.ts';

const BLOCK = 512;

interface TarLimits {
  readonly entries: number;
  readonly fileBytes: number;
}

interface Header {
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

/**
 * The regular files of a tar (ustar, GNU long names, PAX paths) by slash-separated path. What is no file, is too
 * large, or has an absolute path or one with `..` is left out. Of equal paths the last counts.
 */
export function readTar(
  bytes: Uint8Array,
  limits: TarLimits,
): { readonly files: ReadonlyMap<string, Uint8Array>; readonly problem: string | undefined } {
  const files = new Map<string, Uint8Array>();
  let longName: string | undefined;
  let entries = 0;
  for (let at = 0; at + BLOCK <= bytes.length;) {
    const header = headerAt(bytes, at);
    if (header === 'end') return { files, problem: undefined };
    if (header === undefined) return { files, problem: 'it is damaged: invalid tar header' };
    if (++entries > limits.entries) return { files, problem: `it has more than ${limits.entries} entries` };
    const content = bytes.subarray(at + BLOCK, at + BLOCK + header.size);
    if (content.length < header.size) return { files, problem: 'it is damaged: unexpected end' };
    at += BLOCK + Math.ceil(header.size / BLOCK) * BLOCK;
    if (header.type === 'L') longName = textOf(content);
    else if (header.type === 'x') longName = paxPath(content) ?? longName;
    else {
      const path = confined(longName ?? header.name);
      longName = undefined;
      if (path !== undefined && isFile(header) && header.size <= limits.fileBytes) files.set(path, content);
    }
  }
  return { files, problem: undefined };
}

const isFile = ({ type, name }: Header): boolean => (type === '0' || type === '') && !name.endsWith('/');

/** A header, `end` for an empty block, undefined for anything else. */
function headerAt(bytes: Uint8Array, at: number): Header | 'end' | undefined {
  const block = bytes.subarray(at, at + BLOCK);
  if (block.every((byte) => byte === 0)) return 'end';
  const size = sizeOf(block.subarray(124, 136));
  if (size === undefined) return undefined;
  const isUstar = textOf(block.subarray(257, 262)) === 'ustar';
  const prefix = isUstar && block[262] === 0 ? textOf(block.subarray(345, 500)) : '';
  const name = textOf(block.subarray(0, 100));
  return { name: prefix === '' ? name : `${prefix}/${name}`, size, type: textOf(block.subarray(156, 157)) };
}

/** Octal digits, or GNU's binary form when the first bit is set. */
function sizeOf(field: Uint8Array): number | undefined {
  if ((field[0] ?? 0) & 0x80) {
    const size = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
    return Number.isSafeInteger(size) ? size : undefined;
  }
  const digits = textOf(field).trim();
  return /^[0-7]*$/.test(digits) ? parseInt(digits || '0', 8) : undefined;
}

/** The text up to the first zero byte. */
function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decodeUtf8(end < 0 ? bytes : bytes.subarray(0, end)).text;
}

/** The `path` record of a PAX header: lines of `length key=value`. */
function paxPath(content: Uint8Array): string | undefined {
  for (const line of textOf(content).split('\n')) {
    const space = line.indexOf(' ');
    if (line.startsWith('path=', space + 1)) return line.slice(space + 6);
  }
  return undefined;
}

function confined(name: string): string | undefined {
  const path = name.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  if (path === '' || path.startsWith('/') || /^[a-zA-Z]:/.test(path)) return undefined;
  return path.split('/').includes('..') ? undefined : path;
}
