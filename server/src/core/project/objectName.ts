import type { RenderedDocument } from '../chart/documents.ts';
import { isOpen } from '../chart/find.ts';
import { field } from '../chart/goField.ts';
import type { Origin, Place } from '../text/origin.ts';
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
import type { YamlNode } from '../yaml/nodes.ts';

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
  const { naming, printed } = db.once(nameParts, document);
  return naming === 'fixed' && printed.some((place) => isHashed(db, place)) ? 'unclear' : naming;
}

/** Whether a document's name is another one each time. */
export const isChanging = (db: Db, document: RenderedDocument): boolean =>
  db.once(nameParts, document).naming === 'changing';

/** How a document's name comes about as far as its parts tell, and the actions that print them. */
interface NameParts {
  readonly naming: Naming;
  readonly printed: readonly Place[];
}

function nameParts(document: RenderedDocument): NameParts {
  const name = field(field(rootOf(document), 'metadata')?.value, 'name')?.value;
  const origins = name ? segmentsOf(document, name.range).map(({ origin }) => origin) : [];
  const printed = origins.flatMap((origin) => (origin.kind === 'literal' ? [] : (placeOf(origin) ?? [])));
  return { naming: namingBy(document, name, origins), printed };
}

function namingBy(document: RenderedDocument, name: YamlNode | undefined, origins: readonly Origin[]): Naming {
  if (!name || document.head.name === '' || origins.length === 0) return 'unclear';
  if (origins.some((origin) => isRevision(origin) || isChance(origin))) return 'changing';
  if (isOpen(document, name) || origins.some((origin) => restsOnUnknown(origin) || isVersion(origin))) return 'unclear';
  return 'fixed';
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

/** Whether an action takes a hash of something. */
function isHashed(db: Db, place: Place): boolean {
  const span = spanOf(db, place);
  const text = span && textOf(db, span.uri)?.slice(span.range.start, span.range.end);
  return text !== undefined && /sha1sum|sha256sum|adler32sum|bcrypt|htpasswd/.test(text);
}
