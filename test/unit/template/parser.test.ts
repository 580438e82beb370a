import { describe, expect, it } from 'vitest';
import { nameRanges } from '../../../server/src/core/template/nodeText.ts';
import { parseTemplate } from '../../../server/src/core/template/parser.ts';
import { outline } from './tree.ts';

const shape = (source: string): string[] => outline(source, parseTemplate(source).body);

/** Problems as `message @ source of the range`. */
const problems = (source: string, isFunction?: (name: string) => boolean): string[] =>
  parseTemplate(source, isFunction).problems.map((p) => `${p.message} @ ${source.slice(p.range.start, p.range.end)}`);

describe('trees, each node over its own source', () => {
  it.each([
    ['a{{.x}}b', ['text "a"', 'action "{{.x}}"', ' pipe ".x"', '  command ".x"', '   field ".x"', 'text "b"']],
    ['{{- /* c */ -}} b', ['comment "{{- /* c */ -}}"', 'text "b"']],
    [
      '{{ $x := f .a.b "c" | g }}',
      [
        'action "{{ $x := f .a.b \\"c\\" | g }}"',
        ' pipe "$x := f .a.b \\"c\\" | g"',
        '  variable "$x"',
        '  command "f .a.b \\"c\\""',
        '   identifier "f"',
        '   field ".a.b"',
        '   string "\\"c\\""',
        '  command "g"',
        '   identifier "g"',
      ],
    ],
    [
      '{{ (f . | g).h.i }}',
      [
        'action "{{ (f . | g).h.i }}"',
        ' pipe "(f . | g).h.i"',
        '  command "(f . | g).h.i"',
        '   chain "(f . | g).h.i"',
        '    pipe "(f . | g)"',
        '     command "f ."',
        '      identifier "f"',
        '      dot "."',
        '     command "g"',
        '      identifier "g"',
      ],
    ],
    [
      '{{if .a}}b{{else}}c{{end}}d',
      [
        'if "{{if .a}}b{{else}}c{{end}}"',
        ' pipe ".a"',
        '  command ".a"',
        '   field ".a"',
        ' list "b"',
        '  text "b"',
        ' list "c"',
        '  text "c"',
        'text "d"',
      ],
    ],
    [
      '{{if 1}}{{else if 2}}x{{else}}y{{end}}',
      [
        'if "{{if 1}}{{else if 2}}x{{else}}y{{end}}"',
        ' pipe "1"',
        '  command "1"',
        '   number "1"',
        ' list ""',
        ' list "{{else if 2}}x{{else}}y"',
        '  if "{{else if 2}}x{{else}}y"',
        '   pipe "2"',
        '    command "2"',
        '     number "2"',
        '   list "x"',
        '    text "x"',
        '   list "y"',
        '    text "y"',
      ],
    ],
    [
      '{{range $i, $e := $}} {{- break -}} {{end}}',
      [
        'range "{{range $i, $e := $}} {{- break -}} {{end}}"',
        ' pipe "$i, $e := $"',
        '  variable "$i"',
        '  variable "$e"',
        '  command "$"',
        '   variable "$"',
        ' list " {{- break -}} "',
        '  break "{{- break -}}"',
      ],
    ],
    ['{{template "x"}}', ['template "{{template \\"x\\"}}"']],
    ['a{{define "x"}}b{{end}}c', ['text "a"', 'define "{{define \\"x\\"}}b{{end}}"', 'text "c"']],
    ['{{block "x" .}}b{{end}}', ['template "{{block \\"x\\" .}}b{{end}}"', ' pipe "."', '  command "."', '   dot "."']],
  ])('%j', (source, expected) => expect(shape(source)).toEqual(expected));

  it.each([
    ['{{ $.Values.a }}', ['Values', 'a']],
    ['{{ $x.b }}', ['b']],
    ['{{ .a.bc }}', ['a', 'bc']],
    ['{{ (fn.b).c.d }}', ['c', 'd']],
  ])('where the names of a reference stand: %s', (source, expected) => {
    const [action] = parseTemplate(source).body.nodes;
    const [node] = action?.kind === 'action' ? (action.pipe.commands[0]?.operands ?? []) : [];
    if (node?.kind !== 'field' && node?.kind !== 'variable' && node?.kind !== 'chain') throw new Error('no reference');
    expect(nameRanges(node).map(({ start, end }) => source.slice(start, end))).toEqual(expected);
  });

  it('names and values', () => {
    const { body } = parseTemplate('{{ $.Values.a (fn.b).c 0x10 true "\\x41" }}');
    expect(body.nodes).toMatchObject([
      {
        pipe: {
          declarations: [],
          assigns: false,
          commands: [
            {
              operands: [
                { kind: 'variable', name: '$', names: ['Values', 'a'] },
                { kind: 'chain', names: ['c'], base: { kind: 'pipe' } },
                { kind: 'number', text: '0x10', int: 16n, float: 16, idealInt: true },
                { kind: 'bool', value: true },
                { kind: 'string', value: 'A', text: '"\\x41"' },
              ],
            },
          ],
        },
      },
    ]);
    expect(parseTemplate('{{ $x = 1 }}').body.nodes).toMatchObject([{ pipe: { assigns: true } }]);
  });
});

