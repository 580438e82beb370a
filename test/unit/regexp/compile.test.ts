import { describe, expect, it } from 'vitest';
import { RegexpCache } from '../../../server/src/core/regexp/cache.ts';
import { compile, quoteMeta } from '../../../server/src/core/regexp/compile.ts';
import { REGEXP_LIMITS } from '../../../server/src/core/regexp/limits.ts';
import { estimateSize } from '../../../server/src/core/regexp/size.ts';

describe('compile', () => {
  it.each([
    ['[a', 'missing closing ]: `[a`'],
    ['(a', 'missing closing ): `(a`'],
    ['a)', 'unexpected ): `a)`'],
    ['*a', 'missing argument to repetition operator: `*`'],
    ['a**', 'invalid nested repetition operator: `**`'],
    ['a{2,1}', 'invalid repeat count: `{2,1}`'],
    ['a{1001}', 'invalid repeat count: `{1001}`'],
    ['(a{100}){11}', 'invalid repeat count: `{11}`'],
    ['[z-a]', 'invalid character class range: `z-a`'],
    ['\\p{Foo}', 'invalid character class range: `\\p{Foo}`'],
    ['a\\', 'trailing backslash at end of expression: ``'],
    ['\\8', 'invalid escape sequence: `\\8`'],
    ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
    ['(?P<é>a)', 'invalid named capture: `(?P<é>`'],
    ['(\\p{Letter}', 'missing closing ): `(\\p{Letter}`'],
  ])('refuses %j as Go does', (pattern, message) => {
    expect(compile(pattern)).toEqual({ ok: false, reason: 'syntax', message: `error parsing regexp: ${message}` });
  });

  it.each(['a'.repeat(10_001), '(abcdefghij){1000}'.repeat(10), '(x{0,1000}y?)'.repeat(100), '(a)'.repeat(3000)])(
    'refuses what would grow too large: %.30s',
    (pattern) => {
      expect(compile(pattern)).toMatchObject({ ok: false, reason: 'limit' });
    },
  );

  it.each([
    '',
    '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$',
    '(.*){1,1000}',
    '\ud800',
    '[\udc00]',
    '(?P<constructor>a)(?P<__proto__>b)',
  ])('takes %j', (pattern) => {
    expect(compile(pattern).ok).toBe(true);
  });
});

describe('estimateSize', () => {
  it.each([
    ['abc', 3],
    ['a{3}', 3],
    ['(ab){10}', 40],
    ['[]a-z()[:alpha:]]{5}', 5],
    ['\\Q(a){9}\\E', 10],
    ['\\p{Greek}{3}\\x{41}', 4],
    ['a{2,}', 2],
    ['a{0,9}', 18],
    ['a{,9}', 5],
    ['((a{10}){10}){10}', 1000 + 200 + 20],
    ['((a{10}){10}){11}', 0],
    ['(a{500}', 502],
  ])('of %s is about %i', (pattern, size) => {
    const estimate = estimateSize(pattern);
    expect(estimate).toBeGreaterThanOrEqual(size);
    expect(estimate).toBeLessThanOrEqual(size * 1.2);
  });
});

describe('quoteMeta', () => {
  it('escapes what Go escapes', () => {
    expect(quoteMeta('a.b*c[]{}()^$|+?\\-/é')).toBe('a\\.b\\*c\\[\\]\\{\\}\\(\\)\\^\\$\\|\\+\\?\\\\-/é');
  });
});

describe('RegexpCache', () => {
  it('keeps what was asked for last', () => {
    const cache = new RegexpCache(2);
    const a = cache.compile('a');
    const b = cache.compile('b');
    expect(cache.compile('a')).toBe(a);
    cache.compile('[');
    expect(cache.size).toBe(2);
    expect(cache.compile('a')).toBe(a);
    expect(cache.compile('b')).not.toBe(b);
  });

  it('hands its limits on', () => {
    const cache = new RegexpCache(1, { ...REGEXP_LIMITS, pattern: 2 });
    expect(cache.compile('abc')).toMatchObject({ ok: false, reason: 'limit' });
  });
});
