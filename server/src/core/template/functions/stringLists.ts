import { compareText } from '../utf8.ts';
import { list, map, opaque, text } from '../value.ts';
import type { IntValue, StringValue, Value } from '../value.ts';
import type { CallContext, Failure, FunctionFamily } from './function.ts';
import { fn, tooLarge } from './function.ts';
import { placed } from './unordered.ts';
import { joined, slice, strval, unknownText } from './slices.ts';

/** Sprig's functions between strings and lists of strings. */
export const stringLists: FunctionFamily = {
  split: fn(['string', 'string'], ([by, s], c) => numbered(s, splitAt(by.text, -1, s.text, c), c), { result: 'map' }),
  splitn: fn(
    ['string', 'int', 'string'],
    ([by, count, s], c) => numbered(s, splitAt(by.text, limitOf(count), s.text, c), c),
    { result: 'map' },
  ),
  splitList: fn(['string', 'string'], ([by, s], c) => listed(s, splitAt(by.text, -1, s.text, c), c), {
    result: 'list',
  }),
  join: fn(['string', 'any'], ([by, items], c) => joinAll(by, items, c), { passesUnknown: true, result: 'text' }),
  toStrings: fn(['any'], ([items], c) => toStrings(items, c), { passesUnknown: true, result: 'list' }),
  sortAlpha: fn(['any'], ([items], c) => sorted(items, c), { result: 'list', anyOrder: true }),
};

/** Half-open ranges of UTF-16 offsets. */
type Ranges = readonly (readonly [number, number])[];

const limitOf = (count: IntValue): number => Math.max(-1, Math.min(Number(count.value), 2 ** 31));

/** strings.SplitN: at most `limit` parts, the last being the rest; all of them when it is negative. */
function splitAt(by: string, limit: number, source: string, c: CallContext): Ranges | Failure {
  const ranges: [number, number][] = [];
  if (limit === 0 || (by === '' && source === '')) return ranges;
  let from = 0;
  while (limit < 0 || ranges.length < limit - 1) {
    if (ranges.length >= c.services.limits.items) return tooLarge('the list');
    const at = by === '' ? characterEnd(source, from) : source.indexOf(by, from);
    if (at < 0 || (by === '' && at === source.length)) break;
    ranges.push([from, at]);
    from = at + by.length;
  }
  ranges.push([from, source.length]);
  return ranges;
}

const characterEnd = (source: string, from: number): number =>
  from + String.fromCodePoint(source.codePointAt(from) ?? 0).length;

function numbered(source: StringValue, ranges: Ranges | Failure, c: CallContext): Value | Failure {
  if ('kind' in ranges) return ranges;
  const entries = ranges.map(([from, to], i) => [`_${i}`, slice(source, from, to, c)] as const);
  return map(new Map(entries), c.computed(source), 'string');
}

function listed(source: StringValue, ranges: Ranges | Failure, c: CallContext): Value | Failure {
  if ('kind' in ranges) return ranges;
  return list(
    ranges.map(([from, to]) => slice(source, from, to, c)),
    c.computed(source),
    'string',
  );
}

function joinAll(by: StringValue, items: Value, c: CallContext): Value | Failure {
  if (items.kind === 'opaque') return unknownText(items.reason, c, items);
  return joined(strslice(items, c), by, c, [by, items]);
}

function toStrings(items: Value, c: CallContext): Value {
  if (items.kind === 'opaque') return opaque(items.reason, 'list', c.computed(items));
  if (items.kind === 'list' && items.elem === 'string') return items;
  return list(strslice(items, c), c.computed(items), 'string');
}

function sorted(items: Value, c: CallContext): Value {
  const texts = items.kind === 'list' || items.kind === 'bytes' ? strslice(items, c).map(placed) : [strval(items, c)];
  return list(
    texts.toSorted((a, b) => compareText(a.text, b.text)),
    c.computed(items),
    'string',
  );
}

/** Sprig's strslice: the items that are not nil as text; what is no list is one item. */
function strslice(items: Value, c: CallContext): readonly StringValue[] {
  switch (items.kind) {
    case 'list':
      return items.items.filter((item) => item.kind !== 'nil').map((item) => strval(item, c));
    case 'bytes':
      return Array.from(items.bytes, (byte) => text(byte.toString(), items.origin));
    case 'nil':
      return [];
    default:
      return [strval(items, c)];
  }
}
