import { describe, expect, it } from 'vitest';
import { get, items } from '../../../server/src/core/yaml/lookup.ts';
import type { YamlMap, YamlNode } from '../../../server/src/core/yaml/nodes.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';
import { toJson, visit } from '../../../server/src/core/yaml/walk.ts';

const root = (text: string): YamlNode | undefined => parseYaml(text).documents[0]?.root;
const data = (text: string): unknown => toJson(root(text));

function map(text: string): YamlMap {
  const node = root(text);
  if (node?.kind !== 'map') throw new Error('no map');
  return node;
}

describe('a stream', () => {
  it('is cut into documents that cover the text', () => {
    const text = '# head\na: 1\n---\n# only a comment\n---\nb: 2\n...\n';
    const { documents, problems } = parseYaml(text);
    expect(problems).toEqual([]);
    expect(documents.map(({ range }) => text.slice(range.start, range.end))).toEqual([
      '# head\na: 1\n',
      '---\n# only a comment\n',
      '---\nb: 2\n...\n',
    ]);
    expect(documents.map((document) => toJson(document.root))).toEqual([{ a: 1 }, undefined, { b: 2 }]);
  });

  it('has one document without a root when there is nothing', () => {
    for (const text of ['', '\n', '# c\n', '\ufeff', '---\n']) {
      expect(
        parseYaml(text).documents.map((document) => document.root),
        JSON.stringify(text),
      ).toEqual([undefined]);
    }
  });

  it('counts a byte order mark in its offsets and not in its columns', () => {
    const text = '\ufeff- - a\n  - b\n';
    expect(data(text)).toEqual([['a', 'b']]);
    expect(root(text)?.range).toEqual({ start: 1, end: text.length - 1 });
  });

  it('goes on after a broken document', () => {
    const { documents, problems } = parseYaml('a: b: c\n---\nb: 2\n');
    expect(problems.length).toBeGreaterThan(0);
    expect(toJson(documents.at(-1)?.root)).toEqual({ b: 2 });
  });
});

describe('ranges', () => {
  it('leave anchors, tags, blanks and comments out', () => {
    const text = 'a: &x !!str b  # c\nl: |\n  x\n\n\nm:   # n\n- 1\n';
    const { entries, range } = map(text);
    expect(entries.map(({ value }) => text.slice(value.range.start, value.range.end))).toEqual(['b', '|\n  x', '- 1']);
    expect(entries[0]?.value).toMatchObject({ anchor: 'x', tag: '!!str', source: 'b' });
    expect(text.slice(range.start, range.end)).toBe(text.trimEnd());
  });

  it('put a missing value behind its colon or dash', () => {
    const text = 'a:   # c\nb:\n  - \n  -\n';
    const [a, b] = map(text).entries;
    expect(a?.value.range).toEqual({ start: 2, end: 2 });
    const ends =
      b?.value.kind === 'seq' ? b.value.items.map((item) => text.slice(item.range.start, item.range.end)) : [];
    expect(ends).toEqual(['-', '-']);
  });

  it('keep carriage returns out of values', () => {
    expect(data('a: x\r\nb: |\r\n  y\r\n  z\r\nc: p\r\n  q\r\n')).toEqual({ a: 'x', b: 'y\nz\n', c: 'p q' });
  });
});

describe('as Helm reads it', () => {
  it('merges in the order of the text', () => {
    expect(data('x: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}\ne: {c: 3, <<: *x}\n')).toMatchObject({
      d: { b: 1, c: 3 },
      e: { b: 1, c: 2 },
    });
    expect(data('x: &x {b: 1}\ny: &y {b: 2, z: 3}\nd: {<<: [*x, *y]}\n')).toMatchObject({ d: { b: 1, z: 3 } });
    expect(data('x: &x {b: 1}\nd: {"<<": *x}\n')).toMatchObject({ d: { '<<': { b: 1 } } });
    expect(parseYaml('a: {<<: 1}').problems).toHaveLength(1);
  });

  it('keeps all of equal keys, the last counts', () => {
    const node = map('a: 1\na: 2\n');
    expect(node.entries.map((entry) => entry.name)).toEqual(['a', 'a']);
    expect(toJson(node)).toEqual({ a: 2 });
  });

  it('takes what libyaml takes', () => {
    expect(parseYaml('a: [\n  b\n]\nc: "d"#e\n').problems).toEqual([]);
  });

  it('refuses what libyaml refuses', () => {
    for (const text of [
      'a: "\\/"',
      'a: "\\ud83d\\ude00"',
      '%YAML 1.2\n---\na: 1',
      'a: *x',
      'a: &x [*x]',
      'a: \u0007',
      '\ta: 1',
    ]) {
      expect(parseYaml(text).problems.length, text).toBeGreaterThan(0);
    }
  });

  it('ends a block scalar without a line break where the text has none', () => {
    expect(data('a: |\n  x')).toEqual({ a: 'x' });
  });
});

