import { isDisordered, KEY_ORDER } from '../text/origin.ts';
import type { Place } from '../text/origin.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { placeOf } from '../text/sourceMap.ts';
import type { Segment } from '../text/sourceMap.ts';
import type { RenderedDocument } from './documents.ts';
import type { Release } from './release.ts';

/** What stands in printed text where a part of a line is not known. A plain word, so that the text stays YAML. */
export const UNKNOWN_WORD = '__UNKNOWN__';

/** A part of a printed document that Helm would print otherwise, and nobody can say how. */
export interface OpaquePart {
  /** The place in the chart as Helm names it: `chart/templates/a.yaml:3`, the line from 1. */
  readonly where: string;
  readonly reason: string;
}

/** The unknown parts of some documents in their order, and branches of which it is not known whether they are rendered. */
export function opaqueParts(release: Release, documents: readonly RenderedDocument[]): readonly OpaquePart[] {
  return documents.flatMap((document) => {
    const { render, opaque, range } = document;
    const spans = opaque.map(({ origin, reason }) => ({ where: whereIs(release, document, placeOf(origin)), reason }));
    if (range.start >= range.end || spans.length > 0) return spans;
    const uncertain = (segment: Segment): boolean => segment.maybe || isDisordered(segment.origin);
    const found = render.rendering.map.toSource(range).find(uncertain);
    if (!found) return spans;
    const where = whereIs(release, document, placeOf(found.origin));
    return [{ where, reason: found.maybe ? 'stands in a branch whose condition is not known' : KEY_ORDER }];
  });
}

/** Where a template was not rendered to its end, and where Helm stops with an error should it come there, which nobody knows. */
export const openEnds = (release: Release): readonly OpaquePart[] =>
  release.renders.flatMap(({ rendering, template }) =>
    rendering.problems
      .filter(({ maybe, kind }) => maybe || kind === 'limit')
      .map(({ kind, message, place }) => ({
        where: whereStands(release, place, template.name),
        reason: `${kind === 'limit' ? 'was not rendered to its end' : 'may fail'}: ${message}`,
      })),
  );

const whereIs = (release: Release, { render }: RenderedDocument, place: Place | undefined): string =>
  whereStands(release, place, render.template.name);

function whereStands(release: Release, place: Place | undefined, otherwise: string): string {
  const template = place && release.templates.find(({ uri }) => uri === place.anchor.file);
  if (!template) return otherwise;
  const { define } = place.anchor;
  const base = template.file.defines.findLast((own) => own.name === define)?.range.start ?? 0;
  return `${template.name}:${new LineIndex(template.text).offsetToPosition(base + place.start).line + 1}`;
}

/** A release whose documents show where something is not known: {@link UNKNOWN_WORD}, or a comment that fills its line. */
export const withMarks = (release: Release): Release => ({
  ...release,
  manifests: release.manifests.map(marked),
  hooks: release.hooks.map((hook) => ({ ...hook, document: marked(hook.document) })),
});

function marked(document: RenderedDocument): RenderedDocument {
  if (document.opaque.length === 0) return document;
  let text = '';
  let at = 0;
  for (const { range, openColumn, reason } of document.opaque) {
    text += document.text.slice(at, range.start - document.range.start);
    text += openColumn === undefined ? UNKNOWN_WORD : `${' '.repeat(openColumn)}# unknown: ${oneLine(reason)}`;
    at = range.end - document.range.start;
  }
  return { ...document, text: text + document.text.slice(at) };
}

const oneLine = (reason: string): string => reason.replaceAll(/\s+/g, ' ').trim();
