import { isWorkload } from '../manifest/podSpec.ts';
import { get, items, stringOf } from '../yaml/lookup.ts';
import { isOfOneChart } from './accountRights.ts';
import type { Moment } from './availability.ts';
import { bestProvider } from './availability.ts';
import type { HookGraph, Need } from './hookGraph.ts';
import { wordsOf } from './podWords.ts';

/** Rights that a Job may well do without: those that admit its pod under a policy that many clusters don't have. */
const POLICIES = ['podsecuritypolicies', 'securitycontextconstraints'];

/** Whether a pod that lacks the rights of a role or binding is likely to need them. */
export function rightsMatter(graph: HookGraph, need: Need): boolean {
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
  needsOf(consumer)
    .flatMap(({ via, providers }) => (via === 'serviceAccount' ? providers : []))
    .some((account) => usesOf(account).some((use) => !use.consumer.hook && isWorkload(use.consumer.manifest))) &&
  !wordsOf(consumer.manifest).some((word) => ASKS_API.test(word));

/** Whether the account has another role in time: which of them the pod works with is not known. */
export function hasOtherRights({ needsOf, release }: HookGraph, need: Need, moment: Moment): boolean {
  return needsOf(need.consumer).some(
    (other) =>
      other.via === 'permission' &&
      other.kind.endsWith('RoleBinding') &&
      other.name !== need.name &&
      bestProvider(release, other, moment).availability === 'there',
  );
}
