import { describe, expect, it } from 'vitest';
import { compile } from '../../../server/src/core/regexp/compile.ts';
import { REGEXP_LIMITS } from '../../../server/src/core/regexp/limits.ts';
import type { Bounded, Match } from '../../../server/src/core/regexp/match.ts';
import type { Regexp } from '../../../server/src/core/regexp/regexp.ts';

function regexp(pattern: string, limits = REGEXP_LIMITS): Regexp {
  const result = compile(pattern, limits);
  if (!result.ok) throw new Error(result.message);
  return result.regexp;
}

function value<T>(result: Bounded<T>): T {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

const flat = (match: Match): readonly number[] =>
  match.groups.flatMap((group) => (group ? [group.start, group.end] : [-1, -1]));

describe('match', () => {
  it.each([
    ['b+', 'abbc', true],
    ['^b', 'ab', false],
    ['a$', 'a\n', false],
    ['(?m)a$', 'a\nb', true],
    ['a\\z', 'ba', true],
    ['a.b', 'a\nb', false],
    ['(?s)a.b', 'a\nb', true],
    ['(?i)straße', 'STRAẞE', true],
    ['(?i)k', '\u212a', true],
    ['^\\pL\\p{Nd}$', 'é٣', true],
    ['^.$', '😀', true],
    ['^\\x{1F600}$', '😀', true],
    ['\\bé', 'é', false],
    ['\\Qa.b\\E', 'a.b', true],
    ['[[:^digit:]]', '123', false],
    ['', '', true],
    ['^.$', '\ud83d', true],
    ['\\p{letter}\\p{LETTER}\\p{Uppercase_Letter}', 'abC', true],
    ['[\\p{greek}]', 'ω', true],
    ['\\p{Old_Italic}', '\u{10300}', true],
  ])('%j in %j: %s', (pattern, text, answer) => {
    expect(value(regexp(pattern).match(text))).toBe(answer);
  });
});

describe('find', () => {
  it('is leftmost, and prefers the first alternative to the longest', () => {
    expect(value(regexp('a|ab').find('xab'))).toEqual({ start: 1, end: 2, groups: [{ start: 1, end: 2 }] });
  });

  it('counts UTF-16 units and leaves groups without part undefined', () => {
    expect(value(regexp('(a)|(?P<b>b)').find('😀b'))).toEqual({
      start: 2,
      end: 3,
      groups: [{ start: 2, end: 3 }, undefined, { start: 2, end: 3 }],
    });
    expect(value(regexp('z').find('abc'))).toBeUndefined();
  });

  it('knows names, also when two groups share one', () => {
    const shared = regexp('(?P<n>a)|(?<n>b)|(c)');
    expect(shared.groupCount).toBe(3);
    expect([...shared.groupNames]).toEqual([['n', [1, 2]]]);
  });
});

describe('findAll', () => {
  it.each<[string, string, number, number[][]]>([
    [
      'a*',
      'baaac',
      -1,
      [
        [0, 0],
        [1, 4],
        [5, 5],
      ],
    ],
    [
      '',
      'a😀',
      -1,
      [
        [0, 0],
        [1, 1],
        [3, 3],
      ],
    ],
    [
      'a',
      'aaa',
      2,
      [
        [0, 1],
        [1, 2],
      ],
    ],
    ['a', 'aaa', 0, []],
    ['^a', 'aa', -1, [[0, 1]]],
    [
      '\\b',
      'ab c',
      -1,
      [
        [0, 0],
        [2, 2],
        [3, 3],
        [4, 4],
      ],
    ],
    [
      '(a)(b)?',
      'aba',
      -1,
      [
        [0, 2, 0, 1, 1, 2],
        [2, 3, 2, 3, -1, -1],
      ],
    ],
    [
      'a??',
      'aa',
      -1,
      [
        [0, 0],
        [1, 1],
        [2, 2],
      ],
    ],
  ])('%j in %j, at most %i', (pattern, text, count, matches) => {
    expect(value(regexp(pattern).findAll(text, count)).map(flat)).toEqual(matches);
  });
});

describe('replaceAll', () => {
  it.each([
    ['(a)(b)', 'abxab', '$2$1', 'baxba'],
    ['a(x*)b', '-ab-axxb-', '$1W', '---'],
    ['a(x*)b', '-ab-axxb-', '${1}W', '-W-xxW-'],
    ['(?P<first>a)', 'a', '${first}$first!$$1', 'aa!$1'],
    ['(a)', 'a', '$01$10$', '$'],
    ['(a)', 'a', '${1', '${1'],
    ['(a)', 'a', '${}', '${}'],
    ['(a)', 'a', '$1é', ''],
    ['(a)', 'a', '$1-$0', 'a-a'],
    ['(?P<n>a)|(?P<n>b)', 'ab', '<$n>', '<a><b>'],
    ['a*', 'baaac', 'x', 'xbxcx'],
    ['', 'a😀', '-', '-a-😀-'],
    ['b*', 'abb', '-', '-a-'],
    ['x', 'abc', 'y', 'abc'],
  ])('%j in %j by %j', (pattern, text, template, replaced) => {
    expect(value(regexp(pattern).replaceAll(text, template)).text).toBe(replaced);
  });

  it('says which pieces come from the searched text', () => {
    expect(value(regexp('(b+)c').replaceAll('abbcd', '<$1>')).pieces).toEqual([
      { kept: { start: 0, end: 1 } },
      { inserted: '<' },
      { kept: { start: 1, end: 3 } },
      { inserted: '>' },
      { kept: { start: 4, end: 5 } },
    ]);
  });

  it('leaves a literal replacement alone', () => {
    expect(value(regexp('(a)').replaceAllLiteral('ab', '$1')).text).toBe('$1b');
    expect(value(regexp('a').replaceAllLiteral('aba', '')).pieces).toEqual([{ kept: { start: 1, end: 2 } }]);
  });
});

describe('split', () => {
  it.each<[string, string, number, string[]]>([
    [',', 'a,b,c', -1, ['a', 'b', 'c']],
    [',', 'a,b,c', 2, ['a', 'b,c']],
    [',', 'a,b,c', 0, []],
    [',', 'a,b,c', 1, ['a,b,c']],
    [',', ',a,', -1, ['', 'a', '']],
    ['', 'a😀b', -1, ['a', '😀', 'b']],
    ['a*', 'baaac', -1, ['b', 'c']],
    [',', '', -1, ['']],
    ['', '', -1, []],
    ['x', 'abc', -1, ['abc']],
  ])('%j in %j, at most %i', (pattern, text, count, parts) => {
    const slices = value(regexp(pattern).split(text, count));
    expect(slices.map(({ start, end }) => text.slice(start, end))).toEqual(parts);
  });
});

describe('work', () => {
  it.each([
    ['(a*)*b', 'a'.repeat(50_000)],
    ['(x+x+)+y', 'x'.repeat(50_000)],
    ['(?:a?){200}a{200}', 'a'.repeat(300)],
    ['(a|aa)+$', `${'a'.repeat(2000)}b`],
    ['((a?){30}){30}b', 'a'.repeat(1000)],
  ])('%s ends', (pattern, text) => {
    expect(regexp(pattern).find(text).ok).toBe(true);
  });

  it('is refused beyond the limit, in every call, and the expression stays usable', () => {
    const limits = { ...REGEXP_LIMITS, steps: 20_000 };
    const heavy = regexp('(.*){1,1000}|(y)', limits);
    const text = 'x'.repeat(5000);
    const refused = { ok: false, reason: 'limit' };
    expect(heavy.match(text)).toEqual(refused);
    expect(heavy.find(text)).toEqual(refused);
    expect(heavy.findAll(text)).toEqual(refused);
    expect(heavy.replaceAll(text, '')).toEqual(refused);
    expect(heavy.replaceAllLiteral(text, '')).toEqual(refused);
    expect(heavy.split(text)).toEqual(refused);
    expect(value(regexp('a(b|c)', limits).find('ac'))).toMatchObject({ start: 0, end: 2 });
    expect(value(regexp('a.*z|a', limits).findAll('aaa'))).toHaveLength(3);
  });

  it('counts all searches of one call together', () => {
    const limits = { ...REGEXP_LIMITS, steps: 200_000 };
    const looksFar = regexp('a.*z|a', limits);
    expect(looksFar.find('a'.repeat(2000)).ok).toBe(true);
    expect(looksFar.findAll('a'.repeat(2000))).toEqual({ ok: false, reason: 'limit' });
  });

  it('bounds results', () => {
    const limits = { ...REGEXP_LIMITS, matches: 10, output: 100 };
    expect(regexp('a', limits).findAll('a'.repeat(11)).ok).toBe(false);
    expect(regexp('a', limits).findAll('a'.repeat(10)).ok).toBe(true);
    expect(regexp('a', limits).replaceAllLiteral('aaa', 'b'.repeat(34)).ok).toBe(false);
    expect(regexp('a', limits).replaceAllLiteral('aaa', 'b'.repeat(33)).ok).toBe(true);
  });
});
