import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../server/src/core/text/range.ts';
import type { TextEdit } from '../../../server/src/core/text/range.ts';
import {
  insertItem,
  insertItemText,
  moveItem,
  removeEntry,
  removeItem,
  setEntry,
} from '../../../server/src/core/yaml/edit.ts';
import { getPath } from '../../../server/src/core/yaml/lookup.ts';
import type { YamlMap, YamlScalar, YamlSeq } from '../../../server/src/core/yaml/nodes.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';
import { quoteScalar, replaceScalar } from '../../../server/src/core/yaml/scalarEdit.ts';

type Kinds = { seq: YamlSeq; map: YamlMap; scalar: YamlScalar };

function find<K extends keyof Kinds>(text: string, kind: K, ...path: (string | number)[]): Kinds[K] {
  const node = getPath(parseYaml(text).documents[0]?.root, path);
  if (node?.kind !== kind) throw new Error(`no ${kind}`);
  return node as Kinds[K];
}

const apply = (text: string, edits: readonly TextEdit[] | undefined): string | undefined =>
  edits && applyEdits(text, edits);

const insert = (text: string, index: number, value: string, like?: number): string | undefined => {
  const seq = find(text, 'seq', 'k');
  const item = like === undefined ? undefined : seq.items[like];
  return apply(text, insertItem(text, seq, index, value, item && { like: item }));
};
const remove = (text: string, index: number): string | undefined =>
  apply(text, removeItem(text, find(text, 'seq', 'k'), index));

describe('inserting an item', () => {
  it('takes indentation, dash spacing and quotes of its neighbour', () => {
    expect(insert('k:\n- a\n', 1, 'b')).toBe('k:\n- a\n- b\n');
    expect(insert("k:\n    -   'a'\n", 1, "it's")).toBe("k:\n    -   'a'\n    -   'it''s'\n");
    expect(insert('k:\n  - a\n  - "b"', 2, 'c')).toBe('k:\n  - a\n  - "b"\n  - "c"');
    expect(insert('k:\r\n  - a\r\nl: 1\r\n', 1, 'b')).toBe('k:\r\n  - a\r\n  - b\r\nl: 1\r\n');
  });

  it('quotes what YAML would read as something else', () => {
    expect(insert('k:\n- a\n', 1, 'on')).toBe('k:\n- a\n- "on"\n');
    expect(insert('k: [a]\n', 1, 'b, c')).toBe('k: [a, "b, c"]\n');
  });

  it('goes above the comments of the item it is put before', () => {
    const text = 'k:\n- a # one\n\n# section\n\n# renovate: x\n- b\n';
    expect(insert(text, 1, 'new', 1)).toBe('k:\n- a # one\n\n# section\n\n- new\n# renovate: x\n- b\n');
    expect(insert(text, 1, 'new')).toBe('k:\n- a # one\n- new\n\n# section\n\n# renovate: x\n- b\n');
    expect(insert('k:\n# about a\n- a\n', 0, 'new')).toBe('k:\n- new\n# about a\n- a\n');
  });

  it('keeps the form of a flow sequence', () => {
    expect(insert('k: []\n', 0, 'a')).toBe('k: [a]\n');
    expect(insert('k: [ a, b ]\n', 1, 'new')).toBe('k: [ a, new, b ]\n');
    expect(insert('k: [\n  a, # one\n  b # two\n]\n', 2, 'new')).toBe('k: [\n  a, # one\n  b, # two\n  new\n]\n');
    expect(insert('k: [\n  a,\n]\n', 1, 'new')).toBe('k: [\n  a,\n  new,\n]\n');
  });

  it('indents text of several lines', () => {
    const text = 'k:\n  - name: a\n    version: 1\n';
    const edits = insertItemText(text, find(text, 'seq', 'k'), 1, 'name: b\nvalues:\n  x: 1');
    expect(apply(text, edits)).toBe(`${text}  - name: b\n    values:\n      x: 1\n`);
  });

  it('leaves the lines of a block scalar alone', () => {
    expect(insert('k:\n- |+\n  x\n\n- b\n', 1, 'new')).toBe('k:\n- |+\n  x\n\n- new\n- b\n');
    expect(insert('k:\n- |\n  x', 1, 'new')).toBeUndefined();
  });
});

describe('removing', () => {
  it('takes the comments of the item along and leaves the others', () => {
    const text = 'k:\n# section\n\n# renovate: x\n- a # one\n  # still a\n# about b\n- b\n';
    expect(remove(text, 0)).toBe('k:\n# section\n\n# about b\n- b\n');
    expect(remove(text, 1)).toBe('k:\n# section\n\n# renovate: x\n- a # one\n  # still a\n');
  });

  it('leaves an empty collection', () => {
    expect(remove('k:\n  # c\n  - a # t\nl: 1\n', 0)).toBe('k: []\nl: 1\n');
    expect(remove('k: # c\n- a\n', 0)).toBe('k: # c\n []\n');
    expect(remove('k: [a]\n', 0)).toBe('k: []\n');
    const text = 'a:\n  b: 1\n';
    expect(apply(text, removeEntry(text, find(text, 'map', 'a'), 0))).toBe('a: {}\n');
  });

  it('keeps the commas of a flow sequence right', () => {
    expect(remove('k: [a, b, c]\n', 0)).toBe('k: [b, c]\n');
    expect(remove('k: [a, b, c]\n', 2)).toBe('k: [a, b]\n');
    expect(remove('k: [\n  a, # one\n  b # two\n]\n', 1)).toBe('k: [\n  a # one\n]\n');
  });

  it('keeps a comment at the head of the file', () => {
    const text = '# yaml-language-server: $schema=x\na: 1\nb: 2\n';
    expect(apply(text, removeEntry(text, find(text, 'map'), 0))).toBe('# yaml-language-server: $schema=x\nb: 2\n');
  });

  it('keeps an entry beside the dash of its item', () => {
    const text = '- a: 1\n  b: 2\n';
    expect(apply(text, removeEntry(text, find(text, 'map', 0), 0))).toBe('- b: 2\n');
  });

  it('is refused where an alias needs the item', () => {
    expect(remove('k:\n- &x a\n- b\nl: *x\n', 0)).toBeUndefined();
  });
});

