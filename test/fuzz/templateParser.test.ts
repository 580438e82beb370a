import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lexTemplate } from '../../server/src/core/template/lexer.ts';
import type { ListNode, Node } from '../../server/src/core/template/nodes.ts';
import { parseTemplate } from '../../server/src/core/template/parser.ts';
import { bodies, visit } from '../unit/template/tree.ts';
import type { Visited } from '../unit/template/tree.ts';

const PIECES = [
  ...[
    '{{',
    '}}',
    '{{- ',
    ' -}}',
    '{{/*',
    '*/',
    ' */}}',
    '(',
    ')',
    '|',
    ':=',
    '=',
    ',',
    ':',
    '.',
    '$',
    '"',
    '`',
    "'",
    '\\',
  ],
  ...[
    ' ',
    '\n',
    '\r\n',
    '\t',
    'a',
    '.a',
    '$x',
    '$',
    '1',
    '0x1',
    '1.5e3',
    '-',
    '+',
    'é',
    '\u{1f600}',
    '\ud800',
    '{',
    '}',
  ],
  ...['if ', 'else', 'else if ', 'with ', 'range ', 'end', 'define "x"', 'block "x" .', 'template "x"', 'break', 'nil'],
  ...[
    '{{end}}',
    '{{else}}',
    '{{if .a}}',
    '{{range $i, $e := .b}}',
    '{{define "y"}}',
    '{{ .c }}',
    'x: y\n',
    '"s"',
    '`r`',
  ],
];
const templates = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60, size: 'max' }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 80, size: 'max' }).map((text) => `{{${text}}}`),
);

/** The ways in which a tree breaks its promises: children in order and within their parent. */
function faults(node: Visited, end: number): string[] {
  const found: string[] = [];
  if (node.range.start < 0 || node.range.end < node.range.start || node.range.end > end)
    found.push(`${node.kind} outside`);
  let last = node.range.start;
  for (const child of node.children) {
    if (child.range.start < last || child.range.end > node.range.end) found.push(`${child.kind} not in ${node.kind}`);
    last = child.kind === 'name' ? last : child.range.end;
    found.push(...faults(child, end));
  }
  return found;
}

function textFaults(list: ListNode, base: number, source: string): string[] {
  const wrong = (node: Node): string[] => {
    if (node.kind === 'text') {
      const slice = source.slice(base + node.range.start, base + node.range.end);
      return slice === node.text && slice !== '' ? [] : [node.text];
    }
    if (node.kind !== 'if' && node.kind !== 'with' && node.kind !== 'range') return [];
    const otherwise = node.otherwise ? textFaults(node.otherwise, base, source) : [];
    return [...textFaults(node.body, base, source), ...otherwise];
  };
  return list.nodes.flatMap(wrong);
}

describe('any text', () => {
  it('is cut into tokens that concatenate to it, none empty but errors', () => {
    fc.assert(
      fc.property(templates, (source) => {
        let at = 0;
        for (const token of lexTemplate(source)) {
          expect(token.start).toBe(at);
          if (token.kind !== 'error' && token.kind !== 'unclosed') expect(token.end).toBeGreaterThan(at);
          at = token.end;
        }
        expect(at).toBe(source.length);
      }),
      { numRuns: 3000 },
    );
  });

  it('becomes a tree whose ranges nest', () => {
    fc.assert(
      fc.property(templates, (source) => {
        const file = parseTemplate(source);
        for (const { body, base } of bodies(file)) {
          expect(faults(visit(body), source.length - base)).toEqual([]);
          expect(textFaults(body, base, source)).toEqual([]);
        }
        for (const { range } of file.problems) expect(range.end).toBeLessThanOrEqual(source.length);
        for (const define of file.defines)
          expect(define.source).toBe(source.slice(define.range.start, define.range.end));
      }),
      { numRuns: 3000 },
    );
  });
});

const KILO = 1000;
const HOSTILE: readonly (readonly [name: string, source: string])[] = [
  ['ifs', '{{if 1}}'.repeat(100 * KILO)],
  ['closed ifs', '{{if 1}}'.repeat(50 * KILO) + '{{end}}'.repeat(50 * KILO)],
  ['else ifs', `{{if 1}}${'{{else if 1}}'.repeat(50 * KILO)}{{end}}`],
  ['defines', '{{define "x"}}'.repeat(50 * KILO)],
  ['ends', '{{end}}'.repeat(100 * KILO)],
  ['parentheses', `{{ ${'('.repeat(100 * KILO)}`],
  ['balanced parentheses', `{{ ${'('.repeat(100 * KILO)}1${')'.repeat(100 * KILO)} }}`],
  ['open delimiters', '{{'.repeat(500 * KILO)],
  ['open comments', '{{/*'.repeat(250 * KILO)],
  ['ended comments', '{{/**/'.repeat(150 * KILO)],
  ['open strings', '{{"'.repeat(300 * KILO)],
  ['escaped quotes', `{{"${'{{\\"'.repeat(200 * KILO)}`],
  ['characters', `{{'${"{{\\'".repeat(200 * KILO)}`],
  ['backquotes', '{{`'.repeat(300 * KILO)],
  ['strings with delimiters over lines', '{{\n' + '"{{"\n'.repeat(150 * KILO)],
  ['unclosed lines', '{{ a\n'.repeat(200 * KILO)],
  ['one unclosed action of many lines', `{{ a${'\n b'.repeat(300 * KILO)}`],
  ['spaces before a trim', `${' '.repeat(1000 * KILO)}{{- x }}`],
  ['zeros', `{{ ${'0'.repeat(1000 * KILO)}x }}`],
  ['fields', `{{ ${'.a'.repeat(300 * KILO)} }}`],
  ['variables', '{{$x := 1}}{{$x}}'.repeat(50 * KILO)],
  ['pipes', `{{ a${'|1'.repeat(100 * KILO)} }}`],
];

describe('hostile text is read in time in proportion to its length', () => {
  it.each(HOSTILE)('%s', (_, source) => {
    const tokens = lexTemplate(source);
    expect(tokens.length).toBeLessThanOrEqual(2 * source.length + 2);
    expect(tokens.at(-1)?.end).toBe(source.length);
    expect(depthOf(visit(parseTemplate(source).body))).toBeLessThan(5000);
  });

  it('bounds nesting with a problem', () => {
    expect(parseTemplate('{{if 1}}'.repeat(1000)).problems[0]?.message).toBe('blocks nest deeper than 500');
    expect(parseTemplate(`{{${'('.repeat(1000)}1${')'.repeat(1000)}}}`).problems[0]?.message).toBe(
      'max expression depth exceeded',
    );
    expect(parseTemplate('{{if 1}}'.repeat(500) + '{{end}}'.repeat(500)).problems).toEqual([]);
  });
});

function depthOf(node: Visited): number {
  return node.children.reduce((deepest, child) => Math.max(deepest, depthOf(child) + 1), 0);
}
