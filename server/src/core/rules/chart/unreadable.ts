import { refusedFiles } from '../../project/refusedFiles.ts';
import { chartExample } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Unreadable {
  readonly name: string;
  readonly message: string;
  readonly isGiven: boolean;
}

/** Helm's own words (pkg/chart/v2/loader/load.go), at a place instead of a line. */
export const unreadableChart = defineRule<'chart', Unreadable>({
  meta: {
    id: 'chart/unreadable',
    title: 'Helm refuses to read a file of the chart',
    severity: 'error',
    target: 'chart',
    stage: 'stable',
    docs: {
      what: 'A `Chart.yaml`, a `values.yaml` or a `ci/*-values.yaml` is not YAML as Helm reads it (a tab, an unclosed bracket, an unknown anchor, aliases without end), or not a mapping.',
      why: 'Helm reads these files before all others: nothing of the chart can be installed, or not with these values.',
      fix: 'Mend the file at the place that is marked.',
      silent: [
        'what lies in an archive, where nobody edits',
        'files that a tool fills in first: a line or a value begins with `{{`, `{%` or `<%`, or the place holds a name such as `@VERSION@`',
      ],
      bad: chartExample({ 'values.yaml': 'image:\n\ttag: 1.0.0\n' }),
      good: chartExample({ 'values.yaml': 'image:\n  tag: 1.0.0\n' }),
    },
  },

  *check(db, chart) {
    for (const { span, ...data } of refusedFiles(db, chart)) yield { span, data };
  },

  message: ({ name, message, isGiven }) =>
    `Helm can't read \`${name}\`: ${inWords(message)}. ${isGiven ? 'With these values it refuses the chart.' : 'It refuses the whole chart.'}`,
});

const LIST = 'json: cannot unmarshal ';

/** Without the steps on the way, and without the line, which is where the finding stands. */
function inWords(message: string): string {
  const shape = message.indexOf(LIST);
  if (shape >= 0) return `it holds ${kindOf(message.slice(shape + LIST.length))} where it must be a mapping`;
  const last = message.replace(/^.*error converting YAML to JSON: /s, '').replace(/^yaml: (?:line \d+: )?/, '');
  return last.replaceAll('`', "'").split('\n')[0] ?? last;
}

const kindOf = (rest: string): string => {
  const [kind = ''] = rest.split(' ');
  return kind === 'array' ? 'a list' : `a ${kind}`;
};
