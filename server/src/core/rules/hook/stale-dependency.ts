import { nameOf, objectPlace, usePlace } from '../../project/graphPlace.ts';
import type { Gap } from '../../project/gap.ts';
import { hookGapsQuery } from '../../project/hookGaps.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { isRandom } from '../../project/installOnly.ts';
import { sharesImage } from '../../project/podWords.ts';
import { madeHooks, moved } from '../../project/makeHook.ts';
import { hasData } from '../../project/storage.ts';
import { sameSpan } from '../../text/range.ts';
import type { ReleaseKey } from '../../project/releaseKey.ts';
import type { Db } from '../../workspace/query.ts';
import { chartExample, job, objectHead } from '../example.ts';
import type { Fix } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly consumer: string;
  readonly provider: string;
}

/** Helm updates what is no hook after the pre-upgrade hooks (pkg/action/upgrade.go). */
export const staleDependency = defineRule<'release', Data>({
  meta: {
    id: 'hook/stale-dependency',
    title: 'A pre-upgrade hook reads a ConfigMap or Secret of the release before',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'A `pre-upgrade` Job or Pod reads a ConfigMap or Secret that the chart has as a regular object.',
      why: 'Helm updates regular objects after the pre-upgrade hooks. The hook runs with the content of the release before: a changed setting reaches it one upgrade late, and an object that is new in this version is not there at all.',
      fix: 'Make the object a hook with a lower weight, give the Job a copy of its own, or run the Job at `post-upgrade`.',
      silent: [
        'references that are `optional`',
        'an object that exists as a hook as well',
        'an object with random content: the old content is the right one',
        'information only: a Secret by which a server of the chart that keeps data was set up too, such as the password of a database, since that still runs with the old one',
      ],
      bad: example('pre-upgrade'),
      good: example('post-upgrade'),
    },
  },

  *check(db, key) {
    for (const gap of staleGaps(db, key)) {
      const span = usePlace(db, key, gap.need);
      const made = objectPlace(db, key, gap.provider);
      if (!span) continue;
      const related = made ? [{ span: made, message: `${nameOf(gap.provider)} is a regular object.` }] : [];
      const data = { consumer: nameOf(gap.need.consumer), provider: nameOf(gap.provider) };
      yield { span, data, related, severity: isOfServer(db, key, gap) ? 'info' : 'warning' };
    }
  },

  message: ({ consumer, provider }) =>
    `At \`pre-upgrade\`, ${consumer} reads ${provider} as the release before left it: Helm updates regular objects only after such hooks, and what is new in this version is not there yet.`,

  fixes(db, key, { span }) {
    const gap = staleGaps(db, key).find(({ need }) => sameSpan(usePlace(db, key, need), span));
    const graph = hookGraphOf(db, key);
    if (!gap || !graph) return [];
    const all = [...moved(db, gap, { 'pre-upgrade': 'post-upgrade' }), ...madeHooks(db, graph, gap)];
    return all.map((change): Fix => ({ ...change, safe: false }));
  },
});

const staleGaps = (db: Db, key: ReleaseKey): readonly Gap[] =>
  db.get(hookGapsQuery, key).filter(({ kind, provider }) => kind === 'stale' && !isRandom(provider));

/** Whether a server of the chart with data of its own was set up by the same Secret. */
const isOfServer = (db: Db, key: ReleaseKey, { provider, need }: Gap): boolean =>
  provider.kind === 'Secret' &&
  (hookGraphOf(db, key)?.usesOf(provider) ?? []).some(
    ({ consumer }) => !consumer.hook && hasData(consumer) && !sharesImage(consumer, need.consumer),
  );

/** An example whose Job runs at an event. */
function example(event: string): string {
  return chartExample({
    'values.yaml': 'host: db\n',
    'templates/config.yaml': `${objectHead('v1', 'ConfigMap', '{{ .Release.Name }}-config')}data:\n  host: {{ .Values.host }}\n`,
    'templates/job.yaml': job(
      '{{ .Release.Name }}-migrate',
      { container: 'migrate', envFrom: { configMapRef: '{{ .Release.Name }}-config' } },
      `"helm.sh/hook": ${event}`,
    ),
  });
}
