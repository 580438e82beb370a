import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { file, render } from '../unit/template/rendering.ts';
import type { Json } from '../unit/template/rendering.ts';

const data: Json = {
  s: 'abc',
  n: 3,
  l: ['x', 1, null, undefined],
  m: { a: 'one', b: { c: true } },
  u: undefined,
  t: 'q{{ .s }}{{ .u }}',
};

const field = fc.constantFrom(
  '.s',
  '.n',
  '.l',
  '.m',
  '.m.a',
  '.m.b.c',
  '.u',
  '.u.x',
  '.none',
  '.none.x',
  '$',
  '.',
  '.t',
  '$v',
);
const constant = fc.constantFrom('1', '"a"', '1.5', 'true', 'nil', '-3', '`r\n`');
const operand = fc.oneof(field, constant);
const callee = fc.constantFrom(
  'print',
  'printf "%v-%s"',
  'quote',
  'squote',
  'eq',
  'and',
  'or',
  'not',
  'len',
  'index',
  'default',
  'ternary',
  'include "d"',
  'include "e"',
  'tpl .t',
  'list',
  'until',
  'set .m "k"',
  'required "r"',
  'html',
  'empty',
  'coalesce',
);
const command = fc.oneof(
  operand,
  fc.tuple(callee, fc.array(operand, { maxLength: 3 })).map(([name, args]) => [name, ...args].join(' ')),
);
const pipeline = fc.array(command, { minLength: 1, maxLength: 3 }).map((commands) => commands.join(' | '));
const literalText = fc.constantFrom('a: ', '\n', '  x', 'ü😀', '- ', '"', '<no value>');

const { template } = fc.letrec<{ template: string; node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    literalText,
    pipeline.map((text) => `{{ ${text} }}`),
    pipeline.map((text) => `{{- $v = ${text} -}}`),
    fc
      .tuple(
        fc.constantFrom('if', 'with', 'range', 'range $v :=', 'range $i, $v :='),
        pipeline,
        tie('template'),
        tie('template'),
      )
      .map(([keyword, pipe, body, otherwise]) => `{{ ${keyword} ${pipe} }}${body}{{ else }}${otherwise}{{ end }}`),
  ),
  template: fc.array(tie('node'), { maxLength: 5 }).map((nodes) => nodes.join('')),
}));
const source = template.map(
  (body) =>
    `{{ $v := 1 }}${body}{{ define "d" }}[{{ . }}]{{ end }}{{ define "e" }}{{ include "d" . }}\n{{ .s }}{{ end }}`,
);

describe('evaluator', () => {
  it('renders anything, and every literal segment is equal to its source', () => {
    fc.assert(
      fc.property(source, (text) => {
        const rendering = render(text, data);
        let at = 0;
        for (const { range, origin } of rendering.map.toSource({ start: 0, end: rendering.text.length })) {
          expect(range.start).toBe(at);
          at = range.end;
          if (origin.kind !== 'literal' || !origin.exact) continue;
          const start = origin.anchor.define === '' ? 0 : text.indexOf(`{{ define "${origin.anchor.define}"`);
          expect(text.slice(start + origin.start, start + origin.end)).toBe(
            rendering.text.slice(range.start, range.end),
          );
          const back = rendering.map.toGenerated(origin.anchor, origin);
          expect(back).toContainEqual(range);
        }
        expect(at).toBe(rendering.text.length);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps places inside their calls and within the file', () => {
    fc.assert(
      fc.property(source, (text) => {
        for (const problem of render(text, data).problems) {
          expect(problem.place.start).toBeLessThanOrEqual(problem.place.end);
          expect(problem.place.end).toBeLessThanOrEqual(text.length);
          expect(problem.place.anchor.file).toBe(file);
          for (let call = problem.place.call; call; call = call.place.call)
            expect(call.place.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keeps within its budgets', () => {
    fc.assert(
      fc.property(source, fc.integer({ min: 1, max: 60 }), (text, steps) => {
        const rendering = render(text, data, { limits: { steps } });
        expect(rendering.steps).toBeLessThanOrEqual(steps + 30);
        expect(rendering.problems.filter((problem) => problem.kind === 'limit').length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });
});
