import { nearest } from '../base/nearest.ts';
import type { HookEventFacts } from '../catalog/data/hookEvents.ts';
import { HOOK_EVENT_FACTS } from '../catalog/data/hookEvents.ts';
import type { PolicyFacts } from '../catalog/data/hookPolicies.ts';
import { DELETE_ANNOTATION, HOOK_ANNOTATION, LOG_ANNOTATION, WEIGHT_ANNOTATION } from '../chart/hook.ts';
import type { AnnotationName } from './annotationPlace.ts';

/** What each annotation is for, in a sentence. */
export const ANNOTATION_DOCS: Readonly<Record<AnnotationName, string>> = {
  [HOOK_ANNOTATION]: 'Helm runs the object at these events instead of installing it with the rest.',
  [WEIGHT_ANNOTATION]: 'A whole number in quotes; lower ones run first, equal ones in the order of their names.',
  [DELETE_ANNOTATION]: 'When Helm deletes the hook; `before-hook-creation` where the annotation is absent.',
  [LOG_ANNOTATION]: 'When Helm prints the logs of a Job or Pod (Helm 3.18 and later, and 4).',
  'helm.sh/resource-policy': 'With `keep`, an uninstall or an upgrade without the object leaves it in the cluster.',
};

/** One event: when it runs, what is there then, what follows a failure, and what Argo CD and Flux make of it. */
export function eventDocs({ name, when, there, failure, argo }: HookEventFacts): readonly string[] {
  const isSynced = argo?.endsWith('Sync') === true;
  const phase = argo === undefined ? 'passes it over' : `${argo}${isSynced ? ', at every sync' : ''}`;
  const flux = name === 'test' ? 'only with `spec.test.enable`' : 'as Helm does with `--wait`';
  return [
    `**${name}** runs ${when}. ${there}`,
    `**If it fails**: ${failure}.`,
    `**Argo CD**: ${phase}. **Flux**: ${flux}.`,
  ];
}

/** One policy: when it acts, and what to know of it. */
export function policyDocs({ name, when, doc, argo }: PolicyFacts): readonly string[] {
  return [
    `**${name}**: ${when}. ${doc}`,
    `**Argo CD**: ${argo ?? 'does not know the annotation'}. **Flux**: as Helm does.`,
  ];
}

/** What is said of an item that names no event. */
export function unknownEvent(item: string): string {
  if (item === '')
    return 'An item of the list is empty, which is no event: take away the superfluous comma, or name an event.';
  const near = begunOrNearest(
    item,
    HOOK_EVENT_FACTS.map(({ name }) => name),
  );
  return `\`${item}\` is no hook event.${near === undefined ? '' : ` Did you mean \`${near}\`?`}`;
}

/** The first name that a word is the beginning of, or the one that it nearly is. */
const begunOrNearest = (word: string, names: readonly string[]): string | undefined =>
  names.find((own) => own.startsWith(word)) ?? nearest(word, names);

/** What is said of a name in Helm's group that Helm does not read. */
export function unknownName(name: string): string {
  const names = Object.keys(ANNOTATION_DOCS);
  const near = begunOrNearest(name, names);
  const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
  return `\`${name}\` is no annotation that Helm reads.${hint}\n\nThere are ${names.map((own) => `\`${own}\``).join(', ')}.`;
}

/** What `keep` does. */
export const KEEP_DOCS: readonly string[] = [
  '**keep**: the object stays after `helm uninstall`, and after an upgrade that no longer renders it.',
  'A later install of the same release takes it over, one of another name stops over it. Hooks are not protected by it.',
  '**Argo CD**: keeps it too when the application is deleted. **Flux**: as Helm does.',
];
