import type { StringValue, Value } from '../value.ts';
import type { CallContext } from './function.ts';
import { holeBounds, slice, unknownText } from './slices.ts';
import { isSpace } from './unicode.ts';

/** strings.TrimSpace. */
export const trimSpace = (value: StringValue, c: CallContext): StringValue => trimWhere(value, isSpace, c);

/** strings.Trim: takes away characters of the set at both ends. */
export function trimSet(set: StringValue, value: StringValue, c: CallContext): Value {
  if (set.holes) return unknownText('what to trim is unknown', c, set, value);
  const chars = new Set(set.text);
  return trimWhere(value, (char) => chars.has(char), c);
}

/** Never takes away any of a placeholder, nor what lies behind one. */
function trimWhere(value: StringValue, goes: (char: string) => boolean, c: CallContext): StringValue {
  const { text } = value;
  const { first, last } = holeBounds(value);
  let from = 0;
  while (from < first) {
    const char = String.fromCodePoint(text.codePointAt(from) ?? 0);
    if (!goes(char)) break;
    from += char.length;
  }
  let to = text.length;
  while (to > Math.max(last, from)) {
    const char = characterBefore(text, to);
    if (!goes(char)) break;
    to -= char.length;
  }
  return slice(value, from, to, c);
}

function characterBefore(text: string, end: number): string {
  const pair = text.slice(end - 2, end);
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(pair) ? pair : text.slice(end - 1, end);
}

/** strings.TrimPrefix. */
export function trimPrefix(prefix: StringValue, value: StringValue, c: CallContext): Value {
  if (prefix.holes) return unknownText('what to trim is unknown', c, prefix, value);
  const known = prefix.text.length <= holeBounds(value).first;
  return known && value.text.startsWith(prefix.text) ? slice(value, prefix.text.length, value.text.length, c) : value;
}

/** strings.TrimSuffix. */
export function trimSuffix(suffix: StringValue, value: StringValue, c: CallContext): Value {
  if (suffix.holes) return unknownText('what to trim is unknown', c, suffix, value);
  const end = value.text.length - suffix.text.length;
  return end >= holeBounds(value).last && value.text.endsWith(suffix.text) ? slice(value, 0, end, c) : value;
}
