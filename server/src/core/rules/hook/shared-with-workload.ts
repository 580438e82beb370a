import { isWorkload } from '../../manifest/podSpec.ts';
import { customUseOf, remadeResources } from '../../project/customResource.ts';
import { nameOf, objectPlace, outerSpan } from '../../project/graphPlace.ts';
import { unhook, UNHOOK_TITLE } from '../../project/unhook.ts';
import type { GraphObject, HookGraph, Need } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { isRemadeOnUpgrade } from '../../project/availability.ts';
import { isPassive } from '../../project/installOnly.ts';
import { isRenderedWhileAbsent } from '../../project/lookupGuard.ts';
import { folderKindsQuery } from '../../project/ownKinds.ts';
import { webhookFor } from '../../project/ownWebhooks.ts';
import type { ReleaseKey } from '../../project/releaseKey.ts';
import { sameSpan } from '../../text/range.ts';
import type { Db } from '../../workspace/query.ts';
import { chartExample, deployment, objectHead } from '../example.ts';
import type { Related } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly object: string;
  /** Who uses it; null for a custom resource, which is there for itself. */
  readonly user: string | null;
  readonly by: 'account' | 'pods' | 'resource';
  /** Whether a rollback makes it again too, as it was. */
  readonly isRolledBack: boolean;
}

/** Helm deletes a hook with before-hook-creation, its default, before it makes it again (pkg/action/hooks.go). */
export const sharedWithWorkload = defineRule<'release', Data>({
  meta: {
    id: 'hook/shared-with-workload',
    title: 'A hook that upgrades delete and make again is in use',
    severity: 'warning',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'An account, Secret or ConfigMap is a hook of upgrades, and a Deployment, StatefulSet or DaemonSet uses it. It is a hint where only a custom resource names it, and where such a hook is itself a custom resource of a kind from `crds/` of the chart.',
      why: 'Helm deletes it before every upgrade and makes it again. Tokens of a deleted account are no longer valid, pods that start in between have to wait, and what a controller made for a deleted resource goes with it. `helm rollback` runs no hooks of upgrades, so that the content of the newer release stays under the older pods, and `helm uninstall` leaves every hook behind.',
      fix: 'Make it a regular object, and give the hooks a copy with a name of its own and `before-hook-creation,hook-succeeded`.',
      silent: [
        'objects that only Jobs and hooks use',
        'custom resources of kinds that other charts bring',
        'a regular ConfigMap or Secret of the same kind and name',
        'hooks that are not deleted before they are made (no `before-hook-creation`)',
        'references that are `optional`',
        'a template that renders it only where `lookup` does not find it, and events that `lookup` decides: upgrades may leave it alone',
        'custom resources whose CRD is not in `crds/`, which may have to wait for it, those that a webhook of the same release must admit, and those that stand for one run (`Backup`, `PipelineRun`)',
      ],
      bad: example('pre-install,pre-upgrade'),
      good: example('pre-install'),
    },
  },

  *check(db, key) {
    const graph = hookGraphOf(db, key);
    for (const found of graph ? shared(db, key, graph) : []) {
      const span = objectPlace(db, key, found.object);
      if (!span) continue;
      const severity = found.by === 'resource' ? 'hint' : 'warning';
      yield { span, data: dataOf(found), related: relatedOf(db, key, found), severity };
    }
  },

  message({ object, user, by, isRolledBack }) {
    const lost =
      by === 'account'
        ? 'the tokens of its running pods become invalid'
        : by === 'pods'
          ? `a pod that starts in between waits for it, ${isRolledBack ? '' : 'a rollback leaves the new content, '}and uninstall leaves it behind`
          : 'what a controller made for it may go with it';
    const use = user === null ? ', although its CRD is in `crds/`' : `, while ${user} uses it`;
    const todo = user === null ? '' : '; a hook that needs it earlier gets a copy with a name of its own';
    return `Every upgrade deletes ${object} and makes it again${use}: ${lost}. Make it a regular object${todo}.`;
  },

  fixes(db, key, { span }) {
    const graph = hookGraphOf(db, key);
    const found =
      graph && shared(db, key, graph).find(({ object }) => sameSpan(objectPlace(db, key, object), span))?.object;
    const edits = found && unhook(db, key, found);
    return edits ? [{ title: UNHOOK_TITLE, safe: false, edits }] : [];
  },
});

/** A common account may be used by dozens. */
const MOST_RELATED = 5;

/** A hook in use, and those who show it. */
interface Shared {
  readonly object: GraphObject;
  readonly by: Data['by'];
  readonly uses: readonly Pick<Need, 'consumer' | 'node'>[];
}

function shared(db: Db, key: ReleaseKey, graph: HookGraph): readonly Shared[] {
  const used = graph.objects.flatMap((object): Shared[] => {
    if (!isRemade(object) && !isCopyOfAccount(object)) return [];
    const uses = graph.usesOf(object).filter((use) => isInUse(use, object));
    if (uses.length > 0) return [{ object, by: object.kind === 'ServiceAccount' ? 'account' : 'pods', uses }];
    const use = !isRemade(object) || hasRegularTwin(graph, object) ? undefined : customUseOf(graph, object);
    return use ? [{ object, by: 'resource', uses: [use] }] : [];
  });
  const own = remadeOwn(graph, db.get(folderKindsQuery, key));
  const all = [...used, ...own.map((object): Shared => ({ object, by: 'resource', uses: [] }))];
  return all.filter(({ object }) => !isRenderedWhileAbsent(db, object));
}

/** The custom resources that upgrades make again, but for those that a webhook of the chart admits. */
function remadeOwn(graph: HookGraph, kinds: ReadonlySet<string>): readonly GraphObject[] {
  const remade = remadeResources(graph, kinds);
  if (remade.length === 0) return remade;
  const admitting = webhookFor(graph);
  return remade.filter((object) => !admitting(object));
}

const isRemade = (object: GraphObject): boolean =>
  object.certain && object.named && isPassive(object) && isRemadeOnUpgrade(object) && !isReaped(object);

/** An account that upgrades delete and make anew takes its tokens with it, whatever makes it again afterwards. */
const isCopyOfAccount = (object: GraphObject): boolean =>
  object.certain && object.named && object.kind === 'ServiceAccount' && isRemadeOnUpgrade(object);

const hasRegularTwin = ({ called }: HookGraph, { kind, name }: GraphObject): boolean =>
  called(kind, name).some((o) => !o.hook);

const dataOf = ({ object, by, uses: [first] }: Shared): Data => ({
  object: nameOf(object),
  user: first ? nameOf(first.consumer) : null,
  by,
  isRolledBack: object.hook?.events.some((event) => event.endsWith('-rollback')) === true,
});

const relatedOf = (db: Db, key: ReleaseKey, { uses }: Shared): readonly Related[] =>
  uses.slice(0, MOST_RELATED).flatMap(({ consumer, node }): Related[] => {
    const use = outerSpan(db, key, consumer, node);
    return use ? [{ span: use, message: `${nameOf(consumer)} uses it.` }] : [];
  });

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
  return chartExample({
    'templates/account.yaml': objectHead('v1', 'ServiceAccount', '{{ .Release.Name }}', `"helm.sh/hook": ${events}`),
    'templates/deployment.yaml': deployment('{{ .Release.Name }}', { account: '{{ .Release.Name }}', container: 'a' }),
  });
}
