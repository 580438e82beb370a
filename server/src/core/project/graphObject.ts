import type { RenderedDocument } from '../chart/documents.ts';
import { isOpen } from '../chart/find.ts';
import type { Hook } from '../chart/hook.ts';
import type { Release } from '../chart/release.ts';
import type { ChartTemplate } from '../chart/templates.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { podSpecOf } from '../manifest/podSpec.ts';
import { getPath } from '../yaml/lookup.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { isLookedUp } from './branches.ts';

/** An object of a release. */
export interface GraphObject {
  readonly document: RenderedDocument;
  readonly manifest: Manifest;
  readonly kind: string;
  readonly name: string;
  /** Undefined where it is not known, or the kind has none. */
  readonly namespace: string | undefined;
  /** Undefined for what Helm installs with the rest. */
  readonly hook: Hook | undefined;
  /** Whether its kind and hook annotations are known and it is rendered for certain. */
  readonly certain: boolean;
  /** Whether its name is known. */
  readonly named: boolean;
}

/** Whether it is a pod or makes pods, for certain. */
export const hasPods = ({ certain, manifest }: GraphObject): boolean => certain && podSpecOf(manifest) !== undefined;

/** What Helm installs with the rest, then the hooks. `lookups` are the release's templates that call `lookup`. */
export function objectsOf(release: Release, lookups: readonly ChartTemplate[]): GraphObject[] {
  const regular = release.manifests.map((document) => ({ document, hook: undefined }));
  const hooks = release.hooks.map((hook) => ({ document: hook.document, hook }));
  return [...regular, ...hooks].flatMap(({ document, hook }) =>
    document.manifests.map((manifest) => objectOf(release, lookups, document, manifest, hook)),
  );
}

function objectOf(
  release: Release,
  lookups: readonly ChartTemplate[],
  document: RenderedDocument,
  manifest: Manifest,
  hook: Hook | undefined,
): GraphObject {
  const { kind } = manifest.gvk;
  const at = (...path: string[]): YamlNode | undefined => getPath(manifest.node, path);
  const written = hook ? [hook.annotations.hook, hook.annotations.weight, hook.annotations.deletePolicy] : [];
  const known = written.flatMap((entry) => (entry ? [entry.value] : []));
  const isKnown =
    [at('kind'), ...known].every((node) => !isOpen(document, node)) &&
    !known.some((node) => isLookedUp(lookups, document, node, at('kind')));
  const isGlobal = kind.startsWith('Cluster') || isOpen(document, at('metadata', 'namespace'));
  return {
    document,
    manifest,
    kind,
    name: manifest.name,
    namespace: isGlobal ? undefined : (manifest.namespace ?? release.options.namespace),
    hook,
    certain: isKnown && !document.maybe,
    named: manifest.name !== '' && !isOpen(document, at('metadata', 'name')),
  };
}
