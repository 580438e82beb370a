import { textRange } from '../text/range.ts';
import type { TextEdit } from '../text/range.ts';
import {
  commentColumn,
  indentLines,
  isBlankBetween,
  lineBreak,
  lineEnd,
  lineStart,
  nextLine,
  skipBlanks,
} from './lines.ts';
import type { YamlEntry, YamlItem, YamlMap, YamlNode, YamlSeq } from './nodes.ts';
import { resolve } from './walk.ts';

/** An item or entry of a block collection, as lines of text. */
export interface BlockChild {
  /** Offset of the dash, or of the key with its anchor and tag. */
  readonly start: number;
  /** Offset after the value. */
  readonly end: number;
  readonly column: number;
  /** Whether the child begins its line; the first one of a collection in `- - a` or `- a: 1` does not. */
  readonly ownLine: boolean;
  readonly value: YamlNode;
}

/** The children of a block collection. Undefined where one has an explicit key (`?`) or stands behind other syntax. */
export function blockChildren(text: string, collection: YamlMap | YamlSeq): readonly BlockChild[] | undefined {
  const children: BlockChild[] = [];
  const parts: readonly (YamlItem | YamlEntry)[] = collection.kind === 'seq' ? collection.items : collection.entries;
  for (const part of parts) {
    const line = lineStart(text, part.range.start);
    const first = skipBlanks(text, line);
    const key = 'key' in part ? resolve(part.key) : undefined;
    const props = 'key' in part && (part.key.anchor !== undefined || part.key.tag !== undefined);
    const start = props ? first : part.range.start;
    if (key !== undefined && key.kind !== 'scalar') return undefined;
    if (!/^[ -]*$/.test(text.slice(line, start)) || (props && text.charAt(first) === '-')) return undefined;
    if ('key' in part && lineStart(text, part.key.range.end) !== line) return undefined;
    children.push({ start, end: part.range.end, column: start - line, ownLine: first === start, value: part.value });
  }
  return children.every((child, i) => i === 0 || child.ownLine) ? children : undefined;
}

/**
 * Where the lines of a child begin, with the comments that belong to it: those directly above it, no blank line
 * between. A comment indented deeper than the child belongs to the one before.
 */
export function blockStart(text: string, children: readonly BlockChild[], index: number): number {
  const child = children[index];
  if (!child) return text.length;
  const floor = children[index - 1]?.end ?? 0;
  let start = lineStart(text, child.start);
  while (start > floor) {
    const above = lineStart(text, start - 1);
    const column = above < start && above >= floor ? commentColumn(text, above) : undefined;
    if (column === undefined || (index > 0 && column > child.column)) break;
    start = above;
  }
  return start;
}

/**
 * Where the lines of a child end, before the line break: its value, the comment behind it, comment lines below that
 * are indented deeper, and the blank lines that a `|+` keeps. Undefined for a block scalar that the text's end cuts.
 */
export function blockEnd(text: string, child: BlockChild): number | undefined {
  let end = lineEnd(text, child.end);
  const header = blockScalarHeader(child.value);
  if (header !== undefined && end === text.length) return undefined;
  if (header?.includes('+') === true) {
    while (end < text.length && isBlankBetween(text, nextLine(text, end), lineEnd(text, nextLine(text, end)))) {
      const next = nextLine(text, end);
      if (next >= text.length) break;
      end = lineEnd(text, next);
    }
  }
  for (let next = nextLine(text, end); next < text.length; next = nextLine(text, next)) {
    const column = commentColumn(text, next);
    if (column === undefined || column <= child.column) break;
    end = lineEnd(text, next);
  }
  return end;
}

/** Whether a child ends in a `|+`, to which blank lines that come to follow it would belong. */
export function keepsBlankLines(child: BlockChild | undefined): boolean {
  return child !== undefined && blockScalarHeader(child.value)?.includes('+') === true;
}

/** The header, e.g. `|+`, of the block scalar that ends a value; undefined when it ends otherwise. */
function blockScalarHeader(node: YamlNode): string | undefined {
  let last: YamlNode | undefined = node;
  while (last && last.kind !== 'scalar') {
    if (last.kind === 'alias') return undefined;
    last = last.kind === 'map' ? last.entries.at(-1)?.value : last.items.at(-1)?.value;
  }
  if (last?.style !== 'literal' && last?.style !== 'folded') return undefined;
  return last.source.slice(0, lineEnd(last.source, 0));
}

/** Inserts lines as a new child directly after child `index - 1`, or before child `index` when `before` is set. */
export function insertBlock(
  text: string,
  children: readonly BlockChild[],
  index: number,
  before: boolean,
  lines: readonly string[],
): TextEdit[] | undefined {
  const eol = lineBreak(text);
  const child = children[before ? index : index - 1];
  if (!child) return undefined;
  const indent = ' '.repeat(child.column);
  const content = indentLines(lines, child.column, eol);
  if (!before) {
    const end = blockEnd(text, child);
    return end === undefined ? undefined : [{ range: textRange(end, end), newText: eol + indent + content }];
  }
  const at = child.ownLine ? blockStart(text, children, index) : child.start;
  const newText = child.ownLine ? indent + content + eol : content + eol + indent;
  return [{ range: textRange(at, at), newText }];
}

/** Removes a child with its own comments; an emptied collection becomes `empty`, which is `[]` or `{}`. */
export function removeBlock(
  text: string,
  children: readonly BlockChild[],
  index: number,
  empty: string,
): TextEdit[] | undefined {
  const child = children[index];
  if (!child) return undefined;
  if (children.length === 1) return [emptyBlock(text, child, empty)];
  if (!child.ownLine) {
    const next = children[index + 1]?.start ?? child.end;
    const clean = isBlankBetween(text, lineStart(text, next), next) && !hasCommentLine(text, child.end, next);
    return clean ? [{ range: textRange(child.start, next), newText: '' }] : undefined;
  }
  if (keepsBlankLines(children[index - 1])) return undefined;
  const end = blockEnd(text, child) ?? text.length;
  const start = keepsHeader(text, children, index) ? lineStart(text, child.start) : blockStart(text, children, index);
  return [{ range: textRange(start, nextLine(text, end)), newText: '' }];
}

/** Comments above the first child that open the file or document are about the file, not about the child. */
function keepsHeader(text: string, children: readonly BlockChild[], index: number): boolean {
  if (index > 0) return false;
  const start = blockStart(text, children, 0);
  return start <= 1 || text.startsWith('---', lineStart(text, start - 1));
}

function hasCommentLine(text: string, from: number, to: number): boolean {
  for (let at = nextLine(text, from); at < to; at = nextLine(text, at)) {
    if (commentColumn(text, at) !== undefined) return true;
  }
  return false;
}

/** The only child goes: the empty collection stands behind the key's colon where it can, else in the child's place. */
function emptyBlock(text: string, child: BlockChild, empty: string): TextEdit {
  const end = blockEnd(text, child) ?? text.length;
  let before = child.ownLine ? blockStart(text, [child], 0) : child.start;
  while (before > 0 && /\s/.test(text.charAt(before - 1))) before--;
  if (':-'.includes(text.charAt(before - 1)) && before > 0)
    return { range: textRange(before, end), newText: ` ${empty}` };
  // One column more: a sequence may stand at its key's column, `[]` may not.
  const indent = child.ownLine ? ' ' : '';
  return { range: textRange(child.start, end), newText: indent + empty };
}
