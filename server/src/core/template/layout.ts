import { noOrigin } from '../text/origin.ts';
import type { Origin, Shape } from '../text/origin.ts';
import type { TextRange } from '../text/range.ts';
import { isHole, segmentAt, TracedBuilder } from '../text/traced.ts';
import type { TracedText } from '../text/traced.ts';

/** A part of the rendered text that is not known and for which Helm has no answer. */
export interface OpaqueSpan {
  /** In the rendered text: the placeholder word, or the empty line that stands in its place. */
  readonly range: TextRange;
  readonly reason: string;
  readonly shape: Shape;
  /** The column (in UTF-16 units, from 0) at which more may stand, when it filled its line. */
  readonly openColumn: number | undefined;
  readonly maybe: boolean;
  readonly origin: Origin;
}

/** Rendered text in which lines that hold nothing but unknown parts are empty, and where all unknown parts are. */
export function layOut(traced: TracedText): { readonly traced: TracedText; readonly opaque: readonly OpaqueSpan[] } {
  const holes = holesIn(traced);
  if (holes.length === 0) return { traced, opaque: [] };
  const builder = new TracedBuilder();
  const opaque: OpaqueSpan[] = [];
  let from = 0;
  let line: TextRange = { start: 0, end: -1 };
  let fills = false;
  for (const hole of holes) {
    const start = traced.parts.ends[hole - 1] ?? 0;
    const end = traced.parts.ends[hole] ?? 0;
    // One line may have thousands of holes.
    if (end > line.end) {
      line = lineAround(traced.text, start, end);
      fills = fillsLine(traced, line);
    }
    const block: TextRange | undefined = fills ? undefined : blockAt(traced, hole, line.end);
    if (block) [line, fills] = [block, true];
    if (fills && from <= line.start) builder.appendPart(traced.text, traced.parts, from, line.start);
    else if (!fills) builder.appendPart(traced.text, traced.parts, from, end);
    if (block) builder.append('\n', traced.parts.origins[hole - 1] ?? noOrigin);
    from = Math.max(from, fills ? line.end : end);
    const range = fills
      ? { start: builder.length, end: builder.length }
      : { start: builder.length - (end - start), end: builder.length };
    opaque.push(spanOf(traced, hole, range, fills ? start - line.start : undefined));
  }
  builder.appendPart(traced.text, traced.parts, from, traced.text.length);
  return { traced: builder.finish(), opaque };
}

/**
 * The rest of a line from the blanks on that `indent` put before an unknown text: such text is a block of lines, and behind
 * other text (`a: b` and then `{{- include "lines" . | indent 4 }}`) it can only begin with a line break of its own.
 */
function blockAt(traced: TracedText, hole: number, end: number): TextRange | undefined {
  const { ends, origins } = traced.parts;
  const [start, stop] = [ends[hole - 2] ?? 0, ends[hole - 1] ?? 0];
  const isPad = hole > 0 && isIndent(origins[hole - 1] ?? noOrigin) && traced.text.slice(start, stop).trim() === '';
  return isPad && fillsLine(traced, { start, end }) ? { start, end } : undefined;
}

const isIndent = (origin: Origin): boolean =>
  origin.kind === 'printed' ? isIndent(origin.of) : origin.kind === 'computed' && origin.name === 'indent';

/** The indexes of the segments that are not known; there may be tens of thousands of others. */
function holesIn({ parts }: TracedText): readonly number[] {
  const { origins } = parts;
  const holes: number[] = [];
  for (let i = 0; i < origins.length; i++) if (isHole(origins[i] ?? noOrigin)) holes.push(i);
  return holes;
}

function spanOf(traced: TracedText, hole: number, range: TextRange, openColumn: number | undefined): OpaqueSpan {
  const origin = traced.parts.origins[hole] ?? { kind: 'none' };
  const { reason, shape } = origin.kind === 'unknown' ? origin : { reason: 'unknown', shape: 'any' as const };
  return { range, reason, shape, openColumn, maybe: traced.parts.maybe[hole] === true, origin };
}

function lineAround(text: string, start: number, end: number): TextRange {
  const next = text.indexOf('\n', end);
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: next < 0 ? text.length : next };
}

function fillsLine({ text, parts }: TracedText, line: TextRange): boolean {
  for (let i = segmentAt(parts, line.start); i < parts.ends.length; i++) {
    const start = Math.max(line.start, parts.ends[i - 1] ?? 0);
    if (start >= line.end) return true;
    const origin = parts.origins[i];
    if (origin && isHole(origin)) continue;
    if (text.slice(start, Math.min(line.end, parts.ends[i] ?? 0)).trim() !== '') return false;
  }
  return true;
}
