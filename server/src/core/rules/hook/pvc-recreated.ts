import { podSpecOf, runsOnce } from '../../manifest/podSpec.ts';
import { isRemadeOnUpgrade, operationOf } from '../../project/availability.ts';
import { nameOf, objectPlace, setEvents } from '../../project/graphPlace.ts';
import type { GraphObject, HookGraph } from '../../project/hookGraph.ts';
import { hookGraphOf } from '../../project/hookGraph.ts';
import { sameSpan } from '../../text/range.ts';
import { chartExample, objectHead } from '../example.ts';
import type { Fix } from '../rule.ts';
import { defineRule } from '../rule.ts';

interface Data {
  readonly object: string;
}

const KINDS = ['PersistentVolumeClaim', 'PersistentVolume'];

/** Helm deletes a hook with before-hook-creation, its default, before it makes it again, and waits for its end (pkg/action/hooks.go). */
export const pvcRecreated = defineRule<'release', Data>({
  meta: {
    id: 'hook/pvc-recreated',
    title: 'A volume claim is a hook that every upgrade deletes',
    severity: 'error',
    target: 'release',
    stage: 'stable',
    docs: {
      what: 'A PersistentVolumeClaim or PersistentVolume is a hook of upgrades, and Helm deletes it before it makes it again.',
      why: 'The data is lost with the claim; where a pod still uses it, the upgrade waits until its time limit. `helm.sh/resource-policy: keep` does not protect a hook.',
      fix: 'Make the claim on `pre-install` only, or make it a regular object with `helm.sh/resource-policy: keep`.',
      silent: [
        'claims with `hook-succeeded` that only hooks use: they are meant to go',
        'claims by which several Jobs of the same operation, such as upgrades, hand something on, and nothing else uses',
        'hooks that are not deleted before they are made (no `before-hook-creation`)',
        'claims of install or test only',
      ],
      bad: example('pre-install,pre-upgrade'),
      good: example('pre-install'),
    },
  },

  *check(db, key) {
    const graph = hookGraphOf(db, key);
    for (const object of graph ? recreated(graph) : []) {
      const span = objectPlace(db, key, object);
      if (span) yield { span, data: { object: nameOf(object) } };
    }
  },

  message: ({ object }) =>
    `Helm deletes ${object} before every upgrade and makes it again: its data is lost, or the upgrade hangs while a pod uses it.`,

  fixes(db, key, { span }) {
    const graph = hookGraphOf(db, key);
    const found = graph && recreated(graph).find((object) => sameSpan(objectPlace(db, key, object), span));
    const events = found?.hook?.events.filter((event) => !event.endsWith('-upgrade')) ?? [];
    const edits = found && events.length > 0 ? setEvents(db, found, events) : undefined;
    const fix: Fix = {
      title: `Make ${found?.name ?? ''} on ${events.join(',')} only`,
      safe: false,
      edits: edits ?? [],
    };
    return edits ? [fix] : [];
  },
});

const recreated = (graph: HookGraph): readonly GraphObject[] =>
  graph.objects.filter(
    (object) =>
      object.certain &&
      object.named &&
      KINDS.includes(object.kind) &&
      isRemadeOnUpgrade(object) &&
      !isScratch(graph, object),
  );

/** Whether a volume is there for the hooks of one run. */
function isScratch({ usesOf }: HookGraph, object: GraphObject): boolean {
  const consumers = usesOf(object).map(({ consumer }) => consumer);
  const isForHooks = consumers.every(
    ({ hook, manifest }) => hook !== undefined && (runsOnce(manifest) || !podSpecOf(manifest)),
  );
  if (object.hook?.deletePolicies.includes('hook-succeeded') === true) return isForHooks;
  const own = operationsOf(object);
  return (
    isForHooks &&
    new Set(consumers).size > 1 &&
    consumers.flatMap(operationsOf).every((operation) => own.includes(operation))
  );
}

const operationsOf = ({ hook }: GraphObject): readonly string[] => (hook?.events ?? []).map(operationOf);

/** An example whose claim is a hook of these events. */
function example(events: string): string {
  return chartExample({
    'templates/claim.yaml': `${objectHead('v1', 'PersistentVolumeClaim', '{{ .Release.Name }}-data', `"helm.sh/hook": ${events}`)}spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 1Gi
`,
  });
}
