import { isWorkload } from '../../manifest/podSpec.ts';
import { nameOf, objectPlace, usePlace } from '../../project/graphPlace.ts';
import { unhook, UNHOOK_TITLE } from '../../project/unhook.ts';
import type { GraphObject, HookGraph, Need } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { isRemadeOnUpgrade } from '../../project/availability.ts';
import { isPassive } from '../../project/installOnly.ts';
import { folderKindsQuery, renderedKinds } from '../../project/ownKinds.ts';
import type { ReleaseKey } from '../../project/releaseKey.ts';
import { kindKey } from '../../manifest/crd.ts';
import type { Db } from '../../workspace/query.ts';
import { sameSpan } from '../../text/range.ts';
import type { Related } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly object: string;
  /** Who uses it; undefined for what a controller of the chart acts on. */
  readonly user: string | undefined;
  readonly isAccount: boolean;
}

/** Helm deletes a hook with before-hook-creation, its default, before it makes it again (pkg/action/hooks.go). */
export const sharedWithWorkload = defineRule<'release', Data>({
  meta: {
    id: 'hook/shared-with-workload',
    title: 'A hook that upgrades delete and make again is used by running pods',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'An account, Secret or ConfigMap is a hook of upgrades, and a Deployment, StatefulSet or DaemonSet uses it; or a custom resource is one whose CRD the chart brings along with what acts on it.',
      why: 'Helm deletes it before every upgrade and makes it again. Tokens of a deleted account are no longer valid, and pods that start in between fail. Of a custom resource, its controller deletes what it made for it.',
      fix: 'Make it a regular object, and give the hooks a copy with a name of its own and `before-hook-creation,hook-succeeded`.',
      silent: [
        'objects that only Jobs and hooks use',
        'custom resources of kinds that other charts bring',
        'a regular ConfigMap or Secret of the same kind and name',
        'hooks that are not deleted before they are made (no `before-hook-creation`)',
        'references that are `optional`',
      ],
      bad: example('pre-install,pre-upgrade'),
      good: example('pre-install'),
    },
  },

  *check(db, key) {
    const graph = hookGraphOf(db, key);
    for (const { object, uses } of graph ? shared(graph) : []) {
      const span = objectPlace(db, key, object);
      if (!span) continue;
      const related = uses.slice(0, MOST_RELATED).flatMap((need): Related[] => {
        const use = usePlace(db, key, need);
        return use ? [{ span: use, message: `${nameOf(need.consumer)} uses it.` }] : [];
      });
      const data = {
        object: nameOf(object),
        user: nameOf(uses[0].consumer),
        isAccount: object.kind === 'ServiceAccount',
      };
      yield { span, data, related };
    }
    for (const object of graph ? actedOn(db, key, graph) : []) {
      const span = objectPlace(db, key, object);
      const data = { object: nameOf(object), user: undefined, isAccount: false };
      if (span) yield { span, data, severity: 'info' };
    }
  },

  message({ object, user, isAccount }) {
    const again = `Every upgrade deletes ${object} and makes it again`;
    if (user === undefined)
      return `${again}: its controller, which the chart brings along, may delete what it made for it, and starts anew.`;
    return `${again}, while ${user} uses it: ${isAccount ? 'the tokens of its running pods become invalid.' : 'a pod that starts in between fails.'}`;
  },

  fixes(db, key, { span }) {
    const graph = hookGraphOf(db, key);
    const objects = graph ? [...shared(graph).map(({ object }) => object), ...actedOn(db, key, graph)] : [];
    const found = objects.find((object) => sameSpan(objectPlace(db, key, object), span));
    const edits = found && unhook(db, key, found);
    return edits ? [{ title: UNHOOK_TITLE, safe: false, edits }] : [];
  },
});

/** A common account may be used by dozens. */
const MOST_RELATED = 5;

/** The custom resources that upgrades make anew, of kinds that the chart itself defines. */
function actedOn(db: Db, key: ReleaseKey, graph: HookGraph): readonly GraphObject[] {
  const remade = graph.objects.filter((object) => isRemade(object) && object.manifest.gvk.group.includes('.'));
  if (remade.length === 0) return [];
  const rendered = renderedKinds(graph);
  const inFolder = db.get(folderKindsQuery, key);
  return remade.filter(({ manifest: { gvk } }) => rendered.has(kindKey(gvk)) || inFolder.has(kindKey(gvk)));
}

const isRemade = (object: GraphObject): boolean =>
  object.certain && object.named && isPassive(object) && isRemadeOnUpgrade(object) && !isReaped(object);

function shared(graph: HookGraph): readonly { object: GraphObject; uses: readonly [Need, ...Need[]] }[] {
  return graph.objects.flatMap((object) => {
    if (!isRemade(object) && !isCopyOfAccount(object)) return [];
    const [first, ...more] = graph.usesOf(object).filter((use) => isInUse(use, object));
    return first ? [{ object, uses: [first, ...more] as const }] : [];
  });
}

/** An account that upgrades delete and make anew takes its tokens with it, whatever makes it again afterwards. */
const isCopyOfAccount = (object: GraphObject): boolean =>
  object.certain && object.named && object.kind === 'ServiceAccount' && isRemadeOnUpgrade(object);

/** What hook-succeeded deletes at once is hook/dependency-deleted's. */
const isReaped = ({ hook }: GraphObject): boolean => hook?.deletePolicies.includes('hook-succeeded') === true;

/** Whether pods that run on rest on a need, and nothing else meets it but another object of an account's name. */
const isInUse = ({ consumer, optional, via, certain, providers }: Need, object: GraphObject): boolean =>
  isWorkload(consumer.manifest) &&
  !consumer.hook &&
  certain &&
  !optional &&
  via !== 'permission' &&
  (isCopyOfAccount(object)
    ? !isReaped(object) || providers.some((provider) => !provider.hook)
    : providers.every((provider) => provider.hook));

/** An example whose account is a hook of these events. */
function example(events: string): string {
  return `-- Chart.yaml --
apiVersion: v2
name: a
version: 1.0.0
-- templates/account.yaml --
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .Release.Name }}
  annotations:
    "helm.sh/hook": ${events}
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
      serviceAccountName: {{ .Release.Name }}
      containers:
        - name: a
          image: a:1.0.0
`;
}
