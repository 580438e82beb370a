import { get, getPath, items } from '../yaml/lookup.ts';
import type { GraphObject } from './hookGraph.ts';

/** Whether a workload keeps data of its own: what it was set up with goes on to count. */
export const hasData = ({ kind, manifest }: GraphObject): boolean =>
  kind === 'StatefulSet' ||
  items(getPath(manifest.node, ['spec', 'template', 'spec', 'volumes'])).some(({ value }) =>
    get(value, 'persistentVolumeClaim'),
  );
