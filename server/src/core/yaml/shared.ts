import { contains } from '../text/range.ts';
import type { TextRange } from '../text/range.ts';
import { nodeAt } from './locate.ts';
import { parseYaml } from './parse.ts';

/**
 * Whether a place of the text lies in a node, or is one, whose anchor an alias names: an edit there would change what
 * the alias stands for as well. Parses the text, but only where an anchor is used.
 */
export function isShared(text: string, place: TextRange): boolean {
  if (!hasAliases(text)) return false;
  return nodeAt(parseYaml(text), place.start).some(
    ({ node }) => node.anchor !== undefined && contains(node.range, place) && isNamed(text, node.anchor),
  );
}

/** Whether an alias of that name may stand anywhere in the text. */
export const isNamed = (text: string, anchor: string): boolean => text.includes(`*${anchor}`);

function hasAliases(text: string): boolean {
  const names = new Set([...text.matchAll(/\*([\w-]+)/g)].map((found) => found[1] ?? ''));
  return [...text.matchAll(/&([\w-]+)/g)].some((found) => names.has(found[1] ?? ''));
}
