import type { RenderedDocument } from '../chart/documents.ts';
import { isOpen } from '../chart/find.ts';
import { field } from '../chart/goField.ts';
import type { Origin } from '../text/origin.ts';
import { leavesOf, restsOnUnknown } from '../text/origin.ts';
import { placeOf } from '../text/sourceMap.ts';
import { textOf } from '../workspace/queries.ts';
import { textRange } from '../text/range.ts';
import type { Db } from '../workspace/query.ts';
import { segmentsOf } from './literalEdit.ts';
import { rootOf } from './releaseDocuments.ts';
import type { Source } from './source.ts';
import { sourceOf, spanOf } from './source.ts';
import type { Uri } from '../text/uri.ts';

/** How the name of an object comes about from one revision of a release to the next. */
export type Naming =
  /** The same each time. */
  | 'fixed'
  /** Another one each time: the revision, chance, or the time is in it. */
  | 'changing'
  /** Another one when something else changes (a hash of content, the chart's version), or nothing certain. */
  | 'unclear';

/** Tells how a document's name comes about; `unclear` for one without a name. */
export function namingOf(db: Db, document: RenderedDocument): Naming {
  const { open, origins } = db.once(nameParts, document);
  if (document.head.name === '' || origins.length === 0) return 'unclear';
  if (origins.some((origin) => isRevision(origin) || isChance(origin))) return 'changing';
  if (open || origins.some((origin) => restsOnUnknown(origin) || isVersion(origin) || isHashed(db, origin)))
    return 'unclear';
  return 'fixed';
}

/** What a document's name is made of, and whether an unknown part is in it or touches it; no parts without a name. */
function nameParts(document: RenderedDocument): { readonly open: boolean; readonly origins: readonly Origin[] } {
  const name = field(field(rootOf(document), 'metadata')?.value, 'name')?.value;
  if (!name) return { open: false, origins: [] };
  const origins = segmentsOf(document, name.range).map(({ origin }) => origin);
  return { open: isOpen(document, name), origins };
}

/** Where the part of a name was written that makes it `changing`; undefined where none does. */
export function changingPart(db: Db, chart: Uri, document: RenderedDocument): Source | undefined {
  const name = field(field(rootOf(document), 'metadata')?.value, 'name')?.value;
  const part = name && segmentsOf(document, name.range).find(({ origin }) => isRevision(origin) || isChance(origin));
  const { start } = document.range;
  return part && sourceOf(db, chart, document, textRange(part.range.start - start, part.range.end - start));
}

const isRevision = (origin: Origin): boolean =>
  leavesOf([origin]).some((leaf) => leaf.kind === 'given' && leaf.name === '.Release.Revision');

const isVersion = (origin: Origin): boolean =>
  leavesOf([origin]).some(
    (leaf) => leaf.kind === 'given' && leaf.name.startsWith('.Chart.') && leaf.name !== '.Chart.Name',
  );

const isChance = (origin: Origin): boolean =>
  leavesOf([origin]).some((leaf) => leaf.kind === 'unknown' && /^random$|\btime\b|\bclock\b/.test(leaf.reason));

/** Whether the action that prints a part takes a hash of something. */
function isHashed(db: Db, origin: Origin): boolean {
  const place = placeOf(origin);
  const span = place && origin.kind !== 'literal' ? spanOf(db, place) : undefined;
  const text = span && textOf(db, span.uri)?.slice(span.range.start, span.range.end);
  return text !== undefined && /sha1sum|sha256sum|adler32sum|bcrypt|htpasswd/.test(text);
}
