import type { TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';

/** Stands in masked text for each character of a template action; line breaks are kept. */
export const ACTION = '\u0001';

/** A key as it is written. */
export interface SiblingKey {
  readonly name: string;
  readonly range: TextRange;
  /** The quote that it begins with, or nothing. */
  readonly quote: string;
}

/** One line of masked text. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly kind: 'empty' | 'separator' | 'content';
  /** Columns of the dashes that begin items. */
  readonly dashes: readonly number[];
  /** Where the first thing that is no dash stands. */
  readonly column: number;
  /** The key and where its colon ends; undefined for other content. */
  readonly key: (SiblingKey & { readonly colonEnd: number }) | undefined;
}

const KEY =
  /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s"'#{[&*!|>%@`-](?:[^:#]|:(?!\s|$)|(?<!\s)#)*?|-[^\s:#]+))\s*:(?=\s|$)/;

/** Characters of a line in which its key is looked for. */
const LONGEST_KEY = 1000;

/** Reads the line that holds an offset. Lines of blanks, comments and actions alone are empty. */
export function lineAt(text: string, offset: number): Line {
  const start = offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const feed = text.indexOf('\n', start);
  const end = feed < 0 ? text.length : feed > start && text.charAt(feed - 1) === '\r' ? feed - 1 : feed;
  const line = text.slice(start, end);
  const isSeparator = /^(?:---|\.\.\.)(?:\s|$)/.test(line);
  const isEmpty = /^\s*(?:#|$)/.test(line.replaceAll(ACTION, ' '));
  const dashes: number[] = [];
  let column = line.length - line.trimStart().length;
  while (/^-(?:\s|$)/.test(line.slice(column))) {
    dashes.push(column);
    const after = line.slice(column + 1);
    column = column + 1 + (after.length - after.trimStart().length);
  }
  const kind = isSeparator ? 'separator' : isEmpty ? 'empty' : 'content';
  return { start, end, kind, dashes, column, key: keyIn(line, start, column) };
}

function keyIn(line: string, start: number, column: number): Line['key'] {
  const found = KEY.exec(line.slice(column, column + LONGEST_KEY));
  if (!found) return undefined;
  const name = found[1] ?? found[2] ?? found[3] ?? '';
  const quote = found[3] === undefined ? line.charAt(column) : '';
  const from = start + column + quote.length;
  return { name, quote, range: textRange(from, from + name.length), colonEnd: start + column + found[0].length };
}

/** The lines above a line of a text, nearest first, up to a document's separator. */
export function* linesAbove(text: string, line: Line): Generator<Line> {
  for (let at = line.start - 1; at >= 0;) {
    const above = lineAt(text, at);
    if (above.kind === 'separator') return;
    yield above;
    at = above.start - 1;
  }
}

/** The lines below, nearest first, up to a document's separator. */
export function* linesBelow(text: string, line: Line): Generator<Line> {
  for (let feed = text.indexOf('\n', line.end); feed >= 0;) {
    const below = lineAt(text, feed + 1);
    if (below.kind === 'separator') return;
    yield below;
    feed = text.indexOf('\n', below.end);
  }
}
