import { adler32, sha1Hex, sha256Hex, sha512Hex } from '../../base/hash.ts';
import { encodeUtf8, utf8Length } from '../utf8.ts';
import { bool, text } from '../value.ts';
import type { IntValue, StringValue, Value } from '../value.ts';
import { workOfCharacters } from '../work.ts';
import { cat, indent, repeat, replace } from './filling.ts';
import type { CallContext, Failure, FunctionFamily, FunctionSpec, Traits } from './function.ts';
import { fail, fn, tooLarge, variadic } from './function.ts';
import { holeBounds, sliceBytes, strval, unknownText } from './slices.ts';
import { connected, pascal } from './snake.ts';
import { trimPrefix, trimSet, trimSpace, trimSuffix } from './trimming.ts';
import { mapCharacters, toLower, toUpper } from './unicode.ts';
import { initials, swapCase, title, untitle, withoutSpace } from './words.ts';
import { wrapLines } from './wrap.ts';

const computing: Traits = { result: 'text' };
const moving: Traits = { passesUnknown: true, result: 'text' };

/** Sprig's functions of strings: its functions.go, strings.go, and crypto.go's digests. */
export const strings: FunctionFamily = {
  hello: fn([], (_, c) => text('Hello!', c.computed())),
  abbrev: fn(['int', 'string'], ([width, s], c) => abbreviated(0, Number(width.value), s, c), computing),
  abbrevboth: fn(
    ['int', 'int', 'string'],
    ([left, right, s], c) => abbreviated(Number(left.value), Number(right.value), s, c),
    computing,
  ),
  trunc: fn(['int', 'string'], ([count, s], c) => truncated(count, s, c), moving),
  substr: fn(['int', 'int', 'string'], ([start, end, s], c) => substring(start, end, s, c), computing),
  trim: fn(['string'], ([s], c) => trimSpace(s, c), moving),
  trimall: fn(['string', 'string'], ([set, s], c) => trimSet(set, s, c), moving),
  trimAll: fn(['string', 'string'], ([set, s], c) => trimSet(set, s, c), moving),
  trimPrefix: fn(['string', 'string'], ([prefix, s], c) => trimPrefix(prefix, s, c), moving),
  trimSuffix: fn(['string', 'string'], ([suffix, s], c) => trimSuffix(suffix, s, c), moving),
  upper: mapped((s) => mapCharacters(s, toUpper)),
  lower: mapped((s) => mapCharacters(s, toLower)),
  title: mapped(title),
  untitle: mapped(untitle),
  swapcase: mapped(swapCase),
  nospace: mapped(withoutSpace),
  initials: mapped(initials),
  snakecase: mapped((s) => connected(s, '_')),
  kebabcase: mapped((s) => connected(s, '-')),
  camelcase: mapped(pascal),
  sha1sum: hashing(sha1Hex),
  sha256sum: hashing(sha256Hex),
  sha512sum: hashing(sha512Hex),
  adler32sum: hashing((bytes) => adler32(bytes).toString()),
  wrap: fn(['int', 'string'], ([width, s], c) => wrapped(width, '\n', false, s, c), computing),
  wrapWith: fn(
    ['int', 'string', 'string'],
    ([width, by, s], c) => wrapped(width, by.text === '' ? '\n' : by.text, true, s, c),
    computing,
  ),
  contains: testing((s, part) => s.includes(part)),
  hasPrefix: testing((s, part) => s.startsWith(part)),
  hasSuffix: testing((s, part) => s.endsWith(part)),
  repeat: fn(['int', 'string'], ([count, s], c) => repeat(count, s, c), moving),
  indent: fn(['int', 'string'], ([spaces, s], c) => indent(spaces, s, '', c), moving),
  nindent: fn(['int', 'string'], ([spaces, s], c) => indent(spaces, s, '\n', c), moving),
  cat: variadic([], 'any', (_, values, c) => cat(values, c), moving),
  replace: fn(['string', 'string', 'string'], ([old, by, s], c) => replace(old, by, s, c), moving),
  plural: fn(['string', 'string', 'int'], ([one, many, count], c) => counted(one, many, count, c), moving),
  toString: fn(['any'], ([value], c) => strval(value, c), moving),
};

