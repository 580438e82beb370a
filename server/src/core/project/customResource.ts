import { isOpen } from '../chart/find.ts';
import { isCrd } from '../manifest/manifest.ts';
import { kindKey } from '../manifest/crd.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { getPath } from '../yaml/lookup.ts';
import { visit } from '../yaml/walk.ts';
import { isRemadeOnUpgrade } from './availability.ts';
import type { GraphObject, HookGraph } from './hookGraph.ts';

/** Whether an object is of a kind that some project defines, and not Kubernetes itself. */
export const isCustomResource = ({ manifest, document }: GraphObject): boolean =>
  manifest.gvk.group.includes('.') &&
  !/(?:^|\.)k8s\.io$/.test(manifest.gvk.group) &&
  !isCrd(manifest) &&
  !isOpen(document, getPath(manifest.node, ['apiVersion']));

/** Kinds of which each object stands for one run, so that a new one is meant. */
const ONE_RUN = /(?:Run|Job|Task|Workflow|Backup|Restore|Migration|Test|Request|Action|Export|Import)$/;

/**
 * The custom resources that upgrades delete and make again, although `kinds`, those of the CRDs in crds/, have theirs: they are
 * known before all else, so that nothing asks for a hook.
 */
export const remadeResources = ({ objects }: HookGraph, kinds: ReadonlySet<string>): readonly GraphObject[] =>
  objects.filter(
    (object) =>
      object.certain &&
      object.named &&
      isRemadeOnUpgrade(object) &&
      object.hook?.events.some((event) => event.endsWith('-install')) === true &&
      !object.hook.deletePolicies.includes('hook-succeeded') &&
      isCustomResource(object) &&
      !ONE_RUN.test(object.kind) &&
      kinds.has(kindKey(object.manifest.gvk)),
  );

/** A custom resource that stays, and where it names another object. */
export interface CustomUse {
  readonly consumer: GraphObject;
  readonly node: YamlNode;
}

/** The first custom resource of a release that is no hook and has the name of a Secret or ConfigMap in a field about such. */
export function customUseOf({ objects }: HookGraph, { kind, name, namespace }: GraphObject): CustomUse | undefined {
  const field = FIELDS.get(kind);
  if (!field) return undefined;
  for (const consumer of objects) {
    const isNear = namespace === undefined || consumer.namespace === undefined || consumer.namespace === namespace;
    if (consumer.hook || !consumer.certain || !isNear || !isCustomResource(consumer)) continue;
    const node = nameIn(consumer, name, field);
    if (node) return { consumer, node };
  }
  return undefined;
}

const FIELDS: ReadonlyMap<string, RegExp> = new Map([
  ['Secret', /secret/i],
  ['ConfigMap', /config_?map/i],
]);

/** Enough for any resource that people write. */
const MOST_NODES = 5000;

function nameIn({ manifest, document }: GraphObject, name: string, field: RegExp): YamlNode | undefined {
  let found: YamlNode | undefined;
  const look = (node: YamlNode, path: readonly (string | number)[]): 'skip' | 'stop' | undefined => {
    if (path[0] === 'metadata' || path[0] === 'status') return 'skip';
    const isName = node.kind === 'scalar' && node.value === name && !isOpen(document, node);
    if (!isName || !path.slice(-2).some((step) => typeof step === 'string' && field.test(step))) return undefined;
    found = node;
    return 'stop';
  };
  visit(manifest.node, look, MOST_NODES);
  return found;
}
