import { get, getPath, stringOf } from '../yaml/lookup.ts';
import type { Manifest } from './manifest.ts';
import { isCrd } from './manifest.ts';

/** What a CustomResourceDefinition makes known to the API server. */
export interface DefinedKind {
  readonly group: string;
  readonly kind: string;
}

/** The kind that a CRD defines; undefined for all other objects, and for what is a patch of a CRD and not a whole one. */
export function definedKind(manifest: Manifest): DefinedKind | undefined {
  if (!isCrd(manifest)) return undefined;
  const spec = get(manifest.node, 'spec');
  const group = stringOf(get(spec, 'group'));
  const kind = stringOf(getPath(spec, ['names', 'kind']));
  return group !== undefined && kind !== undefined ? { group, kind } : undefined;
}

/** A kind without its version, as one text: a CRD defines all versions of it. */
export const kindKey = ({ group, kind }: DefinedKind): string => `${group}/${kind}`;
