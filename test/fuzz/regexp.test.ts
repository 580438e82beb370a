import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, quoteMeta } from '../../server/src/core/regexp/compile.ts';
import { REGEXP_LIMITS } from '../../server/src/core/regexp/limits.ts';

const limits = { ...REGEXP_LIMITS, steps: 300_000, program: 3000 };
const parts = [
  ...'a b . * + ? | ( ) [ ] { } ^ $ \\ - , : < > P 1 é'.split(' '),
  ' ',
  '{2,3}',
  '{9}',
  '(?:',
  '(?P<n>',
  '(?i)',
  '\\pL',
  '\\p{',
  '[^',
  '[[:alpha:]]',
  '\\Q',
  '\\b',
  '\ud800',
  '😀',
];
const soup = fc.array(fc.constantFrom(...parts), { maxLength: 14 }).map((items) => items.join(''));
const text = fc
  .array(fc.constantFrom('a', 'b', 'A', '1', ' ', '\n', 'é', '😀', '\ud800', '\udc00'), { maxLength: 30 })
  .map((items) => items.join(''));
const template = fc
  .array(fc.constantFrom('$', '1', '{', '}', 'n', '0', '$$', 'x', '😀'), { maxLength: 6 })
  .map((items) => items.join(''));

describe('any pattern and text', () => {
  it('gives ordered matches inside the text, and pieces that make up the result', () => {
    fc.assert(
      fc.property(soup, text, template, (pattern, subject, replacement) => {
        const result = compile(pattern, limits);
        if (!result.ok) {
          expect(result.message).not.toBe('');
          return;
        }
        const all = result.regexp.findAll(subject);
        if (!all.ok) return;
        let end = 0;
        for (const match of all.value) {
          expect(match.start >= end && match.end >= match.start && match.end <= subject.length).toBe(true);
          for (const group of match.groups) if (group) expect(group.end).toBeGreaterThanOrEqual(group.start);
          end = match.end;
        }
        const first = result.regexp.find(subject);
        expect(first.ok && first.value).toEqual(all.value[0]);
        const replaced = result.regexp.replaceAll(subject, replacement);
        if (!replaced.ok) return;
        const joined = replaced.value.pieces.map((piece) =>
          'kept' in piece ? subject.slice(piece.kept.start, piece.kept.end) : piece.inserted,
        );
        expect(joined.join('')).toBe(replaced.value.text);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds a quoted text exactly where it stands', () => {
    const safe = text.map((value) => value.replace(/[\ud800\udc00]/g, ''));
    fc.assert(
      fc.property(fc.oneof(soup, safe), safe, (needle, before) => {
        const result = compile(quoteMeta(needle), limits);
        const found = result.ok ? result.regexp.find(before + needle) : undefined;
        expect(found?.ok === true && found.value?.start).toBe((before + needle).indexOf(needle));
      }),
    );
  });
});
