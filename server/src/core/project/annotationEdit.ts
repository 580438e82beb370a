import type { RenderedDocument } from '../chart/documents.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { TextEdit } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import { insertEntryText } from '../yaml/edit.ts';
import { getPath, mapOf } from '../yaml/lookup.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { resolve } from '../yaml/walk.ts';
import type { SourceEdit } from './literalEdit.ts';
import { toSourceEdits } from './literalEdit.ts';

/** An object with the document that holds it. */
interface Annotated {
  readonly document: RenderedDocument;
  readonly manifest: Manifest;
}

/**
 * Gives an object an annotation that it does not have, at the end of those that stand literally in its template, with
 * the mapping where there is none. `value` is YAML text. Undefined where no place for it is written literally in the
 * object's own template: what stands in a helper belongs to others as well.
 */
export function addAnnotation(
  db: Db,
  { document, manifest }: Annotated,
  name: string,
  value: string,
): readonly SourceEdit[] | undefined {
  const metadata = resolve(getPath(manifest.node, ['metadata']));
  const annotations = resolve(getPath(manifest.node, ['metadata', 'annotations']));
  if (annotations?.kind === 'map') {
    // At the end first, then above each entry: the last ones may come from a helper or a values file.
    for (let index = annotations.entries.length; index >= 0; index--) {
      const edits = inTemplate(db, document, insertEntryText(document.text, annotations, index, name, value));
      if (edits) return edits;
    }
    return undefined;
  }
  if (metadata?.kind !== 'map' || annotations !== undefined) return undefined;
  const at = metadata.entries.findIndex((entry) => entry.name === 'name') + 1;
  const text = `\n  ${name}: ${value}`;
  return inTemplate(db, document, insertEntryText(document.text, metadata, at, 'annotations', text));
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

/** Edits of a document that all lie in its own template, or in a file that the template prints. */
function inTemplate(
  db: Db,
  document: RenderedDocument,
  edits: readonly TextEdit[] | undefined,
): readonly SourceEdit[] | undefined {
  const inSource = edits && toSourceEdits(db, document, edits);
  const isOwn = (uri: Uri): boolean => uri === document.render.template.uri || !uri.includes('/templates/');
  return inSource?.every(({ uri }) => isOwn(uri)) === true ? inSource : undefined;
}
