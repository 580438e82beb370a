import { conditionsOf, definedNames } from '../../project/conditions.ts';
import type { Condition } from '../../project/conditions.ts';
import type { Operand, PipeNode, StringNode } from '../../template/nodes.ts';
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
    const found = conditionsOf(db, chart).flatMap((conditions) => db.once(literalsIn, conditions));
    if (found.length === 0) return;
    const names = definedNames(db, chart);
    for (const { condition, literal } of found)
      yield {
        span: spanOf(condition, literal),
        data: { text: literal.value, isTemplate: names.has(literal.value) },
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

const spanOf = (
  { uri, base }: Condition,
  { range }: StringNode,
): { uri: Condition['uri']; range: StringNode['range'] } => ({
  uri,
  range: textRange(base + range.start, base + range.end),
});

interface Literal {
  readonly condition: Condition;
  readonly literal: StringNode;
}

const literalsIn = (conditions: readonly Condition[]): readonly Literal[] =>
  conditions.flatMap((condition) => {
    const literal = onlyString(condition.node.pipe);
    return literal ? [{ condition, literal }] : [];
  });

/** The literal that is all of a condition, parentheses aside. */
function onlyString(pipe: PipeNode): StringNode | undefined {
  const [command, ...more] = pipe.commands;
  const operand: Operand | undefined = command?.operands[0];
  if (more.length > 0 || command?.operands.length !== 1 || pipe.declarations.length > 0) return undefined;
  return operand?.kind === 'string' ? operand : undefined;
}
