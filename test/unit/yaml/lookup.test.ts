import { describe, expect, it } from 'vitest';
import { documentAt, nodeAt } from '../../../server/src/core/yaml/locate.ts';
import { entry, get, getPath, items, isString } from '../../../server/src/core/yaml/lookup.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';
import { effectiveEntries, toJson } from '../../../server/src/core/yaml/walk.ts';

const TEXT = 'base: &b\n  k: 1\n  list: [x, z]\nown:\n  <<: *b\n  k: 2\n  k: 3\nref: *b\n';
const root = parseYaml(TEXT).documents[0]?.root;

describe('lookups', () => {
  it('follow aliases and merges, and take the last of equal keys', () => {
    expect(toJson(get(get(root, 'own'), 'k'))).toBe(3);
    expect(toJson(getPath(root, ['own', 'list', 1]))).toBe('z');
    expect(toJson(getPath(root, ['ref', 'k']))).toBe(1);
    expect(entry(get(root, 'own'), 'list')?.key.range.start).toBe(TEXT.indexOf('list'));
    expect(items(getPath(root, ['ref', 'list']))).toHaveLength(2);
  });

  it('find nothing where there is nothing', () => {
    expect([
      get(root, 'none'),
      getPath(root, ['base', 0]),
      get(undefined, 'x'),
      entry(getPath(root, ['base', 'k']), 'k'),
    ]).toEqual([undefined, undefined, undefined, undefined]);
    expect(items(root)).toEqual([]);
    expect(isString(getPath(root, ['base', 'k']))).toBe(false);
  });
});

describe('a place', () => {
  const roles = (offset: number): string[] =>
    nodeAt(parseYaml(TEXT), offset).map(({ node, role, index }) => `${role}${index}:${node.kind}`);

  it('is found from the root to the innermost node', () => {
    expect(roles(TEXT.indexOf('z]'))).toEqual(['root0:map', 'value0:map', 'value1:seq', 'item1:scalar']);
    expect(roles(TEXT.indexOf('own') + 3)).toEqual(['root0:map', 'key1:scalar']);
    expect(roles(TEXT.indexOf('k: 3') + 3)).toEqual(['root0:map', 'value1:map', 'value2:scalar']);
    expect(roles(TEXT.lastIndexOf('*b'))).toEqual(['root0:map', 'value2:alias']);
  });

  it('is a missing value behind its colon, and nothing past the end', () => {
    expect(nodeAt(parseYaml('a:\nb: 1\n'), 2).at(-1)).toMatchObject({ role: 'value', entry: { name: 'a' } });
    expect(nodeAt(parseYaml('a: 1\n\n\n'), 7)).toEqual([]);
  });

  it('belongs to the document that begins there', () => {
    const stream = parseYaml('a: 1\n---\nb: 2\n');
    expect(documentAt(stream, 5)).toBe(stream.documents[1]);
    expect(documentAt(stream, 4)).toBe(stream.documents[0]);
  });
});

describe('maps that merge each other', () => {
  const maps = Array.from({ length: 40 }, (_, i) => `k${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}], x${i}: 1}\n`).join(
    '',
  );
  const root = parseYaml(`k0: &a0 {x: 1}\n${maps}`).documents[0]?.root;

  it('are followed as far as the budget goes, which calls share', () => {
    const budget = { left: 10_000 };
    expect(effectiveEntries(get(root, 'k5'), budget).size).toBe(6);
    expect(budget.left).toBeGreaterThan(9000);
    effectiveEntries(get(root, 'k40'), budget);
    expect(budget.left).toBeLessThan(0);
    expect(effectiveEntries(get(root, 'k5'), budget).size).toBe(0);
  });

  it('are no plain data', () => {
    expect(toJson(root)).toBeUndefined();
  });
});
