import { touches } from '../text/range.ts';
import type { YamlDocument, YamlEntry, YamlItem, YamlNode, YamlStream } from './nodes.ts';

/** One step from a document's root to a place in it. An alias is not followed: the place is where the text is. */
export interface YamlStep {
  readonly node: YamlNode;
  readonly role: 'root' | 'key' | 'value' | 'item';
  /** The entry whose key or value the node is. */
  readonly entry?: YamlEntry;
  /** The item whose value the node is. */
  readonly item?: YamlItem;
  /** Zero-based place among the parent's entries or items; 0 for a root. */
  readonly index: number;
}

/**
 * The nodes at a UTF-16 offset from the root to the innermost; empty outside any node. A node's end belongs to it.
 * Between an entry's key and its value, or at an item's dash, the last step is the collection.
 */
export function nodeAt(place: YamlStream | YamlDocument, offset: number): readonly YamlStep[] {
  const document = 'documents' in place ? documentAt(place, offset) : place;
  const root = document?.root;
  if (!root || !touches(root.range, offset)) return [];
  const steps: YamlStep[] = [{ node: root, role: 'root', index: 0 }];
  for (let last = steps[0]; last;) {
    const next = childAt(last.node, offset);
    if (next) steps.push(next);
    last = next;
  }
  return steps;
}

/** The document at a UTF-16 offset; where one ends and the next begins, the next. */
export function documentAt(stream: YamlStream, offset: number): YamlDocument | undefined {
  return stream.documents.findLast((document) => touches(document.range, offset));
}

function childAt(node: YamlNode, offset: number): YamlStep | undefined {
  if (node.kind === 'map') {
    const index = lastAt(node.entries, offset);
    const entry = node.entries[index];
    if (!entry) return undefined;
    if (touches(entry.key.range, offset)) return { node: entry.key, role: 'key', entry, index };
    return touches(entry.value.range, offset) ? { node: entry.value, role: 'value', entry, index } : undefined;
  }
  if (node.kind !== 'seq') return undefined;
  const index = lastAt(node.items, offset);
  const item = node.items[index];
  return item && touches(item.value.range, offset) ? { node: item.value, role: 'item', item, index } : undefined;
}

/** The last child that touches the offset, or -1; children are in order, so a binary search finds it. */
function lastAt(children: readonly (YamlEntry | YamlItem)[], offset: number): number {
  let low = 0;
  let high = children.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((children[middle]?.range.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const found = children[low];
  return found && touches(found.range, offset) ? low : -1;
}
