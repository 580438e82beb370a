import { isDisordered, maximumInputs, noOrigin, partOf } from './origin.ts';
import type { LiteralOrigin, Origin } from './origin.ts';

/**
 * Text whose every UTF-16 unit has an origin. Parallel arrays, since one rendered file has thousands of segments:
 * segment i covers [ends[i-1] or 0, ends[i]).
 */
export interface TracedText {
  readonly text: string;
  readonly parts: Parts;
}

export interface Parts {
  readonly ends: readonly number[];
  readonly origins: readonly Origin[];
  /** Whether the segment stands where only a branch of unknown outcome puts it. */
  readonly maybe: readonly boolean[];
}

/** The index of the segment that holds the unit at `offset` (the last one for the text's end); -1 without segments. */
export function segmentAt(parts: Parts, offset: number): number {
  let low = 0;
  let high = parts.ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts.ends[middle] ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return high < 0 ? -1 : low;
}

/** Whether a segment is a placeholder for text that is not known. */
export const isHole = (origin: Origin): boolean => origin.kind === 'unknown' && !origin.answered;

/** Whether text is not known: a placeholder stands in it, or what only chance puts there, or in this order. */
export const isUncertain = ({ origins, maybe }: Parts): boolean =>
  maybe.includes(true) || origins.some((origin) => isHole(origin) || isDisordered(origin));

/** UTF-16 units of a text that is not looked at to find that it is more than blanks. */
const LONG = 1000;

/** Builds traced text from left to right; every piece is copied once. */
export class TracedBuilder {
  #text = '';
  /** Where the text ended when something else than blanks was written last. */
  #written = 0;
  /** Segments before this one are not to be lengthened. */
  #closed = 0;
  readonly #ends: number[] = [];
  readonly #origins: Origin[] = [];
  readonly #maybe: boolean[] = [];

  /** UTF-16 units so far. */
  get length(): number {
    return this.#text.length;
  }

  get segments(): number {
    return this.#ends.length;
  }

  /** Adds text that has one origin. */
  append(text: string, origin: Origin, maybe = false): void {
    if (text === '') return;
    this.#write(text);
    const last = this.#ends.length - 1;
    if (
      last >= this.#closed &&
      this.#origins[last] === origin &&
      this.#maybe[last] === maybe &&
      origin.kind !== 'literal' &&
      !isHole(origin)
    ) {
      this.#ends[last] = this.#text.length;
      return;
    }
    this.#ends.push(this.#text.length);
    this.#origins.push(origin);
    this.#maybe.push(maybe);
  }

  /** Adds [from, to) of another text with its origins. `wrap` may replace an origin as it is copied. */
  appendPart(
    text: string,
    parts: Parts,
    from: number,
    to: number,
    maybe = false,
    wrap?: (origin: Origin) => Origin,
  ): void {
    if (from >= to) return;
    const base = this.#text.length - from;
    this.#write(text.slice(from, to));
    const { ends, origins, maybe: doubts } = parts;
    const first = segmentAt(parts, from);
    let start = ends[first - 1] ?? 0;
    for (let i = first; i < ends.length && start < to; i++) {
      const end = ends[i] ?? to;
      const origin = origins[i] ?? noOrigin;
      const isWhole = from <= start && end <= to;
      const cut = isWhole ? origin : partOf(origin, Math.max(from, start) - start, Math.min(to, end) - start);
      this.#ends.push(base + Math.min(to, end));
      this.#origins.push(wrap ? wrap(cut) : cut);
      this.#maybe.push(maybe || doubts[i] === true);
      start = end;
    }
  }

  /** Adds text that stands for [from, to) of another without being equal to it, e.g. an escape for a character. */
  appendMapped(text: string, parts: Parts, from: number, to: number): void {
    const i = segmentAt(parts, from);
    const origin = partOf(parts.origins[i] ?? noOrigin, from - (parts.ends[i - 1] ?? 0), to - (parts.ends[i - 1] ?? 0));
    const maybe = parts.maybe[i] === true;
    if (origin.kind !== 'literal') this.append(text, origin, maybe);
    else if (!this.#extend(text, origin, maybe))
      this.append(text, origin.exact ? { ...origin, exact: false } : origin, maybe);
  }

  /** Escapes that follow each other are one segment: a text of nothing else would have one for each character. */
  #extend(text: string, origin: LiteralOrigin, maybe: boolean): boolean {
    const i = this.#ends.length - 1;
    const last = i < this.#closed ? undefined : this.#origins[i];
    if (last?.kind !== 'literal' || last.exact || this.#maybe[i] !== maybe) return false;
    const follows = last.end === origin.start && last.anchor === origin.anchor && last.call === origin.call;
    if (last !== origin && !follows) return false;
    if (last !== origin) this.#origins[i] = { ...last, end: origin.end };
    this.#write(text);
    this.#ends[i] = this.#text.length;
    return true;
  }

  #write(text: string): void {
    this.#text += text;
    if (text.length > LONG || /\S/.test(text)) this.#written = this.#text.length;
  }

