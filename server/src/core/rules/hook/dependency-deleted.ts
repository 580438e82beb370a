import { annotationPlace, nameOf, removePolicy, usePlace } from '../../project/graphPlace.ts';
import { unhook, UNHOOK_TITLE } from '../../project/unhook.ts';
import type { Gap } from '../../project/hookGaps.ts';
import { gapsByProvider, hookGapsQuery } from '../../project/hookGaps.ts';
import { sameSpan } from '../../text/range.ts';
import type { Fix } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly consumer: string;
  readonly provider: string;
  readonly made: string;
}

/** Hooks with hook-succeeded are deleted when all hooks of their event have succeeded (pkg/action/hooks.go). */
export const dependencyDeleted = defineRule<'release', Data>({
  meta: {
    id: 'hook/dependency-deleted',
    title: 'A hook is deleted while something still needs it',
    severity: 'error',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'An account, ConfigMap or Secret is a hook with `hook-succeeded`, and a workload or a hook of a later event needs it.',
      why: 'Helm deletes it as soon as all hooks of its event have succeeded. Pods that start later never start.',
      fix: 'Take `hook-succeeded` away, give the hook a copy of its own, or make the object a regular one.',
      silent: [
        'a second object of the same kind and name that stays',
        'an object that only hooks of the same event need',
        'references that are `optional`',
      ],
      bad: example('before-hook-creation,hook-succeeded'),
      good: example('before-hook-creation'),
    },
  },

  *check(db, key) {
    for (const gaps of gapsByProvider(db.get(hookGapsQuery, key), 'deleted')) {
      const [gap] = gaps;
      const span = annotationPlace(db, key, gap.provider, 'deletePolicy');
      if (!span) continue;
      const related = gaps.flatMap(({ need }) => {
        const use = usePlace(db, key, need);
        return use ? [{ span: use, message: `${nameOf(need.consumer)} needs it.` }] : [];
      });
      yield { span, data: dataOf(gap), related };
    }
  },

  message: ({ consumer, provider, made }) =>
    `\`hook-succeeded\` deletes ${provider} after the ${made} hooks, but ${consumer} still needs it: its pods don't start.`,

  fixes(db, key, { span }) {
    const gap = gapsByProvider(db.get(hookGapsQuery, key), 'deleted').find(([g]) =>
      sameSpan(annotationPlace(db, key, g.provider, 'deletePolicy'), span),
    )?.[0];
    const edits = gap && removePolicy(db, gap.provider, 'hook-succeeded');
    const regular = gap && unhook(db, key, gap.provider);
    const fixes: Fix[] = [];
    if (edits) fixes.push({ title: 'Keep it: take hook-succeeded away', safe: false, edits });
    if (regular) fixes.push({ title: UNHOOK_TITLE, safe: false, edits: regular });
    return fixes;
  },
});

const dataOf = ({ need, provider }: Gap): Data => ({
  consumer: nameOf(need.consumer),
  provider: nameOf(provider),
  made: [...new Set(provider.hook?.events)].map((event) => `\`${event}\``).join(', '),
});

/** An example whose ConfigMap has a delete policy. */
function example(policy: string): string {
  return `-- Chart.yaml --
apiVersion: v2
name: a
version: 1.0.0
-- templates/config.yaml --
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-config
  annotations:
    "helm.sh/hook": pre-install,pre-upgrade
    "helm.sh/hook-delete-policy": ${policy}
data:
  a: b
-- templates/deployment.yaml --
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  selector:
    matchLabels:
      app: a
  template:
    metadata:
      labels:
        app: a
    spec:
      containers:
        - name: a
          image: a:1.0.0
          envFrom:
            - configMapRef:
                name: {{ .Release.Name }}-config
`;
}
