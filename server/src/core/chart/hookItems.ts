import type { TextRange } from '../text/range.ts';

/** One item of a list between commas, as Helm reads hook annotations. */
export interface HookItem {
  /** Trimmed and in lower case. */
  readonly name: string;
  /** As written, trimmed. */
  readonly written: string;
  /** UTF-16 offsets of `written` in the text; of an empty item the comma beside it. */
  readonly range: TextRange;
}

/** The items of an annotation's text with their places; an empty text is one empty item. */
export function hookItems(text: string): readonly HookItem[] {
  const items: HookItem[] = [];
  let at = 0;
  for (const part of text.split(',')) {
    const written = part.trim();
    const start = written === '' ? Math.max(0, at - 1) : at + part.length - part.trimStart().length;
    const end = written === '' ? Math.min(text.length, start + 1) : start + written.length;
    items.push({ name: written.toLowerCase(), written, range: { start, end } });
    at += part.length + 1;
  }
  return items;
}

/** The list with an item replaced, or taken out with its comma where `by` is undefined. */
export function withItem(text: string, index: number, by: string | undefined): string {
  const items = hookItems(text);
  const item = items[index];
  if (!item) return text;
  if (by !== undefined) return text.slice(0, item.range.start) + by + text.slice(item.range.end);
  const parts = text.split(',');
  const kept = parts.filter((_, i) => i !== index);
  return index === 0 ? kept.join(',').trimStart() : kept.join(',');
}
