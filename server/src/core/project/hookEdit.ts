import type { RenderedDocument } from '../chart/documents.ts';
import { field } from '../chart/goField.ts';
import type { TextEdit, TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import type { Db } from '../workspace/query.ts';
import { removeEntry } from '../yaml/edit.ts';
import { lineStart, nextLine } from '../yaml/lines.ts';
import { mapOf } from '../yaml/lookup.ts';
import type { YamlEntry, YamlMap } from '../yaml/nodes.ts';
import type { SourceEdit } from './literalEdit.ts';
import { isLiterally, isUnbroken, toSourceEdits } from './literalEdit.ts';
import { annotationsEntry, rootOf } from './releaseDocuments.ts';

/** Whether an annotation or key is Helm's word about hooks. */
export const isHookKey = (name: string): boolean => name === 'helm.sh/hook' || name.startsWith('helm.sh/hook-');

/** Takes some of a document's annotations away, and `annotations` itself with the last one. Undefined where no template has them literally. */
export function removeAnnotations(
  db: Db,
  document: RenderedDocument,
  goes: (entry: YamlEntry) => boolean,
): readonly SourceEdit[] | undefined {
  const metadata = mapOf(field(rootOf(document), 'metadata')?.value);
  const holder = annotationsEntry(rootOf(document));
  const annotations = mapOf(holder?.value);
  if (!metadata || !annotations || !holder) return undefined;
  if (!annotations.entries.filter(goes).every(({ key }) => isLiterally(document, key.range))) return undefined;
  const edits = removals(db, document, annotations, metadata, goes);
  return edits && edits.length > 0 ? toSourceEdits(db, document, edits) : undefined;
}

/**
 * Edits of a document that take entries out of a map. With the last one goes the map's own entry in `holder`, except
 * where actions may print more entries under other values: then the key stays, with nothing behind it.
 */
export function removals(
  db: Db,
  document: RenderedDocument,
  map: YamlMap,
  holder: YamlMap | undefined,
  goes: (entry: YamlEntry) => boolean,
): readonly TextEdit[] | undefined {
  const { text } = document;
  const gone = map.entries.filter(goes);
  const isWhole = gone.length === map.entries.length;
  const own = holder?.entries.findIndex(({ value }) => mapOf(value) === map) ?? -1;
  if (isWhole && holder && own >= 0 && isUnbroken(db, document, lastLineOf(text, map)))
    return removeEntry(text, holder, own);
  const [only] = gone;
  if (isWhole && only && gone.length === 1 && !map.flow) {
    const range = textRange(lineStart(text, only.range.start), nextLine(text, only.range.end));
    return [{ range, newText: '' }];
  }
  const edits = map.entries.map((entry, index) => (goes(entry) ? removeEntry(text, map, index) : []));
  return edits.includes(undefined) ? undefined : joined(edits.flatMap((edit) => edit ?? []));
}

/** From a map's last character to the line behind it. */
const lastLineOf = (text: string, { range }: YamlMap): TextRange => textRange(range.end - 1, nextLine(text, range.end));

/** Lines that go one after another as one edit, so that they find one place in the template. */
function joined(edits: readonly TextEdit[]): readonly TextEdit[] {
  const all: TextEdit[] = [];
  for (const edit of edits) {
    const last = all.at(-1);
    if (last?.newText === '' && edit.newText === '' && last.range.end === edit.range.start)
      all[all.length - 1] = { range: textRange(last.range.start, edit.range.end), newText: '' };
    else all.push(edit);
  }
  return all;
}
