import type { RenderedDocument } from '../chart/documents.ts';
import { toRendered } from '../chart/documents.ts';
import type { DroppedHook, Hook } from '../chart/hook.ts';
import { DELETE_ANNOTATION, HOOK_ANNOTATION, LOG_ANNOTATION, WEIGHT_ANNOTATION } from '../chart/hook.ts';
import type { Release } from '../chart/release.ts';
import type { GeneratedPlace } from '../project/generated.ts';
import type { TextRange } from '../text/range.ts';
import { overlaps, textRange, touches } from '../text/range.ts';
import type { YamlEntry } from '../yaml/nodes.ts';
import { resolve } from '../yaml/walk.ts';

/** Annotations that are explained, longer names before those that they begin with. */
export const ANNOTATIONS = [
  LOG_ANNOTATION,
  DELETE_ANNOTATION,
  WEIGHT_ANNOTATION,
  HOOK_ANNOTATION,
  'helm.sh/resource-policy',
] as const;

export type AnnotationName = (typeof ANNOTATIONS)[number];

/** An annotation of a rendered object, and what Helm makes of the object. */
export interface AnnotationPlace {
  readonly release: Release;
  readonly document: RenderedDocument;
  readonly name: AnnotationName;
  readonly entry: YamlEntry;
  /** What an API server reads, as text. */
  readonly value: string;
  /** The item of the list under the cursor, trimmed and in lower case; undefined on the key and where there is one item only. */
  readonly word: string | undefined;
  /** Relative to the document: the item, or the key. */
  readonly range: TextRange;
  readonly hook: Hook | undefined;
  readonly dropped: DroppedHook | undefined;
}

/** The annotation at a place of a rendered template; undefined where none of {@link ANNOTATIONS} is. */
export function annotationAt(release: Release, { render, range }: GeneratedPlace): AnnotationPlace | undefined {
  const document = documentsIn(release).find((own) => own.render === render && overlaps(own.range, range));
  if (!document) return undefined;
  for (const name of ANNOTATIONS) {
    const found = document.head.annotations.get(name);
    if (!found || !overlaps(toRendered(document, found.entry.range), range)) continue;
    const at = range.start === range.end ? range.start - document.range.start : undefined;
    return { ...placeOf(release, document, name, found), ...partAt(document, found.entry, at) };
  }
  return undefined;
}

/** An annotation of a document as a whole. */
export function placeOf(
  release: Release,
  document: RenderedDocument,
  name: AnnotationName,
  { entry, text }: { readonly entry: YamlEntry; readonly text: string },
): AnnotationPlace {
  return {
    release,
    document,
    name,
    entry,
    value: text,
    word: undefined,
    range: entry.key.range,
    hook: release.hooks.find((hook) => hook.document === document),
    dropped: release.dropped.find((dropped) => dropped.document === document),
  };
}

const documentsIn = ({ manifests, hooks, dropped }: Release): readonly RenderedDocument[] => [
  ...hooks.map((hook) => hook.document),
  ...dropped.map((one) => one.document),
  ...manifests,
];

/** The item between commas at an offset of the document; the key where the offset is not in the value. */
function partAt({ text }: RenderedDocument, { key, value }: YamlEntry, at: number | undefined): Part {
  const node = resolve(value);
  const onKey: Part = { word: undefined, range: key.range };
  if (at === undefined || node?.kind !== 'scalar' || !touches(node.range, at)) return onKey;
  const quote = node.style === 'single' || node.style === 'double' ? 1 : 0;
  const [from, to] = [node.range.start + quote, Math.max(node.range.start + quote, node.range.end - quote)];
  const inner = text.slice(from, to);
  const whole = { word: undefined, range: node.range };
  if (!inner.includes(',') || node.style === 'literal' || node.style === 'folded') return whole;
  const cursor = Math.max(0, Math.min(at - from, inner.length));
  const start = inner.lastIndexOf(',', cursor - 1) + 1;
  const comma = inner.indexOf(',', cursor);
  const item = inner.slice(start, comma < 0 ? inner.length : comma);
  const lead = item.length - item.trimStart().length;
  const word = item.trim();
  return { word: word.toLowerCase(), range: textRange(from + start + lead, from + start + lead + word.length) };
}

type Part = Pick<AnnotationPlace, 'word' | 'range'>;
