import { chartsOver, releaseKeysOf } from '../project/generated.ts';
import { releaseOf } from '../project/release.ts';
import { targetsQuery } from '../project/targets.ts';
import type { Uri } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import { notesOn } from './annotationHover.ts';
import { annotationText } from './annotationText.ts';
import { valuesSlot } from './annotationSlot.ts';
import { ALL_SCENARIOS } from './checking.ts';
import type { Hover } from './hover.ts';
import type { LiteralAnnotation } from './literalAnnotation.ts';
import { literalAnnotation, literalText } from './literalAnnotation.ts';
import { placesSuppliedBy, settingOf } from './valuesAnnotations.ts';

/**
 * Explains a value that becomes a Helm annotation, at an offset of a values file: by the first scenario that renders it,
 * the defaults first; where none does, by its own line if that has an annotation's name.
 */
export function valuesHover(db: Db, uri: Uri, offset: number): Hover | undefined {
  db.get(targetsQuery, '');
  const slot = valuesSlot(db, uri, offset);
  const [chart] = chartsOver(db, uri);
  if (!slot || chart === undefined) return undefined;
  const { path, slot: at } = slot.typed;
  const setting = settingOf(db, chart, uri, [...path, at.kind === 'key' ? slot.written : at.key]);
  const literal = literalAnnotation(textOf(db, uri) ?? '', offset);
  const word = at.kind === 'value' && slot.words.length > 0 ? slot.written.toLowerCase() : undefined;
  // Without an annotation's name, only what the defaults render is looked at: every scenario costs renders.
  const markdown = setting && rendered(db, chart, { setting, word }, literal ? ALL_SCENARIOS : 1);
  if (markdown !== undefined) return { range: at.word, markdown };
  return setting && literal && unrendered(literal);
}

interface Wanted {
  readonly setting: readonly string[];
  readonly word: string | undefined;
}

function rendered(db: Db, chart: Uri, { setting, word }: Wanted, most: number): string | undefined {
  for (const key of releaseKeysOf(db, chart, most)) {
    const release = releaseOf(db, key);
    const places = release ? placesSuppliedBy(release, setting) : [];
    const [first] = places;
    if (first) return annotationText({ ...first, word }, notesOn(key, places.length));
  }
  return undefined;
}

const unrendered = (literal: LiteralAnnotation): Hover => ({
  range: literal.range,
  markdown: literalText(literal, ['No scenario of the chart makes an annotation of this value.']),
});