function mapped(map: (s: string) => string): FunctionSpec {
  return fn(
    ['string'],
    ([s], c) => {
      c.services.charge(workOfCharacters(s.text.length));
      return text(map(s.text), c.computed(s));
    },
    computing,
  );
}

function hashing(digest: (bytes: Uint8Array) => string): FunctionSpec {
  return fn(['string'], ([s], c) => text(digest(encodeUtf8(s.text)), c.computed(s)), {
    ...computing,
    ofBytes: (bytes, of, c) => text(digest(bytes), c.computed(of)),
  });
}

/** The part comes first, so that the text can be piped in. */
function testing(holds: (s: string, part: string) => boolean): FunctionSpec {
  return fn(
    ['string', 'string'],
    ([part, s], c) => {
      const outcome = holds(s.text, part.text);
      c.decided(s, outcome, [part]);
      c.decided(part, outcome, [s]);
      return bool(outcome, c.computed(part, s));
    },
    { result: 'bool' },
  );
}

function counted(one: StringValue, many: StringValue, count: IntValue, c: CallContext): Value {
  c.decided(count, count.value === 1n);
  return count.value === 1n ? one : many;
}

/** Sprig's abbrev (`left` 0) and abbrevboth over goutils.AbbreviateFull; all widths are bytes. */
function abbreviated(left: number, width: number, s: StringValue, c: CallContext): Value {
  const size = utf8Length(s.text);
  if (width < 4 || (left > 0 && width < 7) || size <= width) return s;
  const room = width - 3;
  const offset = Math.min(left, size - room);
  if (offset <= 4) return withDots('', s, 0, room, '...', c);
  if (offset + room >= size) return withDots('...', s, size - room, size, '', c);
  const inner = room - 3;
  if (room < 4) return text('...', c.computed(s));
  return withDots('...', s, offset, offset + inner, '...', c);
}

function withDots(before: string, s: StringValue, from: number, to: number, after: string, c: CallContext): Value {
  const kept = sliceBytes(s, from, to, c);
  return kept.kind === 'string' ? text(before + kept.text + after, c.computed(s)) : kept;
}

/** Sprig's trunc: the first, or for a negative count the last, bytes. What lies behind a placeholder stays. */
function truncated(count: IntValue, s: StringValue, c: CallContext): Value {
  const size = utf8Length(s.text);
  const { first } = holeBounds(s);
  if (count.value < 0n) {
    if (s.holes) return unknownText('where the text begins is unknown', c, s);
    return BigInt(size) + count.value > 0n ? sliceBytes(s, size + Number(count.value), undefined, c) : s;
  }
  if (BigInt(size) <= count.value) return s;
  const known = utf8Length(s.text.slice(0, first));
  if (s.holes && BigInt(known) < count.value) return s;
  return sliceBytes(s, 0, Number(count.value), c);
}

/** Sprig's substr, bounds and Go's complaints in bytes. */
function substring(start: IntValue, end: IntValue, s: StringValue, c: CallContext): Value | Failure {
  const size = BigInt(utf8Length(s.text));
  const from = start.value < 0n ? 0n : start.value;
  const toEnd = start.value >= 0n && (end.value < 0n || end.value > size);
  const to = toEnd ? size : end.value;
  if (to < 0n) return outOfBounds(`[:${to.toString()}]`);
  if (to > size) return outOfBounds(`[:${to.toString()}] with length ${size.toString()}`);
  if (from > to) return outOfBounds(`[${from.toString()}:${to.toString()}]`);
  return sliceBytes(s, Number(from), Number(to), c);
}

const outOfBounds = (bounds: string): Failure => fail(`runtime error: slice bounds out of range ${bounds}`);

function wrapped(width: IntValue, by: string, breaks: boolean, s: StringValue, c: CallContext): Value | Failure {
  if (s.text === '') return s;
  const lines = wrapLines(s.text, Number(width.value), breaks);
  if (!lines) return unknownText('a character is cut in two', c, s);
  if (s.text.length + lines.length * by.length > c.services.limits.output) return tooLarge('the text');
  return text(lines.join(by), c.computed(s));
}
