import type { HookEvent } from '../chart/hook.ts';
import { WEIGHT_ANNOTATION } from '../chart/hook.ts';
import type { Span, TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import { textOf as fileText } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { insertEntryText } from '../yaml/edit.ts';
import { getPath } from '../yaml/lookup.ts';
import { resolve } from '../yaml/walk.ts';
import type { GraphObject, Need } from './hookGraph.ts';
import { editScalar, scalarSource } from './hookSource.ts';
import type { SourceEdit } from './literalEdit.ts';
import { segmentsOf, toSourceEdits } from './literalEdit.ts';
import { spanOf } from './source.ts';
import { insertBeside } from './valuesEdit.ts';
import { isArchived } from './chartSource.ts';
import type { Place } from '../text/origin.ts';
import { outermost, sameAnchor } from '../text/origin.ts';
import { placeOf } from '../text/sourceMap.ts';
import type { ReleaseKey } from './releaseKey.ts';
import { chartOf } from './releaseKey.ts';

/** The place where an author edits a scalar of an object; undefined for text of no origin. */
export const nodePlace = (db: Db, key: ReleaseKey, { document }: GraphObject, node: YamlNode): Span | undefined =>
  scalarSource(db, chartOf(key), document, node)?.span;

/** Where a hook's events are written, or the name of an object that is no hook. */
export function objectPlace(db: Db, key: ReleaseKey, object: GraphObject): Span | undefined {
  return object.hook ? nodePlace(db, key, object, object.hook.annotations.hook.value) : namePlace(db, key, object);
}

/** Where an object's own template writes its name; undefined where it has none. */
export function namePlace(db: Db, key: ReleaseKey, object: GraphObject): Span | undefined {
  const name = getPath(object.manifest.node, ['metadata', 'name']);
  return name && outerSpan(db, key, object, name);
}

/** Where a consumer names what it needs: in its own template, even where the name is made in a helper or a values file. */
export const usePlace = (db: Db, key: ReleaseKey, { consumer, node }: Need): Span | undefined =>
  outerSpan(db, key, consumer, node);

/**
 * Where the template of an object writes a scalar: the calls of helpers taken for what they print, and a variable for
 * the action that prints it, not for the one that sets it.
 */
export function outerSpan(db: Db, key: ReleaseKey, object: GraphObject, node: YamlNode): Span | undefined {
  const places = outerPlaces(object, node.range);
  const [first] = places;
  const same = places.filter((place) => first && sameAnchor(place.anchor, first.anchor));
  if (!first || isArchived(first.anchor.file)) return nodePlace(db, key, object, node);
  const start = Math.min(...same.map((place) => place.start));
  const end = Math.max(...same.map((place) => place.end));
  const field = fieldPlace(object, node.range);
  const isElsewhere = field && sameAnchor(field.anchor, first.anchor) && (start < field.start || end > field.end);
  return (isElsewhere ? lineSpan(db, field) : undefined) ?? spanOf(db, { ...first, start, end });
}

/** The places of a range of an object's document that its template writes, helpers taken for their calls. */
const outerPlaces = ({ document }: GraphObject, range: TextRange): readonly Place[] =>
  segmentsOf(document, range)
    .flatMap(({ origin }) => placeOf(origin) ?? [])
    .map(outermost);

/** What stands in the template between the text before a value and the text behind it; undefined where that is not known. */
function fieldPlace(object: GraphObject, { start, end }: TextRange): Place | undefined {
  const before = start > 0 ? outerPlaces(object, textRange(start - 1, start)).at(-1) : undefined;
  const [after] = end < object.document.text.length ? outerPlaces(object, textRange(end, end + 1)) : [];
  if (!before || !after || !sameAnchor(before.anchor, after.anchor) || before.end > after.start) return undefined;
  return { ...before, start: before.end, end: after.start };
}

/** What the template of an object writes where a scalar stands, quotes and all; undefined where it is more than a line. */
export function fieldSpan(db: Db, object: GraphObject, range: TextRange): Span | undefined {
  const place = fieldPlace(object, range);
  return place && !isArchived(place.anchor.file) ? lineSpan(db, place) : undefined;
}

/** A place without the blanks around it; undefined where nothing is left, or it is more than a line. */
function lineSpan(db: Db, place: Place): Span | undefined {
  const span = spanOf(db, place);
  const text = span && fileText(db, span.uri)?.slice(span.range.start, span.range.end);
  const inner = text?.trim() ?? '';
  if (!span || text === undefined || inner === '' || inner.includes('\n')) return undefined;
  const start = span.range.start + text.indexOf(inner);
  return { uri: span.uri, range: textRange(start, start + inner.length) };
}

/** A place that an author edits; undefined in an archive. */
export const placeSpan = (db: Db, place: Place): Span | undefined =>
  isArchived(place.anchor.file) ? undefined : spanOf(db, place);

/** The related places of uses: where each consumer names what it needs. */
export const neededAt = (
  db: Db,
  key: ReleaseKey,
  uses: readonly Pick<Need, 'consumer' | 'node'>[],
): readonly { readonly span: Span; readonly message: string }[] =>
  uses.flatMap(({ consumer, node }) => {
    const span = outerSpan(db, key, consumer, node);
    return span ? [{ span, message: `${nameOf(consumer)} needs it.` }] : [];
  });

/** Kind and name as a message shows them. */
export const nameOf = ({ kind, name, named }: GraphObject): string => (named ? `${kind} \`${name}\`` : `this ${kind}`);

/** Adds events to a hook, at the place where its annotation is written. Undefined where that cannot be edited. */
export function addEvents(
  db: Db,
  object: GraphObject,
  events: readonly HookEvent[],
): readonly SourceEdit[] | undefined {
  const { hook, document } = object;
  if (!hook) return undefined;
  const all = [...hook.events, ...events.filter((event) => !hook.events.includes(event))];
  const written = hook.annotations.hook.value;
  const separator = written.kind === 'scalar' && written.source.includes(', ') ? ', ' : ',';
  return editScalar(db, document, written, all.join(separator));
}

/** Edits of several places as one list per file, each edit once. */
export function mergeEdits(all: readonly SourceEdit[]): readonly SourceEdit[] {
  const files = new Map<SourceEdit['uri'], SourceEdit['edits'][number][]>();
  for (const { uri, edits } of all) {
    const own = files.get(uri) ?? [];
    for (const edit of edits) if (!own.some((o) => isSame(o, edit))) own.push(edit);
    files.set(uri, own);
  }
  return [...files].map(([uri, edits]) => ({ uri, edits }));
}

const isSame = (a: SourceEdit['edits'][number], b: SourceEdit['edits'][number]): boolean =>
  a.range.start === b.range.start && a.range.end === b.range.end && a.newText === b.newText;

/** The place of a hook's weight or policy annotation; of its events where it has none. */
export function annotationPlace(
  db: Db,
  key: ReleaseKey,
  object: GraphObject,
  which: 'weight' | 'deletePolicy',
): Span | undefined {
  const node = object.hook?.annotations[which]?.value;
  return (node && nodePlace(db, key, object, node)) ?? objectPlace(db, key, object);
}

/** Gives a hook a weight, in the annotation that it has or in a new one below its events. */
export function setWeight(db: Db, object: GraphObject, weight: number): readonly SourceEdit[] | undefined {
  const { hook, document, manifest } = object;
  if (!hook) return undefined;
  const { weight: entry } = hook.annotations;
  if (entry) return editScalar(db, document, entry.value, String(weight));
  const annotations = resolve(getPath(manifest.node, ['metadata', 'annotations']));
  if (annotations?.kind !== 'map') return undefined;
  const index = annotations.entries.indexOf(hook.annotations.hook);
  const quote = hook.annotations.hook.key.kind === 'scalar' && hook.annotations.hook.key.style === 'plain' ? '' : '"';
  const name = `${quote}${WEIGHT_ANNOTATION}${quote}`;
  const edits = index < 0 ? undefined : insertEntryText(document.text, annotations, index + 1, name, `"${weight}"`);
  const inTemplate = edits && toSourceEdits(db, document, edits);
  return inTemplate ?? insertBeside(db, document, hook.annotations.hook, WEIGHT_ANNOTATION, `"${weight}"`);
}

/** Takes a delete policy away; before-hook-creation, Helm's default, stands for none. */
export function removePolicy(
  db: Db,
  { hook, document }: GraphObject,
  policy: string,
): readonly SourceEdit[] | undefined {
  const entry = hook?.annotations.deletePolicy;
  if (!hook || !entry) return undefined;
  const rest = hook.deletePolicies.filter((own) => own !== policy);
  return editScalar(db, document, entry.value, rest.length > 0 ? rest.join(',') : 'before-hook-creation');
}

/** Gives a hook other events. */
export const setEvents = (
  db: Db,
  { hook, document }: GraphObject,
  events: readonly HookEvent[],
): readonly SourceEdit[] | undefined =>
  hook && editScalar(db, document, hook.annotations.hook.value, [...new Set(events)].join(','));
