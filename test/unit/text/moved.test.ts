import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveBetween } from '../../../server/src/core/text/moved.ts';

/** The word `x` of a text, where it has moved to in another. */
const moved = (older: string, newer: string): string | undefined => {
  const start = older.indexOf('x');
  const range = moveBetween(older, newer)({ start, end: start + 1 });
  return range && `${range.start}-${range.end}`;
};

describe('a range moves with the text', () => {
  it.each([
    ['a x b', 'a x b', '2-3'],
    ['a x b', 'aa x b', '3-4'],
    ['a x b', 'a x bb', '2-3'],
    ['a x b', ' x b', '1-2'],
    ['a x b', 'a x', '2-3'],
    ['x', 'x\n# more', '0-1'],
    ['x', '# more\nx', '7-8'],
    ['aax b', 'ax b', '1-2'],
  ])('%j to %j', (older, newer, expected) => expect(moved(older, newer)).toBe(expected));

  it.each([
    ['a x b', 'a y b'],
    ['a x b', 'a  b'],
    ['a x b', ''],
  ])('and is gone where the change touches it: %j to %j', (older, newer) =>
    expect(moved(older, newer)).toBeUndefined(),
  );

  it('holds the same text there', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.nat(),
        fc.nat(),
        fc.string(),
        fc.nat(),
        fc.nat(),
        (older, at, cut, put, from, length) => {
          const start = at % (older.length + 1);
          const newer = older.slice(0, start) + put + older.slice(start + (cut % 5));
          const first = from % (older.length + 1);
          const range = { start: first, end: Math.min(older.length, first + (length % 5)) };
          const there = moveBetween(older, newer)(range);
          if (there) expect(newer.slice(there.start, there.end)).toBe(older.slice(range.start, range.end));
        },
      ),
    );
  });
});
