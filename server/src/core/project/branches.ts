import type { RenderedDocument } from '../chart/documents.ts';
import type { Release } from '../chart/release.ts';
import type { ChartTemplate } from '../chart/templates.ts';
import type { IfNode, ListNode } from '../template/nodes.ts';
import type { Place } from '../text/origin.ts';
import { sameAnchor } from '../text/origin.ts';
import type { TextRange } from '../text/range.ts';
import { contains, textRange } from '../text/range.ts';
import { placeOf } from '../text/sourceMap.ts';
import { get } from '../yaml/lookup.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import type { GraphObject } from './graphObject.ts';
import type { Guard } from './guards.ts';
import { assigned, guardsOf } from './guards.ts';
import { segmentsOf } from './literalEdit.ts';

/** A condition within an object around a part of it, and the text that its ranges are relative to. */
interface Branch extends Guard {
  readonly body: ListNode;
  readonly source: string;
  readonly place: Place;
}

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
  return branchesAround(templates, document, node, kind).some(({ node: { pipe }, body, source, place }) => {
    const asked = textIn(source, pipe.range);
    const variables = (asked.match(/\$\w+/g) ?? []).flatMap((name) => assigned(body, name, place) ?? []);
    return [asked, ...variables.map((own) => textIn(source, own.range))].some((text) => /\blookup\b/.test(text));
  });
}

/** Whether a hook stands in a branch of a template that under other values gives it events of upgrades. */
export const offersUpgrade = ({ templates }: Release, { document, manifest, hook }: GraphObject): boolean =>
  hook !== undefined &&
  branchesAround(templates, document, hook.annotations.hook.value, get(manifest.node, 'kind')).some(
    ({ node, isIn, source }) => {
      const other = isIn ? node.otherwise : node.body;
      return other !== undefined && /helm\.sh\/hook["']?:.*-upgrade/.test(textIn(source, other.range));
    },
  );

/** The conditions around a part of an object that the whole does not stand in; none in a template that is not among these. */
function branchesAround(
  templates: readonly ChartTemplate[],
  document: RenderedDocument,
  node: YamlNode,
  kind: YamlNode | undefined,
): readonly Branch[] {
  const place = templates.length > 0 ? placeIn(document, node) : undefined;
  const template = place && templates.find(({ uri }) => uri === place.anchor.file);
  if (!place || !template) return [];
  const define = template.file.defines.findLast(({ name }) => name === place.anchor.define);
  const { body } = define ?? template.file;
  const source = template.text.slice(define?.range.start ?? 0);
  const whole = kind && placeIn(document, kind);
  const isAround = ({ range }: IfNode): boolean =>
    whole !== undefined && sameAnchor(whole.anchor, place.anchor) && contains(range, whole);
  return guardsOf(body, textRange(place.start, place.end))
    .filter((guard) => !isAround(guard.node))
    .map((guard) => ({ ...guard, body, source, place }));
}

const textIn = (source: string, { start, end }: TextRange): string => source.slice(start, end);

function placeIn(document: RenderedDocument, { range }: YamlNode): Place | undefined {
  const [first] = segmentsOf(document, range);
  return first && placeOf(first.origin);
}
