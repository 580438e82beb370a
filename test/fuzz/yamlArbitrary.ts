import fc from 'fast-check';

/** Generated YAML: its lines, and nothing that is not valid. */
type Lines = readonly string[];

const word = fc.constantFrom(
  'a',
  'b.yaml',
  '../base',
  'x y',
  'v1.2.3',
  'on',
  '5',
  '0x1F',
  '~',
  'é😀',
  "it's",
  'http://x:80/y',
  'q#r',
);
const scalar = fc.oneof(
  word,
  word.map((text) => `"${text}"`),
  word.map((text) => `'${text.replaceAll("'", "''")}'`),
);
const flowScalar = fc.oneof(
  fc.constantFrom('a', 'b.yaml', '5', 'x y'),
  fc.constantFrom('"a, b"', "'c'", "'it''s'", '[]', '{}', '{k: v}', '[1, 2]'),
);
const trailing = fc.constantFrom('', '', '', ' # t', '  # renovate: x');
const above: fc.Arbitrary<Lines> = fc.constantFrom(
  [],
  [],
  [],
  ['# above'],
  ['# one', '# two'],
  ['', '# after blank'],
  [''],
  ['# section', ''],
);

const indent = (lines: Lines, by: number): string[] => lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line));

const flowInline = fc
  .tuple(fc.array(flowScalar, { maxLength: 3 }), fc.constantFrom(', ', ',  '), fc.boolean())
  .map(([items, comma, padded]) =>
    padded && items.length > 0 ? `[ ${items.join(comma)} ]` : `[${items.join(comma)}]`,
  );

const flowMap = fc
  .array(flowScalar, { maxLength: 3 })
  .map((items) => `{${items.map((item, i) => `k${i}: ${item}`).join(', ')}}`);

const flowLines: fc.Arbitrary<Lines> = fc
  .tuple(fc.array(fc.tuple(flowScalar, trailing, above), { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([items, comma]) => [
    '[',
    ...items.flatMap(([item, comment, before], i) => [
      ...indent(before, 4),
      `    ${item}${i < items.length - 1 || comma ? ',' : ''}${comment}`,
    ]),
    '  ]',
  ]);

const literal: fc.Arbitrary<Lines> = fc
  .tuple(
    fc.constantFrom('|', '|-', '>', '>-', '|+'),
    fc.constantFrom(['x'], ['x', '# no comment', 'y'], ['x', '', '  y'], ['- x']),
  )
  .map(([header, body]) => [header, ...indent(body, 2)]);

/** A value as text behind `key:` or `-`; its first line is put there, the others are relative to the parent's column. */
function value(depth: number): fc.Arbitrary<Lines> {
  const leaf = fc.tuple(fc.oneof(scalar, flowInline, flowMap), trailing).map(([text, comment]) => [text + comment]);
  const leaves = [leaf, leaf, leaf, literal, flowLines, fc.constant(['']), fc.constant(['', '  nested: 1'])];
  if (depth === 0) return fc.oneof(...leaves);
  const nested = fc.tuple(fc.oneof(blockMap(depth - 1), blockSeq(depth - 1)), fc.constantFrom(2, 4));
  return fc.oneof(
    ...leaves,
    nested.map(([lines, by]) => ['', ...indent(lines, by)]),
  );
}

/** The lines of a block sequence at column 0. */
export function blockSeq(depth: number): fc.Arbitrary<Lines> {
  const compact =
    depth > 0
      ? [fc.oneof(blockMap(depth - 1), blockSeq(depth - 1)).filter((lines) => /^[^#]/.test(lines[0] ?? ''))]
      : [];
  const item = fc.tuple(
    above,
    fc.oneof(
      ...[value(depth), value(depth)].map((arbitrary) => arbitrary.map((lines) => ({ lines, by: 0 }))),
      ...compact.map((arbitrary) => arbitrary.map((lines) => ({ lines, by: 2 }))),
    ),
  );
  return fc
    .tuple(fc.array(item, { minLength: 1, maxLength: 4 }), fc.constantFrom(' ', ' ', '   '))
    .map(([items, gap]) =>
      items.flatMap(([before, { lines, by }]) => {
        const [first = '', ...rest] = lines;
        const spread = by === 0 ? rest : indent(rest, gap.length + 1);
        return [...before, first === '' ? '-' : `-${gap}${first}`, ...spread];
      }),
    );
}

/** The lines of a block map at column 0; its sequences may stand without indentation. */
export function blockMap(depth: number): fc.Arbitrary<Lines> {
  const indentless = depth > 0 ? [blockSeq(depth - 1).map((lines) => ['', ...lines])] : [];
  const entry = fc.tuple(above, fc.oneof(value(depth), value(depth), ...indentless), trailing);
  return fc
    .array(entry, { minLength: 1, maxLength: 4 })
    .map((entries) =>
      entries.flatMap(([before, [first = '', ...rest], comment], i) => [
        ...before,
        first === '' ? `k${i}:${comment}` : `k${i}: ${first}`,
        ...rest,
      ]),
    );
}

/** A whole document with a map or sequence at its root. */
export const documentText: fc.Arbitrary<string> = fc
  .tuple(fc.oneof(blockMap(2), blockSeq(2)), fc.boolean(), fc.constantFrom('', '---', '# header'), fc.boolean())
  .map(([lines, crlf, head, bom]) => {
    const text = [...(head === '' ? [] : [head]), ...lines, ''].join('\n');
    return (bom ? '\ufeff' : '') + (crlf ? text.replaceAll('\n', '\r\n') : text);
  });
