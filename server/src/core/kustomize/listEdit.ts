import { compareText } from '../base/compare.ts';
import type { TextEdit } from '../text/range.ts';
import { insertItem, removeItem, setEntry } from '../yaml/edit.ts';
import { lineStart } from '../yaml/lines.ts';
import type { YamlItem, YamlMap, YamlNode, YamlSeq } from '../yaml/nodes.ts';
import { formatString } from '../yaml/quote.ts';
import { resolve, visit } from '../yaml/walk.ts';
import type { Kustomization } from './kustomization.ts';

/** The list that holds an item; undefined where the item came from elsewhere. */
export function listHolding(root: YamlNode | undefined, item: YamlItem): YamlSeq | undefined {
  let found: YamlSeq | undefined;
  visit(root, (node) => {
    if (node.kind === 'seq' && node.items.includes(item)) found = node;
    return found ? 'stop' : undefined;
  });
  return found;
}

/** Edits that remove an item from the list it stands in; undefined where the text allows no safe edit. */
export function removeListed(
  text: string,
  { root }: Kustomization,
  item: YamlItem | undefined,
): TextEdit[] | undefined {
  const list = item && listHolding(root, item);
  return list && removeItem(text, list, list.items.indexOf(item));
}

/** Edits that put a new string before an item, in that item's indentation and quotes. */
export function insertBefore(
  text: string,
  { root }: Kustomization,
  item: YamlItem | undefined,
  value: string,
): TextEdit[] | undefined {
  const list = item && listHolding(root, item);
  return list && insertItem(text, list, list.items.indexOf(item), value, { like: item });
}

/**
 * Edits that put new strings among items that are like them, each with its own place in their order where they have
 * one, else behind the last. Undefined where the text allows no safe edit.
 */
export function insertAmong(
  text: string,
  { root }: Kustomization,
  siblings: readonly { readonly item: YamlItem; readonly value: string }[],
  values: readonly string[],
): TextEdit[] | undefined {
  const isSorted = siblings.every(({ value }, i) => i === 0 || compareText(siblings[i - 1]?.value ?? '', value) <= 0);
  const last = siblings.at(-1)?.item;
  const edits: TextEdit[] = [];
  for (const value of [...values].sort(compareText)) {
    const next = isSorted ? siblings.find((sibling) => compareText(value, sibling.value) < 0)?.item : undefined;
    const like = next ?? last;
    const list = like && listHolding(root, like);
    const index = list && list.items.indexOf(like) + (next ? 0 : 1);
    const edit = list && insertItem(text, list, index ?? 0, value, { like });
    if (!edit) return undefined;
    edits.push(...edit);
  }
  return edits;
}

/** Edits that add a string to a list field at its end, writing the field where there is none. */
export function addListed(
  text: string,
  { root, fields }: Kustomization,
  field: string,
  value: string,
): TextEdit[] | undefined {
  const written = fields.get(field)?.value;
  const list = resolve(written);
  if (list?.kind === 'seq' && written === list && list.items.length > 0)
    return insertItem(text, list, list.items.length, value);
  if (!root || (written !== undefined && list?.kind !== 'seq')) return undefined;
  const indent = indentOfLists(text, root);
  return setEntry(text, root, field, `\n${indent}- ${formatString(value, 'plain', false)}`);
}

/** The blanks before the dashes of the file's other lists, from their keys' column; two where there are none. */
function indentOfLists(text: string, root: YamlMap): string {
  const column = (offset: number): number => offset - lineStart(text, offset);
  for (const { key, value } of root.entries) {
    const first = value.kind === 'seq' && !value.flow ? value.items[0] : undefined;
    if (first) return ' '.repeat(Math.max(0, column(first.range.start) - column(key.range.start)));
  }
  return '  ';
}
