import { isWorkload, podSpecOf, runsOnce } from '../manifest/podSpec.ts';
import { get, items, stringOf } from '../yaml/lookup.ts';
import type { Release } from '../chart/release.ts';
import type { Query } from '../workspace/query.ts';
import type { Availability, Moment } from './availability.ts';
import { bestProvider, momentsOf, operationOf } from './availability.ts';
import type { GraphObject, HookGraph, Need } from './hookGraph.ts';
import { hookGraphQuery } from './hookGraph.ts';
import { isOfOneChart } from './accountRights.ts';
import { isRandom } from './installOnly.ts';
import { wordsOf } from './podWords.ts';
import { namespaceGaps } from './namespaceGaps.ts';
import type { ReleaseKey } from './releaseKey.ts';

/**
 * What is wrong between an object and one that it needs.
 * `missing`: a hook needs an object that is no hook, before those are made or after they are deleted;
 * `failed-install`: the same at pre-delete, where it is missing only when an install failed half-way;
 * `order`: both are hooks of one event, in the wrong order; `event-gap`: a hook is not run at an operation that needs it;
 * `stale`: a pre-upgrade hook reads what the release before wrote; `deleted`: the object's policy deleted it;
 * `deadlock`: what Helm may wait for needs a hook that runs after the waiting.
 */
export type GapKind = 'missing' | 'failed-install' | 'order' | 'event-gap' | 'stale' | 'deleted' | 'deadlock';

export interface Gap {
  readonly kind: GapKind;
  readonly need: Need;
  readonly provider: GraphObject;
  readonly moment: Moment;
  /**
   * For `event-gap`: whether an older operation may have left the object; for `order`: whether nothing waits for the
   * consumer, or the order is right under the name that the release has here.
   */
  readonly isMild: boolean;
}

/** The gaps of a release, at most one for each object that a pod names and one for its account with its roles; and those of namespaces. */
export const hookGapsQuery: Query<ReleaseKey, readonly Gap[]> = {
  name: 'hookGaps',
  compute(db, key) {
    const graph = db.get(hookGraphQuery, key);
    return graph ? gapsOf(graph) : [];
  },
};

/** See {@link hookGapsQuery}. */
export const gapsOf = (graph: HookGraph): readonly Gap[] => [
  ...graph.objects
    .filter(({ certain, manifest }) => certain && podSpecOf(manifest) !== undefined)
    .flatMap((consumer) => consumerGaps(graph, consumer)),
  ...namespaceGaps(graph),
];

function consumerGaps(graph: HookGraph, consumer: GraphObject): readonly Gap[] {
  const found = new Map<string, Gap>();
  for (const need of graph.needsOf(consumer)) {
    const gap = needGap(graph, need);
    const isIdentity = need.via === 'serviceAccount' || need.via === 'permission';
    // What is said at each object is set right one by one; what is said at the consumer needs saying once.
    const atConsumer = gap?.kind === 'missing' || gap?.kind === 'failed-install';
    const what = isIdentity && atConsumer ? 'identity' : `${need.kind} ${need.name}`;
    if (gap && !found.has(what)) found.set(what, gap);
  }
  return [...found.values()];
}

const PHASES = ['pre-rollback', 'post-rollback', 'test'];

function needGap(graph: HookGraph, need: Need): Gap | undefined {
  if (need.optional || !need.certain || need.providers.length === 0) return undefined;
  if (need.via === 'permission' && !matters(graph, need)) return undefined;
  for (const moment of momentsOf(graph, need.consumer)) {
    if (PHASES.includes(moment.step)) continue;
    const { availability, provider } = bestProvider(graph.release, need, moment);
    const kind = provider && kindOf(graph, need, moment, availability, provider);
    if (kind && !(need.via === 'permission' && hasOtherPermission(graph, need, moment, kind)))
      return { kind, need, provider, moment, isMild: availability === 'leftover' || isMildOrder(need, availability) };
  }
  return undefined;
}

/** See {@link Gap.isMild}. */
const isMildOrder = (need: Need, availability: Availability): boolean =>
  availability === 'there' || (availability === 'after' && !isAwaited(need));

function kindOf(
  graph: HookGraph,
  need: Need,
  moment: Moment,
  availability: Availability,
  provider: GraphObject,
): GapKind | undefined {
  if (!isAwaited(need)) return ofUnawaited(graph, need, moment, availability, provider);
  const isMade = provider.hook?.events.some((event) => operationOf(event) === moment.operation) ?? true;
  switch (availability) {
    case 'there':
      if (isThereByName(graph, need, moment, provider)) return 'order';
      return moment.step === 'pre-delete' && !provider.hook && canFail(graph, need) ? 'failed-install' : undefined;
    case 'previous':
      return moment.step === 'pre-upgrade' && isContent(need) ? 'stale' : undefined;
    case 'leftover':
      return moment.operation === 'upgrade' && !isLeftOnPurpose(graph, provider) ? 'event-gap' : undefined;
    case 'after':
      return need.consumer.named ? 'order' : undefined;
    case 'later':
    case 'never':
      if (!provider.hook) return 'missing';
      return moment.operation === 'install' && mayBeMade(graph, need) ? undefined : 'event-gap';
    case 'deleted':
      return !provider.hook ? 'missing' : isMade ? 'deleted' : 'event-gap';
  }
}

/** Whether Helm waits for the consumer before it goes on: a Job or Pod that is a hook. */
const isAwaited = ({ consumer }: Need): boolean => consumer.hook !== undefined && runsOnce(consumer.manifest);

