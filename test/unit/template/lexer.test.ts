import { describe, expect, it } from 'vitest';
import { lexTemplate } from '../../../server/src/core/template/lexer.ts';

/** Tokens as `kind:text`, in order. */
const tokens = (source: string): string[] =>
  lexTemplate(source).map((t) => `${t.kind}:${source.slice(t.start, t.end)}`);

const messages = (source: string): (string | undefined)[] =>
  lexTemplate(source)
    .filter((t) => t.kind === 'error' || t.kind === 'unclosed')
    .map((t) => t.message);

describe('tokens', () => {
  it.each([
    ['', []],
    ['plain', ['text:plain']],
    ['a{{.x}}b', ['text:a', 'open:{{', 'field:.x', 'close:}}', 'text:b']],
    ['{{ . }}', ['open:{{', 'space: ', 'dot:.', 'space: ', 'close:}}']],
    ['{{.a.b}}', ['open:{{', 'field:.a', 'field:.b', 'close:}}']],
    ['{{$}}{{$x.y}}', ['open:{{', 'variable:$', 'close:}}', 'open:{{', 'variable:$x', 'field:.y', 'close:}}']],
    ['{{$x:=1}}', ['open:{{', 'variable:$x', 'declare::=', 'number:1', 'close:}}']],
    ['{{a|b}}', ['open:{{', 'identifier:a', 'pipe:|', 'identifier:b', 'close:}}']],
    ['{{(a)}}', ['open:{{', 'leftParen:(', 'identifier:a', 'rightParen:)', 'close:}}']],
    ['{{if true}}', ['open:{{', 'keyword:if', 'space: ', 'bool:true', 'close:}}']],
    ['{{nil}}', ['open:{{', 'nil:nil', 'close:}}']],
    ['{{"a\\"}}"}}', ['open:{{', 'string:"a\\"}}"', 'close:}}']],
    ['{{`{{ a }}`}}', ['open:{{', 'rawString:`{{ a }}`', 'close:}}']],
    ["{{'}'}}", ['open:{{', "charConstant:'}'", 'close:}}']],
    ['{{1+2i}}', ['open:{{', 'complex:1+2i', 'close:}}']],
    ['{{é.ß}}', ['open:{{', 'identifier:é', 'field:.ß', 'close:}}']],
    ['{{a, b}}', ['open:{{', 'identifier:a', 'char:,', 'space: ', 'identifier:b', 'close:}}']],
  ])('%j', (source, expected) => expect(tokens(source)).toEqual(expected));
});

describe('trim markers', () => {
  it.each([
    [
      'a \n{{- .x -}} \r\n\t b',
      ['text:a', 'trimmed: \n', 'open:{{- ', 'field:.x', 'close: -}}', 'trimmed: \r\n\t ', 'text:b'],
    ],
    ['a {{-3}}', ['text:a ', 'open:{{', 'number:-3', 'close:}}']],
    ['{{x  -}}', ['open:{{', 'identifier:x', 'space: ', 'close: -}}']],
    ['{{- -}}', ['open:{{- ', 'number:-', 'close:}}']],
    ['\u00a0{{- x}}', ['text:\u00a0', 'open:{{- ', 'identifier:x', 'close:}}']],
    [' {{- x}}', ['trimmed: ', 'open:{{- ', 'identifier:x', 'close:}}']],
    ['{{x -}} \n', ['open:{{', 'identifier:x', 'close: -}}', 'trimmed: \n']],
  ])('%j', (source, expected) => expect(tokens(source)).toEqual(expected));
});

describe('comments', () => {
  it.each([
    ['{{/* a */}}b', ['comment:{{/* a */}}', 'text:b']],
    ['a {{- /* b\n */ -}} c', ['text:a', 'trimmed: ', 'comment:{{- /* b\n */ -}}', 'trimmed: ', 'text:c']],
    ['{{/* }} {{ */}}', ['comment:{{/* }} {{ */}}']],
    ['{{/* a */ }}b', ['error:{{/* a */ }}', 'text:b']],
    ['{{/* a }}b', ['error:{{/* a }}', 'text:b']],
    ['{{/* a\nb', ['error:{{/* a', 'text:\nb']],
    ['{{/* a {{b}}', ['error:{{/* a ', 'open:{{', 'identifier:b', 'close:}}']],
  ])('%j', (source, expected) => expect(tokens(source)).toEqual(expected));
});

describe('faults inside an action leave the action whole', () => {
  it.each([
    ['{{.a-b}}', "bad character U+002D '-'", 'error:.a-'],
    ['{{1a}}', 'bad number syntax: "1a"', 'error:1a'],
    ['{{a : b}}', 'expected :=', 'error::'],
    ['{{a)}}', 'unexpected right paren', 'error:)'],
    ['{{(a}}', 'unclosed left paren', 'error:'],
    ['{{\u0001}}', 'unrecognized character in action: U+0001', 'error:\u0001'],
    ['{{£}}', "unrecognized character in action: U+00A3 '£'", 'error:£'],
    ['{{"a}}', 'unterminated quoted string', 'error:"a'],
    ['{{"a -}}', 'unterminated quoted string', 'error:"a'],
    ["{{it 's}}", 'unterminated character constant', "error:'s"],
    ['{{`a}}', 'unterminated raw quoted string', 'error:`a'],
  ])('%j', (source, message, token) => {
    expect(messages(source)).toEqual([message]);
    expect(tokens(source)).toContain(token);
    expect(lexTemplate(source).at(-1)?.kind).toBe('close');
  });
});

describe('an action that is not closed costs its own line', () => {
  it.each([
    ['{{ .Values.\nx: {{ .y }}', '\nx: '],
    ['{{ .Values.x\nx: y\nz: "}}"', '\nx: y\nz: "}}"'],
    ['{{ if\n  - a\n{{ .y }}', '\n  - a\n'],
    ['{{- include "x" . | ninde\nfoo: {{ .x }}', '\nfoo: '],
    ['{{ include "x\nfoo: {{ .x }}', '\nfoo: '],
    ['{{ f (dict\n  "a" .b.\n)\nfoo: {{ .x }}', '\nfoo: '],
    ['{{ f (.b\nfoo: {{ .x }}', '\nfoo: '],
    ['{{ .x \t\nfoo', ' \t\nfoo'],
  ])('%j', (source, text) => {
    const found = lexTemplate(source);
    const at = found.findIndex((t) => t.kind === 'unclosed');
    const next = found[at + 1];
    expect(next && source.slice(next.start, next.end)).toBe(text);
    expect(next?.kind).toBe('text');
  });

  it('takes in lines that belong to a closed action', () => {
    expect(messages('{{ f (dict\n  "a" 1\n  "b" .c-d\n) }}\nx: y')).toEqual(["bad character U+002D '-'"]);
    expect(messages('{{\n $x :=\n 1\n}}')).toEqual([]);
  });
});
