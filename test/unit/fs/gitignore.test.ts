import { describe, expect, it } from 'vitest';
import { parseGitignore } from '../../../server/src/core/fs/gitignore.ts';

describe('a .gitignore', () => {
  it.each([
    ['a  ', 'a', true],
    ['a\\ ', 'a ', true],
    ['a\\  ', 'a ', true],
    ['**/b*/**', 'a/bc/d', true],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**', 'a', undefined],
    ['**/**/**/a*b*c', 'x/y/aabbcc', true],
    ['!a\nb', 'a', false],
    ['b', 'a', undefined],
  ])('of %j about %s: %s', (text, path, expected) => {
    expect(parseGitignore(text).ignores(path, false)).toBe(expected);
  });

  it('does not speak of what takes too many steps', () => {
    const rules = parseGitignore(`x\n${'**/'.repeat(1000)}${'*a'.repeat(1000)}b\n`);
    expect(rules.ignores(`${'a/'.repeat(60)}${'a'.repeat(200)}`, false)).toBeUndefined();
    expect(rules.ignores('x', false)).toBe(true);
  });

  it('is silent once a budget for many is spent', () => {
    const budget = { left: 10 };
    const rules = parseGitignore('a*b', budget);
    expect(rules.ignores('axb', false)).toBe(true);
    expect(rules.ignores('axb', false)).toBeUndefined();
  });

  it('is read in the time of its length', () => {
    const blank = ' '.repeat(200_000);
    expect(parseGitignore(`a${blank}b\nc`).ignores('c', false)).toBe(true);
  });
});
