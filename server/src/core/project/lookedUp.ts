import type { RenderedDocument } from '../chart/documents.ts';
import type { ChartTemplate } from '../chart/templates.ts';
import type { Place } from '../text/origin.ts';
import { sameAnchor } from '../text/origin.ts';
import type { TextRange } from '../text/range.ts';
import { contains, textRange } from '../text/range.ts';
import { placeOf } from '../text/sourceMap.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { assigned, guardsOf } from './guards.ts';
import { segmentsOf } from './literalEdit.ts';

/**
 * Whether a part of an object stands in a branch that `lookup` decides and that the object as a whole does not stand
 * in: Helm may find something then, and print another part. `kind` stands for the whole, `templates` are those that call `lookup`.
 */
export function isLookedUp(
  templates: readonly ChartTemplate[],
  document: RenderedDocument,
  node: YamlNode,
  kind: YamlNode | undefined,
): boolean {
  const place = templates.length > 0 ? placeIn(document, node) : undefined;
  const template = place && templates.find(({ uri }) => uri === place.anchor.file);
  if (!place || !template) return false;
  const define = template.file.defines.findLast(({ name }) => name === place.anchor.define);
  const { body } = define ?? template.file;
  const source = template.text.slice(define?.range.start ?? 0);
  const whole = kind && placeIn(document, kind);
  return guardsOf(body, textRange(place.start, place.end)).some(({ node: { range, pipe } }) => {
    const isAround = whole && sameAnchor(whole.anchor, place.anchor) && contains(range, whole);
    if (isAround === true) return false;
    const asked = textIn(source, pipe.range);
    const variables = (asked.match(/\$\w+/g) ?? []).flatMap((name) => assigned(body, name, place) ?? []);
    return [asked, ...variables.map((own) => textIn(source, own.range))].some((text) => /\blookup\b/.test(text));
  });
}

const textIn = (source: string, { start, end }: TextRange): string => source.slice(start, end);

function placeIn(document: RenderedDocument, { range }: YamlNode): Place | undefined {
  const [first] = segmentsOf(document, range);
  return first && placeOf(first.origin);
}
