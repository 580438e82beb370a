import type { Hook, HookEvent } from '../../chart/hook.ts';
import { HOOK_ANNOTATION } from '../../chart/hook.ts';
import { hookItems, withItem } from '../../chart/hookItems.ts';
import { podTemplateOf } from '../../manifest/podTemplate.ts';
import type { AnnotationRef } from '../../project/hookAnnotations.ts';
import {
  annotationBy,
  annotationRef,
  annotationSource,
  editAnnotation,
  knownAnnotation,
} from '../../project/hookAnnotations.ts';
import { printedAt } from '../../project/hookSource.ts';
import { releaseOf } from '../../project/release.ts';
import { chartOf } from '../../project/releaseKey.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface PassiveOnDelete {
  readonly at: AnnotationRef;
  readonly kind: string;
  readonly event: HookEvent;
}

const example = (events: string): string =>
  chartExample({ 'templates/config.yaml': objectHead('v1', 'ConfigMap', 'a', `helm.sh/hook: ${events}`) });

/** A hook is always created at its event (`execHook` in Helm's hooks.go); no event deletes. */
export const passiveOnDelete = defineRule<'release', PassiveOnDelete>({
  meta: {
    id: 'hook/passive-on-delete',
    title: 'An object is created when the chart is uninstalled, and stays',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'A ConfigMap or another object without containers is a hook of `pre-delete` or `post-delete`, and no Job or Pod of the chart runs at that event.',
      why: 'A delete event does not delete the object: Helm creates it during `helm uninstall`, after all else is gone with `post-delete`, and leaves it behind.',
      fix: 'Take the delete event out of the list. What is to go at uninstall must be no hook, or needs a Job that deletes it.',
      silent: [
        '`hook-succeeded` in the delete policy, which removes it again',
        'a Job, Pod or custom resource with the same event, which may need the object',
        'events or objects that can not be known here',
      ],
      bad: example('pre-install,pre-upgrade,post-delete'),
      good: example('pre-install,pre-upgrade'),
    },
  },

  *check(db, key) {
    const release = releaseOf(db, key);
    for (const hook of release?.hooks ?? []) {
      const event = hook.events.find((own) => own.endsWith('-delete'));
      if (!release || !event || !isPassive(hook) || hook.deletePolicies.includes('hook-succeeded')) continue;
      if (release.missing.length > 0 || release.hooks.some((other) => mayUse(other, event))) continue;
      const annotation = knownAnnotation(db, hook.document, HOOK_ANNOTATION);
      const source = annotation && annotationSource(db, chartOf(key), annotation);
      if (!annotation || !source) continue;
      const data = { at: annotationRef(annotation), kind: hook.document.head.kind, event };
      yield { span: source.span, data, related: printedAt(source) };
    }
  },

  message: ({ kind, event }) =>
    `\`${event}\` does not delete this ${kind}: Helm creates it during uninstall, for nothing that runs then, and it stays.`,

  fixes(db, key, { data }) {
    const annotation = annotationBy(db, key, data.at);
    if (!annotation) return [];
    let text = annotation.text;
    for (let at = deleteEvent(text); at >= 0; at = deleteEvent(text)) text = withItem(text, at, undefined);
    const edits = text === '' ? undefined : editAnnotation(db, annotation, text);
    return edits ? [{ title: `Take ${data.event} out of the events`, safe: false, edits }] : [];
  },
});

/** The place of the first delete event; -1 where none is left, or nothing else is. */
function deleteEvent(text: string): number {
  const items = hookItems(text);
  return items.length === 1 ? -1 : items.findIndex(({ name }) => name.endsWith('-delete'));
}

/** Kinds whose creation alone does nothing. */
const PASSIVE = [
  'ConfigMap',
  'Secret',
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
  'NetworkPolicy',
  'PersistentVolumeClaim',
  'Service',
  'Ingress',
  'PodDisruptionBudget',
  'PriorityClass',
];

const isPassive = ({ document: { manifests } }: Hook): boolean =>
  manifests.length > 0 && manifests.every(({ gvk }) => PASSIVE.includes(gvk.kind));

/** Whether a hook may use others at an event: it has containers, or is of a kind that some controller acts on. */
const mayUse = ({ events, document }: Hook, event: HookEvent): boolean =>
  events.includes(event) &&
  document.manifests.some((manifest) => podTemplateOf(manifest) !== undefined || !PASSIVE.includes(manifest.gvk.kind));
