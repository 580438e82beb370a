import { templateProblems } from '../../project/syntax.ts';
import { chartExample } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Syntax {
  readonly message: string;
}

/** Go's own words (text/template/parse), at a place instead of a line. */
export const templateSyntax = defineRule<'chart', Syntax>({
  meta: {
    id: 'template/syntax',
    title: 'A template does not parse',
    severity: 'error',
    target: 'chart',
    stage: 'stable',
    docs: {
      what: "Go's template parser refuses an action: an unclosed `if`, an unknown function or variable, a bad literal.",
      why: 'Helm parses every template of a chart before it renders one, so nothing of the chart can be installed.',
      fix: 'Mend the action at the place that is marked. The rest of the file is still checked.',
      silent: [
        'templates of subcharts and archives',
        'files that Helm ignores (`.helmignore`), and those of a library whose names do not begin with `_`',
      ],
      bad: chartExample({ 'templates/a.yaml': 'a: {{ .Values.a | uppper }}\n' }),
      good: chartExample({ 'templates/a.yaml': 'a: {{ .Values.a | upper }}\n' }),
    },
  },

  *check(db, chart) {
    for (const { span, message } of templateProblems(db, chart)) yield { span, data: { message } };
  },

  message: ({ message }) =>
    `${inWords(message)}. Helm parses all templates first, so nothing of the chart can be installed.`,
});

/** Go reports a missing `end` as the end of the file. */
const inWords = (message: string): string =>
  message === 'unexpected EOF' ? 'This block has no `{{ end }}`' : `This does not parse: ${message}`;
