import type { RenderedDocument } from '../chart/documents.ts';
import { toRendered } from '../chart/documents.ts';
import type { Origin, ValuesOrigin } from '../text/origin.ts';
import { leavesOf, restsOnUnknown, sameOrigin } from '../text/origin.ts';
import type { Span, TextRange } from '../text/range.ts';
import { overlaps, textRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { textOf as fileText } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import { nodeAt } from '../yaml/locate.ts';
import { nextLine } from '../yaml/lines.ts';
import { textOf } from '../yaml/lookup.ts';
import type { YamlEntry, YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { formatString } from '../yaml/quote.ts';
import { replaceScalar } from '../yaml/scalarEdit.ts';
import { isArchived } from './chartSource.ts';
import type { SourceEdit } from './literalEdit.ts';
import { isLiterally, segmentsOf, toSourceEdits } from './literalEdit.ts';
import type { Source } from './source.ts';
import { sourceOf, valuesNode } from './source.ts';

/** Whether all of a range of a document is known and stands in no branch of unknown outcome, unless all of the document does. */
export function isCertain(document: RenderedDocument, range: TextRange): boolean {
  const rendered = toRendered(document, range);
  const touched = document.opaque.some(
    (span) => overlaps(span.range, rendered) || (span.range.start >= rendered.start && span.range.end <= rendered.end),
  );
  return (
    !touched &&
    segmentsOf(document, range).every(({ maybe, origin }) => (!maybe || document.maybe) && !restsOnUnknown(origin))
  );
}

/** {@link isCertain} for an entry and its value. What an action prints as nothing at all leaves no trace, so an empty value must be empty literally. */
export function isKnown(document: RenderedDocument, { range, value, key }: YamlEntry): boolean {
  if (!isCertain(document, range)) return false;
  const toNextLine = textRange(key.range.end, nextLine(document.text, value.range.end));
  return value.range.end > value.range.start || isLiterally(document, toNextLine);
}

/** Where a part of a scalar's text, from one index to another, was written; the whole scalar where the text is escaped. */
export function scalarSource(
  db: Db,
  chart: Uri,
  document: RenderedDocument,
  node: YamlNode,
  part?: TextRange,
): Source | undefined {
  const content = node.kind === 'scalar' ? contentOf(node) : undefined;
  const inside = part && content && part.end > part.start;
  const range = inside ? textRange(content.start + part.start, content.start + part.end) : (content ?? node.range);
  return sourceOf(db, chart, document, range.end > range.start ? range : node.range);
}

/**
 * Gives a scalar of a document another text at the place where the old one was written: in the template where it
 * stands literally, in the values file where all that changes comes from one value. Only the part that differs is
 * edited. Undefined where neither can be done, and for texts with other characters than words and `,./+-`.
 */
export function editScalar(
  db: Db,
  document: RenderedDocument,
  node: YamlNode,
  newText: string,
): readonly SourceEdit[] | undefined {
  const old = textOf(node);
  const content = node.kind === 'scalar' ? contentOf(node) : undefined;
  if (node.kind !== 'scalar' || old === undefined || !content || !/^[\w ,./+-]*$/.test(newText)) return undefined;
  const whole = formatString(newText, node.style === 'single' ? 'single' : 'plain', isInFlow(document, node));
  const change = changeBetween(old, newText);
  const edit =
    (node.style === 'plain' && whole !== newText) || old === ''
      ? { range: node.range, newText: whole }
      : { range: shifted(change.range, content.start), newText: change.newText };
  return toSourceEdits(db, document, [edit]) ?? editValue(db, document, content, newText);
}

const isInFlow = (document: RenderedDocument, { range }: YamlScalar): boolean =>
  nodeAt(document.stream, range.start).some(({ node }) => node.kind !== 'scalar' && node.kind !== 'alias' && node.flow);

/** Where the text of a scalar stands within the document, without quotes; undefined where it is not written one to one. */
function contentOf({ range, source, style, value }: YamlScalar): TextRange | undefined {
  const quotes = style === 'single' || style === 'double' ? 1 : 0;
  if (style === 'literal' || style === 'folded') return undefined;
  const inner = source.slice(quotes, source.length - quotes);
  if (typeof value === 'string' ? inner !== value : value === null) return undefined;
  return textRange(range.start + quotes, range.end - quotes);
}

const shifted = ({ start, end }: TextRange, by: number): TextRange => textRange(start + by, end + by);

/** The smallest replacement of at least one character that makes one text of another. */
function changeBetween(old: string, now: string): { readonly range: TextRange; readonly newText: string } {
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start++;
  if (start === old.length) start = Math.max(0, start - 1);
  let back = 0;
  while (back < most - start && old[old.length - 1 - back] === now[now.length - 1 - back]) back++;
  if (start === old.length - back && back > 0) back--;
  return { range: textRange(start, old.length - back), newText: now.slice(start, now.length - back) };
}

/** Edits the one value that all of the changed part comes from. */
function editValue(
  db: Db,
  document: RenderedDocument,
  content: TextRange,
  newText: string,
): readonly SourceEdit[] | undefined {
  const old = document.text.slice(content.start, content.end);
  for (const run of valueRuns(document, content)) {
    const node = isArchived(run.origin.file) ? undefined : valuesNode(db, run.origin);
    const value = node && textOf(node);
    const at = value === undefined ? -1 : run.text.indexOf(value);
    if (node?.kind !== 'scalar' || value === undefined || value === '' || at < 0) continue;
    const head = old.slice(0, run.start - content.start + at);
    const tail = old.slice(head.length + value.length);
    if (newText.length < head.length + tail.length || !newText.startsWith(head) || !newText.endsWith(tail)) continue;
    const text = fileText(db, run.origin.file) ?? '';
    const edits = replaceScalar(text, node, newText.slice(head.length, newText.length - tail.length));
    if (edits) return [{ uri: run.origin.file, edits }];
  }
  return undefined;
}

/** The one value that all of a scalar's text comes from. */
export function valueBehind(document: RenderedDocument, node: YamlNode): ValuesOrigin | undefined {
  const content = node.kind === 'scalar' ? contentOf(node) : undefined;
  const [run, ...more] = content ? valueRuns(document, content) : [];
  return more.length === 0 ? run?.origin : undefined;
}

interface ValueRun {
  readonly origin: ValuesOrigin;
  /** In the document. */
  readonly start: number;
  readonly text: string;
}

/** The runs of text that come from one value each. */
function valueRuns(document: RenderedDocument, content: TextRange): readonly ValueRun[] {
  const runs: ValueRun[] = [];
  for (const { range, origin } of segmentsOf(document, content)) {
    const value = onlyValue(origin);
    if (!value) continue;
    const start = range.start - document.range.start;
    const text = document.text.slice(start, range.end - document.range.start);
    const last = runs.at(-1);
    if (last && sameOrigin(last.origin, value) && last.start + last.text.length === start)
      runs.splice(-1, 1, { ...last, text: last.text + text });
    else runs.push({ origin: value, start, text });
  }
  return runs;
}

function onlyValue(origin: Origin): ValuesOrigin | undefined {
  const values = leavesOf([origin]).filter((leaf) => leaf.kind === 'values');
  return values.length === 1 ? values[0] : undefined;
}

/** The related place of a source that lies in values: the action that prints it. */
export const printedAt = ({ template }: Source): readonly { readonly span: Span; readonly message: string }[] =>
  template ? [{ span: template, message: 'This is where it is printed.' }] : [];
