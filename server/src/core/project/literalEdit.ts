import type { RenderedDocument } from '../chart/documents.ts';
import { toRendered } from '../chart/documents.ts';
import { sameAnchor } from '../text/origin.ts';
import type { LiteralOrigin, Place } from '../text/origin.ts';
import type { Span, TextEdit, TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import { placeOf } from '../text/sourceMap.ts';
import type { Segment } from '../text/sourceMap.ts';
import type { Uri } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import { lineEnd, lineStart, skipBlanks } from '../yaml/lines.ts';
import { isArchived } from './chartSource.ts';
import { spanOf } from './source.ts';

/** Edits of one file. */
export interface SourceEdit {
  readonly uri: Uri;
  readonly edits: readonly TextEdit[];
}

/**
 * Edits of a rendered document (offsets within it) as edits of the templates that its text was written in. Text goes
 * where it stands literally, with the indentation that it has there. Undefined where it does not stand literally.
 */
export function toSourceEdits(
  db: Db,
  document: RenderedDocument,
  edits: readonly TextEdit[],
): readonly SourceEdit[] | undefined {
  const byFile = new Map<Uri, TextEdit[]>();
  for (const edit of edits) {
    const span =
      edit.range.start === edit.range.end ? pointIn(db, document, edit.range.start) : spanIn(db, document, edit);
    const newText = span && reindented(db, document, edit, span);
    if (newText === undefined || !span || isArchived(span.uri)) return undefined;
    const own = byFile.get(span.uri) ?? [];
    own.push({ range: span.range, newText });
    byFile.set(span.uri, own);
  }
  return [...byFile].map(([uri, own]) => ({ uri, edits: own }));
}

/** Whether text stands literally and in one piece. */
export const isLiterally = (document: RenderedDocument, range: TextRange): boolean =>
  literalPlace(document, range) !== undefined;

/** The place of text that stands literally and in one piece; undefined for any other. */
export function literalSpan(db: Db, document: RenderedDocument, range: TextRange): Span | undefined {
  const place = literalPlace(document, range);
  return place && spanOf(db, place);
}

function literalPlace(document: RenderedDocument, range: TextRange): Place | undefined {
  const segments = segmentsOf(document, range);
  if (!segments.every(isLiteral)) return undefined;
  const [first] = segments;
  const last = segments.at(-1);
  if (!first || !last) return undefined;
  const follows = segments.every(({ origin }, i) => {
    const before = segments[i - 1]?.origin;
    return !before || (sameAnchor(before.anchor, origin.anchor) && before.end === origin.start);
  });
  return follows ? { ...first.origin, end: last.origin.end } : undefined;
}

/** The segments of a range of a document. */
export const segmentsOf = (document: RenderedDocument, range: TextRange): readonly Segment[] =>
  document.render.rendering.map.toSource(toRendered(document, range));

type LiteralSegment = Segment & { readonly origin: LiteralOrigin };

const isLiteral = (segment: Segment): segment is LiteralSegment =>
  segment.origin.kind === 'literal' && segment.origin.exact;

/**
 * What is replaced stands literally; what only goes may hold actions, if it begins and ends literally around them. A
 * line that goes takes the line break before it where the one behind it stands behind other actions.
 */
function spanIn(db: Db, document: RenderedDocument, { range, newText }: TextEdit): Span | undefined {
  if (newText !== '') return literalSpan(db, document, range);
  const { text } = document;
  const isLine = range.start > 0 && text.charAt(range.start - 1) === '\n' && text.charAt(range.end - 1) === '\n';
  const before = isLine ? textRange(range.start - 1, range.end - 1) : undefined;
  return removable(db, document, range) ?? (before && removable(db, document, before));
}

function removable(db: Db, document: RenderedDocument, range: TextRange): Span | undefined {
  const literal = literalSpan(db, document, range);
  if (literal) return literal;
  const segments = segmentsOf(document, range);
  const [first] = segments;
  const last = segments.at(-1);
  if (!first || !last || !isLiteral(first) || !isLiteral(last)) return undefined;
  const places = segments.map(({ origin }) => placeOf(origin));
  const { anchor, start } = first.origin;
  const { end } = last.origin;
  const isBetween = places.every(
    (place) => place !== undefined && sameAnchor(place.anchor, anchor) && place.start >= start && place.end <= end,
  );
  const span = isBetween ? spanOf(db, { ...first.origin, end }) : undefined;
  return span && !holdsMore(db, span, start, places) ? span : undefined;
}

/** Whether one template writes a range, with no actions in between that print something under other values only. */
export function isUnbroken(db: Db, document: RenderedDocument, range: TextRange): boolean {
  const places = segmentsOf(document, range).map(({ origin }) => placeOf(origin));
  const [first] = places;
  if (!first || !places.every((place) => place && sameAnchor(place.anchor, first.anchor))) return false;
  const span = spanOf(db, first);
  return span !== undefined && !holdsMore(db, span, first.start, places);
}

/** Whether actions lie between the places of a text, which print something under other values only. */
function holdsMore(db: Db, { uri, range }: Span, base: number, places: readonly (Place | undefined)[]): boolean {
  const source = textOf(db, uri) ?? '';
  return places.some((place, i) => {
    const next = places[i + 1];
    if (!place || !next) return false;
    const gap = source.slice(range.start + place.end - base, range.start + next.start - base);
    const open = gap.indexOf('{{');
    return open >= 0 && gap.includes('}}', open);
  });
}

/**
 * The place between two characters, of which one at least stands literally. Where a helper printed one of them, it is
 * on the other's side: what stands beside a call is not part of what is called.
 */
function pointIn(db: Db, document: RenderedDocument, offset: number): Span | undefined {
  const before = offset > 0 ? literalPlace(document, textRange(offset - 1, offset)) : undefined;
  const after = offset < document.text.length ? literalPlace(document, textRange(offset, offset + 1)) : undefined;
  if (before && (!after || callsTo(before) <= callsTo(after))) return spanOf(db, { ...before, start: before.end });
  return after && spanOf(db, { ...after, end: after.start });
}

/** How many calls led to a place. */
function callsTo(place: Place): number {
  let count = 0;
  for (let at = place.call; at; at = at.place.call) count++;
  return count;
}

/** New lines move by what an `indent` adds to the line that they are put to. Undefined where they would pass column 0. */
function reindented(db: Db, document: RenderedDocument, { range, newText }: TextEdit, span: Span): string | undefined {
  if (!newText.includes('\n')) return newText;
  const source = textOf(db, span.uri);
  if (source === undefined) return undefined;
  const added = indentAt(document.text, range.start) - indentAt(source, span.range.start);
  if (added === 0) return newText;
  const atLineStart = lineStart(document.text, range.start) === range.start;
  const lines = newText
    .split('\n')
    .map((line, i) => ((i === 0 && !atLineStart) || line.trim() === '' ? line : moved(line, added)));
  return lines.includes(undefined) ? undefined : lines.join('\n');
}

const moved = (line: string, added: number): string | undefined =>
  added < 0 ? ' '.repeat(-added) + line : line.startsWith(' '.repeat(added)) ? line.slice(added) : undefined;

function indentAt(text: string, offset: number): number {
  const start = lineStart(text, offset);
  return Math.min(skipBlanks(text, start), lineEnd(text, start)) - start;
}
