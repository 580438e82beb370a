import { nearest } from '../base/nearest.ts';
import { HOOK_EVENT_FACTS } from '../catalog/data/hookEvents.ts';
import type { PolicyFacts } from '../catalog/data/hookPolicies.ts';
import { DELETE_POLICIES, LOG_POLICIES } from '../catalog/data/hookPolicies.ts';
import { toRendered } from '../chart/documents.ts';
import type { Hook } from '../chart/hook.ts';
import { DELETE_ANNOTATION, HOOK_ANNOTATION, LOG_ANNOTATION, WEIGHT_ANNOTATION } from '../chart/hook.ts';
import { overlaps } from '../text/range.ts';
import { resolve } from '../yaml/walk.ts';
import { ANNOTATION_DOCS, unknownEvent } from './annotationDocs.ts';
import type { AnnotationPlace } from './annotationPlace.ts';
import { deletionText, eventParts, existingText, failureText, hookHead, objectName, viewsText } from './hookText.ts';

/** A rendered annotation as Markdown: a short first line, then `notes`, then the rest. */
export function annotationText(place: AnnotationPlace, notes: readonly string[]): string {
  const [head = '', ...rest] = partsOf(place);
  return [head, ...notes, ...rest].join('\n\n');
}

function partsOf(place: AnnotationPlace): readonly string[] {
  const { name, hook, dropped } = place;
  const reason = unknownReason(place);
  if (reason !== undefined) return [`What this says is not known before Helm runs: ${reason}.`, ANNOTATION_DOCS[name]];
  if (name === 'helm.sh/resource-policy') return keepParts(place);
  if (dropped) return droppedParts(place, dropped.unknown);
  if (!hook)
    return [`\`${name}\` does nothing here: ${objectName(place.document)} has no \`${HOOK_ANNOTATION}\` annotation.`];
  switch (name) {
    case WEIGHT_ANNOTATION:
      return weightParts(place, hook);
    case DELETE_ANNOTATION:
      return deleteParts(place, hook);
    case LOG_ANNOTATION:
      return logParts(place, hook);
    default:
      return hookParts(place, hook);
  }
}

/** Why the annotation's text is not known, where it is not. */
function unknownReason({ document, entry }: AnnotationPlace): string | undefined {
  const range = toRendered(document, entry.range);
  return document.opaque.find((span) => overlaps(span.range, range))?.reason;
}

function hookParts({ release, word }: AnnotationPlace, hook: Hook): readonly string[] {
  const event = word === 'test-success' ? 'test' : word;
  const events = [...new Set(hook.events)].filter((own) => event === undefined || own === event);
  return [
    hookHead(release, hook, events),
    ...eventParts(release, hook, events),
    deletionText(hook),
    failureText(release, events),
    existingText(hook),
    viewsText(hook),
  ];
}

function weightParts({ release, entry, value }: AnnotationPlace, hook: Hook): readonly string[] {
  const isWhole = /^[+-]?\d+$/.test(value);
  const node = resolve(entry.value);
  const isText = node?.kind === 'scalar' && typeof node.value === 'string';
  return [
    `**Weight ${hook.weight}**: ${hookHead(release, hook, [...new Set(hook.events)])}`,
    ...(isWhole ? [] : [`\`${value}\` is no whole number: Helm takes 0 without a word.`]),
    ...(isText ? [] : ['It is not in quotes: `helm template` prints it, and the API server refuses the object.']),
    'Lower weights run first; of equal ones the name decides, whatever the kind.',
    ...eventParts(release, hook, [...new Set(hook.events)]),
  ];
}

function deleteParts({ word }: AnnotationPlace, hook: Hook): readonly string[] {
  const named = word === undefined ? hook.deletePolicies : [word];
  return [
    deletionText(hook),
    ...named.map((item) => policyText(item, DELETE_POLICIES)),
    existingText(hook),
    viewsText(hook),
  ];
}

function logParts({ document, word }: AnnotationPlace, hook: Hook): readonly string[] {
  const named = word === undefined ? hook.logPolicies : [word];
  const { kind } = document.head;
  const none = kind === 'Job' || kind === 'Pod' ? [] : [`A ${kind} has no logs: it does nothing here.`];
  const doc = `\`${LOG_ANNOTATION}\`: ${ANNOTATION_DOCS[LOG_ANNOTATION]}`;
  return [doc, ...none, ...named.map((item) => policyText(item, LOG_POLICIES))];
}

function policyText(item: string, policies: readonly PolicyFacts[]): string {
  const policy = policies.find((own) => own.name === item);
  if (policy) return `**${policy.name}**: ${policy.when}. ${policy.doc}`;
  const near = nearest(
    item,
    policies.map((own) => own.name),
  );
  return `\`${item}\` is no policy: it does nothing.${near === undefined ? '' : ` Did you mean \`${near}\`?`}`;
}

function droppedParts({ document }: AnnotationPlace, unknown: string): readonly string[] {
  return [
    `**Helm drops ${objectName(document)} without a word**: it is neither run as a hook nor installed.`,
    unknownEvent(unknown),
    `Events are ${HOOK_EVENT_FACTS.map(({ name }) => `\`${name}\``).join(', ')}.`,
  ];
}

function keepParts({ document, value, hook }: AnnotationPlace): readonly string[] {
  const object = objectName(document);
  if (hook)
    return [
      `\`helm.sh/resource-policy\` does nothing here: ${object} is a hook, which only its delete policies remove.`,
    ];
  if (value.trim().toLowerCase() !== 'keep')
    return [
      `\`${value}\` is no policy; only \`keep\` is.`,
      `An uninstall neither deletes ${object} nor says that it stays; an upgrade that no longer renders it deletes it.`,
    ];
  return [
    `**Kept**: ${object} stays after \`helm uninstall\`, and after an upgrade that no longer renders it.`,
    'A later install of the same release takes it over, one of another name stops over it. Argo CD keeps it too when the application is deleted.',
    ...(value === 'keep' ? [] : ['On upgrades only exactly `keep` counts, in lower case and without blanks.']),
  ];
}
