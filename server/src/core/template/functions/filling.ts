import { isHole, padLines, segmentAt, TracedBuilder } from '../../text/traced.ts';
import { appendShown } from '../show.ts';
import { utf8Length } from '../utf8.ts';
import { partsOf, text, tracedText } from '../value.ts';
import type { IntValue, StringValue, Value } from '../value.ts';
import type { CallContext, Failure } from './function.ts';
import { fail, tooLarge } from './function.ts';
import { appendAll, unknownText } from './slices.ts';

const maximumInt = 2n ** 63n - 1n;

/** Why Go or our budget refuses a text repeated `count` times; undefined when it is fine. */
function refusal(count: bigint, value: string, c: CallContext): Failure | undefined {
  if (count < 0n) return fail('strings: negative Repeat count');
  if (BigInt(utf8Length(value)) * count > maximumInt) return fail('strings: Repeat output length overflow');
  if (BigInt(value.length) * count > BigInt(c.services.limits.output)) return tooLarge('the text');
  return undefined;
}

/** More copies than anyone follows back are one piece of text. */
const tracedCopies = 1000;

/** strings.Repeat. */
export function repeat(count: IntValue, value: StringValue, c: CallContext): Value | Failure {
  const refused = refusal(count.value, value.text, c);
  if (refused) return refused;
  const times = value.text === '' ? 0 : Number(count.value);
  if (times > tracedCopies) {
    return value.holes
      ? unknownText('repeats unknown text', c, count, value)
      : text(value.text.repeat(times), c.computed(count, value));
  }
  const builder = new TracedBuilder();
  for (let i = 0; i < times; i++) appendAll(builder, value);
  return tracedText(builder.finish(), c.computed(count, value));
}

/** Sprig's indent and nindent (`start` is a line break then): every line, empty ones too, gets the padding. */
export function indent(spaces: IntValue, value: StringValue, start: string, c: CallContext): Value | Failure {
  const refused = refusal(spaces.value, ' ', c);
  if (refused) return refused;
  const pad = ' '.repeat(Number(spaces.value));
  if (isTooLarge(start, pad, value.text, c.services.limits.output)) return tooLarge('the text');
  const source = { text: value.text, parts: partsOf(value) };
  const padded = value.paddings
    ? value.paddings.padLines(source, pad, c.computed(), start + pad)
    : padLines(source, pad, c.computed(), start + pad);
  return tracedText(padded, c.computed(value));
}

/** Lines are counted only where a text of nothing but line breaks would be too large. */
const isTooLarge = (start: string, pad: string, value: string, most: number): boolean =>
  start.length + pad.length * (1 + value.length) + value.length > most &&
  start.length + pad.length * (1 + linesIn(value)) + value.length > most;

/** How many line breaks there are. */
function linesIn(value: string): number {
  let count = 0;
  for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) count++;
  return count;
}

/** Sprig's cat: what is not nil, a blank between. */
export function cat(values: readonly Value[], c: CallContext): Value | Failure {
  const builder = new TracedBuilder();
  const added = c.computed();
  let first = true;
  for (const value of values) {
    if (value.kind === 'nil') continue;
    if (!first) builder.append(' ', added);
    appendShown(builder, value, added);
    first = false;
    if (builder.length > c.services.limits.output) return tooLarge('the text');
  }
  return tracedText(builder.finish(), c.computed(...values));
}

/** strings.ReplaceAll. Placeholders stay; a longer text could begin in one, so then nothing is known. */
export function replace(old: StringValue, by: StringValue, source: StringValue, c: CallContext): Value | Failure {
  if (old.holes || (source.holes && old.text.length !== 1)) {
    return unknownText('what is replaced is unknown', c, old, by, source);
  }
  const at = old.text === '' ? betweenCharacters(source.text) : occurrences(old.text, source);
  if (at.length === 0) return source;
  const size = source.text.length + at.length * (by.text.length - old.text.length);
  if (size > c.services.limits.output) return tooLarge('the text');
  const builder = new TracedBuilder();
  const parts = partsOf(source);
  let from = 0;
  for (const position of at) {
    builder.appendPart(source.text, parts, from, position);
    appendAll(builder, by);
    from = position + old.text.length;
  }
  builder.appendPart(source.text, parts, from, source.text.length);
  return tracedText(builder.finish(), c.computed(old, by, source));
}

function betweenCharacters(source: string): readonly number[] {
  const at = [0];
  let offset = 0;
  for (const char of source) {
    offset += char.length;
    at.push(offset);
  }
  return at;
}

function occurrences(old: string, source: StringValue): readonly number[] {
  const parts = partsOf(source);
  const at: number[] = [];
  for (let i = source.text.indexOf(old); i >= 0; i = source.text.indexOf(old, i + old.length)) {
    const origin = parts.origins[segmentAt(parts, i)];
    if (!origin || !isHole(origin)) at.push(i);
  }
  return at;
}
