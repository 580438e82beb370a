import { runsOnce } from '../../manifest/podSpec.ts';
import { argoPhases } from '../../project/argoPhase.ts';
import { nameOf, objectPlace } from '../../project/graphPlace.ts';
import type { GraphObject } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly object: string;
  readonly phases: string;
  readonly events: string;
}

const example = (event: string): string =>
  chartExample({ 'templates/a.yaml': objectHead('batch/v1', 'Job', 'a', `helm.sh/hook: ${event}`) });

/** Argo CD does not tell install from upgrade (gitops-engine, pkg/sync/hook/helm/type.go). */
export const argocdInstallHookEverySync = defineRule<'release', Data>({
  meta: {
    id: 'hook/argocd-install-hook-every-sync',
    title: 'Argo CD runs a Job of install alone at every sync',
    severity: 'info',
    target: 'release',
    stage: 'stable',
    profile: 'argocd',
    docs: {
      what: 'A Job or Pod is a hook of `pre-install` or `post-install`, and of no upgrade.',
      why: 'It is meant to run once. Argo CD runs it at every sync: what makes certificates, passwords or a first user makes them again.',
      fix: 'See that it bears being run again: let it look first whether its work is done.',
      silent: [
        'hooks of upgrades too, which are made to be run again',
        "objects with Argo CD's own hook annotation",
        'other kinds than Job and Pod, which are applied again as they are',
        'events that can not be known here',
      ],
      bad: example('pre-install'),
      good: example('pre-install,pre-upgrade'),
    },
  },

  *check(db, key) {
    for (const object of hookGraphOf(db, key)?.objects ?? []) {
      const span = isOfInstall(object) ? objectPlace(db, key, object) : undefined;
      if (!span) continue;
      const phases = argoPhases(object)
        .filter((phase) => phase.endsWith('Sync'))
        .join(',');
      yield { span, data: { object: nameOf(object), phases, events: object.hook?.events.join(',') ?? '' } };
    }
  },

  message: ({ object, phases, events }) =>
    `Argo CD runs ${object} at every sync (\`${phases}\`), not once as \`${events}\` says: it must bear being run again.`,
});

function isOfInstall(object: GraphObject): boolean {
  const { hook, certain, manifest } = object;
  if (!hook || !certain || !runsOnce(manifest) || argoPhases(object).length === 0) return false;
  const { events } = hook;
  return events.some((event) => event.endsWith('-install')) && !events.some((event) => event.endsWith('-upgrade'));
}
