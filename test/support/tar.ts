import { gzipSync, strToU8 } from 'fflate';

/** A gzipped tar of these files, as `helm package` makes one: path to text or bytes. */
export function makeTgz(files: ReadonlyMap<string, string | Uint8Array>): Uint8Array {
  const parts = [...files].flatMap(([path, content]) =>
    entry(path, typeof content === 'string' ? strToU8(content) : content),
  );
  return gzipSync(concat([...parts, new Uint8Array(2 * BLOCK)]), { mtime: 0 });
}

/** A gzipped tar of entries as they are, with nothing after them. */
export const tgzOf = (...entries: readonly Uint8Array[]): Uint8Array => gzipSync(concat(entries), { mtime: 0 });

/** One entry of a tar: header, content and what fills the block. `type` as in POSIX.1-2001: `0` a file, `2` a link, `x` a PAX header. */
export function tarEntry(path: string, content = '', type = '0'): Uint8Array {
  return concat(entry(path, strToU8(content), type));
}

const BLOCK = 512;
/** Bytes of the field for a name. */
const NAME = 100;

function entry(path: string, bytes: Uint8Array, type = '0'): Uint8Array[] {
  const padding = (BLOCK - (bytes.length % BLOCK)) % BLOCK;
  return [header(path, bytes.length, type), bytes, new Uint8Array(padding)];
}

/** A ustar header (POSIX.1-1988); of a long path, folders go into the prefix. */
function header(path: string, size: number, type: string): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (at: number, text: string): void => block.set(strToU8(text), at);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  const cut = path.length < NAME ? -1 : path.indexOf('/', path.length - NAME);
  put(0, path.slice(cut + 1));
  put(345, path.slice(0, Math.max(cut, 0)));
  put(100, octal(0o644, 7));
  put(108, octal(0, 7));
  put(116, octal(0, 7));
  put(124, octal(size, 11));
  put(136, octal(0, 11));
  put(148, '        ');
  put(156, type);
  put(257, 'ustar\x0000');
  put(
    148,
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
  );
  return block;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
