import { argoPhases } from '../../project/argoPhase.ts';
import { nameOf, objectPlace, usePlace } from '../../project/graphPlace.ts';
import type { HookGraph, Need } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly hook: string;
  readonly provider: string;
}

const example = (event: string): string =>
  chartExample({
    'templates/account.yaml': objectHead('v1', 'ServiceAccount', 'b'),
    'templates/job.yaml': `${objectHead('batch/v1', 'Job', 'a', `helm.sh/hook: ${event}`)}spec:\n  template:\n    spec:\n      serviceAccountName: b\n`,
  });

/** Argo CD knows syncs only: pre-install and pre-upgrade are both PreSync, the first sync included. */
export const argocdPreUpgradeFirstSync = defineRule<'release', Data>({
  meta: {
    id: 'hook/argocd-pre-upgrade-first-sync',
    title: 'A pre-upgrade hook needs an object that the first sync of Argo CD has not made',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    profile: 'argocd',
    docs: {
      what: 'A `pre-upgrade` hook needs a regular object of the chart: its account, a ConfigMap, a Secret or a claim.',
      why: 'Under Helm the revision before has made the object. Argo CD runs the hook before the first sync as well, when nothing of the chart is there: the sync waits for it without end.',
      fix: 'Make what it needs a hook of the same events with a lower weight, or run the hook at `post-upgrade`.',
      silent: [
        'hooks of `pre-install` too, of which `hook/missing-dependency` tells',
        'optional references',
        "objects with Argo CD's own hook annotation",
        'names that can not be known here',
      ],
      bad: example('pre-upgrade'),
      good: example('post-upgrade'),
    },
  },

  *check(db, key) {
    const graph = hookGraphOf(db, key);
    for (const need of graph ? unmet(graph) : []) {
      const [provider] = need.providers;
      const span = usePlace(db, key, need);
      if (!provider || !span) continue;
      const place = objectPlace(db, key, provider);
      const related = place ? [{ span: place, message: `${nameOf(provider)} is a regular object.` }] : [];
      yield { span, data: { hook: nameOf(need.consumer), provider: nameOf(provider) }, related };
    }
  },

  message: ({ hook, provider }) =>
    `Argo CD runs ${hook} before the first sync too, and ${provider} is made by that sync: the hook waits for it without end.`,
});

function unmet({ objects, needsOf }: HookGraph): readonly Need[] {
  const hooks = objects.filter(
    (object) =>
      object.certain &&
      object.hook?.events.includes('pre-upgrade') === true &&
      !object.hook.events.includes('pre-install') &&
      argoPhases(object).includes('PreSync'),
  );
  return hooks
    .flatMap(needsOf)
    .filter(
      ({ certain, optional, providers, via }) =>
        certain &&
        !optional &&
        via !== 'permission' &&
        via !== 'service' &&
        providers.length > 0 &&
        providers.every(({ hook }) => !hook),
    );
}
