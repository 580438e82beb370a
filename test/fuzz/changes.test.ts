import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathKey } from '../../server/src/core/chart/renderRecord.ts';
import { valueAtPath } from '../../server/src/core/chart/sharedValue.ts';
import { Changes } from '../../server/src/core/project/changes.ts';
import { sameValue } from '../../server/src/core/project/sameValues.ts';
import { sameOrigin } from '../../server/src/core/text/origin.ts';
import type { Origin } from '../../server/src/core/text/origin.ts';
import { bool, list, map, text } from '../../server/src/core/template/value.ts';
import type { Value } from '../../server/src/core/template/value.ts';

const origin = fc.constantFrom<Origin>(
  { kind: 'given', name: 'a' },
  { kind: 'given', name: 'a' },
  { kind: 'given', name: 'b' },
);
const key = fc.constantFrom('a', 'b', '0', '1');

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(fc.constantFrom('x', 'y'), origin).map(([word, from]) => text(word, from)),
    origin.map((from) => bool(true, from)),
    fc.tuple(fc.array(tie('value'), { maxLength: 2 }), origin).map(([items, from]) => list(items, from)),
    fc
      .tuple(fc.array(fc.tuple(key, tie('value')), { maxLength: 3 }), origin)
      .map(([all, from]) => map(new Map(all), from)),
  ),
}));
const root = fc.array(fc.tuple(key, value), { maxLength: 3 }).map((all) => map(new Map(all), { kind: 'none' }));

/** What differs for a template, by the words of its record. */
function differs(a: Value, b: Value, path: readonly string[], isWhole: boolean): boolean {
  const [left, right] = [valueAtPath(a, path), valueAtPath(b, path)];
  if (isWhole || left?.kind !== 'map' || right?.kind !== 'map') return !sameValue(left, right);
  return !sameOrigin(left.origin, right.origin) || (left.entries.size === 0) !== (right.entries.size === 0);
}

describe('changes of the data that templates see', () => {
  it('concern those that looked where something differs, and no others', () => {
    const paths = fc.array(key, { maxLength: 5 });
    fc.assert(
      fc.property(root, fc.oneof(root, fc.constant(undefined)), value, key, paths, (before, other, added, at, path) => {
        const now = other ?? map(new Map(before.entries).set(at, added), before.origin);
        const changes = new Changes(before, now);
        const name = pathKey(path);
        const none = new Set<string>();
        expect(changes.concern({ reads: new Set([name]), readsAll: none })).toBe(differs(before, now, path, false));
        expect(changes.concern({ reads: none, readsAll: new Set([name]) })).toBe(differs(before, now, path, true));
      }),
      { numRuns: 5000 },
    );
  });

  it('concern all templates where data is too deep to tell', () => {
    const deep = (word: string): Value =>
      Array.from({ length: 200 }).reduce<Value>(
        (inner) => map(new Map([['a', inner]]), { kind: 'none' }),
        text(word, { kind: 'none' }),
      );
    expect(new Changes(deep('x'), deep('y')).concern({ reads: new Set(['b']), readsAll: new Set() })).toBe(true);
  });
});
