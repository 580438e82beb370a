import { HOOK_ANNOTATION, WEIGHT_ANNOTATION } from '../../chart/hook.ts';
import { mergeEdits, nameOf, objectPlace, setEvents, setWeight } from '../../project/graphPlace.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { addAnnotations } from '../../project/annotationEdit.ts';
import type { SourceEdit } from '../../project/literalEdit.ts';
import { toSourceEdits } from '../../project/literalEdit.ts';
import type { LatePolicy } from '../../project/policyPhase.ts';
import { eventsOf, latePolicies } from '../../project/policyPhase.ts';
import { sameSpan } from '../../text/range.ts';
import type { Db } from '../../workspace/query.ts';
import { chartExample, objectHead } from '../example.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly policy: string;
  readonly hook: string;
  readonly event: string;
  /** Whether the policy is gone when the hook runs; else it comes after it. */
  readonly isGone: boolean;
  readonly isHook: boolean;
}

const example = (...annotations: readonly string[]): string =>
  chartExample({
    'templates/job.yaml': `${objectHead('batch/v1', 'Job', 'a', 'helm.sh/hook: pre-install')}spec:\n  template:\n    metadata:\n      labels:\n        job: migrate\n`,
    'templates/policy.yaml': `${objectHead('networking.k8s.io/v1', 'NetworkPolicy', 'a', ...annotations)}spec:\n  podSelector:\n    matchLabels:\n      job: migrate\n  egress:\n    - {}\n`,
  });

/** Regular objects, network policies among them, are created after the hooks of pre-install (pkg/action/install.go). */
export const networkPolicyPhase = defineRule<'release', Data>({
  meta: {
    id: 'hook/networkpolicy-phase',
    title: 'A network policy for the pods of a hook is not there when the hook runs',
    severity: 'info',
    target: 'release',
    stage: 'preview',
    docs: {
      what: 'A NetworkPolicy or CiliumNetworkPolicy selects pods of hooks and no others, and Helm makes it after one of them has run, or has deleted it before.',
      why: 'In a namespace that denies traffic by default the hook can not reach anything; in others it runs without the limits that the policy sets.',
      fix: 'Make the policy a hook of the same events with a lower weight.',
      silent: [
        'policies that select other pods of the chart too',
        'policies with `matchExpressions`, or an empty selector',
        'labels that can not be known here',
        'hooks of rollback and test',
      ],
      bad: example(),
      good: example('helm.sh/hook: pre-install', 'helm.sh/hook-weight: "-1"'),
    },
  },

  *check(db, key) {
    const graph = hookGraphOf(db, key);
    for (const { policy, consumer, moment, availability } of graph ? latePolicies(graph) : []) {
      const span = objectPlace(db, key, policy);
      const place = objectPlace(db, key, consumer);
      if (!span) continue;
      const isGone = availability === 'deleted';
      const message = `${nameOf(consumer)} runs ${isGone ? 'afterwards' : 'before'}.`;
      const related = place ? [{ span: place, message }] : [];
      const isHook = policy.hook !== undefined;
      const data = { policy: nameOf(policy), hook: nameOf(consumer), event: moment.step, isGone, isHook };
      yield { span, data, related };
    }
  },

  message: ({ policy, hook, event, isGone, isHook }) =>
    `${policy} is for the pods of ${hook}, which runs at \`${event}\`, ` +
    `${isGone ? 'when Helm has already deleted it' : 'before Helm makes it'}. ` +
    (isHook ? `Give it the events of that hook and a lower weight.` : 'Make it a hook with a lower weight.'),

  fixes(db, key, { span }) {
    const graph = hookGraphOf(db, key);
    const found = graph && latePolicies(graph).find(({ policy }) => sameSpan(objectPlace(db, key, policy), span));
    const edits = found && inTime(db, found);
    if (!found || !edits) return [];
    const events = eventsOf(found.selected).join(',');
    const title = found.policy.hook
      ? `Make it at ${events}`
      : `Make it a hook of ${events} (the next upgrade of a release that has it makes it anew)`;
    return [{ title, safe: false, edits }];
  },
});

/** Makes a policy together with the hooks that it is for, and before them. */
function inTime(db: Db, { policy, selected }: LatePolicy): readonly SourceEdit[] | undefined {
  const events = eventsOf(selected);
  const weight = Math.min(...selected.map(({ hook }) => hook?.weight ?? 0)) - 1;
  if (!policy.hook) {
    const added = [
      [`"${HOOK_ANNOTATION}"`, events.join(',')],
      [`"${WEIGHT_ANNOTATION}"`, `"${weight}"`],
    ] as const;
    const edits = addAnnotations(policy.document.text, policy.manifest.node, added);
    return edits && toSourceEdits(db, policy.document, edits);
  }
  const moved = setEvents(db, policy, events);
  const weighed = policy.hook.weight <= weight ? [] : setWeight(db, policy, weight);
  return moved && weighed ? mergeEdits([...moved, ...weighed]) : undefined;
}
