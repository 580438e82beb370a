import type { TextRange } from '../text/range.ts';
import { get, items, stringOf, textOf } from '../yaml/lookup.ts';
import type { YamlMap, YamlNode, YamlStream } from '../yaml/nodes.ts';
import { resolve } from '../yaml/walk.ts';

/** Group, version and kind; the core group is empty. */
export interface Gvk {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** A Kubernetes object as one text describes it. */
export interface Manifest {
  readonly gvk: Gvk;
  /** Empty where the object has none (`generateName`, a List's items aside). */
  readonly name: string;
  readonly namespace: string | undefined;
  readonly node: YamlMap;
  /** The object's own mapping, in UTF-16 offsets of its file. */
  readonly range: TextRange;
}

const DEEPEST_LIST = 8;

/**
 * The objects of a stream in order, those inside a kind `List` in its place, as kustomize and kubectl flatten them.
 * What is no object (no `kind`) is left out.
 */
export function manifestsOf(stream: YamlStream): readonly Manifest[] {
  return stream.documents.flatMap((document) => flatten(document.root, 0));
}

function flatten(root: YamlNode | undefined, depth: number): readonly Manifest[] {
  const node = resolve(root);
  if (node?.kind !== 'map' || depth > DEEPEST_LIST) return [];
  const kind = stringOf(get(node, 'kind'));
  if (kind === undefined) return [];
  const isList = kind.endsWith('List') && resolve(get(node, 'items'))?.kind === 'seq';
  if (isList) return items(get(node, 'items')).flatMap((item) => flatten(item.value, depth + 1));
  const metadata = get(node, 'metadata');
  const name = textOf(get(metadata, 'name')) ?? '';
  return [
    {
      gvk: gvkOf(stringOf(get(node, 'apiVersion')) ?? '', kind),
      name,
      namespace: stringOf(get(metadata, 'namespace')),
      node,
      range: node.range,
    },
  ];
}

/** Splits `apps/v1` and `v1`. */
export function gvkOf(apiVersion: string, kind: string): Gvk {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion, kind }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1), kind };
}

/** Whether the object is a CustomResourceDefinition; its name is then `plural.group`. */
export const isCrd = (manifest: Manifest): boolean =>
  manifest.gvk.group === 'apiextensions.k8s.io' && manifest.gvk.kind === 'CustomResourceDefinition';