/** What Helm installs with the rest, and a hook of another kind: its pods wait until everything is there, and start again at any time. */
function ofUnawaited(
  graph: HookGraph,
  need: Need,
  moment: Moment,
  availability: Availability,
  provider: GraphObject,
): GapKind | undefined {
  if (need.via === 'permission') return undefined;
  switch (availability) {
    case 'never':
      return moment.operation === 'install' && !mayBeMade(graph, need) ? 'event-gap' : undefined;
    case 'later':
      return moment.operation === 'install' && !need.consumer.hook && isWorkload(need.consumer.manifest)
        ? 'deadlock'
        : undefined;
    case 'after':
      return need.via === 'serviceAccount' && need.consumer.named ? 'order' : undefined;
    case 'deleted':
      return provider.hook ? 'deleted' : undefined;
    default:
      return undefined;
  }
}

/** Whether two hooks of one event stand in the right order only by what the release is called here: equal weights go by name. */
function isThereByName(
  { release }: HookGraph,
  need: Need,
  { operation, step }: Moment,
  provider: GraphObject,
): boolean {
  const { consumer, providers, via } = need;
  const events = provider.hook?.events.filter((event) => operationOf(event) === operation) ?? [];
  return (
    via !== 'permission' &&
    providers.length === 1 &&
    consumer.named &&
    events.length > 0 &&
    events.every((event) => event === step) &&
    consumer.hook?.weight === provider.hook?.weight &&
    isOfReleaseName(release, consumer) !== isOfReleaseName(release, provider)
  );
}

/** Whether an object's name begins with that of the release. */
export const isOfReleaseName = ({ options }: Release, { name }: GraphObject): boolean => name.startsWith(options.name);

/** What is random is made once on purpose; what regular objects use as well is hook/install-only's. */
const isLeftOnPurpose = ({ usesOf }: HookGraph, provider: GraphObject): boolean =>
  isRandom(provider) || usesOf(provider).some(({ consumer }) => !consumer.hook);

/** Whether a Job that runs before the rest of the install may make what no template renders. */
const mayBeMade = ({ objects }: HookGraph, { consumer }: Need): boolean =>
  objects.some((o) => o !== consumer && runsOnce(o.manifest) && o.hook?.events.includes('pre-install') === true);

const isContent = ({ kind }: Need): boolean => kind === 'ConfigMap' || kind === 'Secret';

/** Whether an install can fail before the regular objects are made: a pre-install Job of the same chart. */
const canFail = ({ objects }: HookGraph, { consumer, via }: Need): boolean =>
  via === 'serviceAccount' &&
  objects.some(
    ({ hook, kind, document }) =>
      kind === 'Job' &&
      hook?.events.includes('pre-install') === true &&
      document.render.template.chart === consumer.document.render.template.chart,
  );

/** Rights that a Job may well do without: those that admit its pod under a policy that many clusters don't have. */
const POLICIES = ['podsecuritypolicies', 'securitycontextconstraints'];

function matters(graph: HookGraph, need: Need): boolean {
  const { needsOf } = graph;
  const { providers } = need;
  if (!isOfOneChart(graph, need) || mayBeOfOthers(graph, need)) return false;
  const roles = providers.flatMap((provider) =>
    provider.kind.endsWith('RoleBinding')
      ? needsOf(provider).flatMap((need) => (need.via === 'role' ? need.providers : []))
      : [provider],
  );
  return !roles.some(({ manifest }) => {
    const rules = items(get(manifest.node, 'rules'));
    return (
      rules.length > 0 &&
      rules.every(({ value }) =>
        items(get(value, 'resources')).every((item) => POLICIES.includes(stringOf(item.value) ?? '')),
      )
    );
  });
}

/** What asks the API server is known by its images and commands. */
const ASKS_API = /\b(?:kubectl|oc|helm|k8s|kubernetes|kube\w*)\b/i;

/** Whether the rights of an account may be there for the pods that run on and share it, and not for this one. */
const mayBeOfOthers = ({ needsOf, usesOf }: HookGraph, { consumer }: Need): boolean =>
  !wordsOf(consumer.manifest).some((word) => ASKS_API.test(word)) &&
  needsOf(consumer)
    .flatMap(({ via, providers }) => (via === 'serviceAccount' ? providers : []))
    .some((account) => usesOf(account).some((use) => !use.consumer.hook && isWorkload(use.consumer.manifest)));

/** Whether the account has another role in time: which of them the pod works with is not known. */
function hasOtherPermission({ needsOf, release }: HookGraph, need: Need, moment: Moment, kind: GapKind): boolean {
  if (kind === 'order') return false;
  return needsOf(need.consumer).some(
    (other) =>
      other.via === 'permission' &&
      other.kind.endsWith('RoleBinding') &&
      other.name !== need.name &&
      bestProvider(release, other, moment).availability === 'there',
  );
}

/** The gaps of some kind by the object that should be there, in the order in which they are met. */
export function gapsByProvider(gaps: readonly Gap[], kind: GapKind): readonly (readonly [Gap, ...Gap[]])[] {
  const groups = new Map<GraphObject, [Gap, ...Gap[]]>();
  for (const gap of gaps) {
    if (gap.kind !== kind) continue;
    const own = groups.get(gap.provider);
    if (own) own.push(gap);
    else groups.set(gap.provider, [gap]);
  }
  return [...groups.values()];
}
