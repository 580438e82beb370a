import type { TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';

/** Stands in masked text for each character of a template action; line breaks are kept. */
export const ACTION = '\u0001';

/** A place in a block mapping where a key or a value is being typed. Offsets are UTF-16 units of the masked text. */
export interface TypedLine {
  /** The keys around it from the outermost one; `-` for an item of a list. */
  readonly path: readonly string[];
  /** The key of the mapping that it stands in; undefined at the top. */
  readonly parent: TextRange | undefined;
  readonly slot: KeySlot | ValueSlot;
  /** The other keys of the mapping, in branches that exclude each other too. */
  readonly siblings: readonly SiblingKey[];
}

export interface SiblingKey {
  readonly name: string;
  readonly range: TextRange;
  /** The quote that it begins with, or nothing. */
  readonly quote: string;
}

export interface KeySlot {
  readonly kind: 'key';
  readonly word: TextRange;
  readonly quote: string;
  /** Whether a closing quote follows the word. */
  readonly isClosed: boolean;
  /** Whether a colon follows. */
  readonly hasValue: boolean;
}

export interface ValueSlot {
  readonly kind: 'value';
  readonly key: string;
  /** The word at the cursor, without quotes, commas and blanks. */
  readonly word: TextRange;
  readonly quote: string;
  /** Whether a blank is missing behind the colon. */
  readonly needsBlank: boolean;
  /** The other words between commas and actions. */
  readonly others: readonly TextRange[];
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

/**
 * What is being typed at an offset of YAML text in which actions are masked, by its line and the indentation around:
 * no parser reads it. Undefined in comments, actions, block scalars, flow collections and where no key or value can be.
 */
export function typedLine(text: string, offset: number): TypedLine | undefined {
  const line = lineAt(text, offset);
  if (line.kind === 'separator' || offset > line.end) return undefined;
  const isBlank = text.slice(line.start, line.end).trim() === '';
  const slot = isBlank ? blankSlot(offset) : (keySlot(text, line, offset) ?? valueSlot(text, line, offset));
  if (!slot) return undefined;
  const column = isBlank ? offset - line.start : line.column;
  const around = ancestors(text, line, column);
  return around && { ...around, slot, siblings: siblingsOf(text, line, column) };
}

const blankSlot = (offset: number): KeySlot => ({
  kind: 'key',
  word: textRange(offset, offset),
  quote: '',
  isClosed: false,
  hasValue: false,
});

/** A word that is a key, or the beginning of one: nothing but it stands before the colon or the line's end. */
function keySlot(text: string, line: Line, offset: number): KeySlot | undefined {
  if (line.dashes.length > 0) return undefined;
  const from = line.start + line.column;
  const found = /^(["']?)([\w./-]*)(["']?)\s*(:(?=\s|$))?/.exec(text.slice(from, line.end));
  const [, quote = '', name = '', closing = '', colon] = found ?? [];
  const word = textRange(from + quote.length, from + quote.length + name.length);
  if (offset < word.start || offset > word.end || (closing !== '' && closing !== quote)) return undefined;
  const rest = text.slice(from + (found?.[0].length ?? 0), line.end);
  if (colon === undefined && rest.trim() !== '') return undefined;
  return { kind: 'key', word, quote, isClosed: closing !== '', hasValue: colon !== undefined };
}

function valueSlot(text: string, line: Line, offset: number): ValueSlot | undefined {
  if (!line.key || offset < line.key.colonEnd) return undefined;
  const { colonEnd, name } = line.key;
  const content = contentOf(text, line, colonEnd, offset);
  if (!content) return undefined;
  const words = wordsIn(text, content);
  const word = words.find(({ start, end }) => start <= offset && offset <= end);
  if (!word && !isBetween(text, content, offset)) return undefined;
  return {
    kind: 'value',
    key: name,
    word: word ?? textRange(offset, offset),
    quote: content.quote,
    needsBlank: content.quote === '' && offset === colonEnd,
    others: words.filter((other) => other !== word),
  };
}

/** The text of a value in its line, without quotes and comment; undefined where the offset is not in it or it is no plain or quoted text. */
function contentOf(
  text: string,
  { end }: Line,
  colonEnd: number,
  offset: number,
): (TextRange & { readonly quote: string }) | undefined {
  const value = text.slice(colonEnd, end);
  const lead = value.length - value.trimStart().length;
  const first = value.charAt(lead);
  if ('&*!|>{[%@`#'.includes(first) && first !== '') return undefined;
  if (first === '"' || first === "'") {
    const closing = value.indexOf(first, lead + 1);
    const range = textRange(colonEnd + lead + 1, closing < 0 ? end : colonEnd + closing);
    return offset >= range.start && offset <= range.end ? { ...range, quote: first } : undefined;
  }
  const comment = value.search(/\s#/);
  const range = textRange(colonEnd, comment < 0 ? end : colonEnd + comment);
  return offset <= range.end ? { ...range, quote: '' } : undefined;
}

/** What stands between commas, blanks and actions. */
function wordsIn(text: string, { start, end }: TextRange): readonly TextRange[] {
  return [...text.slice(start, end).matchAll(/[^,\s\u0001]+/g)].map(({ index, 0: word }) =>
    textRange(start + index, start + index + word.length),
  );
}

/** Whether an item may begin at an offset: nothing but blanks up to a comma, an action or the value's bounds on both sides. */
function isBetween(text: string, { start, end }: TextRange, offset: number): boolean {
  const before = text.slice(start, offset).trimEnd();
  const after = text.slice(offset, end).trimStart();
  return /(?:^|[,\u0001])$/.test(before) && /^(?:$|[,\u0001])/.test(after);
}

/** The keys around a column, by indentation; undefined within a block scalar and below what can hold no mapping. */
function ancestors(text: string, line: Line, column: number): Pick<TypedLine, 'path' | 'parent'> | undefined {
  const path: string[] = line.dashes.map(() => '-');
  let parent: TextRange | undefined;
  let inner = line.dashes[0] === undefined ? column : line.dashes[0] + 1;
  for (const above of linesAbove(text, line)) {
    const outer = above.dashes[0] ?? above.column;
    if (above.kind === 'empty' || outer >= inner) continue;
    const { key } = above;
    const value = key ? text.slice(key.colonEnd, lineEndWithoutComment(text, above)).trim() : '';
    if (!isOpen(value) || (!key && above.dashes.length === 0)) return undefined;
    if (key && above.column < inner) path.unshift(key.name);
    if (path.length === 1 && key) parent = key.range;
    path.unshift(...above.dashes.map(() => '-'));
    inner = above.dashes.length > 0 ? outer + 1 : outer;
  }
  return { path, parent };
}

const lineEndWithoutComment = (text: string, { start, end }: Line): number => {
  const comment = text.slice(start, end).search(/\s#/);
  return comment < 0 ? end : start + comment;
};

/** Whether a mapping may begin below what stands behind a key: nothing, an action, an anchor or a tag. */
const isOpen = (value: string): boolean =>
  value
    .replaceAll(ACTION, '')
    .replace(/[&!]\S*/g, '')
    .trim() === '';

/** The other keys at a column of the mapping around a line. */
function siblingsOf(text: string, line: Line, column: number): readonly SiblingKey[] {
  const siblings: SiblingKey[] = [];
  for (const lines of [linesAbove(text, line), linesBelow(text, line)]) {
    for (const other of lines) {
      if (other.kind === 'empty' || (other.dashes[0] ?? other.column) > column) continue;
      if (other.key && other.column === column) siblings.push(other.key);
      if ((other.dashes[0] ?? other.column) < column) break;
    }
  }
  return siblings;
}