  /** Ends the segment that is being written, so that what follows can be told apart; how many there are. */
  close(): number {
    this.#closed = this.#ends.length;
    return this.#closed;
  }

  /** Gives each segment from an index on another origin. */
  rewrap(from: number, wrap: (origin: Origin) => Origin): void {
    for (let i = from; i < this.#origins.length; i++) this.#origins[i] = wrap(this.#origins[i] ?? noOrigin);
  }

  /** Whether anything but blanks was written from a segment on. */
  wroteSince(from: number): boolean {
    return this.#written > (this.#ends[from - 1] ?? 0);
  }

  finish(): TracedText {
    return { text: this.#text, parts: { ends: this.#ends, origins: this.#origins, maybe: this.#maybe } };
  }
}

/** Embedded text of more lines than anyone follows back is one piece. */
const tracedLines = 1000;

/**
 * Text with `start` before it and `pad` behind every line break, both of origin `added`. Within a part that maps as a whole the padding belongs to
 * that part: a file that is embedded line by line would else have thousands of segments that tell nothing.
 */
export function padLines({ text, parts }: TracedText, pad: string, added: Origin, start = ''): TracedText {
  if (pad === '' && start === '') return { text, parts };
  const { ends, origins, maybe } = parts;
  const out: PadOutput = { ends: [], origins: [], maybe: [], padding: start.length };
  if (start !== '') push(out, start.length, added, false);
  let next = text.indexOf('\n');
  for (let i = 0; i < ends.length; i++) {
    const begin = ends[i - 1] ?? 0;
    const end = ends[i] ?? 0;
    const origin = origins[i] ?? noOrigin;
    const isExact = origin.kind === 'literal' && origin.exact;
    const cuts = [begin];
    let breaks = 0;
    for (; next >= 0 && next < end; next = text.indexOf('\n', next + 1)) {
      breaks++;
      if (isExact && breaks <= tracedLines) cuts.push(next + 1);
    }
    if (isExact && breaks > 0 && breaks <= tracedLines)
      padExact(out, origin, [...cuts, end], pad, added, maybe[i] === true);
    else {
      out.padding += breaks * pad.length;
      push(out, end + out.padding, isExact && breaks > 0 ? { ...origin, exact: false } : origin, maybe[i] === true);
    }
  }
  return { text: start + (pad === '' ? text : text.replaceAll('\n', `\n${pad}`)), parts: out };
}

interface PadOutput {
  readonly ends: number[];
  readonly origins: Origin[];
  readonly maybe: boolean[];
  /** Units of padding so far. */
  padding: number;
}

function push(out: PadOutput, end: number, origin: Origin, doubt: boolean): void {
  out.ends.push(end);
  out.origins.push(origin);
  out.maybe.push(doubt);
}

/** Each line with its break as a part of its own, and the padding between them. `cuts` are where lines begin, and the end. */
function padExact(
  out: PadOutput,
  origin: Origin,
  cuts: readonly number[],
  pad: string,
  added: Origin,
  doubt: boolean,
): void {
  const [start = 0] = cuts;
  for (let i = 1; i < cuts.length; i++) {
    const from = cuts[i - 1] ?? 0;
    const to = cuts[i] ?? 0;
    if (from < to) push(out, to + out.padding, partOf(origin, from - start, to - start), doubt);
    if (i === cuts.length - 1) return;
    out.padding += pad.length;
    push(out, to + out.padding, added, false);
  }
}

/** One bounded summary of the origins of all parts: what is unknown first, and what is literal last. */
export function summaryOf(parts: Parts): readonly Origin[] {
  const hole = parts.origins.find(isHole) ?? parts.origins.find(isDisordered);
  const telling: Origin[] = [];
  const literal: Origin[] = [];
  const count = Math.min(parts.origins.length, 256);
  for (let i = 0; i < count && telling.length < maximumInputs; i++) {
    const origin = parts.origins[i] ?? noOrigin;
    if (origin.kind !== 'literal') telling.push(origin);
    else if (literal.length < maximumInputs) literal.push(origin);
  }
  return [...(hole ? [hole] : []), ...telling, ...literal].slice(0, maximumInputs);
}
