import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';
import { toJson } from '../../../server/src/core/yaml/walk.ts';

/** The data of a text without problems; otherwise the problems' messages. */
function read(text: string): unknown {
  const { documents, problems } = parseYaml(text);
  return problems.length > 0 ? problems.map((problem) => problem.message) : toJson(documents[0]?.root);
}

const refused = (text: string): boolean => parseYaml(text).problems.length > 0;

// What is expected here was recorded from sigs.k8s.io/yaml v1.6.0.
describe('lines in quotes', () => {
  it('need no indentation', () => {
    for (const quote of ['"', "'"]) {
      expect(read(`a:\n  b: ${quote}x\ny\n\n z${quote}\nc: 1\n`)).toEqual({ a: { b: 'x y\nz' }, c: 1 });
      expect(read(`- ${quote}x\n- y${quote}\n- 2\n`)).toEqual(['x - y', 2]);
      expect(read(`a: ${quote}x\n\ty${quote}\nb: 1\n`)).toEqual({ a: 'x y', b: 1 });
    }
  });

  it('end before a document mark', () => {
    expect(refused('a: "x\n---\ny"\n')).toBe(true);
  });

  it('leave what stands below readable while the closing quote is missing', () => {
    const { documents, problems } = parseYaml('a: "x\nb: "y"\nc: 1\n');
    expect(problems.length).toBeGreaterThan(0);
    expect(toJson(documents[0]?.root)).toMatchObject({ b: 'y', c: 1 });
    expect(toJson(parseYaml("a: 'x\nb: 2\n").documents[0]?.root)).toMatchObject({ b: 2 });
  });
});

describe('flow collections', () => {
  it('may stand at any column', () => {
    expect(read('a: [\n1,\n2\n]\nb: 1\n')).toEqual({ a: [1, 2], b: 1 });
    expect(read('a:\n  b: {\nx: 1,\n y: [\n]\n}\n')).toEqual({ a: { b: { x: 1, true: [] } } });
    expect(read('- [\na,\n# c\n  b]\n- c\n')).toEqual([['a', 'b'], 'c']);
    expect(read('a: [\t1\t,\n\t2\t]\n')).toEqual({ a: [1, 2] });
  });

  it('keep a colon that no blank follows in the text', () => {
    expect(read('a: {b:}')).toEqual({ a: { 'b:': null } });
    expect(read('[b:, c:[d]]')).not.toEqual([{ b: null }, { c: ['d'] }]);
    expect(read('[b:]')).toEqual(['b:']);
    expect(read('{"a":b, c: d:e}')).toEqual({ a: 'b', c: 'd:e' });
  });

  it('hold a lone dash as text', () => {
    expect(read('[-]')).toEqual(['-']);
  });

  it('are refused without an end, and what stands below is read', () => {
    for (const text of ['a: [', 'a: {', 'a: [1, 2\nb: 3', 'a: [1\n---\nb: 2\n', '[', 'a: {b: 1\nc: 2\n']) {
      expect(refused(text), text).toBe(true);
    }
    expect(toJson(parseYaml('a: [1, 2\nb: 3\nc: [4]\n').documents[0]?.root)).toEqual({ a: [1, 2], b: 3, c: [4] });
    expect(toJson(parseYaml('a: [1\n---\nb: 2\n').documents[1]?.root)).toEqual({ b: 2 });
  });
});

describe('tabs', () => {
  it('are refused where a key could begin', () => {
    for (const text of ['-\ta', '- \ta', '\ta: 1', 'a:\n\tb: 1', 'a:\n  b: c\n\t\nd: 1\n', 'a: |\n\tb\n', '?\ta']) {
      expect(refused(text), JSON.stringify(text)).toBe(true);
    }
  });

  it('are blanks elsewhere', () => {
    expect(read('a:\tb\t# c\n"d"\t: [e]\t\n')).toEqual({ a: 'b', d: ['e'] });
    expect(read('a: b\n  \t\nc: d\n')).toEqual({ a: 'b', c: 'd' });
    expect(read('a: &x\tb\nc: !!str\t1\n')).toEqual({ a: 'b', c: '1' });
    expect(read('a: |\t\n  b\tc\n')).toEqual({ a: 'b\tc\n' });
  });
});

describe('anchors and aliases', () => {
  it('have names of letters, digits, dashes and underscores', () => {
    expect(read('a: &x-1_Y 1\nb: *x-1_Y\n')).toEqual({ a: 1, b: 1 });
    for (const name of ['é', 'x.y', 'x/y']) expect(refused(`a: &${name} 1\nb: *${name}\n`), name).toBe(true);
  });

  it('end before a colon', () => {
    expect(read('&x a: b\n*x: c\n')).toEqual({ a: 'c' });
  });
});

describe('line breaks', () => {
  it('may be a lone carriage return', () => {
    expect(read('a: b\rc: "d\re"\rf: |\r  g\r')).toEqual({ a: 'b', c: 'd e', f: 'g\n' });
    const text = 'a: b\r\r- x';
    for (const { range } of parseYaml(text).documents) expect(range.end).toBeLessThanOrEqual(text.length);
  });
});

describe('block scalars', () => {
  it('take their indentation from the collection around them', () => {
    expect(read('- a: |2\n     x\n    y\n- b\n')).toEqual([{ a: ' x\ny\n' }, 'b']);
    expect(read('a:\n- |+\n  x\n\n- >-\n  y\n  z\n')).toEqual({ a: ['x\n\n', 'y z'] });
    expect(read('a: >\n  "x\n  [y\n# c\nb: 1\n')).toEqual({ a: '"x [y\n', b: 1 });
  });
});

describe('long lines and broken texts', () => {
  it('take time in proportion to their length', () => {
    const texts = ['"a", '.repeat(10_000), 'a: [\n'.repeat(10_000), 'a: "\n'.repeat(10_000), "a: 'x\n".repeat(10_000)];
    for (const text of texts) {
      expect(parseYaml(`[${text}`, { nodes: 1000 }).problems.length, text.slice(0, 6)).toBeGreaterThan(0);
      expect(parseYaml(text, { nodes: 1000 }).problems.length, text.slice(0, 6)).toBeGreaterThan(0);
    }
  }, 20_000);
});
