import type { RenderedDocument } from '../chart/documents.ts';
import { toRendered } from '../chart/documents.ts';
import { field } from '../chart/goField.ts';
import { rootOf } from '../project/releaseDocuments.ts';
import { spanOf } from '../project/source.ts';
import type { Place } from '../text/origin.ts';
import { outermost } from '../text/origin.ts';
import type { Span, TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import { placeOf } from '../text/sourceMap.ts';
import type { Db } from '../workspace/query.ts';
import type { YamlEntry } from '../yaml/nodes.ts';

/**
 * Where an author finds a document in the template that renders it: at an annotation where that is written there, else
 * at its kind, else at the call that prints that; in an archive too, where it can be looked at.
 */
export function placeOfDocument(
  db: Db,
  document: RenderedDocument,
  annotation: YamlEntry | undefined,
): Span | undefined {
  const kind = field(rootOf(document), 'kind')?.key.range ?? textRange(0, 0);
  const written = annotation && printingPlace(document, annotation.key.range);
  const place = written && !written.call ? written : printingPlace(document, kind);
  return place && spanOf(db, outermost(place));
}

/** Where a key of a document is written or printed; with its calls. */
export function printingPlace(document: RenderedDocument, key: TextRange): Place | undefined {
  const segments = document.render.rendering.map.toSource(toRendered(document, first(key)));
  return segments.map(({ origin }) => placeOf(origin)).find((place) => place !== undefined);
}

const first = ({ start }: TextRange): TextRange => textRange(start, start + 1);
