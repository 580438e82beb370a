import { nameOf, objectPlace, usePlace } from '../../project/graphPlace.ts';
import type { Gap } from '../../project/gap.ts';
import { hookGapsQuery } from '../../project/hookGaps.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { madeHooks, moved } from '../../project/makeHook.ts';
import { sameSpan } from '../../text/range.ts';
import { chartExample, job, objectHead } from '../example.ts';
import type { Fix } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly consumer: string;
  readonly provider: string;
  readonly step: string;
  readonly via: Gap['need']['via'];
  readonly isWarning: boolean;
}

/** Helm makes what is no hook after the pre-install hooks and deletes it before the post-delete hooks (pkg/action). */
export const missingDependency = defineRule<'release', Data>({
  meta: {
    id: 'hook/missing-dependency',
    title: 'A hook needs an object that does not exist when it runs',
    severity: 'error',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'A `pre-install` or `post-delete` Job or Pod uses an account, ConfigMap, Secret or volume claim that the chart has as a regular object only; or a hook of the install is to be made in a namespace that is one.',
      why: 'Helm makes regular objects after the pre-install hooks, and waits for each of these: the pod never starts, and the install stops at its time limit. At `post-delete` they are already deleted.',
      fix: 'Run the hook at `post-install,pre-upgrade` (at `pre-delete`), or give it a hook object of its own, with a lower weight and `before-hook-creation,hook-succeeded`. Do not turn an account into a hook that running pods use: it would be made anew at every upgrade.',
      silent: [
        'references that are `optional`',
        'hooks of other kinds, such as a CronJob or a Deployment: Helm does not wait for them, and their pods start when the object is there',
        'objects that the chart does not render: they may be there before, as is the namespace of the release',
        'an object that exists as a hook as well',
        'objects that uninstall keeps (`helm.sh/resource-policy: keep`), for post-delete hooks',
        'roles that only admit a pod under a security policy, and accounts with another role in time',
        'roles of an account that running pods share, where nothing in the hook asks the API server: they may be for those pods',
      ],
      bad: example('pre-install'),
      good: example('post-install'),
    },
  },

  *check(db, key) {
    for (const gap of db.get(hookGapsQuery, key)) {
      if (gap.kind !== 'missing' && gap.kind !== 'failed-install') continue;
      const span = usePlace(db, key, gap.need);
      const made = objectPlace(db, key, gap.provider);
      if (!span) continue;
      const related = made ? [{ span: made, message: `${nameOf(gap.provider)} is a regular object.` }] : [];
      yield { span, data: dataOf(gap), related, severity: severityOf(gap) };
    }
  },

  message({ consumer, provider, step, via, isWarning }) {
    if (via === 'namespace')
      return `${consumer} is a \`${step}\` hook in ${provider}, but Helm makes regular objects only after such hooks: the API server refuses it, and the install fails.`;
    const needs = via === 'permission' ? `has no rights without ${provider}` : `needs ${provider}`;
    if (isWarning)
      return `This \`pre-delete\` hook ${needs}, which does not exist if the install failed in a pre-install hook: then uninstalling waits for ${consumer} until the time limit. Give it one of its own: a \`pre-delete\` hook with a lower weight and \`before-hook-creation,hook-succeeded\`.`;
    return step === 'post-delete'
      ? `This \`post-delete\` hook ${needs}, but Helm has deleted it when ${consumer} runs.`
      : `This \`${step}\` hook ${needs}, but Helm makes regular objects only after such hooks: ${consumer} never succeeds, and the install stops at its time limit.`;
  },

  fixes(db, key, { span, data }) {
    const gap = db
      .get(hookGapsQuery, key)
      .find(
        (g) =>
          g.kind === (data.isWarning ? 'failed-install' : 'missing') &&
          nameOf(g.provider) === data.provider &&
          sameSpan(usePlace(db, key, g.need), span),
      );
    const graph = hookGraphOf(db, key);
    if (!gap || !graph || gap.need.via === 'namespace') return [];
    if (data.isWarning) return madeHooks(db, graph, gap).map((change): Fix => ({ ...change, safe: false }));
    const later = moved(db, gap, { 'pre-install': 'post-install', 'post-delete': 'pre-delete' });
    const last = moved(db, gap, { 'pre-install': 'post-install', 'pre-upgrade': 'post-upgrade' });
    const first = gap.moment.step === 'post-delete' ? [] : madeHooks(db, graph, gap);
    const all = [...later, ...last.filter(({ title }) => later.every((other) => other.title !== title)), ...first];
    return all.map((change): Fix => ({ ...change, safe: false }));
  },
});

const severityOf = ({ kind, need }: Gap): 'error' | 'warning' | 'info' =>
  kind === 'failed-install' ? 'info' : need.via === 'permission' ? 'warning' : 'error';

const dataOf = ({ kind, need, provider, moment }: Gap): Data => ({
  consumer: nameOf(need.consumer),
  provider: nameOf(provider),
  step: moment.step,
  via: need.via,
  isWarning: kind === 'failed-install',
});

/** An example whose Job runs at an event. */
function example(event: string): string {
  return chartExample({
    'templates/account.yaml': objectHead('v1', 'ServiceAccount', '{{ .Release.Name }}-migrate'),
    'templates/job.yaml': job(
      '{{ .Release.Name }}-migrate',
      { account: '{{ .Release.Name }}-migrate', container: 'migrate' },
      `"helm.sh/hook": ${event}`,
    ),
  });
}
