import { conditionsIn, definedNames, ownTemplates } from '../../project/conditions.ts';
import type { Operand, PipeNode, StringNode, TemplateFile } from '../../template/nodes.ts';
import { textRange } from '../../text/range.ts';
import { chartExample } from '../example.ts';
import { defineRule } from '../rule.ts';

interface IfOnString {
  readonly text: string;
  /** Whether the chart has a template of that name. */
  readonly isTemplate: boolean;
}

const example = (condition: string): string =>
  chartExample({
    'templates/a.yaml': `{{ define "a.labels" }}a: b{{ end }}\n{{ if ${condition} }}\nlabels: true\n{{ end }}\n`,
  });

/** Go's text/template: a string is true when it is not empty. */
export const ifOnString = defineRule<'chart', IfOnString>({
  meta: {
    id: 'template/if-on-string',
    title: 'An `if` asks about a text that stands in the template itself',
    severity: 'warning',
    target: 'chart',
    stage: 'stable',
    docs: {
      what: 'The condition of an `if` is a string literal, such as the name of a template without `include`.',
      why: 'A text that is not empty is always true, so the block is always rendered.',
      fix: 'Put `include` before the name and the context behind it, or remove the `if`.',
      silent: [
        'strings that are compared or passed to a function',
        '`with`, which may set the dot to a text',
        'templates of subcharts and archives',
      ],
      bad: example('"a.labels"'),
      good: example('include "a.labels" .'),
    },
  },

  *check(db, chart) {
    const templates = ownTemplates(db, chart);
    const isDefined = (name: string): boolean => templates.some(({ file }) => db.once(definedNames, file).has(name));
    for (const { uri, file } of templates)
      for (const { base, literal } of db.once(literalsIn, file))
        yield {
          span: { uri, range: textRange(base + literal.range.start, base + literal.range.end) },
          data: { text: literal.value, isTemplate: isDefined(literal.value) },
        };
  },

  message({ text, isTemplate }) {
    const always = `This condition is the text \`${text}\` itself, which is always ${text === '' ? 'false' : 'true'}.`;
    return isTemplate ? `${always} \`include "${text}" .\` may be meant.` : always;
  },

  fixes(_db, _chart, { span, data }) {
    if (!data.isTemplate) return [];
    const { start, end } = span.range;
    const edits = [
      { range: textRange(start, start), newText: 'include ' },
      { range: textRange(end, end), newText: ' .' },
    ];
    return [{ title: `Include ${data.text}`, safe: false, edits: [{ uri: span.uri, edits }] }];
  },
});

/** A literal that is all of a condition. */
interface Literal {
  readonly literal: StringNode;
  /** What its range is relative to, in the file. */
  readonly base: number;
}

const literalsIn = (file: TemplateFile): readonly Literal[] =>
  conditionsIn(file).flatMap(({ node, base }) => {
    const literal = onlyString(node.pipe);
    return literal ? [{ literal, base }] : [];
  });

/** The literal that is all of a condition, parentheses aside. */
function onlyString(pipe: PipeNode): StringNode | undefined {
  const [command, ...more] = pipe.commands;
  const operand: Operand | undefined = command?.operands[0];
  if (more.length > 0 || command?.operands.length !== 1 || pipe.declarations.length > 0) return undefined;
  return operand?.kind === 'string' ? operand : undefined;
}
