import { isOpen } from '../chart/find.ts';
import { getPath } from '../yaml/lookup.ts';
import { bestProvider, momentsOf } from './availability.ts';
import type { Gap } from './gap.ts';
import type { GraphObject, HookGraph, Need } from './hookGraph.ts';

/**
 * The hooks of an install that are to be made in a namespace of the chart before it is there: the API server refuses
 * them. Of those that come before a regular namespace the first one only. The namespace of the release itself is there.
 */
export function namespaceGaps(graph: HookGraph): readonly Gap[] {
  const namespaces = graph.objects.filter(({ kind, certain, named }) => kind === 'Namespace' && certain && named);
  if (namespaces.length === 0) return [];
  const found = graph.objects.flatMap((consumer) => namespaceGap(graph, consumer, namespaces) ?? []);
  const first = new Map(found.map((gap) => [gap.provider, gap] as const).reverse());
  return found.filter((gap) => gap.kind === 'order' || first.get(gap.provider) === gap);
}

function namespaceGap(graph: HookGraph, consumer: GraphObject, namespaces: readonly GraphObject[]): Gap | undefined {
  const need = namespaceNeed(graph, consumer, namespaces);
  const moment = momentsOf(graph, consumer).find(({ step }) => step === 'pre-install');
  if (!need || !moment) return undefined;
  const { availability, provider } = bestProvider(graph.release, need, moment);
  if (!provider) return undefined;
  if (availability === 'later' && !provider.hook) return { kind: 'missing', need, provider, moment, isMild: false };
  return availability === 'after' ? { kind: 'order', need, provider, moment, isMild: false } : undefined;
}

function namespaceNeed(
  { release }: HookGraph,
  consumer: GraphObject,
  namespaces: readonly GraphObject[],
): Need | undefined {
  const node = getPath(consumer.manifest.node, ['metadata', 'namespace']);
  const name = consumer.manifest.namespace;
  if (!consumer.hook || !consumer.certain || !consumer.named || !node || isOpen(consumer.document, node))
    return undefined;
  const providers = name === release.options.namespace ? [] : namespaces.filter((object) => object.name === name);
  return name === undefined || providers.length === 0
    ? undefined
    : { consumer, kind: 'Namespace', name, optional: false, via: 'namespace', node, providers, certain: true };
}
