import { quoted } from '../quote.ts';
import { TomlFault } from './tomlFault.ts';
import { END, isLineEnd } from './tomlScan.ts';
import type { TomlScan } from './tomlScan.ts';

/** A string behind its opening quotes, read and closed as BurntSushi/toml does. */
export function tomlString(scan: TomlScan, quote: '"' | "'", multiline: boolean): string {
  const raw = multiline ? multilineText(scan, quote) : lineText(scan, quote);
  const line = (): number => scan.lineAt(scan.at - 1);
  if (quote === "'") return multiline ? withoutFirstLineEnd(raw) : raw;
  return replaceEscapes(multiline ? withoutLineEscapes(withoutFirstLineEnd(raw)) : raw, line);
}

function lineText(scan: TomlScan, quote: '"' | "'"): string {
  const start = scan.at;
  for (;;) {
    const code = scan.peek();
    if (code === END) throw scan.faultTaking(`unexpected EOF; expected ${quote === '"' ? `'"'` : `"'"`}`);
    if (isLineEnd(code)) throw scan.faultBefore('strings cannot contain newlines');
    scan.take();
    if (code === quote.charCodeAt(0)) return scan.text.slice(start, scan.at - 1);
    if (code === 0x5c && quote === '"') checkEscape(scan, start);
  }
}

function multilineText(scan: TomlScan, quote: '"' | "'"): string {
  const closing = quote.repeat(3);
  const start = scan.at;
  for (;;) {
    const code = scan.take();
    if (code === END) throw scan.faultTaking(`unexpected EOF; expected ${quote === '"' ? `'"""'` : `"'''"`}`);
    if (code === 0x5c && quote === '"' && !isLineEnd(scan.peek())) checkEscape(scan, start);
    else if (code === 0x5c && quote === '"') scan.take();
    if (code !== quote.charCodeAt(0) || !scan.text.startsWith(closing, scan.at - 1)) continue;
    scan.at += 2;
    if (scan.peek() !== code) return scan.text.slice(start, scan.at - 3);
    if (isFifth(scan, quote, start)) throw scan.fault(`unexpected ${quote === '"' ? `'""""""'` : `"''''''"`}`);
    scan.at -= 2;
  }
}

/** Whether two more quotes stand before the three that were taken, the first of which an escape may have. */
function isFifth(scan: TomlScan, quote: string, start: number): boolean {
  const from = scan.at - 5;
  if (from < start || !scan.text.startsWith(quote.repeat(5), from)) return false;
  return quote === "'" || from === start || scan.text[from - 1] !== '\\';
}

const DIGITS: Readonly<Record<string, readonly [number, string]>> = {
  x: [2, 'two'],
  u: [4, 'four'],
  U: [8, 'eight'],
};

/** Moves over an escape behind its backslash. */
function checkEscape(scan: TomlScan, start: number): void {
  const code = scan.peek();
  const letter = code === END ? '' : String.fromCodePoint(code);
  const digits = DIGITS[letter];
  if (!digits && (letter === '' || !'ebtnfr" \t\\'.includes(letter)))
    throw code === END
      ? scan.faultBefore("invalid escape in string '\\\0'")
      : scan.faultTaking(`invalid escape in string '\\${letter}'`);
  scan.take();
  for (let i = 0; digits && i < digits[0]; i++) {
    const next = scan.peek();
    const at = scan.at;
    if (next !== END) scan.take();
    if (next < 0x80 && /[0-9a-fA-F]/.test(String.fromCharCode(next))) continue;
    const message = `expected ${digits[1]} hexadecimal digits after '\\${letter}', but got ${quoted(scan.text.slice(start, scan.at))} instead`;
    scan.at = at;
    throw scan.faultTaking(message);
  }
}

const withoutFirstLineEnd = (text: string): string => text.replace(/^\r?\n/, '');

/** A backslash before nothing but blanks up to a line's end takes away all blanks behind it. */
function withoutLineEscapes(text: string): string {
  let out = '';
  let from = 0;
  for (let i = text.indexOf('\\'); i >= 0; i = text.indexOf('\\', i)) {
    let end = i + 1;
    while (' \t\r\n'.includes(text[end] ?? '-')) end++;
    if (text[i + 1] === '\\') i += 2;
    else if (!text.slice(i, end).includes('\n')) i++;
    else {
      out += text.slice(from, i);
      from = end;
      i = end;
    }
  }
  return out + text.slice(from);
}

const ESCAPED: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  e: '\u001b',
  '"': '"',
  '\\': '\\',
};

const escapes = /\\(?:x(..)|u(.{4})|U(.{8})|([^]))/gu;

function replaceEscapes(text: string, line: () => number): string {
  return text.replace(escapes, (_, ...[two, four, eight, char]: (string | undefined)[]) => {
    if (char !== undefined) {
      const known = ESCAPED[char];
      if (known === undefined) throw new TomlFault(`invalid escape: '\\${char}'`, line());
      return known;
    }
    const digits = two ?? four ?? eight ?? '';
    const code = parseInt(digits, 16);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
      throw new TomlFault(`Escaped character '\\u${digits}' is not valid UTF-8.`, line());
    return String.fromCodePoint(code);
  });
}
