import type { TextRange } from './range.ts';
import { textRange } from './range.ts';

/** Where a range of an older text stands in a newer one; undefined where what has changed may be in it. */
export type Move = (range: TextRange) => TextRange | undefined;

/**
 * Takes two texts for an older and a newer state with one change between them: from the first character in which they
 * differ to the last. Ranges are UTF-16 offsets.
 */
export function moveBetween(older: string, newer: string): Move {
  if (older === newer) return (range) => range;
  const shorter = Math.min(older.length, newer.length);
  let start = 0;
  while (start < shorter && older.charCodeAt(start) === newer.charCodeAt(start)) start++;
  let same = 0;
  const [oldEnd, newEnd] = [older.length - 1, newer.length - 1];
  while (same < shorter - start && older.charCodeAt(oldEnd - same) === newer.charCodeAt(newEnd - same)) same++;
  const end = older.length - same;
  const by = newer.length - older.length;
  return (range) => {
    if (range.end <= start) return range;
    return range.start >= end ? textRange(range.start + by, range.end + by) : undefined;
  };
}