describe('defines', () => {
  it('have ranges that count from their own start, so that equal source is an equal tree', () => {
    const one = '{{define "a"}}x {{ .y }}{{if 1}}{{end}}{{end}}';
    const first = parseTemplate(one).defines[0];
    const moved = parseTemplate(`# head\n{{ .z }}${one}`).defines[0];
    expect(moved?.body).toEqual(first?.body);
    expect(moved).toMatchObject({ kind: 'define', name: 'a', source: one, nameRange: { start: 9, end: 12 } });
    expect(moved?.range).toEqual({ start: 15, end: 15 + one.length });
  });

  it('are recorded in source order, nested and unclosed ones too', () => {
    const file = parseTemplate(
      '{{define "a"}}{{block "b" .}}{{end}}{{define "c"}}1{{end}}{{end}}{{if 1}}{{define "d"}}',
    );
    expect(file.defines.map((d) => [d.kind, d.name])).toEqual([
      ['define', 'a'],
      ['block', 'b'],
      ['define', 'c'],
      ['define', 'd'],
    ]);
    expect(file.defines[0]?.body.nodes).toMatchObject([
      { kind: 'template', name: 'b' },
      { kind: 'define', index: 2 },
    ]);
    expect(file.problems.map((p) => p.message)).toEqual([
      'unexpected <define> in command',
      'unexpected <define> in command',
      'unexpected EOF',
      'unexpected EOF',
    ]);
  });

  it.each([
    ['{{define "x"}}a{{end}}{{define "x"}}b{{end}}', ['template: multiple definition of template "x" @ "x"']],
    ['{{define "x"}} {{/* */}}{{end}}{{define "x"}}b{{end}}', []],
    ['{{define "x"}}a{{end}}{{define "x"}}\n{{end}}', []],
    ['{{define "x"}}a{{end}}{{block "x" .}}b{{end}}', ['template: multiple definition of template "x" @ "x"']],
  ])('%j', (source, expected) => expect(problems(source)).toEqual(expected));

  it('without a name are one hole', () => {
    const source = 'a{{define x}}b{{ .c-d }}{{end}}e';
    expect(shape(source)).toEqual(['text "a"', 'bad "{{define x}}b{{ .c-d }}{{end}}"', 'text "e"']);
    expect(problems(source)).toEqual(['unexpected "x" in define clause @ x', "bad character U+002D '-' @ .c-"]);
  });
});

