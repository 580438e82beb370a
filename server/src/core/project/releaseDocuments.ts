import type { RenderedDocument } from '../chart/documents.ts';
import { field } from '../chart/goField.ts';
import type { Release } from '../chart/release.ts';
import type { Db } from '../workspace/query.ts';
import type { YamlEntry, YamlNode } from '../yaml/nodes.ts';
import { resolve } from '../yaml/walk.ts';
import { releaseOf } from './release.ts';
import type { ReleaseKey } from './releaseKey.ts';

/** A document of a release as plain data: the template's name, and its place among the documents of that template. */
export interface DocumentRef {
  readonly template: string;
  readonly position: number;
}

/** How rules name a document in their data: see {@link documentBy}. */
export const refOf = ({ render, position }: RenderedDocument): DocumentRef => ({
  template: render.template.name,
  position,
});

/** All documents of a release that hold something: what is installed, hooks, and what Helm drops. */
export const documentsIn = ({ manifests, hooks, dropped }: Release): readonly RenderedDocument[] => [
  ...manifests,
  ...hooks.map(({ document }) => document),
  ...dropped.map(({ document }) => document),
];

/** The document that a reference names; undefined where the release has none. */
export function documentBy(db: Db, key: ReleaseKey, ref: DocumentRef): RenderedDocument | undefined {
  const release = releaseOf(db, key);
  const isIt = ({ render, position }: RenderedDocument): boolean =>
    render.template.name === ref.template && position === ref.position;
  return release && documentsIn(release).find(isIt);
}

/** The root of a document. */
export const rootOf = ({ stream }: RenderedDocument): YamlNode | undefined => resolve(stream.documents[0]?.root);

/** The entry `annotations` in an object's `metadata` that counts. */
export const annotationsEntry = (object: YamlNode | undefined): YamlEntry | undefined =>
  field(field(object, 'metadata')?.value, 'annotations');

/** The entries of an object's `metadata.annotations` as they are written, repeated ones too. */
export function annotationsOf(object: YamlNode | undefined): readonly YamlEntry[] {
  const map = resolve(annotationsEntry(object)?.value);
  return map?.kind === 'map' ? map.entries : [];
}
