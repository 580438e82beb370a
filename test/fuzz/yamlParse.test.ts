import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains } from '../../server/src/core/text/range.ts';
import { nodeAt } from '../../server/src/core/yaml/locate.ts';
import type { YamlNode } from '../../server/src/core/yaml/nodes.ts';
import { parseYaml } from '../../server/src/core/yaml/parse.ts';
import { toJson } from '../../server/src/core/yaml/walk.ts';
import { documentText } from './yamlArbitrary.ts';

const piece = fc.constantFrom(
  'a',
  'b: c',
  ': ',
  '- ',
  '-',
  '\n',
  '\n  ',
  '\r\n',
  '\r',
  '\t',
  '[',
  ']',
  '{',
  '}',
  ',',
  '? ',
  '&x ',
  '*x',
  '!!int ',
  '!!binary ',
  '!x ',
  '|',
  '>-',
  '|+2',
  '"',
  "'",
  '\\',
  '#',
  ' # c',
  '---\n',
  '...\n',
  '%YAML 1.1\n',
  '<<: ',
  '@',
  '\ufeff',
  '\u0000',
  '\u0007',
  '\u2028',
  '😀',
  '\ud800',
  '{{ .x }}',
  '5',
  '0b-1',
  '~',
);
const soup = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

function check(text: string, node: YamlNode): void {
  expect(contains({ start: 0, end: text.length }, node.range)).toBe(true);
  if (node.kind === 'scalar') expect(node.source).toBe(text.slice(node.range.start, node.range.end));
  if (node.kind === 'map') {
    for (const entry of node.entries) {
      for (const part of [entry.key, entry.value]) {
        expect(contains(entry.range, part.range), JSON.stringify([text, entry])).toBe(true);
        check(text, part);
      }
      expect(contains(node.range, entry.range), JSON.stringify(text)).toBe(true);
    }
  }
  if (node.kind !== 'seq') return;
  for (const item of node.items) {
    expect(contains(node.range, item.range), JSON.stringify(text)).toBe(true);
    expect(contains(item.range, item.value.range)).toBe(true);
    check(text, item.value);
  }
}

describe('any text', () => {
  it('is read without a throw, into ranges that nest', () => {
    fc.assert(
      fc.property(fc.oneof(soup, soup, fc.string({ unit: 'binary' })), (text) => {
        const stream = parseYaml(text);
        for (const problem of stream.problems)
          expect(contains({ start: 0, end: text.length + 1 }, problem.range)).toBe(true);
        for (const document of stream.documents) {
          if (document.root) check(text, document.root);
          toJson(document.root);
          nodeAt(document, text.length >> 1);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('gives documents that follow each other without a gap', () => {
    fc.assert(
      fc.property(fc.array(documentText, { minLength: 1, maxLength: 3 }), (texts) => {
        const text = texts.map((part) => part.replace('\ufeff', '')).join('---\n');
        const { documents } = parseYaml(text);
        expect(documents[0]?.range.start).toBe(0);
        for (const [i, document] of documents.entries()) {
          expect(document.range.end).toBe(documents[i + 1]?.range.start ?? text.length);
        }
      }),
    );
  });
});

describe('valid text', () => {
  it('has no problems, and every node is found at its own place', () => {
    fc.assert(
      fc.property(documentText, fc.nat(500), (text, n) => {
        const stream = parseYaml(text);
        expect(stream.problems, text).toEqual([]);
        const steps = nodeAt(stream, n);
        for (const [i, step] of steps.entries()) {
          expect(step.node.range.start <= n && n <= step.node.range.end).toBe(true);
          if (i > 0) expect(contains(steps[i - 1]!.node.range, step.node.range)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
