import { quoted } from '../quote.ts';
import { decodeUtf8, encodeUtf8, isUtf8 } from '../utf8.ts';

/*
 * Go's net/url works on bytes, and unescaping can yield such that are no text. So these functions take and give
 * byte strings: one UTF-16 unit up to 0xff for each byte.
 */

/** The UTF-8 bytes of a text as a byte string. */
export function toByteString(text: string): string {
  if (/^[\u0000-\u007f]*$/.test(text)) return text;
  let out = '';
  for (const byte of encodeUtf8(text)) out += String.fromCharCode(byte);
  return out;
}

/** The text whose UTF-8 bytes a byte string is; undefined when it is none. */
export function fromByteString(byteString: string): string | undefined {
  const bytes = Uint8Array.from(byteString, (unit) => unit.charCodeAt(0));
  return isUtf8(bytes) ? decodeUtf8(bytes) : undefined;
}

/** Which part of a URL a text stands in. */
export type UrlPart = 'path' | 'host' | 'zone' | 'userinfo' | 'fragment';

const plainCharacters: Readonly<Record<UrlPart, string>> = {
  path: '$&+,-./:;=@_~',
  host: '!"$&\'()*+,-.:;<=>[]_~',
  zone: '!"$&\'()*+,-.:;<=>[]_~',
  userinfo: '$&+,-.;=_~',
  fragment: '!$&()*+,-./:;=?@_~',
};

const isPlain = (char: string, part: UrlPart): boolean =>
  /^[A-Za-z0-9]$/.test(char) || plainCharacters[part].includes(char);

/** Go's escape for one part of a URL. */
export function escapePart(byteString: string, part: UrlPart): string {
  let out = '';
  for (const char of byteString) out += isPlain(char, part) ? char : percent(char);
  return out;
}

const percent = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

export type Unescaped =
  { readonly ok: true; readonly value: string } | { readonly ok: false; readonly message: string };

/** Go's unescape for one part of a URL, with its errors. */
export function unescapePart(byteString: string, part: UrlPart): Unescaped {
  const strict = part === 'host' || part === 'zone';
  let out = '';
  for (let i = 0; i < byteString.length; i++) {
    const char = byteString.charAt(i);
    if (char !== '%') {
      if (strict && char < '\u0080' && !isPlain(char, part))
        return { ok: false, message: `invalid character ${quoted(char)} in host name` };
      out += char;
      continue;
    }
    const escape = byteString.slice(i, i + 3);
    if (!/^%[0-9A-Fa-f]{2}$/.test(escape) || (strict && isRefused(escape, part)))
      return { ok: false, message: `invalid URL escape ${quoted(fromByteString(escape) ?? escape)}` };
    out += byteOf(escape);
    i += 2;
  }
  return { ok: true, value: out };
}

const byteOf = (escape: string): string => String.fromCharCode(Number.parseInt(escape.slice(1), 16));

/** A host may escape only bytes beyond ASCII, a zone only what a host holds, and blanks; both the percent sign. */
function isRefused(escape: string, part: UrlPart): boolean {
  if (escape === '%25') return false;
  const char = byteOf(escape);
  return part === 'host' ? char < '\u0080' : char !== ' ' && !isPlain(char, 'host');
}
