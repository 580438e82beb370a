import type { RenderedDocument } from '../chart/documents.ts';
import { textOf as fileText } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import { insertEntryText } from '../yaml/edit.ts';
import { nodeAt } from '../yaml/locate.ts';
import { textOf } from '../yaml/lookup.ts';
import type { YamlEntry } from '../yaml/nodes.ts';
import { valuesFileQuery } from './chartSource.ts';
import { valueBehind } from './hookSource.ts';
import type { SourceEdit } from './literalEdit.ts';
import { valuesNode } from './source.ts';

/**
 * Puts an entry behind one of a map that stands in a values file and is printed whole, such as all annotations of an
 * object. `value` is YAML text. Undefined where the entry is not written there under the same name and with the same text.
 */
export function insertBeside(
  db: Db,
  document: RenderedDocument,
  { name: printed, value: node }: YamlEntry,
  name: string,
  value: string,
): readonly SourceEdit[] | undefined {
  const origin = valueBehind(document, node);
  const written = origin && valuesNode(db, origin);
  if (!origin || !written || textOf(written) !== textOf(node)) return undefined;
  const { stream } = db.get(valuesFileQuery, origin.file);
  const map = nodeAt(stream, written.range.start).findLast((step) => step.node.kind === 'map')?.node;
  if (map?.kind !== 'map' || map.flow) return undefined;
  const index = map.entries.findIndex((entry) => entry.value === written && entry.name === printed);
  const edits = index < 0 ? undefined : insertEntryText(fileText(db, origin.file) ?? '', map, index + 1, name, value);
  return edits && [{ uri: origin.file, edits }];
}