describe('setting an entry', () => {
  const set = (text: string, key: string, value: string): string | undefined =>
    apply(text, setEntry(text, find(text, 'map'), key, value));

  it('replaces the value and keeps what stands behind', () => {
    expect(set('a:   "1" # c\nb: 2\n', 'a', '3')).toBe('a:   3 # c\nb: 2\n');
    expect(set('a:\nb: 2\n', 'a', '3')).toBe('a: 3\nb: 2\n');
    expect(set('a:\n  - x\nb: 2\n', 'a', '[]')).toBe('a: []\nb: 2\n');
    expect(set('a: 1\r\n', 'a', '\n- x\n- y')).toBe('a:\r\n- x\r\n- y\r\n');
  });

  it('adds a missing one at the end', () => {
    expect(set('a: 1 # c\n', 'on', 'x')).toBe('a: 1 # c\n"on": x\n');
    expect(set('{a: 1}\n', 'b', '2')).toBe('{a: 1, b: 2}\n');
    expect(set('{}\n', 'b', '2')).toBe('{b: 2}\n');
  });
});

describe('scalars', () => {
  const replace = (text: string, value: string): string | undefined =>
    apply(text, replaceScalar(text, find(text, 'scalar', 'a'), value));

  it('keep their quotes', () => {
    expect(replace("a: 'x' # c\n", "it's")).toBe("a: 'it''s' # c\n");
    expect(replace('a: "x"\n', 'say "hi"')).toBe('a: "say \\"hi\\""\n');
    expect(replace('a: x\n', '1.10')).toBe('a: "1.10"\n');
    expect(replace('a: 1.9\n', '1.10')).toBe('a: 1.10\n');
    expect(replace('a:\n', 'x')).toBe('a: x\n');
  });

  it('keep a literal block where it can hold the text', () => {
    expect(replace('a: |\r\n    x\r\n    y\r\nb: 1\r\n', 'p\nq\n')).toBe('a: |\r\n    p\r\n    q\r\nb: 1\r\n');
    expect(replace('a: |-\n  x\n', 'p\n')).toBeUndefined();
    expect(replace('a: >\n  x\n', 'p\n')).toBeUndefined();
  });

  it('stay as they are where a tag or an alias depends on them', () => {
    expect(replace('a: !!int 5\n', '6')).toBeUndefined();
    expect(replace('a: &x 5\nb: *x\n', '6')).toBeUndefined();
  });

  it('get quotes', () => {
    const text = 'a: 5 # c\n';
    expect(apply(text, quoteScalar(text, find(text, 'scalar', 'a')))).toBe('a: "5" # c\n');
    expect(apply(text, quoteScalar(text, find(text, 'scalar', 'a'), 'single'))).toBe("a: '5' # c\n");
    expect(quoteScalar('a: "5"', find('a: "5"', 'scalar', 'a'))).toBeUndefined();
  });
});

describe('what an alias repeats', () => {
  const text = 'k: &x\n  l: [a, b]\n  m: 1\nn: *x\no: &y {p: [c]}\n';

  it('is not edited, at whatever depth', () => {
    const seq = find(text, 'seq', 'k', 'l');
    expect(insertItem(text, seq, 0, 'new')).toBeUndefined();
    expect(removeItem(text, seq, 0)).toBeUndefined();
    expect(moveItem(text, seq, 0, 1)).toBeUndefined();
    const map = find(text, 'map', 'k');
    expect(setEntry(text, map, 'm', '2')).toBeUndefined();
    expect(setEntry(text, map, 'new', '2')).toBeUndefined();
    expect(removeEntry(text, map, 1)).toBeUndefined();
    expect(replaceScalar(text, find(text, 'scalar', 'k', 'm'), '2')).toBeUndefined();
    expect(quoteScalar(text, find(text, 'scalar', 'k', 'm'))).toBeUndefined();
  });

  it('is edited below an anchor that nothing uses', () => {
    expect(apply(text, insertItem(text, find(text, 'seq', 'o', 'p'), 1, 'd'))).toBe(text.replace('[c]', '[c, d]'));
  });
});

describe('moving an item', () => {
  it('takes its comments along', () => {
    const text = 'k:\n# about a\n- a # one\n- b\n- c';
    expect(apply(text, moveItem(text, find(text, 'seq', 'k'), 0, 2))).toBe('k:\n- b\n- c\n# about a\n- a # one');
    expect(apply(text, moveItem(text, find(text, 'seq', 'k'), 2, 0))).toBe('k:\n- c\n# about a\n- a # one\n- b\n');
    const flow = 'k: [a, b, c]\n';
    expect(apply(flow, moveItem(flow, find(flow, 'seq', 'k'), 0, 2))).toBe('k: [b, c, a]\n');
  });
});
