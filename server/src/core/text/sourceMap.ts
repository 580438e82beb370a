import { addTo } from '../base/groups.ts';
import { noOrigin, partOf } from './origin.ts';
import type { Anchor, Origin, Place } from './origin.ts';
import { contains, overlaps } from './range.ts';
import type { TextRange } from './range.ts';
import { segmentAt } from './traced.ts';
import type { Parts } from './traced.ts';

/** A run of generated text with one origin; `range` is its UTF-16 offsets in the generated text. */
export interface Segment {
  readonly range: TextRange;
  readonly origin: Origin;
  readonly maybe: boolean;
}

interface Generated {
  readonly source: Place;
  readonly exact: boolean;
  readonly range: TextRange;
}

/** Generated text and where it comes from, both ways. Exact literals map offset by offset, all else as a whole. */
export class SourceMap {
  readonly #parts: Parts;
  #bySource: ReadonlyMap<string, readonly Generated[]> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#parts.ends.length;
  }

  /** Whether everything in a range that is not empty stands in branches of unknown outcome. */
  isMaybe(range: TextRange): boolean {
    const { ends, maybe } = this.#parts;
    let i = segmentAt(this.#parts, range.start);
    if (i < 0) return false;
    for (; maybe[i] === true; i++) if ((ends[i] ?? 0) >= range.end) return true;
    return false;
  }

  /** The segments that share a character with a range, cut to it; for an empty range the one it touches. */
  toSource(range: TextRange): readonly Segment[] {
    const { ends, origins, maybe } = this.#parts;
    const found: Segment[] = [];
    for (let i = Math.max(0, segmentAt(this.#parts, range.start)); i < ends.length; i++) {
      const start = ends[i - 1] ?? 0;
      if (found.length > 0 && start >= range.end) break;
      const end = ends[i] ?? 0;
      const cut = { start: clamp(range.start, start, end), end: clamp(range.end, start, end) };
      found.push({
        range: cut,
        origin: partOf(origins[i] ?? noOrigin, cut.start - start, cut.end - start),
        maybe: maybe[i] === true,
      });
      if (end >= range.end) break;
    }
    return found;
  }

  /** Where in the generated text the source between two offsets of an anchor has gone, in order; every loop turn is one. */
  toGenerated(anchor: Anchor, source: TextRange): readonly TextRange[] {
    this.#bySource ??= index(this.#parts);
    const ranges: TextRange[] = [];
    for (const generated of this.#bySource.get(anchorKey(anchor)) ?? []) {
      if (overlaps(generated.source, source) || contains(generated.source, source))
        ranges.push(cutGenerated(generated, source));
    }
    return ranges;
  }
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));

const anchorKey = (anchor: Anchor): string => `${anchor.file}\n${anchor.define}`;

function cutGenerated({ source, exact, range }: Generated, wanted: TextRange): TextRange {
  if (!exact) return range;
  const shift = range.start - source.start;
  return {
    start: clamp(wanted.start, source.start, source.end) + shift,
    end: clamp(wanted.end, source.start, source.end) + shift,
  };
}

function index(parts: Parts): ReadonlyMap<string, readonly Generated[]> {
  const byAnchor = new Map<string, Generated[]>();
  parts.origins.forEach((origin, i) => {
    const source = placeOf(origin);
    if (!source) return;
    const generated = {
      source,
      exact: origin.kind === 'literal' && origin.exact,
      range: { start: parts.ends[i - 1] ?? 0, end: parts.ends[i] ?? 0 },
    };
    addTo(byAnchor, anchorKey(source.anchor), generated);
  });
  return byAnchor;
}

/** The template text that an origin stands at: the literal itself, the printing action, or the call that computed it. */
export function placeOf(origin: Origin): Place | undefined {
  if (origin.kind === 'literal') return origin;
  if (origin.kind === 'printed' || origin.kind === 'computed') return origin.place;
  return origin.kind === 'unknown' ? placeOf(origin.of) : undefined;
}
