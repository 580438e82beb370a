import { textRange } from '../text/range.ts';
import type { TextEdit } from '../text/range.ts';
import { blockChildren, blockEnd, blockStart, insertBlock, keepsBlankLines, removeBlock } from './blockEdit.ts';
import { flowChildren, insertFlow, removeFlow } from './flowEdit.ts';
import { indentLines, lineBreak, lineStart, nextLine, skipBlanks } from './lines.ts';
import type { YamlEntry, YamlItem, YamlMap, YamlNode, YamlSeq } from './nodes.ts';
import { formatString } from './quote.ts';
import { isNamed, isShared } from './shared.ts';

/** How an insertion finds its form. */
export interface InsertOptions {
  /** The item whose quotes and dash spacing are taken; when it is the one at the index, the new one goes above its comments. */
  readonly like?: YamlItem;
}

/**
 * Inserts a string as item `index` (0 to the number of items): next to its neighbour, in its indentation and quotes.
 * Undefined when the text around allows no safe edit, the sequence is a missing value, or an alias repeats it: no
 * function here edits what lies in a node with an anchor that is used.
 */
export function insertItem(
  text: string,
  seq: YamlSeq,
  index: number,
  value: string,
  options: InsertOptions = {},
): TextEdit[] | undefined {
  const like = (options.like ?? seq.items[index - 1] ?? seq.items[0])?.value;
  const style = like?.kind === 'scalar' && (like.style === 'single' || like.style === 'double') ? like.style : 'plain';
  return insertItemText(text, seq, index, formatString(value, style, seq.flow), options);
}

/**
 * Inserts YAML text as an item, e.g. `name: x\nversion: 1.0.0`: its first line goes behind the dash, the others are
 * indented to match. A flow sequence takes one line only.
 */
export function insertItemText(
  text: string,
  seq: YamlSeq,
  index: number,
  itemText: string,
  options: InsertOptions = {},
): TextEdit[] | undefined {
  if (isShared(text, seq.range)) return undefined;
  if (seq.flow) return insertFlow(text, seq, index, itemText);
  const children = blockChildren(text, seq);
  const like = options.like ?? seq.items[index - 1] ?? seq.items[0];
  if (!children || !like) return undefined;
  const before = index === 0 || like === seq.items[index];
  const gap = dashGap(text, like);
  const [first = '', ...rest] = itemText.split('\n');
  const lines = [`-${gap}${first}`, ...rest.map((line) => (line === '' ? '' : ' '.repeat(gap.length + 1) + line))];
  return insertBlock(text, children, index, before, lines);
}

/** The spaces behind a neighbour's dash. */
function dashGap(text: string, item: YamlItem): string {
  const after = item.range.start + 1;
  const end = skipBlanks(text, after);
  const gap = text.slice(after, end);
  return gap === '' || gap.includes('\t') || '\r\n#'.includes(text.charAt(end)) || end >= text.length ? ' ' : gap;
}

/** Removes an item with the comments that belong to it. The last one leaves `[]`. Undefined when an alias needs it. */
export function removeItem(text: string, seq: YamlSeq, index: number): TextEdit[] | undefined {
  const item = seq.items[index];
  if (!item || hasUsedAnchor(text, item.value) || isShared(text, seq.range)) return undefined;
  if (seq.flow) return removeFlow(text, seq, index);
  const children = blockChildren(text, seq);
  return children && removeBlock(text, children, index, '[]');
}

/** Removes an entry with the comments that belong to it. The last one leaves `{}`. Undefined when an alias needs it. */
export function removeEntry(text: string, map: YamlMap, index: number): TextEdit[] | undefined {
  const entry = map.entries[index];
  if (!entry || hasUsedAnchor(text, entry.key) || hasUsedAnchor(text, entry.value)) return undefined;
  if (isShared(text, map.range)) return undefined;
  if (map.flow) return removeFlow(text, map, index);
  const children = blockChildren(text, map);
  return children && removeBlock(text, children, index, '{}');
}

/**
 * Inserts `key: valueText` as entry `index` of a map, directly after the entry before it. `key` is YAML text. Further
 * lines of `valueText` are relative to the key's column; one that begins with a line break leaves the key's line alone.
 */
export function insertEntryText(
  text: string,
  map: YamlMap,
  index: number,
  key: string,
  valueText: string,
): TextEdit[] | undefined {
  if (isShared(text, map.range)) return undefined;
  const content = `${key}:${afterColon(valueText)}`;
  if (map.flow) return insertFlow(text, map, index, content);
  const children = blockChildren(text, map);
  return children && insertBlock(text, children, index, index === 0, content.split('\n'));
}

