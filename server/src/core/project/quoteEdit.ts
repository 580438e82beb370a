import type { RenderedDocument } from '../chart/documents.ts';
import { leavesOf, samePlace } from '../text/origin.ts';
import type { Place } from '../text/origin.ts';
import type { Span } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import { placeOf } from '../text/sourceMap.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import type { YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { formatString } from '../yaml/quote.ts';
import { quoteScalar } from '../yaml/scalarEdit.ts';
import { isArchived } from './chartSource.ts';
import type { SourceEdit } from './literalEdit.ts';
import { segmentsOf, toSourceEdits } from './literalEdit.ts';
import { spanOf, valuesNode } from './source.ts';

/**
 * Makes a string of a plain scalar at the place where it was written: quotes around literal text, `| quote` in the
 * action that prints it, quotes in the values file where an action prints a whole collection. Undefined elsewhere.
 */
export function quoteEdits(db: Db, document: RenderedDocument, node: YamlScalar): readonly SourceEdit[] | undefined {
  if (node.style !== 'plain' || node.tag !== undefined || node.source === '') return undefined;
  const quoted = formatString(node.source, 'double', true);
  return (
    toSourceEdits(db, document, [{ range: node.range, newText: quoted }]) ??
    quoteAction(db, document, node) ??
    quoteValue(db, document, node)
  );
}

/** The action that prints a scalar and nothing else; undefined where several parts make it, or more is printed. */
export function actionOf(db: Db, document: RenderedDocument, node: YamlNode): Span | undefined {
  const { start, end } = node.range;
  const [place, ...more] = segmentsOf(document, node.range).map(({ origin }) => placeOf(origin));
  if (!place || more.some((other) => !other || !samePlace(other, place))) return undefined;
  if (isPrintedAt(document, start - 1, place) || isPrintedAt(document, end, place)) return undefined;
  const span = spanOf(db, place);
  return span && !isArchived(span.uri) ? span : undefined;
}

function quoteAction(db: Db, document: RenderedDocument, node: YamlScalar): readonly SourceEdit[] | undefined {
  const span = actionOf(db, document, node);
  const text = span && textOf(db, span.uri)?.slice(span.range.start, span.range.end);
  if (!span || text?.startsWith('{{') !== true || !text.endsWith('}}')) return undefined;
  const at = span.range.start + text.replace(/-?\}\}$/, '').trimEnd().length;
  return [{ uri: span.uri, edits: [{ range: textRange(at, at), newText: ' | quote' }] }];
}

function isPrintedAt(document: RenderedDocument, offset: number, place: Place): boolean {
  if (offset < 0 || offset >= document.text.length) return false;
  const printing = segmentsOf(document, textRange(offset, offset + 1)).map(({ origin }) => placeOf(origin));
  return printing.some((other) => other !== undefined && samePlace(other, place));
}

function quoteValue(db: Db, document: RenderedDocument, node: YamlScalar): readonly SourceEdit[] | undefined {
  const leaves = leavesOf(segmentsOf(document, node.range).map(({ origin }) => origin));
  const [value] = leaves.filter((leaf) => leaf.kind === 'values');
  const written = value && leaves.length === 1 ? valuesNode(db, value) : undefined;
  const text = value && textOf(db, value.file);
  if (!value || written?.kind !== 'scalar' || text === undefined) return undefined;
  const edits = quoteScalar(text, written);
  return edits && [{ uri: value.file, edits }];
}
