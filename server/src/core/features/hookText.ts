import { HOOK_EVENT_FACTS, HOOK_OPERATIONS, WAITED_KINDS } from '../catalog/data/hookEvents.ts';
import type { HookEventFacts } from '../catalog/data/hookEvents.ts';
import { DELETE_POLICIES } from '../catalog/data/hookPolicies.ts';
import type { RenderedDocument } from '../chart/documents.ts';
import { doubtAbout } from '../chart/find.ts';
import type { Hook, HookEvent } from '../chart/hook.ts';
import { hooksOf } from '../chart/order.ts';
import type { Release } from '../chart/release.ts';
import { get, getPath } from '../yaml/lookup.ts';
import type { YamlNode } from '../yaml/nodes.ts';

/** Hooks of one event that a list shows; what is far from this one is left out. */
const MOST_LISTED = 12;

/** `Job` `name` in code. */
export const objectName = ({ head }: RenderedDocument): string => `${head.kind} \`${head.name}\``;

/** The first line: when it runs and in which place, and when not. */
export function hookHead(release: Release, hook: Hook, events: readonly HookEvent[]): string {
  const runs = events.map((event) => {
    const { place, count } = placeAmong(release, hook, event);
    return `**${event}**${count > 1 ? ` (${place} of ${count})` : ''}`;
  });
  const operations = new Set(factsOf(hook.events).map(({ operation }) => operation));
  const others = HOOK_OPERATIONS.filter((operation) => !operations.has(operation) && operation !== 'test');
  const not = others.length > 0 ? `; not on ${listed(others, 'or')}` : '';
  return `${objectName(hook.document)} runs at ${listed(runs, 'and')}${not}.`;
}

/** For each event: when that is, what is there, and all hooks of it in their order. */
export function eventParts(release: Release, hook: Hook, events: readonly HookEvent[]): readonly string[] {
  return [
    ...factsOf(events).map((facts) => eventText(release, hook, facts)),
    `Helm runs the hooks of an event one after the other. ${waitText(hook)}`,
  ];
}

function eventText(release: Release, hook: Hook, { name, when, there }: HookEventFacts): string {
  const doubt = doubtAbout(release);
  return [
    `**${name}**: ${when}. ${there}`,
    '',
    ...orderLines(hook, hooksOf(release.hooks, name)),
    ...(doubt === undefined ? [] : ['', `There may be more: ${doubt}.`]),
  ].join('\n');
}

function orderLines(hook: Hook, all: readonly Hook[]): readonly string[] {
  if (all.length === 1) return [`The chart has no other hook there. Weight ${hook.weight}.`];
  const from = Math.max(0, Math.min(all.indexOf(hook) - MOST_LISTED / 2, all.length - MOST_LISTED));
  const shown = all.slice(from, from + MOST_LISTED).map((own, i) => {
    const line = `${objectName(own.document)}, weight ${own.weight}${own.document.maybe ? ', perhaps' : ''}`;
    return `${from + i + 1}. ${own === hook ? `**${line}** (this one)` : line}`;
  });
  const left = all.length - shown.length;
  return left > 0 ? [...shown, '', `… and ${left} more.`] : shown;
}

function waitText({ document }: Hook): string {
  const { kind } = document.head;
  const until = WAITED_KINDS[kind];
  if (until === undefined) return `It does not wait for a ${kind}, which counts as ready once it is created.`;
  const wait = `It waits until the ${kind} ${until}, for at most \`--timeout\`: 5 minutes for each hook unless that is set.`;
  return [wait, ...limitTexts(document)].join(' ');
}

/** `helm install --timeout` where it is not given. */
const DEFAULT_TIMEOUT = 300;

/** What ends the run apart from Helm, which only stops waiting. */
function limitTexts({ head: { kind }, manifests, opaque }: RenderedDocument): readonly string[] {
  const spec = getPath(manifests[0]?.node, ['spec']);
  const deadline = numberOf(get(spec, 'activeDeadlineSeconds'));
  const tries = numberOf(get(spec, 'backoffLimit'));
  const again =
    kind === 'Job' && tries !== undefined
      ? [`A pod that fails is tried again ${times(tries)} (\`backoffLimit\`).`]
      : [];
  if (deadline === undefined)
    return opaque.length > 0 ? again : [...again, `Nothing else ends it: it has no \`activeDeadlineSeconds\`.`];
  const later = deadline > DEFAULT_TIMEOUT ? ', which is later than Helm waits by default' : '';
  return [...again, `Kubernetes ends the ${kind} after ${deadline} seconds (\`activeDeadlineSeconds\`)${later}.`];
}

