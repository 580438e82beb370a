import { describe, expect, it } from 'vitest';
import { parseHelmignore } from '../../../server/src/core/chart/ignore.ts';

const ignored = (rules: string, path: string): boolean => parseHelmignore(rules).ignores(path);

describe('.helmignore as Helm reads it', () => {
  it.each([
    ['*.md', 'docs/a.md', true],
    ['docs/*.md', 'docs/a.md', true],
    ['docs/*.md', 'x/docs/a.md', false],
    ['/docs', 'docs/a.md', true],
    ['/docs', 'x/docs', false],
    ['docs/', 'docs', false],
    ['docs/', 'x/docs/a', true],
    ['# *.md', 'a.md', false],
    ['  a.md  ', 'a.md', true],
    ['', 'templates/.hidden', true],
    ['', 'templates/x/.hidden', false],
  ])('%j and %s: %s', (rules, path, expected) => {
    expect(ignored(rules, path)).toBe(expected);
  });

  it('ignores all that a negated pattern does not match', () => {
    expect(ignored('!*.yaml', 'Chart.yaml')).toBe(false);
    expect(ignored('!*.yaml', 'README')).toBe(true);
  });

  it('refuses double stars', () => {
    expect(parseHelmignore('a\n**/b\n').problems).toEqual([
      { line: 1, message: 'double-star (**) syntax is not supported' },
    ]);
  });

  it('ignores nothing more once its patterns have taken too many steps', () => {
    const slow = `${'*a'.repeat(50)}b\n`.repeat(20_000);
    const { ignores } = parseHelmignore(`${slow}x\n`);
    expect(ignores('x')).toBe(true);
    for (let i = 0; i < 10; i++) expect(ignores(`${'a'.repeat(200)}${i}`)).toBe(false);
    expect(ignores('x')).toBe(false);
  });
});
