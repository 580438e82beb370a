import type { TextRange } from '../text/range.ts';
import type { SplitDialect } from './releaseOptions.ts';

/**
 * The documents of a rendered file as ranges of its text, blank ones left out (SplitManifests in
 * pkg/release/v1/util/manifest.go). Every dialect cuts at lines that begin with `---`, whatever follows. `unknown` are
 * places of text that is not known, in order, for which blank lines may stand: those belong to a document, be it to nothing else.
 */
export function splitDocuments(
  text: string,
  dialect: SplitDialect,
  unknown: readonly TextRange[] = [],
): readonly TextRange[] {
  const separators = dialect === '4.2.4' ? atLineStarts(text) : afterBlanks(text);
  const ranges: TextRange[] = [];
  let start = 0;
  let held = 0;
  for (const separator of [...separators, { start: text.length, end: text.length }]) {
    const from = skipSpace(text, start, separator.start);
    const to = dialect === '3' ? trimEnd(text, from, separator.start) : separator.start;
    const dash = separator.end === separator.start ? text.length + 1 : text.indexOf('---', separator.start);
    const first = unknown[held];
    while (held < unknown.length && (unknown[held]?.start ?? 0) < dash) held++;
    const last = unknown[held - 1];
    const isHeld = first !== undefined && last !== undefined && first.start < dash;
    if (isHeld) ranges.push({ start: Math.min(from, first.start), end: Math.max(to, last.end) });
    else if (from < separator.start) ranges.push({ start: from, end: to });
    start = separator.end;
  }
  return ranges;
}

/** `(?m)^---[ \t]*` */
function atLineStarts(text: string): readonly TextRange[] {
  const found: TextRange[] = [];
  for (const start of dashes(text)) {
    let end = start + 3;
    while (text[end] === ' ' || text[end] === '\t') end++;
    found.push({ start, end });
  }
  return found;
}

/** `(?:^|\s*\n)---\s*`, where `^` is the first character that is not blank. */
function afterBlanks(text: string): readonly TextRange[] {
  const first = skipSpace(text, 0, text.length);
  const found: TextRange[] = [];
  let last = 0;
  for (const dash of dashes(text)) {
    // The line break before a separator may already belong to the one before it.
    if (dash !== first && !text.slice(last, dash).includes('\n')) continue;
    const start = trimEnd(text, last, dash, isAsciiSpace);
    last = skipSpace(text, dash + 3, text.length, isAsciiSpace);
    found.push({ start, end: last });
  }
  return found;
}

/** Where `---` begins a line, or the text behind leading blanks. */
function* dashes(text: string): Generator<number> {
  const first = skipSpace(text, 0, text.length);
  for (let at = text.indexOf('---', first); at >= 0; at = text.indexOf('---', at)) {
    if (at === first || text[at - 1] === '\n') yield at;
    const next = text.indexOf('\n---', at);
    if (next < 0) return;
    at = next + 1;
  }
}

/** unicode.IsSpace of Go; JavaScript's own notion has U+FEFF and lacks U+0085. */
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

const isSpace = (char: string): boolean => SPACE.test(char);
const isAsciiSpace = (char: string): boolean => '\t\n\f\r '.includes(char);

function skipSpace(text: string, from: number, to: number, is: (char: string) => boolean = isSpace): number {
  let at = from;
  while (at < to && is(text[at] ?? '')) at++;
  return at;
}

function trimEnd(text: string, from: number, to: number, is: (char: string) => boolean = isSpace): number {
  let at = to;
  while (at > from && is(text[at - 1] ?? '')) at--;
  return at;
}
