import { getPath, items } from '../yaml/lookup.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import type { Manifest } from './manifest.ts';

/** Where the kinds that start pods keep the pod's spec. */
const POD_SPECS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Pod', ['spec']],
  ['Job', ['spec', 'template', 'spec']],
  ['Deployment', ['spec', 'template', 'spec']],
  ['StatefulSet', ['spec', 'template', 'spec']],
  ['DaemonSet', ['spec', 'template', 'spec']],
  ['ReplicaSet', ['spec', 'template', 'spec']],
  ['ReplicationController', ['spec', 'template', 'spec']],
  ['PodTemplate', ['template', 'spec']],
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
]);

/** The groups that these kinds are in; a custom resource of the same kind has a spec of its own. */
const POD_GROUPS = ['', 'apps', 'batch', 'extensions'];

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController'];

/** The pod's spec of an object that starts pods; undefined for all others. */
export function podSpecOf({ gvk, node }: Manifest): YamlNode | undefined {
  const path = POD_GROUPS.includes(gvk.group) ? POD_SPECS.get(gvk.kind) : undefined;
  return path && getPath(node, path);
}

/** Containers of a pod's spec, those of initialisation first. */
export const containersOf = (podSpec: YamlNode | undefined): readonly YamlNode[] =>
  ['initContainers', 'containers', 'ephemeralContainers'].flatMap((field) =>
    items(getPath(podSpec, [field])).map((item) => item.value),
  );

/** Whether an object keeps pods running, as a Deployment does. */
export const isWorkload = ({ gvk }: Manifest): boolean =>
  POD_GROUPS.includes(gvk.group) && WORKLOADS.includes(gvk.kind);

/** Whether an object is a Job or a Pod: what Helm waits for when it is a hook (pkg/kube/statuswait.go). */
export const runsOnce = ({ gvk }: Manifest): boolean =>
  (gvk.group === 'batch' && gvk.kind === 'Job') || (gvk.group === '' && gvk.kind === 'Pod');
