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

/** An object with a pod template, and the labels of its pods. */
interface Pod {
  readonly object: GraphObject;
  readonly labels: ReadonlyMap<string, string | undefined>;
  readonly isOpen: boolean;
}

/** The policies of a release that hooks have to do without. */
export function latePolicies(graph: HookGraph): readonly LatePolicy[] {
  const pods = graph.objects.flatMap(podOf);
  return graph.objects.flatMap((policy) => {
    const selector = selectorOf(policy);
    if (!policy.certain || !policy.named || !selector) return [];
    const select = selectionOf(policy, selector);
    const near = pods.filter((pod) => select(pod) !== 'no');
    const isForHooks = near.every((pod) => select(pod) === 'yes' && pod.object.certain && pod.object.hook);
    return isForHooks
      ? lateFor(
          graph,
          policy,
          near.map(({ object }) => object),
        )
      : [];
  });
}

function podOf(object: GraphObject): Pod[] {
  const template = podTemplateOf(object.manifest);
  const labels = getPath(template, ['metadata', 'labels']);
  return template ? [{ object, labels: textsOf(labels), isOpen: isOpen(object.document, labels) }] : [];
}

const textsOf = (map: YamlNode | undefined): ReadonlyMap<string, string | undefined> =>
  new Map([...effectiveEntries(map)].map(([name, { value }]) => [name, textOf(value)]));

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

/** Which pods a policy selects, as far as can be told. */
function selectionOf({ document }: GraphObject, selector: YamlNode): (pod: Pod) => 'yes' | 'no' | 'maybe' {
  const wanted = [...textsOf(get(selector, 'matchLabels'))];
  const isUnknown =
    isOpen(document, selector) || get(selector, 'matchExpressions') !== undefined || wanted.length === 0;
  return (pod) => {
    if (isUnknown || pod.isOpen) return 'maybe';
    return wanted.every(([name, value]) => pod.labels.get(name) === value) ? 'yes' : 'no';
  };
}