const times = (count: number): string => (count === 0 ? 'never' : count === 1 ? 'once' : `${count} times`);

function numberOf(node: YamlNode | undefined): number | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined;
}

/** What deletes it, and when. */
export function deletionText({ document, deletePolicies, annotations }: Hook): string {
  if (document.head.kind === 'CustomResourceDefinition')
    return '**Deleted** never: Helm leaves CRDs alone, whatever the policy says.';
  const known = DELETE_POLICIES.filter(({ name }) => deletePolicies.includes(name));
  const stays = `${lifeText(document)}\`helm uninstall\` leaves it: a hook is no part of the release.`;
  if (!annotations.deletePolicy)
    return `**Deleted** ${DELETE_POLICIES[0]?.when ?? ''} (\`before-hook-creation\`, the default). ${stays}`;
  if (known.length === 0)
    return `**Deleted** never: the annotation names no policy that Helm knows, and its being there turns the default off. ${stays}`;
  return `**Deleted** ${listed(
    known.map(({ name, when }) => `${when} (\`${name}\`)`),
    'and',
  )}. ${stays}`;
}

function lifeText({ manifests }: RenderedDocument): string {
  const seconds = numberOf(getPath(manifests[0]?.node, ['spec', 'ttlSecondsAfterFinished']));
  return seconds === undefined
    ? ''
    : `Kubernetes deletes it ${seconds} seconds after it has finished (\`ttlSecondsAfterFinished\`). `;
}

/** What follows when it fails. */
export function failureText(release: Release, events: readonly HookEvent[]): string {
  const facts = factsOf(events);
  const lines = facts.map(({ name, failure }) => (facts.length > 1 ? `at ${name} ${failure}` : failure));
  const isAlone = events.every((event) => hooksOf(release.hooks, event).length < 2);
  const rest = isAlone ? '' : ' Later hooks of the event do not run; earlier ones with `hook-succeeded` are deleted.';
  return `**If it fails**: ${lines.join('. And ')}.${rest}`;
}

/** What happens when the object is there already. */
export function existingText({ document, deletePolicies, annotations }: Hook): string {
  if (document.head.kind === 'CustomResourceDefinition')
    return '**If it is there already**: Helm 3 stops with "already exists"; Helm 4 patches it.';
  if (!annotations.deletePolicy || deletePolicies.includes('before-hook-creation'))
    return '**If it is there already**: Helm deletes the old one first. Helm 3 waits until that is gone, Helm 4 only with `--wait`.';
  return '**If it is there already**, from a run that failed or was interrupted: Helm 3 stops with "already exists"; Helm 4 patches it, so a finished Job with the same spec counts as done without running.';
}

/** What Argo CD and Flux make of it. */
export function viewsText({ document, events, weight }: Hook): string {
  const own = document.head.annotations.has('argocd.argoproj.io/hook');
  const phases = [...new Set(factsOf(events).flatMap(({ argo }) => argo ?? []))];
  const isSynced = phases.some((phase) => phase.endsWith('Sync'));
  const argo = own
    ? 'its own `argocd.argoproj.io/hook` annotation counts'
    : phases.length === 0
      ? 'passes it over'
      : `${phases.join(' and ')}, wave ${weight}${isSynced ? ', at every sync: install and upgrade are one' : ''}`;
  const isTest = events.every((event) => event === 'test');
  const flux = isTest ? 'only with `spec.test.enable`' : 'as Helm does with `--wait`';
  return `**Argo CD**: ${argo}. **Flux**: ${flux}.`;
}

function placeAmong(
  release: Release,
  hook: Hook,
  event: HookEvent,
): { readonly place: number; readonly count: number } {
  const all = hooksOf(release.hooks, event);
  return { place: all.indexOf(hook) + 1, count: all.length };
}

const factsOf = (events: readonly HookEvent[]): readonly HookEventFacts[] =>
  HOOK_EVENT_FACTS.filter(({ name }) => events.some((event) => event === name));

/** `a, b and c`. */
function listed(items: readonly string[], last: 'and' | 'or'): string {
  const end = items.at(-1) ?? '';
  return items.length < 2 ? end : `${items.slice(0, -1).join(', ')} ${last} ${end}`;
}
