import { blanksEnd, patternAt } from './mastermindsScan.ts';

/** A text with the UTF-16 offset that each of its characters has in another one, and the offset of its end. */
export interface MappedText {
  readonly text: string;
  /** One longer than the text. */
  readonly offsets: readonly number[];
}

interface HyphenRange {
  readonly start: number;
  readonly end: number;
  readonly lower: string;
  readonly lowerStart: number;
  readonly upper: string;
  readonly upperStart: number;
}

/**
 * Writes every `1.2 - 2.0` as `>= 1.2, <= 2.0 ` before anything else is read. Masterminds does this in the text,
 * replacing the first occurrence, so ranges may stand beside other comparators and may swallow each other's ends.
 */
export function rewriteHyphens(text: string): MappedText {
  let out: MappedText = { text, offsets: Array.from({ length: text.length + 1 }, (_, i) => i) };
  for (const range of hyphenRanges(text)) {
    const whole = text.slice(range.start, range.end);
    const at = out.text.indexOf(whole);
    if (at >= 0) out = join([sliceMapped(out, 0, at), comparators(range), sliceMapped(out, at + whole.length)]);
  }
  return out;
}

/** A part of a mapped text; `end` defaults to its end. */
export function sliceMapped(mapped: MappedText, start: number, end: number = mapped.text.length): MappedText {
  return { text: mapped.text.slice(start, end), offsets: mapped.offsets.slice(start, end + 1) };
}

function hyphenRanges(text: string): readonly HyphenRange[] {
  const ranges: HyphenRange[] = [];
  for (let at = 0; at < text.length;) {
    const range = hyphenRangeAt(text, at);
    if (range) ranges.push(range);
    at = range ? range.end : at + 1;
  }
  return ranges;
}

function hyphenRangeAt(text: string, start: number): HyphenRange | undefined {
  const lowerStart = blanksEnd(text, start);
  const lower = patternAt(text, lowerStart)?.text;
  if (lower === undefined) return undefined;
  const lowerEnd = lowerStart + lower.length;
  const hyphen = blanksEnd(text, lowerEnd);
  if (hyphen === lowerEnd || text[hyphen] !== '-') return undefined;
  const upperStart = blanksEnd(text, hyphen + 1);
  const upper = upperStart === hyphen + 1 ? undefined : patternAt(text, upperStart)?.text;
  if (upper === undefined) return undefined;
  return { start, end: blanksEnd(text, upperStart + upper.length), lower, lowerStart, upper, upperStart };
}

function comparators({ lower, lowerStart, upper, upperStart, end }: HyphenRange): MappedText {
  const offsets = (text: string, toOffset: (i: number) => number) =>
    Array.from({ length: text.length + 1 }, (_, i) => toOffset(i));
  const here = (text: string, offset: number): MappedText => ({ text, offsets: offsets(text, () => offset) });
  const moved = (text: string, offset: number): MappedText => ({ text, offsets: offsets(text, (i) => offset + i) });
  const upperEnd = Math.min(upperStart + upper.length, end);
  return join([
    here('>= ', lowerStart),
    moved(lower, lowerStart),
    here(', <= ', upperStart),
    moved(upper, upperStart),
    here(' ', upperEnd),
  ]);
}

/** Each part's end is the next one's start, so only the last end is kept. */
function join(parts: readonly MappedText[]): MappedText {
  const offsets = parts.flatMap((part, i) => (i === parts.length - 1 ? part.offsets : part.offsets.slice(0, -1)));
  return { text: parts.map((part) => part.text).join(''), offsets };
}
