import { encodeUtf8 } from '../utf8.ts';
import { decodeBase64 } from './base64.ts';

/** Whether a text holds, in its first PEM block, DER that has the outline of a certificate (RFC 5280, 4.1). */
export function looksLikeCertificate(text: string): boolean {
  const block = firstBlock(text);
  return block !== undefined && String(partsOf(block.der)) === '48,48,3';
}

/** The same of a private key: a sequence that starts with a number (PKCS #1, PKCS #8, SEC 1). */
export function looksLikeKey(text: string): boolean {
  const block = firstBlock(text);
  return block !== undefined && /^(?:(?:RSA|EC) )?PRIVATE KEY$/.test(block.type) && partsOf(block.der)?.[0] === 2;
}

/** A block as tools write it: without headers, at the start of a line. Go reads more. */
function firstBlock(text: string): { readonly type: string; readonly der: Uint8Array } | undefined {
  const start = /^-----BEGIN ([A-Z0-9 ]*)-----\r?\n/m.exec(text);
  if (!start) return undefined;
  const [line, type = ''] = start;
  const from = start.index + line.length;
  const end = text.indexOf(`\n-----END ${type}-----`, from);
  const body = text.slice(from, Math.max(end, from));
  if (text.indexOf('-----') !== start.index || body.includes('-') || body.includes(':')) return undefined;
  const decoded = decodeBase64(encodeUtf8(body.replace(/\s/g, '')));
  return decoded.ok ? { type, der: decoded.bytes } : undefined;
}

/** The tags of the parts of a DER sequence; undefined when it is none, is cut off, or something follows. */
function partsOf(der: Uint8Array): readonly number[] | undefined {
  const outer = elementAt(der, 0);
  if (outer?.tag !== 0x30 || outer.end !== der.length) return undefined;
  const tags: number[] = [];
  for (let at = outer.start; at < outer.end;) {
    const part = elementAt(der, at);
    if (!part || part.end > outer.end) return undefined;
    tags.push(part.tag);
    at = part.end;
  }
  return tags;
}

interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** Lengths of up to four bytes, in their shortest form. */
function elementAt(der: Uint8Array, at: number): Element | undefined {
  const [tag, first] = [der[at], der[at + 1]];
  if (tag === undefined || first === undefined) return undefined;
  const more = first & 0x7f;
  if (first < 0x80) return { tag, start: at + 2, end: at + 2 + first };
  if (more === 0 || more > 4) return undefined;
  const size = der.subarray(at + 2, at + 2 + more).reduce((sum, byte) => sum * 256 + byte, 0);
  const start = at + 2 + more;
  return size >= (more === 1 ? 0x80 : 256 ** (more - 1)) ? { tag, start, end: start + size } : undefined;
}
