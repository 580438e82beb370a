import type { Hook } from '../../chart/hook.ts';
import { HOOK_ANNOTATION } from '../../chart/hook.ts';
import { annotationSource, knownAnnotation } from '../../project/hookAnnotations.ts';
import { isHookKey, removeAnnotations } from '../../project/hookEdit.ts';
import { printedAt } from '../../project/hookSource.ts';
import { releaseOf } from '../../project/release.ts';
import type { DocumentRef } from '../../project/releaseDocuments.ts';
import { documentBy, refOf } from '../../project/releaseDocuments.ts';
import { chartOf } from '../../project/releaseKey.ts';
import { defineRule } from '../rule.ts';

interface LongRunning {
  readonly document: DocumentRef;
  readonly kind: string;
  readonly again: boolean;
}

const example = (annotations: string): string =>
  '-- Chart.yaml --\napiVersion: v2\nname: a\nversion: 1.0.0\n-- templates/a.yaml --\n' +
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\n${annotations}`;

/** Helm creates hooks and forgets them (hooks.go, action/install.go): no diff, no wait but for Jobs and Pods, no deletion. */
export const longRunningKind = defineRule<'release', LongRunning>({
  meta: {
    id: 'hook/long-running-kind',
    title: 'A workload that is to stay is a hook',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'A Deployment, StatefulSet, ReplicaSet, autoscaler, Ingress or Service is a hook of an install or upgrade event.',
      why: 'Helm creates a hook and forgets it: an install-only one never sees an upgrade, one with an upgrade event is deleted and made anew each time, with downtime; `--wait` does not wait for it, and uninstall leaves it running.',
      fix: 'Remove the hook annotations, so that Helm manages the object. Note that the next upgrade then finds an object that it does not own: delete it first, or use `--take-ownership`.',
      silent: [
        'DaemonSets, which are used to pull images beforehand',
        'test and delete events',
        '`hook-succeeded` in the delete policy, which removes the object when the event is over',
        'events that can not be known here',
      ],
      bad: example('  annotations:\n    helm.sh/hook: post-install\n'),
      good: example(''),
    },
  },

  *check(db, key) {
    for (const hook of releaseOf(db, key)?.hooks ?? []) {
      if (!isLongRunning(hook) || hook.deletePolicies.includes('hook-succeeded')) continue;
      const annotation = knownAnnotation(db, hook.document, HOOK_ANNOTATION);
      const source = annotation && annotationSource(db, chartOf(key), annotation);
      if (!source) continue;
      const { kind } = hook.document.head;
      const data = { document: refOf(hook.document), kind, again: hook.events.some((event) => /upgrade/.test(event)) };
      yield { span: source.span, data, related: printedAt(source) };
    }
  },

  message: ({ kind, again }) =>
    `This ${kind} is a hook, so Helm does not manage it: ${again ? 'it is deleted and made anew at each upgrade' : 'upgrades pass it by'}, and uninstall leaves it.`,

  fixes(db, key, { data }) {
    const document = documentBy(db, key, data.document);
    const edits = document && removeAnnotations(db, document, (entry) => isHookKey(entry.name));
    const title = 'Remove the hook annotations (an installed one must be deleted before the next upgrade)';
    return edits ? [{ title, safe: false, edits }] : [];
  },
});

const KINDS = ['Deployment', 'StatefulSet', 'ReplicaSet', 'HorizontalPodAutoscaler', 'Ingress', 'Service'];

const isLongRunning = ({ document, events }: Hook): boolean =>
  KINDS.includes(document.head.kind) && events.some((event) => /-(?:install|upgrade)$/.test(event));
