import { describe, expect, it } from 'vitest';
import { valuesOf } from '../../../server/src/core/text/origin.ts';
import { stepsOf, TOP } from '../../../server/src/core/template/sharedPath.ts';
import { noTrace } from '../../../server/src/core/template/trace.ts';
import type { Decision, Trace } from '../../../server/src/core/template/trace.ts';
import { data } from './data.ts';
import { errors } from './errors.ts';
import { outputs } from './outputs.ts';
import { render, valuesAt } from './rendering.ts';

describe('evaluate', () => {
  it.each(outputs)('%s', (template, output) => {
    expect(render(template, data)).toMatchObject({ text: output, error: '' });
  });

  it.each(errors)('fails: %s', (template, error) => {
    expect(render(template, data).error).toBe(error);
  });

  it('goes on after an error and leaves a hole', () => {
    const rendering = render('a: {{ .missing.x }}\nb: {{ .s }}\n{{ .missing.y }}\n', data);
    expect(rendering.text).toBe('a: opaque\nb: abc\n\n');
    expect(rendering.problems.map((problem) => problem.message)).toEqual([
      'nil pointer evaluating interface {}.x',
      'nil pointer evaluating interface {}.y',
    ]);
  });

  it('names the outermost place of what the chart refuses', () => {
    const source = '{{define "check"}}{{ fail "no good" }}{{end}}x: {{ include "check" . }}';
    expect(render(source, {}).error).toBe('execution error at (t.yaml:1:51): no good');
    expect(render(source, {}, { lint: true }).problems).toEqual([]);
    expect(render('{{ required "need it" .a }}', {}).error).toBe('execution error at (t.yaml:1:3): need it');
  });
});

