import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/core/text/range.ts';
import type { TextEdit } from '../../server/src/core/text/range.ts';
import {
  insertEntryText,
  insertItem,
  insertItemText,
  moveItem,
  removeEntry,
  removeItem,
  setEntry,
} from '../../server/src/core/yaml/edit.ts';
import type { YamlMap, YamlNode, YamlScalar, YamlSeq } from '../../server/src/core/yaml/nodes.ts';
import { parseYaml } from '../../server/src/core/yaml/parse.ts';
import { quoteScalar, replaceScalar } from '../../server/src/core/yaml/scalarEdit.ts';
import { toJson, visit } from '../../server/src/core/yaml/walk.ts';
import type { YamlJson, YamlPath } from '../../server/src/core/yaml/walk.ts';
import { documentText } from './yamlArbitrary.ts';

type Found<N> = readonly { readonly node: N; readonly path: YamlPath }[];

function collect<N extends YamlNode>(text: string, is: (node: YamlNode) => node is N): Found<N> {
  const found: { node: N; path: YamlPath }[] = [];
  visit(parseYaml(text).documents[0]?.root, (node, path) => {
    if (is(node)) found.push({ node, path });
    return undefined;
  });
  return found;
}

const isSeq = (node: YamlNode): node is YamlSeq => node.kind === 'seq';
const isMap = (node: YamlNode): node is YamlMap => node.kind === 'map';
const isScalar = (node: YamlNode): node is YamlScalar => node.kind === 'scalar';

/** The plain data of a text, which must parse without problems. */
function read(text: string): YamlJson | undefined {
  const stream = parseYaml(text);
  expect(stream.problems, text).toEqual([]);
  return toJson(stream.documents[0]?.root);
}

/** The data with the part at a path changed. */
function changed(
  data: YamlJson | undefined,
  path: YamlPath,
  change: (part: YamlJson | undefined) => YamlJson,
): YamlJson {
  const [step, ...rest] = path;
  if (step === undefined) return change(data);
  if (Array.isArray(data)) return data.map((item: YamlJson, i) => (i === step ? changed(item, rest, change) : item));
  const map = data as Record<string, YamlJson>;
  return Object.fromEntries(
    Object.entries(map).map(([name, part]) => [name, name === step ? changed(part, rest, change) : part]),
  );
}

