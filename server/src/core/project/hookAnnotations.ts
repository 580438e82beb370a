import type { RenderedDocument } from '../chart/documents.ts';
import type { Release } from '../chart/release.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import { textOf } from '../yaml/lookup.ts';
import { nodeAt } from '../yaml/locate.ts';
import type { YamlEntry } from '../yaml/nodes.ts';
import type { SourceEdit } from './literalEdit.ts';
import { editScalar, isCertain, isKnown, scalarSource } from './hookSource.ts';
import type { DocumentRef } from './releaseDocuments.ts';
import { annotationsEntry, annotationsOf, documentBy, documentsIn, refOf, rootOf } from './releaseDocuments.ts';
import type { Source } from './source.ts';
import type { ReleaseKey } from './releaseKey.ts';

/** An annotation of a rendered document whose text is known. */
export interface Annotation {
  readonly document: RenderedDocument;
  readonly entry: YamlEntry;
  /** As Helm reads it: numbers and booleans as text, null as nothing. */
  readonly text: string;
}

/** Where an annotation stands in a release, as plain data. */
export interface AnnotationRef extends DocumentRef {
  /** The offset of the entry in its document. */
  readonly offset: number;
}

/** The annotations of one name in all documents of a release that Helm reads: known ones, in `metadata.annotations`. */
export const annotationsNamed = (db: Db, release: Release | undefined, name: string): readonly Annotation[] =>
  (release ? documentsIn(release) : []).flatMap((document) => knownAnnotation(db, document, name) ?? []);

/** One annotation of a document; undefined where it has none, or nothing certain is known of it. */
export const knownAnnotation = (db: Db, document: RenderedDocument, name: string): Annotation | undefined =>
  document.head.annotations.has(name) ? db.once(knownAnnotations, document).get(name) : undefined;

function knownAnnotations(document: RenderedDocument): ReadonlyMap<string, Annotation> {
  const known = new Map<string, Annotation>();
  for (const [name, { entry }] of document.head.annotations)
    if (isKnown(document, entry)) known.set(name, { document, entry, text: textOf(entry.value) ?? '' });
  return known;
}

/** How rules name an annotation in their data: see {@link annotationBy}. */
export const annotationRef = ({ document, entry }: Annotation): AnnotationRef => ({
  ...refOf(document),
  offset: entry.range.start,
});

/** The annotation at a place of a release; undefined where there is none any more. */
export function annotationBy(db: Db, key: ReleaseKey, ref: AnnotationRef): Annotation | undefined {
  const document = documentBy(db, key, ref);
  const step = document && nodeAt(document.stream, ref.offset).findLast(({ entry }) => entry !== undefined);
  return document && step?.entry ? { document, entry: step.entry, text: textOf(step.entry.value) ?? '' } : undefined;
}

/** Where an annotation's value was written; where it is empty, its name. */
export const annotationSource = (db: Db, chart: Uri, { document, entry }: Annotation): Source | undefined =>
  scalarSource(db, chart, document, entry.value) ?? scalarSource(db, chart, document, entry.key);

/** Whether a part of an object's annotations is not known, so that others may stand there. */
export function hasOpenAnnotations(document: RenderedDocument): boolean {
  const whole = annotationsEntry(rootOf(document));
  if (whole && !isCertain(document, whole.range)) return true;
  const entries = annotationsOf(rootOf(document));
  const start = entries[0]?.range.start ?? 0;
  const column = columnOf(document.text, start);
  return document.opaque.some(({ openColumn }) => openColumn !== undefined && openColumn <= column);
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** Gives an annotation another text. */
export const editAnnotation = (
  db: Db,
  { document, entry }: Annotation,
  newText: string,
): readonly SourceEdit[] | undefined => editScalar(db, document, entry.value, newText);
