import { releaseOf } from '../project/release.ts';
import { documentsIn } from '../project/releaseDocuments.ts';
import { releaseKey } from '../project/releaseKey.ts';
import { toGenerated } from '../project/generated.ts';
import { overlaps } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import type { AnnotationName } from './annotationPlace.ts';
import { ANNOTATIONS } from './annotationPlace.ts';
import type { TypedLine } from './typedLine.ts';

/** The annotations that every object has which the defaults render from the mapping around a typed line, helpers and values included. */
export function renderedNames(
  db: Db,
  chart: Uri,
  uri: Uri,
  { parent, siblings }: TypedLine,
): readonly AnnotationName[] {
  const at = parent ?? siblings[0]?.range;
  const key = releaseKey(chart);
  const release = at && releaseOf(db, key);
  if (!release) return [];
  const places = toGenerated(db, key, uri, at);
  const documents = documentsIn(release).filter((document) =>
    places.some(({ render, range }) => render === document.render && overlaps(document.range, range)),
  );
  return documents.length === 0
    ? []
    : ANNOTATIONS.filter((name) => documents.every(({ head }) => head.annotations.has(name)));
}