describe('unknown values', () => {
  it('renders a branch once and marks it', () => {
    const rendering = render('{{ if .x }}a{{ else }}b{{ end }}c', { x: undefined });
    expect(rendering.text).toBe('ac');
    expect(rendering.map.toSource({ start: 0, end: 2 }).map((segment) => segment.maybe)).toEqual([true, false]);
  });

  it('goes through an unknown list once, with problems that are not certain', () => {
    const rendering = render('{{ range $i, $e := .x }}- {{ $e.name }} {{ $.missing.a }}\n{{ end }}', { x: undefined });
    expect(rendering.text).toBe('- opaque opaque\n');
    expect(rendering.problems).toMatchObject([{ maybe: true }]);
  });

  it('marks what a variable brings into an uncertain branch', () => {
    const rendering = render(
      '{{define "n"}}na{{ .s }}{{end}}{{ $n := include "n" . }}{{ $n }}{{ if .x }}{{ $n }}{{ end }}',
      { s: 'me', x: undefined },
    );
    expect(rendering.text).toBe('namename');
    expect(rendering.map.toSource({ start: 0, end: 8 }).map((segment) => segment.maybe)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('empties a line that holds nothing else and says where more may stand', () => {
    const rendering = render('m:\n  {{ .x }}\nn: {{ .x }}\n', { x: undefined });
    expect(rendering.text).toBe('m:\n\nn: opaque\n');
    expect(rendering.opaque).toMatchObject([
      { range: { start: 3, end: 3 }, openColumn: 2 },
      { range: { start: 7, end: 13 }, openColumn: undefined },
    ]);
  });

  it('begins an indented block behind other text on a line of its own', () => {
    const rendering = render('a: b\n{{- .x | indent 2 }}\nc: d\n', { x: undefined });
    expect(rendering.text).toBe('a: b\n\nc: d\n');
    expect(rendering.opaque).toMatchObject([{ range: { start: 5, end: 5 }, openColumn: 2 }]);
    expect(render('a: "b{{ .x | indent 2 }}"\n', { x: undefined }).text).toBe('a: "b  opaque"\n');
  });

  it.each(['indent', 'nindent'])('indents by %s what failed before', (name) => {
    const rendering = render(`a: b\n{{- include "none" . | ${name} 2 }}\nc: d\n`, {});
    expect(rendering.text).toBe('a: b\n\nc: d\n');
    expect(rendering.opaque).toMatchObject([{ openColumn: 2 }]);
  });

  it.each([
    ['{{ eq .x 1 }}', 'opaque'],
    ['{{ not .x }}', 'opaque'],
    ['{{ or .x true }}', 'opaque'],
    ['{{ and false .x }}', 'false'],
    ['{{ quote .x }}', '"opaque"'],
    ['{{ default "a" .x }}', 'opaque'],
    ['{{ .x.y.z }}', 'opaque'],
    ['{{ index .l 0 }}{{ index .l 1 }}', 'aopaque'],
    ['{{ len .l }}', '2'],
    ['{{ upper (printf "a%s" .x) }}', 'opaque'],
    ['{{ print .l }}', '[a opaque]'],
  ])('%s', (template, output) => {
    expect(render(`.${template}`, { x: undefined, l: ['a', undefined] })).toMatchObject({
      text: `.${output}`,
      problems: [],
    });
  });
});

describe('tpl', () => {
  it('executes text with the given data and keeps origins', () => {
    const rendering = render('{{ tpl .t . }}', { t: 'a{{ .s }}b', s: 'x' });
    expect(rendering.text).toBe('axb');
    const origins = rendering.map.toSource({ start: 0, end: 3 }).flatMap((segment) => valuesOf(segment.origin));
    expect(origins).toEqual([valuesAt('t'), valuesAt('s'), valuesAt('t')]);
  });

  it('lets its own defines be seen inside only', () => {
    expect(render('{{ tpl .t . }}', { t: '{{ define "d" }}[{{ . }}]{{ end }}{{ include "d" 1 }}' }).text).toBe('[1]');
    expect(render('{{ tpl .t . }}{{ include "d" . }}', { t: '{{ define "d" }}{{ end }}' }).problems).toHaveLength(1);
  });

  it('reports text that does not parse', () => {
    expect(render('{{ tpl .t . }}', { t: '{{ if }}' }).error).toContain('cannot parse template');
  });
});

describe('recording', () => {
  const record = (
    source: string,
    values: Parameters<typeof render>[1],
  ): { decisions: Decision[]; reads: string[]; writes: string[]; calls: string[] } => {
    const seen = { decisions: [] as Decision[], reads: [] as string[], writes: [] as string[], calls: [] as string[] };
    const trace: Trace = {
      ...noTrace,
      decided: (decision) => seen.decisions.push(decision),
      read: (map, key) => seen.reads.push([...stepsOf(map.shared ?? TOP), key].join('.')),
      readAll: (map) => seen.reads.push([...stepsOf(map.shared ?? TOP), '**'].join('.')),
      wrote: (map, key) => seen.writes.push([...stepsOf(map.shared ?? TOP), key].join('.')),
      called: (name) => seen.calls.push(name),
    };
    render(source, values, { trace });
    return seen;
  };

  it('tells what was compared with what, and under which guards', () => {
    const { decisions } = record('{{ if .on }}{{ if eq .mode "custom" }}{{ end }}{{ end }}', {
      on: true,
      mode: 'auto',
    });
    expect(decisions).toMatchObject([
      { operator: 'if', subject: { setting: ['on'] }, outcome: true, others: [], guard: undefined },
      { operator: 'eq', subject: { setting: ['mode'] }, outcome: false, direct: true, others: [{ text: 'custom' }] },
    ]);
    expect(decisions[1]?.guard).toMatchObject({ outcome: true, decisions: [{ subject: { setting: ['on'] } }] });
  });

  it('follows values through includes and names a path that is missing', () => {
    const { decisions } = record(
      '{{define "m"}}{{ .a.mode }}{{end}}{{ if eq (include "m" .) "x" }}{{ end }}{{ with .a.gone }}{{ end }}',
      { a: { mode: 'y' } },
    );
    expect(decisions).toMatchObject([
      { operator: 'eq', subject: { setting: ['a', 'mode'] } },
      { operator: 'with', subject: { setting: ['a', 'gone'] }, outcome: false },
    ]);
  });

  it('tells reads by path, calls and writes', () => {
    const seen = record(
      '{{define "d"}}{{end}}{{ .a.b }}{{ print .m }}{{ template "d" }}{{ include "no" . }}{{ $x := set .a "c" (list) }}',
      { a: { b: 1 }, m: { k: 2 } },
    );
    expect(seen.reads).toEqual(['a', 'a.b', 'm', 'm.**', 'a']);
    expect(seen.calls).toEqual(['d', 'no']);
    expect(seen.writes).toEqual(['a.c']);
  });
});

describe('budgets', () => {
  it.each([
    ['{{ range until 900 }}{{ range until 900 }}x{{ end }}{{ end }}', 'the template takes too many steps'],
    ['{{ range 2000 }}x{{ end }}', 'the range is too large'],
    [
      '{{ define "r" }}{{ include "r" . }}{{ end }}{{ include "r" . }}',
      'rendering template has a nested reference name: r: unable to execute template',
    ],
    ['{{ define "r" }}{{ template "r" . }}{{ end }}{{ template "r" . }}', 'exceeded maximum template depth (100000)'],
    ['{{ tpl .t . }}', 'rendering template has a nested reference name: gotpl: unable to execute template'],
  ])('%s', (template, message) => {
    const { problems } = render(template, { t: '{{ tpl .t . }}' });
    expect(problems).toMatchObject([{ kind: 'limit', message }]);
  });

  it('ends output that grows too large', () => {
    const rendering = render('{{ range 1000 }}0123456789{{ end }}', {}, { limits: { output: 500 } });
    expect(rendering.problems).toMatchObject([{ kind: 'limit' }]);
    expect(rendering.text.length).toBeLessThan(600);
  });

  it('survives nesting whatever the depth asked for', () => {
    const source =
      '{{ define "r" }}{{ range 1 }}{{ if true }}{{ quote (include "r" $) }}{{ end }}{{ end }}{{ end }}{{ include "r" . }}';
    expect(render(source, {}, { limits: { depth: 100_000 } }).problems).toMatchObject([{ kind: 'limit' }]);
  });
});
