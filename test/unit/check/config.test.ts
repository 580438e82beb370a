import { describe, expect, it } from 'vitest';
import type { Config } from '../../../server/src/core/config/config.ts';
import { configAt, readConfig } from '../../../server/src/core/config/config.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';

const read = (text: string): Config => readConfig(parseYaml(text));
const listed = (globs: readonly string[]): string => globs.map((glob) => `  - ${JSON.stringify(glob)}\n`).join('');
const many = (count: number, glob: string): string[] => Array.from({ length: count }, (_, i) => `${glob}${i}`);

describe('the configuration of a file', () => {
  it('is that of the last override that says something', () => {
    const config = read(
      'rules: {a/b: info, a/c: hint}\noverrides:\n- {paths: [x/**], rules: {a/b: error}, profile: argocd}\n- {paths: ["*.yaml"], rules: {a/b: off}}\n',
    );
    expect(configAt(config, 'x/y.yaml')).toEqual({
      isIgnored: false,
      rules: new Map([
        ['a/b', 'off'],
        ['a/c', 'hint'],
      ]),
      profiles: ['argocd'],
    });
    expect(configAt(config, 'z').rules.get('a/b')).toBe('info');
  });

  it('comes from hundreds of globs', () => {
    const config = read(`ignore:\n${listed([...many(500, 'charts/**/templates/*-'), 'a/**'])}`);
    expect(configAt(config, `a/${'b/'.repeat(20)}c.yaml`).isIgnored).toBe(true);
  });

  it('is read no further than a bound', () => {
    const globs = listed([...many(1000, 'x'), 'a.yaml']);
    const config = read(`ignore:\n${globs}overrides:\n${'- {}\n'.repeat(1001)}`);
    expect(config.problems.map(({ message }) => message)).toEqual([
      'Of `overrides` only the first 1000 are read.',
      'Of `ignore` only the first 1000 are read.',
    ]);
    expect(configAt(config, 'a.yaml').isIgnored).toBe(false);
  });

  it('stops looking once matching takes too many steps', () => {
    const config = read(`ignore:\n${listed([...many(999, '**/*a*b*c/'.repeat(20)), 'a/**'])}`);
    expect(configAt(config, 'a/'.repeat(200)).isIgnored).toBe(false);
  });
});
