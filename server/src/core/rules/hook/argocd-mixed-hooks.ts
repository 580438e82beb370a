import { annotationSource, knownAnnotation } from '../../project/hookAnnotations.ts';
import { ARGO_HOOK, phasesOf } from '../../project/argoPhase.ts';
import { nameOf } from '../../project/graphPlace.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { chartOf } from '../../project/releaseKey.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly object: string;
  readonly argo: string;
  readonly helm: string;
}

const example = (phase: string): string =>
  chartExample({
    'templates/a.yaml': objectHead(
      'batch/v1',
      'Job',
      'a',
      'helm.sh/hook: pre-install,pre-upgrade',
      `argocd.argoproj.io/hook: ${phase}`,
    ),
  });

/** An object with a valid annotation of Argo CD's own is no Helm hook to it (gitops-engine, pkg/sync/hook/hook.go). */
export const argocdMixedHooks = defineRule<'release', Data>({
  meta: {
    id: 'hook/argocd-mixed-hooks',
    title: "Argo CD's hook annotation and Helm's say different things",
    severity: 'info',
    target: 'release',
    stage: 'stable',
    profile: 'argocd',
    docs: {
      what: 'An object has both `helm.sh/hook` and `argocd.argoproj.io/hook`, and they name different phases.',
      why: "Argo CD goes by its own annotation alone, so the object runs at another time there than under Helm. Its documentation even says that one such annotation makes it pass over all of a chart's Helm hooks.",
      fix: 'Name the phase that the Helm events stand for, or remove one of the two.',
      silent: [
        'annotations that name the same phases',
        'values that Argo CD does not know, for which it reads the Helm annotation',
        'annotations that can not be known here',
      ],
      bad: example('PostSync'),
      good: example('PreSync'),
    },
  },

  *check(db, key) {
    for (const object of hookGraphOf(db, key)?.objects ?? []) {
      const { hook, document, certain } = object;
      const own = hook && certain ? knownAnnotation(db, document, ARGO_HOOK) : undefined;
      if (!hook || !own) continue;
      const named = own.text.split(',').map((item) => item.trim());
      const helm = phasesOf(hook.events);
      if (!named.every((phase) => PHASES.includes(phase)) || isSame(named, helm)) continue;
      const source = annotationSource(db, chartOf(key), own);
      if (!source) continue;
      yield { span: source.span, data: { object: nameOf(object), argo: named.join(','), helm: helm.join(',') } };
    }
  },

  message: ({ object, argo, helm }) =>
    `Argo CD runs ${object} at \`${argo}\` by its own annotation; by Helm's it would ${helm === '' ? 'pass it over' : `be \`${helm}\``}.`,
});

const PHASES = ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'PreDelete', 'PostDelete', 'Skip'];

const isSame = (named: readonly string[], helm: readonly string[]): boolean =>
  named.length === helm.length && helm.every((phase) => named.includes(phase));
