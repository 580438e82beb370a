import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAny, YAML_LIMITS } from '../../server/src/core/yaml/parse.ts';
import { readSimple } from '../../server/src/core/yaml/simple/reader.ts';
import { documentText } from './yamlArbitrary.ts';

const piece = fc.constantFrom(
  ...[
    'a',
    'b c',
    'a: ',
    'b: c',
    ':',
    ': ',
    '- ',
    '-',
    '-1',
    '- - ',
    '--- ',
    '---',
    '...',
    '#',
    ' # c',
    '?',
    '? ',
    '::1',
  ],
  ...[
    '[',
    ']',
    '{',
    '}',
    ', ',
    ',',
    '[]',
    '{}',
    '[a, b]',
    '{a: b}',
    '{"a":1}',
    '[a,]',
    '&x ',
    '*x',
    '!!int ',
    '<<: ',
    '%',
  ],
  ...[
    '|',
    '>',
    '|-',
    '>-',
    '|+',
    '|2',
    '"',
    "'",
    '"a"',
    "'b'",
    "''",
    '\\',
    '\\n',
    '\\"',
    '"k": ',
    "'k': ",
    '\t',
    ' ',
    '  ',
  ],
  ...[
    '1',
    '010',
    '.inf',
    '~',
    'null',
    'on',
    '@',
    '`',
    '\r',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\u0007',
    'é',
    '😀',
    '\ud800',
  ],
  ...[
    '\n',
    '\n  ',
    '\n    ',
    '\n- ',
    '\n\n',
    '\n \n',
    '\r\n',
    '\r\n  ',
    '\n# c\n',
    '\n  # c\n',
    '\na: ',
    '\n  b: ',
    '\n    c: ',
  ],
  ...['\n]', '\n}', '\n  ]', '[\n  a\n]', '{\n  a: b\n}', 'a: [\n    1,\n  ]'],
);
const soup = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

/** A document that is YAML but for a piece or two that came in somewhere, or took something's place. */
const spoiled = fc
  .tuple(documentText, fc.array(fc.tuple(fc.nat(), piece, fc.nat(3)), { minLength: 1, maxLength: 2 }))
  .map(([text, changes]) =>
    changes.reduce(
      (old, [n, added, removed]) => {
        const at = n % (old.length + 1);
        return old.slice(0, at) + added + old.slice(at + removed);
      },
      text.replace('\ufeff', ''),
    ),
  );

/** Text in quotes that goes on over lines, escapes and all. */
const quoted = fc
  .tuple(
    fc.constantFrom('"', "'"),
    fc.array(
      fc.constantFrom(
        'a',
        'b c',
        ' ',
        '\t',
        '\\',
        '\\n',
        '\\t',
        '\\ ',
        '\\\\',
        '\\"',
        "''",
        '\n  ',
        '\n    ',
        '\n\n  ',
        '\r\n  ',
        '\n',
      ),
      {
        maxLength: 10,
      },
    ),
  )
  .map(([quote, pieces]) => `k:\n  l: ${quote}x${pieces.join('')}${quote}\n  m: 1\n`);

/** Keys with anchors and aliases of all kinds, in maps and lists. */
const anchored = fc
  .array(
    fc.tuple(
      fc.constantFrom('', '', '  ', '    ', '- ', '  - '),
      fc.constantFrom('a: ', 'b: ', 'c: ', '<<: ', ''),
      fc.constantFrom('', '', '&x ', '&x', '&y ', '&x-1 ', '*x', '*y', '*x-1', '&x &y ', '*x ', '&é ', '&x,', '*x: '),
      fc.constantFrom(
        '',
        '1',
        'on',
        '"q"',
        "'q' # c",
        '{}',
        '[]',
        '{k: *x}',
        '[&y 1, *y]',
        '|\n      t',
        'p\n      q',
        '# c',
        '!!str 1',
      ),
    ),
    { minLength: 1, maxLength: 9 },
  )
  .map((lines) => lines.map((parts) => `${parts.join('')}\n`).join(''));

/** What is read as simple YAML is read as the library reads it, down to every offset. */
function check(text: string): void {
  const simple = readSimple(text, YAML_LIMITS);
  if (simple) expect(simple, JSON.stringify(text)).toEqual(readAny(text, YAML_LIMITS));
}

describe('simple YAML', () => {
  it('is what the library reads, in any text', () => {
    fc.assert(fc.property(soup, check), { numRuns: 5000 });
  });

  it('is what the library reads, in text that is nearly YAML', () => {
    fc.assert(fc.property(spoiled, check), { numRuns: 3000 });
  });

  it('is what the library reads, in quotes over several lines', () => {
    fc.assert(fc.property(quoted, check), { numRuns: 3000 });
    for (const text of ['a: "b\\n  c\n  d \\"e\\" \\\\\n  f"\n', "a: 'b \\\n\n  c'\n"])
      expect(readSimple(text, YAML_LIMITS), text).toEqual(readAny(text, YAML_LIMITS));
  });

  it('is what the library reads, with anchors and aliases', () => {
    fc.assert(fc.property(anchored, check), { numRuns: 4000 });
    for (const text of [
      'a: &x 1\nb: *x\nc: &x {}\nd: *x\n',
      'a: &x\n  b: &y [1]\n  c: *y # d\ne: *x\n',
      'a: &x\n- 1\nb:\n  c: *x\n',
      'a: &x |\n  t\nb: *x\n',
    ])
      expect(readSimple(text, YAML_LIMITS), text).toEqual(readAny(text, YAML_LIMITS));
    for (const text of ['a: *x\n', 'a: &x\n  b: *x\n', 'a: &x\nb: *x\n', 'a: &x 1\n<<: *x\n', 'a: &x 1\n*x : b\n'])
      expect(readSimple(text, YAML_LIMITS), text).toBeUndefined();
  });

  it('is what the library reads, and that is most YAML', () => {
    const texts = fc.sample(documentText, { numRuns: 500, seed: 1 }).map((text) => text.replace('\ufeff', ''));
    for (const text of texts) check(text);
    const simple = texts.filter((text) => readSimple(text, YAML_LIMITS));
    expect(simple.length).toBeGreaterThan(200);
  });

  it('keeps to the bounds', () => {
    const deep = `a: ${'['.repeat(99)}${']'.repeat(99)}\n`;
    for (const text of [deep, `a: [${deep.slice(3, -1)}]\n`, '- '.repeat(90) + 'x\n', '- '.repeat(101) + 'x\n'])
      check(text);
    expect(readSimple('a: 1\n', { ...YAML_LIMITS, nodes: 2 })).toBeUndefined();
    expect(readSimple('a: 1\n', { ...YAML_LIMITS, depth: 1 })).toBeUndefined();
    expect(readSimple('['.repeat(100_000), YAML_LIMITS)).toBeUndefined();
    expect(readSimple('- '.repeat(100_000), YAML_LIMITS)).toBeUndefined();
  });
});