const list = (part: YamlJson | undefined): readonly YamlJson[] => part as readonly YamlJson[];
const comments = (text: string): string[] => [...text.matchAll(/#.*/g)].map((match) => match[0].trim()).sort();

/** Applies, compares the data, and checks line breaks; `undefined` edits pass but are counted. */
function holds(
  text: string,
  edits: readonly TextEdit[] | undefined,
  expected: YamlJson,
  tally: { done: number; refused: number },
): string | undefined {
  if (!edits) {
    tally.refused++;
    return undefined;
  }
  tally.done++;
  const after = applyEdits(text, edits);
  expect(after).toBeDefined();
  expect(read(after ?? ''), `${text}\n=>\n${after ?? ''}`).toEqual(expected);
  if (text.includes('\r\n')) expect(/[^\r]\n/.test(after ?? ''), 'line breaks').toBe(false);
  return after;
}

const strings = fc.constantFrom(
  'new',
  'c.yaml',
  '5',
  'on',
  'a: b',
  'x # y',
  '',
  ' lead',
  "it's",
  'say "hi"',
  '[x]',
  'a,b',
  '- x',
  '@x',
  'line\nbreak',
  'tab\t',
  '2001-01-01',
  '1:30',
  'é😀',
  '---',
  '\\',
  '\u2028',
);
const pick = fc.nat({ max: 1000 });

/** Runs a property over documents and one place in each; most edits must be possible. */
function property(
  run: (text: string, a: number, b: number, value: string, tally: { done: number; refused: number }) => void,
): void {
  const tally = { done: 0, refused: 0 };
  fc.assert(
    fc.property(documentText, pick, pick, strings, (text, a, b, value) => run(text, a, b, value, tally)),
    { numRuns: 250 },
  );
  expect(tally.done).toBeGreaterThan(tally.refused * 4);
}

function at<T>(values: readonly T[], n: number): T | undefined {
  return values[n % Math.max(1, values.length)];
}

describe('an edit changes one thing', () => {
  it('inserts an item', () => {
    property((text, a, b, value, tally) => {
      const seq = at(collect(text, isSeq), a);
      if (!seq) return;
      const index = b % (seq.node.items.length + 1);
      const like = b % 2 ? seq.node.items[index] : undefined;
      const expected = changed(read(text), seq.path, (part) => list(part).toSpliced(index, 0, value));
      const after = holds(text, insertItem(text, seq.node, index, value, like && { like }), expected, tally);
      if (after !== undefined && !value.includes('#')) expect(comments(after)).toEqual(comments(text));
    });
  });

  it('inserts an item of several lines', () => {
    property((text, a, b, _value, tally) => {
      const seq = at(
        collect(text, isSeq).filter(({ node }) => !node.flow),
        a,
      );
      if (!seq) return;
      const index = b % (seq.node.items.length + 1);
      const expected = changed(read(text), seq.path, (part) =>
        list(part).toSpliced(index, 0, { name: 'x', m: ['p', 'q'] }),
      );
      holds(text, insertItemText(text, seq.node, index, 'name: x\nm:\n  - p\n  - q'), expected, tally);
    });
  });

  it('removes an item', () => {
    property((text, a, b, _value, tally) => {
      const seq = at(
        collect(text, isSeq).filter(({ node }) => node.items.length > 0),
        a,
      );
      if (!seq) return;
      const index = b % seq.node.items.length;
      const expected = changed(read(text), seq.path, (part) => list(part).toSpliced(index, 1));
      holds(text, removeItem(text, seq.node, index), expected, tally);
    });
  });

  it('moves an item and keeps all comments', () => {
    property((text, a, b, _value, tally) => {
      const seq = at(
        collect(text, isSeq).filter(({ node }) => node.items.length > 1),
        a,
      );
      if (!seq) return;
      const from = b % seq.node.items.length;
      const to = (b >> 3) % seq.node.items.length;
      const expected = changed(read(text), seq.path, (part) => {
        const items = [...list(part)];
        items.splice(to, 0, ...items.splice(from, 1));
        return items;
      });
      const after = holds(text, moveItem(text, seq.node, from, to), expected, tally);
      if (after !== undefined) expect(comments(after)).toEqual(comments(text));
    });
  });

  it('removes an entry', () => {
    property((text, a, b, _value, tally) => {
      const map = at(
        collect(text, isMap).filter(({ node }) => node.entries.length > 0),
        a,
      );
      if (!map) return;
      const index = b % map.node.entries.length;
      const name = map.node.entries[index]?.name;
      const expected = changed(read(text), map.path, (part) =>
        Object.fromEntries(Object.entries(part as object).filter(([key]) => key !== name)),
      );
      holds(text, removeEntry(text, map.node, index), expected, tally);
    });
  });

  it('adds and replaces entries', () => {
    property((text, a, b, _value, tally) => {
      const map = at(collect(text, isMap), a);
      if (!map) return;
      const key = b % 2 ? 'added' : (at(map.node.entries, b)?.name ?? 'added');
      const lines = b % 3 === 0 && !map.node.flow;
      const expected = changed(read(text), map.path, (part) => ({
        ...(part as object),
        [key]: lines ? ['p', 'q'] : 'set',
      }));
      holds(text, setEntry(text, map.node, key, lines ? '\n- p\n- q' : 'set'), expected, tally);
      const index = b % (map.node.entries.length + 1);
      const inserted = changed(read(text), map.path, (part) => ({ ...(part as object), new: 1 }));
      holds(text, insertEntryText(text, map.node, index, 'new', '1'), inserted, tally);
    });
  });

  it('replaces and quotes scalars', () => {
    const tally = { done: 0, refused: 0 };
    fc.assert(
      fc.property(documentText, pick, strings, (text, a, value) => {
        const scalar = at(collect(text, isScalar), a);
        if (!scalar) return;
        const { node } = scalar;
        const edits = replaceScalar(text, node, value);
        const after = edits && applyEdits(text, edits);
        const found =
          after === undefined
            ? undefined
            : collect(after, isScalar).find(({ path }) => path.join('\n') === scalar.path.join('\n'));
        if (found && (node.style !== 'plain' || typeof node.value === 'string')) {
          holds(
            text,
            edits,
            changed(read(text), scalar.path, () => value),
            tally,
          );
          expect(found.node.style === node.style || node.style === 'plain' || found.node.style === 'double').toBe(true);
        }
        const quoted = quoteScalar(text, node);
        if (quoted)
          holds(
            text,
            quoted,
            changed(read(text), scalar.path, () => node.source),
            tally,
          );
      }),
      { numRuns: 250 },
    );
    expect(tally.done).toBeGreaterThan(130);
  });
});
