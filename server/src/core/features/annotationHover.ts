import type { Release } from '../chart/release.ts';
import { sourceOf } from '../project/source.ts';
import { chartsOver, releaseKeysOf, toGenerated } from '../project/generated.ts';
import { releaseOf } from '../project/release.ts';
import type { ReleaseKey } from '../project/releaseKey.ts';
import { chartOf } from '../project/releaseKey.ts';
import { templateQuery } from '../project/chartSource.ts';
import { scenarioData } from '../project/given.ts';
import { targetsQuery } from '../project/targets.ts';
import type { TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import type { AnnotationPlace } from './annotationPlace.ts';
import { annotationAt } from './annotationPlace.ts';
import { unknownName } from './annotationDocs.ts';
import { templateSlot } from './annotationSlot.ts';
import { annotationText } from './annotationText.ts';
import { ALL_SCENARIOS } from './checking.ts';
import type { Hover } from './hover.ts';
import type { LiteralAnnotation } from './literalAnnotation.ts';
import { literalAnnotation, literalText } from './literalAnnotation.ts';

/**
 * Explains a Helm annotation at an offset of a template: by the first scenario that renders it, the defaults first;
 * where none does, by the template's own line.
 */
export function annotationHover(db: Db, uri: Uri, offset: number): Hover | undefined {
  db.get(targetsQuery, '');
  const literal = literalAnnotation(textOf(db, uri) ?? '', offset);
  const at = textRange(offset, offset);
  for (const chart of chartsOver(db, uri)) {
    // Without a line that says so itself, only what the defaults render is looked at: every scenario costs renders.
    for (const key of releaseKeysOf(db, chart, literal ? ALL_SCENARIOS : 1)) {
      const found = placesIn(db, key, uri, at);
      const [first] = found.places;
      if (first) return rendered(db, key, uri, at, first, found.places.length);
      if (found.isRendered) return halfTyped(db, uri, offset);
    }
  }
  return literal ? unrendered(db, uri, literal) : halfTyped(db, uri, offset);
}

/** The beginning of a name, or a wrong one, where an annotation of Helm could stand. */
function halfTyped(db: Db, uri: Uri, offset: number): Hover | undefined {
  const slot = templateSlot(db, uri, offset);
  const at = slot?.typed.slot;
  if (at?.kind !== 'key' || !slot?.written.startsWith('helm.sh/')) return undefined;
  return { range: at.word, markdown: unknownName(slot.written) };
}

interface Found {
  readonly places: readonly AnnotationPlace[];
  /** Whether the text at the cursor is rendered at all. */
  readonly isRendered: boolean;
}

function placesIn(db: Db, key: ReleaseKey, uri: Uri, at: TextRange): Found {
  const release: Release | undefined = releaseOf(db, key);
  const generated = toGenerated(db, key, uri, at);
  const places = release ? generated.flatMap((place) => annotationAt(release, place) ?? []) : [];
  return { places, isRendered: generated.length > 0 };
}

function rendered(db: Db, key: ReleaseKey, uri: Uri, at: TextRange, place: AnnotationPlace, count: number): Hover {
  const notes = [...notesOn(key, count), ...brokenNote(db, uri)];
  return { range: sourceRange(db, key, uri, at, place), markdown: annotationText(place, notes) };
}

/** In which scenario a line is rendered, where that is not the defaults, and in how many objects, where there are several. */
export function notesOn(key: ReleaseKey, count: number): readonly string[] {
  const { name } = scenarioData(key);
  return [
    ...(name === '' ? [] : [`With \`${name}\`; the chart's defaults don't render this.`]),
    ...(count > 1 ? [`The same line stands in ${count - 1} more rendered ${count === 2 ? 'object' : 'objects'}.`] : []),
  ];
}

function unrendered(db: Db, uri: Uri, literal: LiteralAnnotation): Hover {
  const broken = brokenNote(db, uri);
  const note = broken.length > 0 ? broken : ['No scenario of the chart renders this line: this is what the text says.'];
  return { range: literal.range, markdown: literalText(literal, note) };
}

const brokenNote = (db: Db, uri: Uri): readonly string[] =>
  db.get(templateQuery, uri).problems.length > 0
    ? ['The template does not parse just now; this is what can be told all the same.']
    : [];

/** The key or item in the template; the action that printed it where it is no literal text there. */
function sourceRange(
  db: Db,
  key: ReleaseKey,
  uri: Uri,
  at: TextRange,
  { document, range }: AnnotationPlace,
): TextRange {
  const source = sourceOf(db, chartOf(key), document, range);
  if (source?.span.uri === uri) return source.span.range;
  return source?.template?.uri === uri ? source.template.range : at;
}
