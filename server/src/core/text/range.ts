import type { Uri } from './uri.ts';

/** Half-open range of UTF-16 offsets in one text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A range in a named file. */
export interface Span {
  readonly uri: Uri;
  readonly range: TextRange;
}

/** Replaces `range` of the old text by `newText`. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

export const textRange = (start: number, end: number): TextRange => ({ start, end });

/** Whether an offset lies in a range or at its end, where a cursor still belongs to it. */
export const touches = (range: TextRange, offset: number): boolean => range.start <= offset && offset <= range.end;

/** Whether two ranges share a character, or an empty one lies strictly inside the other or at the same place. */
export function overlaps(a: TextRange, b: TextRange): boolean {
  if (a.start === a.end || b.start === b.end) return a.start <= b.end && b.start <= a.end;
  return a.start < b.end && b.start < a.end;
}

/** Whether `outer` holds all of `inner`. */
export const contains = (outer: TextRange, inner: TextRange): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** Ranges in order of their starts, those that touch made one. */
export function joinedRanges(ranges: readonly TextRange[]): readonly TextRange[] {
  const out: TextRange[] = [];
  for (const range of ranges) {
    const last = out.at(-1);
    if (last && last.end >= range.start) out[out.length - 1] = textRange(last.start, Math.max(last.end, range.end));
    else out.push(range);
  }
  return out;
}

/**
 * Applies edits that all refer to the old text. Edits at one place keep their order.
 * Undefined when two overlap or one lies outside the text.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string | undefined {
  const sorted = edits
    .map((edit, i) => ({ edit, i }))
    .sort((a, b) => a.edit.range.start - b.edit.range.start || a.edit.range.end - b.edit.range.end || a.i - b.i);
  let out = '';
  let at = 0;
  for (const { edit } of sorted) {
    if (edit.range.start < at || edit.range.end < edit.range.start || edit.range.end > text.length) return undefined;
    out += text.slice(at, edit.range.start) + edit.newText;
    at = edit.range.end;
  }
  return out + text.slice(at);
}

/** Whether two places are the same. */
export const sameSpan = (a: Span | undefined, b: Span | undefined): boolean =>
  a?.uri === b?.uri && a?.range.start === b?.range.start && a?.range.end === b?.range.end;
