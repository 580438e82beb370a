import { placeSpan } from '../../project/graphPlace.ts';
import { releaseOf } from '../../project/release.ts';
import { scenarioOf } from '../../project/releaseKey.ts';
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
        'what the chart refuses in its own words: `fail`, `required`, a schema',
        'charts that have a dependency which is not in charts/',
        'other values than the defaults',
        'templates that do not parse: `template/syntax` tells of them',
        'actions in a branch whose condition is not known here',
      ],
      bad: '-- Chart.yaml --\napiVersion: v2\nname: a\nversion: 1.0.0\n-- templates/a.yaml --\na: {{ .Values.mail.host }}\n',
      good: '-- Chart.yaml --\napiVersion: v2\nname: a\nversion: 1.0.0\n-- values.yaml --\nmail:\n  host: a\n-- templates/a.yaml --\na: {{ .Values.mail.host }}\n',
    },
  },

  *check(db, key) {
    const release = scenarioOf(key) === '' ? releaseOf(db, key) : undefined;
    if (!release || release.missing.length > 0) return;
    for (const { rendering, template } of release.renders) {
      if (template.file.problems.length > 0) continue;
      const problem = rendering.problems.find(({ kind, maybe }) => kind !== 'limit' && !maybe);
      const span = problem?.kind === 'error' ? placeSpan(db, problem.place) : undefined;
      if (problem && span) yield { span, data: { message: problem.message } };
    }
  },

  message: ({ message }) =>
    `This fails with the default values: ${message}. Helm then refuses the whole chart, in these words.`,
});
