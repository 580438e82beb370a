import type { TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import type { Line, SiblingKey } from './textLine.ts';
import { ACTION, lineAt, linesAbove, linesBelow } from './textLine.ts';
import type { KeySlot, SlotContent, TypedLine, ValueSlot } from './typedSlot.ts';
import { valueSlotIn } from './typedSlot.ts';

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
  const content = contentOf(text, line, line.key.colonEnd, offset);
  return content && valueSlotIn(text, line.key, content, offset);
}

/** The text of a value in its line, without quotes and comment; undefined where the offset is not in it or it is no plain or quoted text. */
function contentOf(text: string, { end }: Line, colonEnd: number, offset: number): SlotContent | undefined {
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

/** The keys around a column, by indentation; undefined within a block scalar and below what can hold no mapping. */
export function ancestors(text: string, line: Line, column: number): Pick<TypedLine, 'path' | 'parent'> | undefined {
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
