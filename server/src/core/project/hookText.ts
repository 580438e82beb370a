import type { Span } from '../text/range.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import { templateQuery } from './chartSource.ts';

/**
 * Whether a pattern matches in the source text around a place: in its define, else between the lines `---` of its file.
 * Such text may stand under a condition that does not hold now.
 */
export function isWrittenBeside(db: Db, { uri, range }: Span, pattern: RegExp): boolean {
  const text = textOf(db, uri) ?? '';
  const define = db
    .get(templateQuery, uri)
    .defines.findLast((own) => own.range.start <= range.start && range.end <= own.range.end);
  const start = define?.range.start ?? separatorBefore(text, range.start);
  const end = define?.range.end ?? separatorAfter(text, range.end);
  return pattern.test(text.slice(start, end));
}

const separatorBefore = (text: string, offset: number): number => Math.max(0, text.lastIndexOf('\n---', offset));

function separatorAfter(text: string, offset: number): number {
  const next = text.indexOf('\n---', offset);
  return next < 0 ? text.length : next;
}
