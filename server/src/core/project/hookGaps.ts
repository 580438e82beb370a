import type { Query } from '../workspace/query.ts';
import type { Moment } from './availability.ts';
import { bestProvider, isJudged, momentsOf } from './availability.ts';
import type { Gap } from './gap.ts';
import { isAwaited, isMild, kindOf } from './gapKind.ts';
import { hasPods } from './graphObject.ts';
import type { GraphObject, HookGraph, Need } from './hookGraph.ts';
import { hookGraphQuery } from './hookGraph.ts';
import { namespaceGaps } from './namespaceGaps.ts';
import { hasOtherRights, rightsMatter } from './neededRights.ts';
import type { ReleaseKey } from './releaseKey.ts';

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
  ...graph.objects.filter(hasPods).flatMap((consumer) => consumerGaps(graph, consumer)),
  ...namespaceGaps(graph),
];

function consumerGaps(graph: HookGraph, consumer: GraphObject): readonly Gap[] {
  const found = new Map<string, Gap>();
  const moments = momentsOf(graph, consumer).filter(({ step }) => isJudged(step));
  for (const need of graph.needsOf(consumer)) {
    const gap = needGap(graph, need, moments);
    if (!gap) continue;
    const isIdentity = need.via === 'serviceAccount' || need.via === 'permission';
    // What is said at each object is set right one by one; what is said at the consumer needs saying once.
    const atConsumer = gap.kind === 'missing' || gap.kind === 'failed-install';
    const what = isIdentity && atConsumer ? 'identity' : `${need.kind} ${need.name}`;
    if (!found.has(what)) found.set(what, gap);
  }
  return [...found.values()];
}

/** The first gap of a need; what only may go wrong where nothing else does. */
function needGap(graph: HookGraph, need: Need, moments: readonly Moment[]): Gap | undefined {
  if (need.optional || !need.certain || need.providers.length === 0 || isInstalledTogether(need)) return undefined;
  if (need.via === 'permission' && !(isAwaited(need) && rightsMatter(graph, need))) return undefined;
  const gaps = moments.flatMap((moment) => momentGap(graph, need, moment) ?? []);
  return gaps.find(({ kind }) => kind !== 'stale' && kind !== 'failed-install') ?? gaps[0];
}

function momentGap(graph: HookGraph, need: Need, moment: Moment): Gap | undefined {
  const { availability, provider } = bestProvider(graph.release, need, moment);
  const met = provider && { graph, need, moment, availability, provider };
  const kind = met && kindOf(met);
  const isMet = need.via === 'permission' && kind !== 'order' && hasOtherRights(graph, need, moment);
  return kind && !isMet ? { kind, need, provider, moment, isMild: isMild(met) } : undefined;
}

/** Whether Helm installs both with the rest: pods wait for each other's objects then. */
const isInstalledTogether = ({ consumer, providers }: Need): boolean =>
  !consumer.hook && providers.some((provider) => !provider.hook);
