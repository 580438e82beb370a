import { isOpen } from '../../chart/find.ts';
import { podTemplateOf } from '../../manifest/podTemplate.ts';
import { nameOf, objectPlace } from '../../project/graphPlace.ts';
import type { GraphObject, HookGraph } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { get, getPath, textOf } from '../../yaml/lookup.ts';
import { effectiveEntries } from '../../yaml/walk.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly policy: string;
  readonly hook: string;
  readonly event: string;
}

const example = (annotations: string): string =>
  '-- Chart.yaml --\napiVersion: v2\nname: a\nversion: 1.0.0\n-- templates/job.yaml --\n' +
  'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: a\n  annotations:\n    helm.sh/hook: pre-install\nspec:\n  template:\n    metadata:\n      labels:\n        job: migrate\n' +
  '-- templates/policy.yaml --\n' +
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: a\n${annotations}spec:\n  podSelector:\n    matchLabels:\n      job: migrate\n  egress:\n    - {}\n`;

/** Regular objects, network policies among them, are created after the hooks of pre-install (pkg/action/install.go). */
export const networkPolicyPhase = defineRule<'release', Data>({
  meta: {
    id: 'hook/networkpolicy-phase',
    title: 'A network policy for the pods of a hook is made after the hook has run',
    severity: 'info',
    target: 'release',
    stage: 'preview',
    docs: {
      what: 'A regular NetworkPolicy selects pods of `pre-install` hooks and no others.',
      why: 'Helm makes regular objects after these hooks. In a namespace that denies traffic by default the hook can not reach anything; in others it runs without the limits that the policy sets.',
      fix: 'Make the NetworkPolicy a hook of the same events with a lower weight.',
      silent: [
        'policies that select other pods of the chart too',
        'policies with `matchExpressions`, or an empty selector',
        'labels that can not be known here',
      ],
      bad: example(''),
      good: example('  annotations:\n    helm.sh/hook: pre-install\n    helm.sh/hook-weight: "-1"\n'),
    },
  },

  *check(db, key) {
    const graph = hookGraphOf(db, key);
    for (const { policy, consumer } of graph ? late(graph) : []) {
      const span = objectPlace(db, key, policy);
      const place = objectPlace(db, key, consumer);
      if (!span) continue;
      const related = place ? [{ span: place, message: `${nameOf(consumer)} runs before.` }] : [];
      yield { span, data: { policy: nameOf(policy), hook: nameOf(consumer), event: 'pre-install' }, related };
    }
  },

  message: ({ policy, hook, event }) =>
    `${policy} is for the pods of ${hook}, which runs at \`${event}\`, before Helm makes it. Make it a hook with a lower weight.`,
});

function late({ objects }: HookGraph): readonly { policy: GraphObject; consumer: GraphObject }[] {
  const pods = objects.filter(({ manifest }) => podTemplateOf(manifest));
  return objects.flatMap((policy) => {
    if (policy.hook || !policy.certain || !policy.named || policy.kind !== 'NetworkPolicy') return [];
    const selected = pods.filter((pod) => isSelected(policy, pod) !== 'no');
    const [consumer] = selected;
    const isForHook = selected.every((pod) => isSelected(policy, pod) === 'yes' && isEarly(pod));
    return consumer && isForHook ? [{ policy, consumer }] : [];
  });
}

const isEarly = ({ hook, certain }: GraphObject): boolean => certain && hook?.events.includes('pre-install') === true;

function isSelected({ manifest, document }: GraphObject, pod: GraphObject): 'yes' | 'no' | 'maybe' {
  const selector = getPath(manifest.node, ['spec', 'podSelector']);
  const labels = getPath(podTemplateOf(pod.manifest), ['metadata', 'labels']);
  const wanted = [...effectiveEntries(get(selector, 'matchLabels'))];
  if (isOpen(document, selector) || isOpen(pod.document, labels) || get(selector, 'matchExpressions')) return 'maybe';
  if (wanted.length === 0) return 'maybe';
  const isIn = wanted.every(([name, { value }]) => textOf(get(labels, name)) === textOf(value));
  return isIn ? 'yes' : 'no';
}
