import { isPrintable } from '../quote.ts';
import { encodeUtf8 } from '../utf8.ts';

const html: Readonly<Record<string, string>> = {
  '\0': '\ufffd',
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

/** text/template's `html`. */
export const escapeHtml = (text: string): string => text.replace(/[\0"'&<>]/g, (char) => html[char] ?? char);

const js: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
};

/** text/template's `js`. */
export function escapeJs(text: string): string {
  return text.replace(/[\\'"<>&=\u0000-\u001f]|[^\u0000-\u007f]/gu, (char) => {
    const known = js[char];
    if (known !== undefined) return known;
    const code = char.codePointAt(0) ?? 0;
    if (code >= 0x80 && isPrintable(char)) return char;
    return `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
  });
}

/** Go's url.QueryEscape: a blank is `+`. */
export function escapeQuery(text: string): string {
  return text.replace(/[^A-Za-z0-9\-_.~]/gu, (char) => {
    if (char === ' ') return '+';
    return Array.from(encodeUtf8(char), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  });
}
