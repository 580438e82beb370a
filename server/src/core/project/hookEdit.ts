import type { RenderedDocument } from '../chart/documents.ts';
import { field } from '../chart/goField.ts';
import type { TextEdit } from '../text/range.ts';
import type { Db } from '../workspace/query.ts';
import { insertEntryText, removeEntry } from '../yaml/edit.ts';
import { getPath } from '../yaml/lookup.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/nodes.ts';
import { resolve } from '../yaml/walk.ts';
import type { SourceEdit } from './literalEdit.ts';
import { isLiterally, toSourceEdits } from './literalEdit.ts';
import { annotationsEntry, rootOf } from './releaseDocuments.ts';

/** Whether an annotation or key is Helm's word about hooks. */
export const isHookKey = (name: string): boolean => name === 'helm.sh/hook' || name.startsWith('helm.sh/hook-');

/** Takes some of a document's annotations away, and `annotations` itself with the last one. Undefined where no template has them literally. */
export function removeAnnotations(
  db: Db,
  document: RenderedDocument,
  goes: (entry: YamlEntry) => boolean,
): readonly SourceEdit[] | undefined {
  const metadata = resolve(field(rootOf(document), 'metadata')?.value);
  const holder = annotationsEntry(rootOf(document));
  const annotations = resolve(holder?.value);
  if (metadata?.kind !== 'map' || annotations?.kind !== 'map' || !holder) return undefined;
  if (!annotations.entries.filter(goes).every(({ key }) => isLiterally(document, key.range))) return undefined;
  if (annotations.entries.every(goes)) return removeEntries(db, document, metadata, (entry) => entry === holder);
  return removeEntries(db, document, annotations, goes);
}

/** Takes entries out of a map of a document. */
export function removeEntries(
  db: Db,
  document: RenderedDocument,
  map: YamlMap,
  goes: (entry: YamlEntry) => boolean,
): readonly SourceEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const [index, entry] of map.entries.entries()) {
    const removal = goes(entry) ? removeEntry(document.text, map, index) : [];
    if (!removal) return undefined;
    edits.push(...removal);
  }
  return edits.length > 0 ? toSourceEdits(db, document, edits) : undefined;
}

/** Adds annotations to what has `metadata`, and the mapping where there is none. Undefined where that cannot be done. */
export function addAnnotations(
  text: string,
  holder: YamlNode | undefined,
  added: readonly (readonly [key: string, value: string])[],
): readonly TextEdit[] | undefined {
  const metadata = mapOf(getPath(holder, ['metadata']));
  const annotations = mapOf(getPath(metadata, ['annotations']));
  if (annotations) {
    const edits = added.map(([key, value]) =>
      insertEntryText(text, annotations, annotations.entries.length, key, value),
    );
    return edits.includes(undefined) ? undefined : edits.flatMap((edit) => edit ?? []);
  }
  if (!metadata || metadata.entries.some(({ name }) => name === 'annotations')) return undefined;
  const lines = added.map(([key, value]) => `\n  ${key}: ${value}`);
  return insertEntryText(text, metadata, metadata.entries.length, 'annotations', lines.join(''));
}

/** The map that a node is or stands for. */
export function mapOf(node: YamlNode | undefined): YamlMap | undefined {
  const map = resolve(node);
  return map?.kind === 'map' ? map : undefined;
}
