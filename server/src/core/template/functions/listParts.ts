import type { Origin } from '../../text/origin.ts';
import { floatToInt64 } from '../numbers.ts';
import { list, nil, opaque } from '../value.ts';
import type { Value } from '../value.ts';
import type { CallContext, Failure } from './function.ts';
import { fail, tooLarge } from './function.ts';

/** Sprig's slice: [start, end) of a list, nil of an empty one. */
export function sliced(
  from: Value,
  items: readonly Value[],
  bounds: readonly Value[],
  c: CallContext,
): Value | Failure {
  const origin = c.computed(from, ...bounds);
  if (items.length === 0) return nil(origin);
  const start = bounds[0] ? indexOf(bounds[0]) : 0;
  const end = bounds[1] ? indexOf(bounds[1]) : items.length;
  if (start === undefined || end === undefined) return opaque('a bound is no plain number', 'list', origin);
  if (start < 0 || end < start) return fail('reflect.Value.Slice: slice index out of bounds');
  // Go looks at the capacity, of which templates show nothing.
  if (end > items.length) return opaque('the capacity of a list is not known', 'list', origin);
  const elem = from.kind === 'list' ? from.elem : 'uint8';
  return list(items.slice(start, end), origin, elem);
}

/** A bound as spf13/cast makes an int of it: 0 of what is no number. Undefined for text that looks like one in another base. */
function indexOf(bound: Value): number | undefined {
  if (bound.kind === 'int') return Number(bound.value);
  if (bound.kind === 'float') return Number(floatToInt64(bound.value));
  if (bound.kind === 'bool') return Number(bound.value);
  if (bound.kind !== 'string') return bound.kind === 'opaque' ? undefined : 0;
  if (/^[+-]?(?:0|[1-9]\d{0,8})$/.test(bound.text)) return Number(bound.text);
  return /^[-+.\d]/.test(bound.text) || bound.holes ? undefined : 0;
}

/** What sprig's arithmetic makes of a size below one: mostly no chunk at all, or more than Go can hold. */
function chunkedBackwards(size: number, items: readonly Value[], origin: Origin): Value | Failure {
  const count = Math.floor((items.length - 1) / size) + 1;
  if (count === 0) return list([], origin, '[]interface {}');
  const [only] = items;
  if (count !== 1 || !only) return fail('runtime error: makeslice: len out of range');
  return list([list([only], origin)], origin, '[]interface {}');
}

/** Sprig's chunk: lists of `size` items each, the last one shorter. */
export function chunked(size: number, items: readonly Value[], from: Value, c: CallContext): Value | Failure {
  const origin = c.computed(from);
  if (size <= 0) return chunkedBackwards(size, items, origin);
  const chunks: Value[] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(list(items.slice(at, at + size), origin));
  if (chunks.length > c.services.limits.items) return tooLarge('the list');
  return list(chunks, origin, '[]interface {}');
}
