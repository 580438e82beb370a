import type { TextRange } from '../text/range.ts';
import { unquoteString } from './literal.ts';
import type { Cursor } from './parserCursor.ts';

/** The name behind `template`, `define` or `block`: only a string literal will do. The range is that of the file. */
export function templateName(
  cursor: Cursor,
  where: string,
  reports = true,
): { readonly value: string; readonly range: TextRange } | undefined {
  const token = cursor.nextNonSpace();
  if (token.kind !== 'string' && token.kind !== 'rawString') {
    return reports ? cursor.unexpected(token, where) : undefined;
  }
  const value = unquoteString(cursor.text(token));
  if (value === undefined) return reports ? cursor.fail(token, 'invalid syntax') : undefined;
  return { value, range: { start: token.start, end: token.end } };
}

/** Fails when the action goes on, where Go wants its `}}`. */
export function expectClose(cursor: Cursor, where: string): void {
  const token = cursor.nextNonSpace();
  if (token.kind !== 'close') cursor.unexpected(token, where);
}
