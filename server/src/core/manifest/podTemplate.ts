import { getPath } from '../yaml/lookup.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import type { Manifest } from './manifest.ts';

const PATHS: Readonly<Record<string, readonly string[]>> = {
  'apps/DaemonSet': ['spec', 'template'],
  'apps/Deployment': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'batch/Job': ['spec', 'template'],
  '/PodTemplate': ['template'],
  '/ReplicationController': ['spec', 'template'],
};

/** The pod template (`metadata` and `spec`) of a workload; a Pod is its own. Undefined for other kinds. */
export function podTemplateOf({ gvk, node }: Manifest): YamlNode | undefined {
  if (gvk.group === '' && gvk.kind === 'Pod') return node;
  const path = PATHS[`${gvk.group}/${gvk.kind}`];
  return path && getPath(node, path);
}
