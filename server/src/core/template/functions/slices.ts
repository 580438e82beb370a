import { isHole, TracedBuilder } from '../../text/traced.ts';
import { shown } from '../show.ts';
import { byteToUtf16, decodeUtf8, isUtf8, utf8Length } from '../utf8.ts';
import { holeText, opaque, partsOf, text, tracedText } from '../value.ts';
import type { OpaqueValue, StringValue, Value } from '../value.ts';
import { workOf } from '../work.ts';
import type { CallContext, Failure } from './function.ts';
import { tooLarge } from './function.ts';

/** [from, to) of a string, in UTF-16 units, with the origins of its characters. */
export function slice(value: StringValue, from: number, to: number, c: CallContext): StringValue {
  if (from === 0 && to === value.text.length) return value;
  const builder = new TracedBuilder();
  builder.appendPart(value.text, partsOf(value), from, to);
  return tracedText(builder.finish(), c.computed(value));
}

/**
 * The UTF-16 offset that a byte offset is. Undefined within a character, where Go makes two strings that are no UTF-8;
 * we have no such text.
 */
export function offsetOfByte(value: string, byte: number): number | undefined {
  const offset = byteToUtf16(value, byte);
  return utf8Length(value.slice(0, offset)) === byte ? offset : undefined;
}

/** [from, to) in bytes, to the end without `to`. Opaque when that cuts a character in two. */
export function sliceBytes(value: StringValue, from: number, to: number | undefined, c: CallContext): Value {
  const start = offsetOfByte(value.text, from);
  const end = to === undefined ? value.text.length : offsetOfByte(value.text, to);
  if (start === undefined || end === undefined) return unknownText('a character is cut in two', c, value);
  return slice(value, start, end, c);
}

/** Text that is not known. */
export const unknownText = (reason: string, c: CallContext, ...inputs: readonly Value[]): OpaqueValue =>
  opaque(reason, 'text', c.computed(...inputs));

/** Where the first placeholder of a string begins and the last ends; its end and its start when there is none. */
export function holeBounds(value: StringValue): { readonly first: number; readonly last: number } {
  let first = value.text.length;
  let last = 0;
  if (!value.holes) return { first, last };
  const { ends, origins } = partsOf(value);
  origins.forEach((origin, i) => {
    if (!isHole(origin)) return;
    first = Math.min(first, ends[i - 1] ?? 0);
    last = ends[i] ?? 0;
  });
  return { first, last };
}

/** Sprig's strval: a value as text, bytes as what they spell. Origins stay; the unknown becomes a placeholder. */
export function strval(value: Value, c: CallContext): StringValue {
  if (value.kind === 'opaque') return holeText(value);
  if (value.kind === 'list' || value.kind === 'map') return printed(value, c);
  if (value.kind !== 'bytes') return shown(value, c.computed());
  if (isUtf8(value.bytes)) return text(decodeUtf8(value.bytes), value.origin);
  return holeText(unknownText('bytes that are no text', c, value));
}

function printed(value: Value, c: CallContext): StringValue {
  const all = shown(value, c.computed());
  c.services.charge(workOf(all));
  return all;
}

/** Strings with a separator between them. */
export function joined(
  pieces: readonly StringValue[],
  separator: StringValue,
  c: CallContext,
  inputs: readonly Value[],
): Value | Failure {
  const builder = new TracedBuilder();
  for (const [i, piece] of pieces.entries()) {
    if (i > 0) appendAll(builder, separator);
    appendAll(builder, piece);
    if (builder.length > c.services.limits.output) return tooLarge('the text');
  }
  return tracedText(builder.finish(), c.computed(...inputs));
}

/** Adds all of a string. */
export function appendAll(builder: TracedBuilder, value: StringValue): void {
  builder.appendPart(value.text, partsOf(value), 0, value.text.length);
}
