import type { RenderedDocument } from '../chart/documents.ts';
import { releaseOf } from '../project/release.ts';
import { documentsIn } from '../project/releaseDocuments.ts';
import { releaseKey } from '../project/releaseKey.ts';
import { toGenerated } from '../project/generated.ts';
import { overlaps } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import type { TypedLine } from './typedSlot.ts';

/** The annotations that every object has which the defaults render from the mapping around a typed line, helpers and values included. */
export function renderedNames(db: Db, chart: Uri, uri: Uri, { parent, siblings }: TypedLine): readonly string[] {
  const at = parent ?? siblings[0]?.range;
  const key = releaseKey(chart);
  const release = at && releaseOf(db, key);
  if (!release) return [];
  const places = toGenerated(db, key, uri, at);
  const isOf = ({ render, range }: RenderedDocument): boolean =>
    places.some((place) => place.render === render && overlaps(range, place.range));
  return namesOnAll(documentsIn(release).filter(isOf));
}

/** The annotations that each of these objects has. */
export const namesOnAll = ([first, ...others]: readonly RenderedDocument[]): readonly string[] =>
  [...(first?.head.annotations.keys() ?? [])].filter((name) => others.every(({ head }) => head.annotations.has(name)));