describe('limits', () => {
  it('stop at length, depth and node count', () => {
    expect(parseYaml('a: 1', { length: 3 })).toMatchObject({ documents: [], problems: [{ kind: 'limit' }] });
    expect(parseYaml('[[1]]', { depth: 1 }).problems).toMatchObject([{ kind: 'limit' }]);
    expect(parseYaml('[1, 2, 3, 4]', { nodes: 3 }).problems).toMatchObject([{ kind: 'limit' }]);
    expect(parseYaml(']'.repeat(5000)).problems.length).toBeLessThan(1100);
    expect(parseYaml(']'.repeat(5000)).problems).toContainEqual(expect.objectContaining({ kind: 'limit' }));
    const { documents, problems } = parseYaml(`a: ["", ${'1, '.repeat(5000)}2]`, { nodes: 1000 });
    expect(problems[0]).toMatchObject({ kind: 'limit', message: 'Too many nodes' });
    expect(items(get(documents[0]?.root, 'a')).length).toBeLessThan(500);
    expect(parseYaml('a\u0000b')).toMatchObject({ documents: [], problems: [{ kind: 'syntax' }] });
  });

  it('hold for 100,000 brackets, dashes and keys', () => {
    for (const text of ['['.repeat(100_000), '{a: '.repeat(100_000), '- '.repeat(100_000), '? '.repeat(100_000)]) {
      expect(
        parseYaml(text).problems.some((problem) => problem.kind === 'limit'),
        text.slice(0, 4),
      ).toBe(true);
    }
    expect(parseYaml('['.repeat(90) + ']'.repeat(90)).problems).toEqual([]);
  });

  it('hold for an alias bomb', () => {
    const lines = Array.from({ length: 30 }, (_, i) =>
      i === 0 ? 'a0: &a0 x' : `a${i}: &a${i} [*a${i - 1}, *a${i - 1}]`,
    );
    const bomb = root(lines.join('\n'));
    let visits = 0;
    const whole = visit(
      bomb,
      () => {
        visits++;
        return undefined;
      },
      10_000,
    );
    expect([whole, visits, toJson(bomb, 10_000)]).toEqual([false, 10_000, undefined]);
  });
});

/** `plain` keys without aliases, then so many keys each of which holds the one before twice. */
const doubling = (plain: number, times: number): string =>
  [
    ...Array.from({ length: plain }, (_, i) => `p${i}: ${i}`),
    'a0: &a0 [x, x]',
    ...Array.from({ length: times }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`),
  ].join('\n');

describe('what aliases make of a document', () => {
  // Where go.yaml.in/yaml/v2 v2.4.2 begins to refuse.
  it.each([
    [0, 9],
    [100, 12],
    [20_000, 16],
  ])('is refused where Go refuses it: %i plain keys and %i times twice as much', (plain, times) => {
    expect(parseYaml(doubling(plain, times - 1)).refusal).toBeUndefined();
    const { refusal } = parseYaml(doubling(plain, times));
    expect(refusal?.message).toBe('yaml: document contains excessive aliasing');
    const at = doubling(plain, times).slice(0, refusal?.range.start).split('\n').at(-1) ?? '';
    expect(at).toMatch(/^a\d+: &a\d+ \[(?:\*a\d+, )?$/);
  });

  it('is told in the order in which Go decodes', () => {
    const merge = 'm:\n  <<: [1]\n';
    expect(parseYaml(`${merge}${doubling(0, 9)}`).refusal?.message).toContain('map merge requires');
    expect(parseYaml(`${doubling(0, 9)}\n${merge}`).refusal?.message).toContain('excessive aliasing');
    expect(parseYaml(`${doubling(0, 9)}\nb: [`).refusal?.message).toContain('did not find');
  });
});
