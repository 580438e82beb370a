import { placeInFile } from '../chart/valuesFile.ts';
import type { TemplateRender } from '../chart/renderTemplate.ts';
import { valuesFileQuery } from '../project/chartSource.ts';
import { toGenerated } from '../project/generated.ts';
import { spanOf } from '../project/source.ts';
import type { Place, ValuesOrigin } from '../text/origin.ts';
import { outermost, valuesOf } from '../text/origin.ts';
import type { Span, TextRange } from '../text/range.ts';
import { joinedRanges, overlaps, textRange } from '../text/range.ts';
import type { Segment } from '../text/sourceMap.ts';
import { placeOf } from '../text/sourceMap.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { PreviewRequest } from './shownTemplate.ts';
import { headerOf, shownTemplate } from './shownTemplate.ts';

/** Where a range of a file has gone in the preview's text. */
export interface PreviewPlaces {
  /** In order; UTF-16 offsets, empty for a cursor in literal text. */
  readonly ranges: readonly TextRange[];
  /** For a range of the template that has gone nowhere: behind what the template printed last before it. */
  readonly near: number | undefined;
}

/**
 * Finds the places of a range in the preview. Its file is the template itself, one with named templates that it calls, or
 * a values file, of which every place counts that a value in the range was printed at.
 */
export const toPreviewRanges = (
  workspace: Workspace,
  request: PreviewRequest,
  { uri, range }: Span,
): Promise<PreviewPlaces> =>
  workspace.ensureLoaded((db) => {
    const shown = shownTemplate(db, request);
    if (!shown?.render) return { ranges: [], near: undefined };
    const { length } = headerOf(shown);
    const own = toGenerated(db, shown.key, uri, range).filter(({ render }) => render === shown.render);
    const others = [...calledFrom(db, shown.render, uri, range), ...printedFrom(db, shown.render, uri, range)];
    const all = [...own.map((place) => place.range), ...others].sort((a, b) => a.start - b.start || a.end - b.end);
    const ranges = joinedRanges(all).map(({ start, end }) => textRange(start + length, end + length));
    const near = ranges.length > 0 || uri !== request.uri ? undefined : endBefore(shown.render, range);
    return { ranges, near: near === undefined ? undefined : near + length };
  });

/** Where that ends in the rendered text which the body of a template's file printed last before a range of it. */
function endBefore(render: TemplateRender, { start }: TextRange): number | undefined {
  const before = segmentsOf(render).flatMap(({ origin, range }) => {
    const place = placeOf(origin);
    const own = place && outermost(place);
    const isBefore = own?.anchor.file === render.template.uri && own.anchor.define === '' && own.end <= start;
    return isBefore ? [{ written: own.end, printed: range.end }] : [];
  });
  const last = before.reduce((most, { written }) => Math.max(most, written), 0);
  return before.findLast(({ written }) => written === last)?.printed;
}

/** Where a range of the preview's text was written: in the template itself first, then in what it calls. */
export const toTemplateSpans = (
  workspace: Workspace,
  request: PreviewRequest,
  range: TextRange,
): Promise<readonly Span[]> =>
  workspace.ensureLoaded((db) => {
    const shown = shownTemplate(db, request);
    if (!shown?.render) return [];
    const { length } = headerOf(shown);
    if (range.end < length) return [];
    const generated = textRange(Math.max(0, range.start - length), range.end - length);
    const places = shown.render.rendering.map.toSource(generated).flatMap(({ origin }) => placeOf(origin) ?? []);
    const outer = places.flatMap((place) => spanOf(db, outermost(place)) ?? []);
    const own = outer.filter(({ uri }) => uri === request.uri);
    const inner = places.flatMap((place) => (place.call ? (spanOf(db, place) ?? []) : []));
    return [...joined(own), ...inner];
  });

const segmentsOf = ({ rendering }: TemplateRender): readonly Segment[] =>
  rendering.map.toSource(textRange(0, rendering.text.length));

/** What was printed by the templates that a call in a range of the file led to. */
function calledFrom(db: Db, render: TemplateRender, uri: Uri, range: TextRange): readonly TextRange[] {
  const isAsked = remembered((place: Place): boolean => {
    const span = place.anchor.file === uri ? spanOf(db, place) : undefined;
    return span !== undefined && overlaps(span.range, range);
  });
  return segmentsOf(render).flatMap((segment) => {
    const place = placeOf(segment.origin);
    return place && callsOf(place).some(isAsked) ? [segment.range] : [];
  });
}

/** What was printed of the values that a range of a values file holds. */
function printedFrom(db: Db, render: TemplateRender, uri: Uri, range: TextRange): readonly TextRange[] {
  const isAsked = remembered(({ file, path }: ValuesOrigin): boolean => {
    if (file !== uri) return false;
    // The cursor on a key asks for all that is below it.
    return path.some((_, depth) => {
      const place = placeInFile(db.get(valuesFileQuery, uri), path.slice(0, depth + 1));
      const isLast = depth === path.length - 1;
      return (
        place !== undefined && ((place.key && overlaps(place.key, range)) || (isLast && overlaps(place.value, range)))
      );
    });
  });
  return segmentsOf(render).flatMap((segment) => (valuesOf(segment.origin).some(isAsked) ? [segment.range] : []));
}

/** Asks once for each object: many segments share one. */
function remembered<K extends object>(ask: (key: K) => boolean): (key: K) => boolean {
  const known = new Map<K, boolean>();
  return (key) => {
    const answer = known.get(key) ?? ask(key);
    known.set(key, answer);
    return answer;
  };
}

/** The calls that led to a place, the innermost first. */
function callsOf(place: Place): readonly Place[] {
  const calls: Place[] = [];
  for (let { call } = place; call; { call } = call.place) calls.push(call.place);
  return calls;
}

/** One span from the first to the last, since what is selected in one text should be so in the other. */
function joined(spans: readonly Span[]): readonly Span[] {
  const [first] = spans;
  if (!first) return [];
  const start = Math.min(...spans.map(({ range }) => range.start));
  const end = Math.max(...spans.map(({ range }) => range.end));
  return [{ uri: first.uri, range: textRange(start, end) }];
}
