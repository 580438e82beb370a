import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readValuesFile, tableOf } from '../../server/src/core/chart/valuesFile.ts';
import type { ValuesFile } from '../../server/src/core/chart/valuesFile.ts';
import { toUri } from '../../server/src/core/text/uri.ts';
import type { MapValue } from '../../server/src/core/template/value.ts';
import { blockMap, documentText } from './yamlArbitrary.ts';

const URI = toUri('file:///c/values.yaml');

/** Keys at the top are `k0`, `k1`, …, so that some come twice; comments, quotes and lists stand between them. */
const parts = fc.oneof(
  blockMap(2).map((lines) => `${lines.join('\n')}\n`),
  documentText.map((text) => text.replace('\ufeff', '')),
  fc.constantFrom(
    '# c\n',
    '\n',
    '---\n',
    'a: "x\ny: z"\n',
    'b:\n- 1\n',
    'c: |\n  x\n\n',
    "'d': 1\n",
    '<<: 1\n',
    ' e: 1\n',
    '{}\n',
  ),
  fc.constantFrom(
    'f: &x 1\n',
    'g: *x\n',
    'h:\n',
    'i: [\n1]\n',
    '- j\n',
    'k: "\n',
    '? l\n',
    'm: x\n  y\n',
    'n: 1 # c',
    '\t\n',
  ),
);

/** Large enough to be cut further, or nearly so. */
const nested = fc
  .tuple(
    fc.constantFrom('k0:', 'n:', 'n: # c', 'k0:', 'n:', 'n: # c', '"q":', 'n: &x', 'n: |'),
    fc.constantFrom(2, 4),
    blockMap(1),
    blockMap(1),
    fc.oneof(fc.constantFrom('# end\n', 'o: 1\n', '  p: 1\n'), parts),
  )
  .map(([key, by, first, second, last]) =>
    [
      key,
      `  # ${'long '.repeat(220)}`,
      ...indented(first, by),
      ...indented(['m:', ...indented(second, 2)], by),
      last,
    ].join('\n'),
  );
const indented = (lines: readonly string[], by: number): string[] => lines.map((line) => ' '.repeat(by) + line);

const texts = fc
  .array(
    fc.oneof(fc.array(fc.oneof(parts, nested), { maxLength: 4 }), fc.array(nested, { minLength: 1, maxLength: 2 })),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((all) => all.map((one) => one.join('')));

const asWhole = (file: ValuesFile): ValuesFile => ({ ...file, blocks: undefined, tables: new Map() });

function tables(file: ValuesFile): readonly MapValue[] {
  return [tableOf(file, [], 4), tableOf(file, ['sub', 'x'], 4), tableOf(file, [], 3)];
}

describe('a values file', () => {
  it('has the same values, read in blocks and as a whole, anew and after edits', () => {
    let inBlocks = 0;
    let inNested = 0;
    fc.assert(
      fc.property(texts, (states) => {
        let file: ValuesFile | undefined;
        for (const text of states) {
          file = readValuesFile(URI, text, file);
          expect(tables(file), text).toEqual(tables(asWhole(file)));
          expect(file.problems).toEqual(readValuesFile(URI, text).problems);
          if (file.blocks) expect(file.stream.problems, text).toEqual([]);
          if (file.blocks && file.blocks.length > 1) inBlocks++;
          if (file.blocks?.some(({ content }) => content?.kind === 'nested')) inNested++;
        }
      }),
      { numRuns: 300 },
    );
    expect(inBlocks).toBeGreaterThan(10);
    expect(inNested).toBeGreaterThan(5);
  });

  it('takes over the values of keys that an edit leaves alone', () => {
    const before = readValuesFile(URI, '# c\na:\n  b: 1\nc: 2\n');
    const after = readValuesFile(URI, '# c\na:\n  b: 1\nc: 3\n', before);
    expect(tableOf(before, [], 4).entries.get('c')).toMatchObject({ value: 2 });
    expect(tableOf(after, [], 4).entries.get('c')).toMatchObject({ value: 3 });
    expect(after.blocks?.[1]).toBe(before.blocks?.[1]);
    expect(after.blocks).toHaveLength(3);
  });
});
