import { textRange } from '../text/range.ts';
import type { TextEdit, TextRange } from '../text/range.ts';
import { isBlankBetween, lineBreak, lineEnd, lineStart, nextLine } from './lines.ts';
import type { YamlMap, YamlSeq } from './nodes.ts';

/** The children of a flow collection from their anchors and tags on. Undefined when a comment hides where one begins. */
export function flowChildren(text: string, collection: YamlMap | YamlSeq): readonly TextRange[] | undefined {
  const children: TextRange[] = [];
  const parts = collection.kind === 'seq' ? collection.items : collection.entries;
  let from = collection.range.start + 1;
  for (const part of parts) {
    const start = skipSpace(text, from);
    if (text.charAt(start) === '#' ? hasProps(part) : start < part.range.start && !'&!'.includes(text.charAt(start)))
      return undefined;
    children.push(textRange(text.charAt(start) === '#' ? part.range.start : start, part.range.end));
    from = (commaAfter(text, part.range.end) ?? part.range.end - 1) + 1;
  }
  return text.charAt(collection.range.end - 1) === (collection.kind === 'seq' ? ']' : '}') ? children : undefined;
}

function hasProps(part: YamlSeq['items'][number] | YamlMap['entries'][number]): boolean {
  const node = 'key' in part ? part.key : part.value;
  return node.anchor !== undefined || node.tag !== undefined;
}

function skipSpace(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  return at;
}

/** The comma behind a child, over blanks, line breaks and comments; undefined when there is none. */
function commaAfter(text: string, offset: number): number | undefined {
  let at = skipSpace(text, offset);
  while (text.charAt(at) === '#') at = skipSpace(text, nextLine(text, at));
  return text.charAt(at) === ',' ? at : undefined;
}

/** Inserts one line of text as child `index` of a flow collection, on its own line where the neighbours have theirs. */
export function insertFlow(
  text: string,
  collection: YamlMap | YamlSeq,
  index: number,
  content: string,
): TextEdit[] | undefined {
  const children = flowChildren(text, collection);
  if (!children || content.includes('\n')) return undefined;
  const edit = (at: number, newText: string): TextEdit => ({ range: textRange(at, at), newText });
  const next = children[index];
  const last = children.at(-1);
  if (!last) return [{ range: textRange(collection.range.start + 1, collection.range.end - 1), newText: content }];
  const column = (child: TextRange): string => text.slice(lineStart(text, child.start), child.start);
  if (next) {
    const gap = ownLine(text, next) ? lineBreak(text) + column(next) : ' ';
    return [edit(next.start, `${content},${gap}`)];
  }
  const comma = commaAfter(text, last.end);
  if (!ownLine(text, last)) return [edit(last.end, `, ${content}`)];
  const gap = lineBreak(text) + column(last);
  // On the last child's own line its comment stays behind it; the closing bracket may stand there as well.
  const end = Math.min(lineEnd(text, comma ?? last.end), collection.range.end - 1);
  if (end === collection.range.end - 1) return [edit(last.end, `,${gap}${content}`)];
  if (comma !== undefined) return [edit(end, `${gap}${content},`)];
  return [edit(last.end, ','), edit(end, gap + content)];
}

const ownLine = (text: string, child: TextRange): boolean =>
  isBlankBetween(text, lineStart(text, child.start), child.start);

/** Removes child `index` of a flow collection with one comma; an only child leaves `[]` or `{}`. */
export function removeFlow(text: string, collection: YamlMap | YamlSeq, index: number): TextEdit[] | undefined {
  const children = flowChildren(text, collection);
  const child = children?.[index];
  if (!children || !child) return undefined;
  const cut = (start: number, end: number): TextEdit => ({ range: textRange(start, end), newText: '' });
  if (children.length === 1) return [cut(collection.range.start + 1, collection.range.end - 1)];
  const comma = commaAfter(text, child.end);
  const alone = ownLine(text, child) && endsLine(text, comma === undefined ? child.end : comma + 1);
  const lines = cut(lineStart(text, child.start), nextLine(text, comma ?? child.end));
  if (alone && comma !== undefined) return [lines];
  if (index < children.length - 1) return [cut(child.start, children[index + 1]?.start ?? child.end)];
  const before = commaAfter(text, children[index - 1]?.end ?? 0);
  if (before === undefined) return undefined;
  if (alone) return [cut(before, before + 1), lines];
  // A comma that follows the last child stays, and so separates nothing.
  return text.slice(before, child.start).includes('#')
    ? [cut(before, before + 1), cut(child.start, child.end)]
    : [cut(before, child.end)];
}

function endsLine(text: string, offset: number): boolean {
  const end = lineEnd(text, offset);
  return isBlankBetween(text, offset, end) || /^[ \t]+#/.test(text.slice(offset, end));
}
