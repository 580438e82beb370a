import { isOpen } from '../chart/find.ts';
import type { RenderedDocument } from '../chart/documents.ts';
import type { Release } from '../chart/release.ts';
import { definedKind, kindKey } from '../manifest/crd.ts';
import { getPath } from '../yaml/lookup.ts';
import type { Query } from '../workspace/query.ts';
import { folderCrds } from './folderCrds.ts';
import type { GraphObject, HookGraph } from './hookGraph.ts';
import type { ReleaseKey } from './releaseKey.ts';

/** The CRDs that a release renders from templates, by the kinds they define, see {@link kindKey}. */
export function renderedKinds({ objects }: HookGraph): ReadonlyMap<string, readonly GraphObject[]> {
  const found = new Map<string, GraphObject[]>();
  for (const object of objects) {
    const defined = object.certain ? definedKind(object.manifest) : undefined;
    if (!defined || !isKnown(object)) continue;
    const key = kindKey(defined);
    found.set(key, [...(found.get(key) ?? []), object]);
  }
  return found;
}

const isKnown = ({ document, manifest }: GraphObject): boolean =>
  [
    ['spec', 'group'],
    ['spec', 'names', 'kind'],
  ].every((path) => !isOpen(document, getPath(manifest.node, path)));

/** The kinds of the files in crds/, those of enabled subcharts too: Helm creates them before it looks at anything else (pkg/action/install.go). */
export const folderKindsQuery: Query<ReleaseKey, ReadonlySet<string>> = {
  name: 'folderKinds',
  compute(db, key) {
    return new Set(folderCrds(db, key).flatMap(({ defines }) => (defines ? [kindKey(defines)] : [])));
  },
};

/** How a template asks the cluster which kinds it knows. */
const ASKS = /\.APIVersions\b|\blookup\s+"apiextensions/;

/** Whether the template of a document, or a named one that it calls, asks for the kinds that the cluster knows. */
export const asksForKinds = (release: Release, document: RenderedDocument): boolean =>
  textsBehind(release, document).some((text) => ASKS.test(text));

/** The source of a document: its template, and the named ones that this calls. */
export function textsBehind({ definitions }: Release, { render }: RenderedDocument): readonly string[] {
  const called = [...render.record.calls].flatMap((name) => {
    const found = definitions.get(name);
    return found ? [found.template.text.slice(found.range.start, found.range.end)] : [];
  });
  return [render.template.text, ...called];
}