const afterColon = (valueText: string): string =>
  valueText === '' || valueText.startsWith('\n') ? valueText : ` ${valueText}`;

/**
 * Gives a key a value, both as text: replaces the value of the last entry of that JSON name, or adds an entry at the
 * end. The key of a new entry is quoted where needed; `valueText` as in {@link insertEntryText}. Comments behind stay.
 */
export function setEntry(text: string, map: YamlMap, key: string, valueText: string): TextEdit[] | undefined {
  const entry = map.entries.findLast((own) => own.name === key);
  if (!entry) return insertEntryText(text, map, map.entries.length, formatString(key, 'plain', map.flow), valueText);
  const { value } = entry;
  if (isShared(text, map.range)) return undefined;
  if (hasUsedAnchor(text, value) || value.anchor !== undefined || value.tag !== undefined) return undefined;
  const inline =
    value.kind === 'scalar' && value.style !== 'literal' && value.style !== 'folded' && value.source !== '';
  if (!valueText.includes('\n') && (inline || value.kind === 'alias'))
    return [{ range: value.range, newText: valueText }];
  if (map.flow && valueText.includes('\n')) return undefined;
  return replaceAfterColon(text, entry, valueText);
}

function replaceAfterColon(text: string, entry: YamlEntry, valueText: string): TextEdit[] | undefined {
  const colon = skipBlanks(text, entry.key.range.end);
  const { range } = entry.value;
  if (text.charAt(colon) !== ':' || text.slice(colon, range.start).includes('#')) return undefined;
  const indent = entry.key.range.start - lineStart(text, entry.key.range.start);
  const newText = indentLines(afterColon(valueText).split('\n'), indent, lineBreak(text));
  return [{ range: textRange(colon + 1, Math.max(colon + 1, range.end)), newText }];
}

/**
 * Moves an item so that it becomes item `to`, with its comments. Undefined when anchors or aliases lie on the way, or
 * the first item shares its line with an outer dash.
 */
export function moveItem(text: string, seq: YamlSeq, from: number, to: number): TextEdit[] | undefined {
  const between = seq.items.slice(Math.min(from, to), Math.max(from, to) + 1);
  if (!seq.items[from] || !seq.items[to] || between.some((item) => namesIn(item.value).length > 0)) return undefined;
  if (from === to) return [];
  if (isShared(text, seq.range)) return undefined;
  if (seq.flow) return rotateFlow(text, seq, from, to);
  const children = blockChildren(text, seq);
  const [child, target] = [children?.[from], children?.[to]];
  if (!children || !child || !target || children[0]?.ownLine !== true) return undefined;
  if ([child, target, children[from - 1], children[to - 1]].some(keepsBlankLines)) return undefined;
  const end = blockEnd(text, child);
  const targetEnd = blockEnd(text, target);
  if (end === undefined || targetEnd === undefined) return undefined;
  const start = blockStart(text, children, from);
  const moved = text.slice(start, end);
  const cut = { range: textRange(start, nextLine(text, end)), newText: '' };
  if (to > from) return [cut, { range: textRange(targetEnd, targetEnd), newText: lineBreak(text) + moved }];
  const at = blockStart(text, children, to);
  return [{ range: textRange(at, at), newText: moved + lineBreak(text) }, cut];
}

/** In a flow sequence the texts change places; commas, blanks and comments stay where they are. */
function rotateFlow(text: string, seq: YamlSeq, from: number, to: number): TextEdit[] | undefined {
  const children = flowChildren(text, seq);
  if (!children) return undefined;
  const order = children.map((_, i) => i);
  order.splice(to, 0, ...order.splice(from, 1));
  const edits: TextEdit[] = [];
  for (const [i, source] of order.entries()) {
    const [place, taken] = [children[i], children[source]];
    if (i !== source && place && taken) edits.push({ range: place, newText: text.slice(taken.start, taken.end) });
  }
  return edits;
}

/** Whether an anchor in or on a node is named by an alias anywhere in the text. */
function hasUsedAnchor(text: string, node: YamlNode): boolean {
  return namesIn(node).some((name) => name.startsWith('&') && isNamed(text, name.slice(1)));
}

/** The anchors (`&name`) and aliases (`*name`) in a node. */
function namesIn(node: YamlNode): readonly string[] {
  const own = node.kind === 'alias' ? [`*${node.name}`] : node.anchor === undefined ? [] : [`&${node.anchor}`];
  if (node.kind === 'map') return [...own, ...node.entries.flatMap((e) => [...namesIn(e.key), ...namesIn(e.value)])];
  return node.kind === 'seq' ? [...own, ...node.items.flatMap((item) => namesIn(item.value))] : own;
}
