import { isOpen } from '../chart/find.ts';
import type { HookEvent } from '../chart/hook.ts';
import { podTemplateOf } from '../manifest/podTemplate.ts';
import { get, getPath, textOf } from '../yaml/lookup.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { effectiveEntries } from '../yaml/walk.ts';
import type { Availability, Moment } from './availability.ts';
import { availabilityOf, isJudged, momentsOf } from './availability.ts';
import type { GraphObject, HookGraph } from './hookGraph.ts';

/** A network policy that is for the pods of hooks alone, and not there when one of them runs. */
export interface LatePolicy {
  readonly policy: GraphObject;
  readonly consumer: GraphObject;
  readonly moment: Moment;
  readonly availability: Availability;
  /** All hooks whose pods it selects. */
  readonly selected: readonly GraphObject[];
}

/** Where a policy says which pods it is for; Calico's are expressions in a language of their own. */
const SELECTORS: Readonly<Record<string, string>> = {
  'networking.k8s.io/NetworkPolicy': 'podSelector',
  'cilium.io/CiliumNetworkPolicy': 'endpointSelector',
};

const LATE: readonly Availability[] = ['later', 'after', 'deleted', 'never'];

/** The policies of a release that hooks have to do without. */
export function latePolicies(graph: HookGraph): readonly LatePolicy[] {
  const pods = graph.objects.filter(({ manifest }) => podTemplateOf(manifest));
  return graph.objects.flatMap((policy) => {
    const selector = selectorOf(policy);
    if (!policy.certain || !policy.named || !selector) return [];
    const near = pods.filter((pod) => isSelected(policy, selector, pod) !== 'no');
    const isForHooks = near.every((pod) => isSelected(policy, selector, pod) === 'yes' && pod.certain && pod.hook);
    return isForHooks ? lateFor(graph, policy, near) : [];
  });
}

function selectorOf({ manifest }: GraphObject): YamlNode | undefined {
  const { group, kind } = manifest.gvk;
  const field = SELECTORS[`${group}/${kind}`];
  return field === undefined ? undefined : getPath(manifest.node, ['spec', field]);
}

/** The first hook that a policy comes too late for, or is gone for already. */
function lateFor(graph: HookGraph, policy: GraphObject, selected: readonly GraphObject[]): readonly LatePolicy[] {
  for (const consumer of selected) {
    for (const moment of momentsOf(graph, consumer)) {
      const availability = availabilityOf(graph.release, policy, consumer, moment);
      if (isJudged(moment.step) && LATE.includes(availability))
        return [{ policy, consumer, moment, availability, selected }];
    }
  }
  return [];
}

/** The events at which a policy is needed. */
export const eventsOf = (selected: readonly GraphObject[]): readonly HookEvent[] => [
  ...new Set(selected.flatMap(({ hook }) => hook?.events ?? []).filter(isJudged)),
];

function isSelected({ document }: GraphObject, selector: YamlNode, pod: GraphObject): 'yes' | 'no' | 'maybe' {
  const labels = getPath(podTemplateOf(pod.manifest), ['metadata', 'labels']);
  const wanted = [...effectiveEntries(get(selector, 'matchLabels'))];
  if (isOpen(document, selector) || isOpen(pod.document, labels) || get(selector, 'matchExpressions')) return 'maybe';
  if (wanted.length === 0) return 'maybe';
  const isIn = wanted.every(([name, { value }]) => textOf(get(labels, name)) === textOf(value));
  return isIn ? 'yes' : 'no';
}
