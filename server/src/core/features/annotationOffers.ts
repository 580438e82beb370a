import { HOOK_EVENT_FACTS } from '../catalog/data/hookEvents.ts';
import type { HookEventFacts } from '../catalog/data/hookEvents.ts';
import type { PolicyFacts } from '../catalog/data/hookPolicies.ts';
import { DELETE_POLICIES, LOG_POLICIES } from '../catalog/data/hookPolicies.ts';
import type { Hook } from '../chart/hook.ts';
import {
  DELETE_ANNOTATION,
  eventOf,
  HOOK_ANNOTATION,
  LOG_ANNOTATION,
  RESOURCE_POLICY,
  WEIGHT_ANNOTATION,
} from '../chart/hook.ts';
import { ANNOTATION_DOCS, eventDocs, KEEP_DOCS, policyDocs } from './annotationDocs.ts';
import type { AnnotationName } from './annotationPlace.ts';
import { objectName } from './hookText.ts';

/** An annotation or a value of one that can still be added. */
export interface Offer {
  readonly text: string;
  /** A few words. */
  readonly detail: string;
  /** Paragraphs of Markdown. */
  readonly docs: readonly string[];
}

const DETAILS: Readonly<Record<AnnotationName, string>> = {
  [HOOK_ANNOTATION]: 'run at events',
  [WEIGHT_ANNOTATION]: 'order of hooks',
  [DELETE_ANNOTATION]: 'when a hook is deleted',
  [LOG_ANNOTATION]: 'when logs are printed',
  [RESOURCE_POLICY]: 'keep after uninstall',
};

/** Helm reads these on hooks only. */
const OF_HOOKS: readonly AnnotationName[] = [WEIGHT_ANNOTATION, DELETE_ANNOTATION, LOG_ANNOTATION];

/** The annotations that an object lacks, those that do nothing without others last. `kind` is undefined where it is not known. */
export function keyOffers(there: readonly string[], kind: string | undefined): readonly Offer[] {
  const isHook = there.includes(HOOK_ANNOTATION);
  const hasLogs = kind === undefined || kind === 'Job' || kind === 'Pod';
  const names: readonly AnnotationName[] = isHook ? OF_HOOKS : [HOOK_ANNOTATION, RESOURCE_POLICY, ...OF_HOOKS];
  return names
    .filter((name) => !there.includes(name) && (name !== LOG_ANNOTATION || hasLogs))
    .map((name) => ({
      text: name,
      detail: !isHook && OF_HOOKS.includes(name) ? 'of hooks only' : DETAILS[name],
      docs: [
        ANNOTATION_DOCS[name],
        ...(!isHook && OF_HOOKS.includes(name) ? [`It does nothing without \`${HOOK_ANNOTATION}\`.`] : []),
      ],
    }));
}

/** The values of an annotation without those that stand in its list; `hooks` are those of the chart. */
export function valueOffers(name: AnnotationName, words: readonly string[], hooks: readonly Hook[]): readonly Offer[] {
  switch (name) {
    case HOOK_ANNOTATION:
      return eventOffers(words);
    case WEIGHT_ANNOTATION:
      return words.length > 0 ? [] : weightOffers(hooks);
    case DELETE_ANNOTATION:
      return policyOffers(DELETE_POLICIES, words);
    case LOG_ANNOTATION:
      return policyOffers(LOG_POLICIES, words);
    default:
      return words.length > 0 ? [] : [{ text: 'keep', detail: 'never deleted by Helm', docs: KEEP_DOCS }];
  }
}

/** Events that go with those of the list come first: the same side of install and upgrade. */
function eventOffers(words: readonly string[]): readonly Offer[] {
  const listed = words.map(eventOf);
  const sides = new Set(words.map((word) => word.split('-')[0]));
  const goesWith = ({ name, operation }: HookEventFacts): number =>
    sides.has(name.split('-')[0]) && (operation === 'install' || operation === 'upgrade') ? 0 : 1;
  return HOOK_EVENT_FACTS.filter(({ name }) => !listed.includes(name))
    .sort((a, b) => goesWith(a) - goesWith(b))
    .map((facts) => ({
      text: facts.name,
      detail: facts.argo === undefined ? 'not in Argo CD' : `Argo CD: ${facts.argo}`,
      docs: eventDocs(facts),
    }));
}

const policyOffers = (policies: readonly PolicyFacts[], words: readonly string[]): readonly Offer[] =>
  policies
    .filter(({ name }) => !words.includes(name))
    .map((policy) => ({ text: policy.name, detail: policy.when, docs: policyDocs(policy) }));

const USUAL_WEIGHTS = [-5, 0, 5];
const MOST_LISTED = 12;

/** The weights that the chart's hooks have, and room before and after them. */
function weightOffers(hooks: readonly Hook[]): readonly Offer[] {
  const used = hooks.map(({ weight }) => weight);
  const room = used.length > 0 ? [Math.min(...used) - 1, Math.max(...used) + 1] : [];
  const weights = [...new Set([...USUAL_WEIGHTS, ...used, ...room])].sort((a, b) => a - b);
  return weights.map((weight) => {
    const same = hooks.filter((hook) => hook.weight === weight);
    const detail = same.length > 0 ? `${same.length} ${same.length === 1 ? 'hook' : 'hooks'}` : '';
    return { text: String(weight), detail, docs: [ANNOTATION_DOCS[WEIGHT_ANNOTATION], ...listOf(hooks)] };
  });
}

function listOf(hooks: readonly Hook[]): readonly string[] {
  if (hooks.length === 0) return [];
  const lines = [...hooks]
    .sort((a, b) => a.weight - b.weight)
    .slice(0, MOST_LISTED)
    .map(
      ({ weight, document, events }) => `- \`${weight}\` ${objectName(document)}: ${[...new Set(events)].join(', ')}`,
    );
  const left = hooks.length - lines.length;
  return [`The hooks of this chart:`, [...lines, ...(left > 0 ? [`- … and ${left} more`] : [])].join('\n')];
}
