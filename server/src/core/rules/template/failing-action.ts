import { nodesOf } from '../../chart/chartTree.ts';
import type { Release } from '../../chart/release.ts';
import { listedNamesQuery } from '../../project/dependents.ts';
import { placeSpan } from '../../project/graphPlace.ts';
import { releaseOf } from '../../project/release.ts';
import { scenarioOf } from '../../project/releaseKey.ts';
import type { Problem } from '../../template/problem.ts';
import { chartExample } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly message: string;
}

/** Go's text/template stops at the first error, and Helm refuses the release (pkg/engine/engine.go). */
export const failingAction = defineRule<'release', Data>({
  meta: {
    id: 'template/failing-action',
    title: 'A template fails with the default values',
    severity: 'info',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'An action fails for certain when the chart is rendered with its default values: a nil pointer, a wrong type, a call of nothing.',
      why: "`helm install` stops with Go's words about it. Who must set a value first gets no other hint than these.",
      fix: 'Guard the value (`with`, `default`), give it a default in values.yaml, or say what is missing with `required`.',
      silent: [
        'charts that refuse their defaults in their own words anywhere: `fail`, `required`, or a schema that requires anything',
        'charts that another chart of the workspace lists as a dependency, which gives them values and templates',
        'what a missing part of `.Values.global` causes: globals come from outside the chart',
        'charts that have a dependency which is not in charts/',
        'other values than the defaults, and every failure after the first, which is the one that Helm shows',
        'templates that do not parse: `template/syntax` tells of them',
        'actions in a branch whose condition is not known here',
      ],
      bad: chartExample({ 'templates/a.yaml': 'a: {{ .Values.mail.host }}\n' }),
      good: chartExample({ 'values.yaml': 'mail:\n  host: a\n', 'templates/a.yaml': 'a: {{ .Values.mail.host }}\n' }),
    },
  },

  *check(db, key) {
    const release = scenarioOf(key) === '' ? releaseOf(db, key) : undefined;
    if (!release || release.missing.length > 0 || mayBeRefused(release)) return;
    if (db.get(listedNamesQuery, '').includes(release.root.chart.chartfile.name)) return;
    const certain = problemsOf(release);
    const [first] = certain;
    if (!first || certain.some(({ kind, at }) => kind === 'refused' || GLOBAL.test(at))) return;
    const span = placeSpan(db, first.place);
    if (span) yield { span, data: { message: first.message } };
  },

  message: ({ message }) =>
    `This fails with the default values: ${message}. Helm then refuses the whole chart, in these words.`,
});

/** As Go writes a field, be it of `.Values` or of a copy in a variable. */
const GLOBAL = /\.global\b/;

/** What stops each template for certain, in Helm's order; what does not parse has no place here. */
const problemsOf = ({ renders }: Release): readonly Problem[] =>
  renders.flatMap(({ rendering, template }) => {
    const problem = rendering.problems.find(({ kind, maybe }) => kind !== 'limit' && !maybe);
    return problem && template.file.problems.length === 0 ? [problem] : [];
  });

/** Helm looks at the chart and its schemas first; whether what a schema requires is there is not looked at here. */
const mayBeRefused = ({ problems, root }: Release): boolean =>
  problems.some(({ severity }) => severity === 'error') ||
  [...nodesOf(root)].some(({ chart }) => chart.files.read('values.schema.json')?.text.includes('"required"') === true);
