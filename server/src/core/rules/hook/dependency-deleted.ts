import { customUseOf } from '../../project/customResource.ts';
import { annotationPlace, nameOf, neededAt, removePolicy } from '../../project/graphPlace.ts';
import { unhook, UNHOOK_TITLE } from '../../project/unhook.ts';
import { gapsByProvider } from '../../project/gap.ts';
import { hookGapsQuery } from '../../project/hookGaps.ts';
import type { GraphObject, HookGraph, Need } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import type { ReleaseKey } from '../../project/releaseKey.ts';
import { sameSpan } from '../../text/range.ts';
import type { Db } from '../../workspace/query.ts';
import { chartExample, deployment, objectHead } from '../example.ts';
import type { Fix } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly consumer: string;
  readonly provider: string;
  readonly made: string;
  /** Whether a custom resource needs it, and no pod. */
  readonly isResource: boolean;
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
      what: 'An account, ConfigMap or Secret is a hook with `hook-succeeded`, and a workload or a hook of a later event needs it; or a custom resource names it, which is a warning.',
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
    for (const { provider, uses, isResource } of deletedIn(db, key)) {
      const span = annotationPlace(db, key, provider, 'deletePolicy');
      if (!span) continue;
      const related = neededAt(db, key, uses);
      const made = [...new Set(provider.hook?.events)].map((event) => `\`${event}\``).join(', ');
      const data = { consumer: nameOf(uses[0].consumer), provider: nameOf(provider), made, isResource };
      yield { span, data, related, severity: isResource ? 'warning' : 'error' };
    }
  },

  message: ({ consumer, provider, made, isResource }) =>
    `\`hook-succeeded\` deletes ${provider} after the ${made} hooks, but ${consumer} still ${isResource ? 'names it.' : "needs it: its pods don't start."}`,

  fixes(db, key, { span }) {
    const found = deletedIn(db, key).find((own) =>
      sameSpan(annotationPlace(db, key, own.provider, 'deletePolicy'), span),
    )?.provider;
    const edits = found && removePolicy(db, found, 'hook-succeeded');
    const regular = found && unhook(db, key, found);
    const fixes: Fix[] = [];
    if (edits) fixes.push({ title: 'Keep it: take hook-succeeded away', safe: false, edits });
    if (regular) fixes.push({ title: UNHOOK_TITLE, safe: false, edits: regular });
    return fixes;
  },
});

interface Deleted {
  readonly provider: GraphObject;
  readonly uses: readonly [Use, ...Use[]];
  readonly isResource: boolean;
}

type Use = Pick<Need, 'consumer' | 'node'>;

function deletedIn(db: Db, key: ReleaseKey): readonly Deleted[] {
  const byPods = gapsByProvider(db.get(hookGapsQuery, key), 'deleted').map(([first, ...more]): Deleted => ({
    provider: first.provider,
    uses: [first.need, ...more.map(({ need }) => need)],
    isResource: false,
  }));
  const graph = hookGraphOf(db, key);
  const others = graph?.objects.filter((object) => isReaped(graph, object)) ?? [];
  const byResources = others.flatMap((provider): Deleted[] => {
    const use = byPods.some((own) => own.provider === provider) || !graph ? undefined : customUseOf(graph, provider);
    return use ? [{ provider, uses: [use], isResource: true }] : [];
  });
  return [...byPods, ...byResources];
}

/** Whether an install or upgrade makes and deletes a hook, and nothing else of its name stays. */
const isReaped = ({ called }: HookGraph, { hook, certain, named, kind, name }: GraphObject): boolean =>
  certain &&
  named &&
  hook?.deletePolicies.includes('hook-succeeded') === true &&
  hook.events.some((event) => /-(?:install|upgrade)$/.test(event)) &&
  !called(kind, name).some((o) => o.hook !== hook);

/** An example whose ConfigMap has a delete policy. */
function example(policy: string): string {
  return chartExample({
    'templates/config.yaml': `${objectHead('v1', 'ConfigMap', '{{ .Release.Name }}-config', '"helm.sh/hook": pre-install,pre-upgrade', `"helm.sh/hook-delete-policy": ${policy}`)}data:\n  a: b\n`,
    'templates/deployment.yaml': deployment('{{ .Release.Name }}', {
      container: 'a',
      envFrom: { configMapRef: '{{ .Release.Name }}-config' },
    }),
  });
}