describe('problems and where they show', () => {
  it.each([
    ['{{ .a-b }}', ["bad character U+002D '-' @ .a-"]],
    ['{{end}}', ['unexpected {{end}} @ {{end}}']],
    ['{{else}}', ['unexpected {{else}} @ {{else}}']],
    ['{{if x}}a', ['unexpected EOF @ {{if x}}']],
    ['{{if x}}{{range y}}', ['unexpected EOF @ {{range y}}', 'unexpected EOF @ {{if x}}']],
    ['{{if x}}{{else if y}}', ['unexpected EOF @ {{if x}}']],
    ['{{if x}}{{else}}{{else}}{{end}}', ['expected end; found {{else}} @ {{else}}']],
    ['{{range x}}{{else if y}}{{end}}', ['unexpected <if> in input @ if']],
    ['{{define "x"}}{{else}}{{end}}', ['unexpected {{else}} in define clause @ {{else}}']],
    ['{{break}}', ['{{break}} outside {{range}} @ {{break}}']],
    ['{{ (a }}', ['unclosed left paren @ (']],
    ['{{ a (b (c) }}', ['unclosed left paren @ (']],
    ['{{ () }}', ['missing value for parenthesized pipeline @ (']],
    ['{{}}', ['missing value for command @ {{}}']],
    [
      '{{ a | "b" | 1 }}',
      ['non executable command in pipeline stage 2 @ "b"', 'non executable command in pipeline stage 3 @ 1'],
    ],
    ['{{ $x }}', ['undefined variable "$x" @ $x']],
    ['{{ f 08 "\\q" }}', ['integer overflow: "08" @ 08', 'invalid syntax @ "\\q"']],
    ['{{ "a".b }}', ['unexpected . after term "\\"a\\"" @ "a"']],
    ['{{ .x\na: {{ .y }}', ['expected := @ {{ .x']],
    ['{{ .x', ['unclosed action @ {{ .x']],
    ['{{if a, b}}{{end}}', ['unexpected "," in operand @ ,']],
    ['{{range $a, $b, $c := .}}{{end}}', ['too many declarations in range @ ,']],
    ['a {{/* b', ['unclosed comment @ {{/* b']],
  ])('%j', (source, expected) => expect(problems(source)).toEqual(expected));

  it('knows functions only when told which', () => {
    expect(problems('{{ nosuch . | b }}')).toEqual([]);
    expect(problems('{{ nosuch . | b }}', (name) => name === 'b')).toEqual(['function "nosuch" not defined @ nosuch']);
  });
});

describe('recovery', () => {
  it('makes a hole of an operand only, where the rest is sound', () => {
    expect(shape('{{ $x | f }}')).toEqual([
      'action "{{ $x | f }}"',
      ' pipe "$x | f"',
      '  command "$x"',
      '   bad "$x"',
      '  command "f"',
      '   identifier "f"',
    ]);
  });

  it('keeps the block of a condition that does not parse', () => {
    expect(shape('{{if .a-b}}c{{end}}d')).toEqual([
      'if "{{if .a-b}}c{{end}}"',
      ' pipe ".a-b"',
      '  command ".a-b"',
      '   bad ".a-b"',
      ' list "c"',
      '  text "c"',
      'text "d"',
    ]);
  });

  it('keeps the lines after a half-typed action', () => {
    expect(shape('a: {{ .Values.\nb: c').map((line) => line.trim())).toEqual([
      'text "a: "',
      'bad "{{ .Values."',
      'text "\\nb: c"',
    ]);
  });

  it('gives an unclosed opener a block only if an end is left over for it', () => {
    expect(shape('{{ if\na: b').at(0)).toBe('bad "{{ if"');
    expect(shape('{{ if .x\na: b\n{{ end }}c').at(0)).toBe('if "{{ if .x\\na: b\\n{{ end }}"');
    expect(shape('{{if 1}}{{ range\na: b\n{{ end }}c').at(-1)).toBe('text "c"');
  });

  it('turns to the else list at a foreign else if, with a hole for the condition', () => {
    expect(shape('{{with .a}}b{{else if .c}}d{{end}}').slice(-3)).toEqual([
      ' list "{{else if .c}}d"',
      '  bad "{{else if .c}}"',
      '  text "d"',
    ]);
  });

  it('drops a stray end and goes on', () => {
    expect(shape('a{{end}}b')).toEqual(['text "a"', 'bad "{{end}}"', 'text "b"']);
  });
});

describe('variables', () => {
  it.each([
    ['{{if 1}}{{$x := 1}}{{else}}{{$x}}{{end}}', 0],
    ['{{if 1}}{{$x := 1}}{{end}}{{$x}}', 1],
    ['{{$x := 1}}{{if 1}}{{$x := 2}}{{end}}{{$x}}', 0],
    ['{{$x := 1}}{{define "a"}}{{$x}}{{end}}', 1],
    ['{{$x := 1}}{{block "a" $x}}{{$x}}{{end}}', 1],
    ['{{range $k, $v := .}}{{$k}}{{$v}}{{end}}{{$k}}', 1],
    ['{{f ($x := 1)}}{{$x}}', 0],
    ['{{$x := .a-b}}{{$x}}', 1],
  ])('%j', (source, count) => expect(parseTemplate(source).problems).toHaveLength(count));
});
