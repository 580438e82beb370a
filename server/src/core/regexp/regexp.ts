import { MatcherInput } from 're2js';
import type { Matcher, RE2JS } from 're2js';
import { CountedText, OutOfSteps } from './countedText.ts';
import { groupOf, parseTemplate } from './expand.ts';
import type { TemplatePart } from './expand.ts';
import type { Bounded, GroupNames, Match, Piece, Replaced, Slice } from './match.ts';
import { spendNothing } from './limits.ts';
import type { RegexpLimits, Spend } from './limits.ts';

/** The engine backtracks within a table of this many bits, where no instruction meets a character twice. */
const BACKTRACK_BITS = 262_144;
const BACKTRACK_PROGRAM = 500;

/** Steps that begin a search and take one group of what it finds, beyond those of the characters. */
const STEPS_OF_MATCH = 1000;

/** A compiled expression with the meaning of Go's `regexp.Regexp`: leftmost-first, on UTF-16 text. */
export class Regexp {
  readonly #engine: RE2JS;
  readonly #limits: RegexpLimits;
  readonly #names: GroupNames;
  readonly #spend: Spend;

  constructor(engine: RE2JS, names: GroupNames, limits: RegexpLimits, spend: Spend = spendNothing) {
    this.#spend = spend;
    this.#engine = engine;
    this.#names = names;
    this.#limits = limits;
  }

  /** How many groups the pattern has, without the whole match. */
  get groupCount(): number {
    return this.#engine.groupCount();
  }

  get groupNames(): GroupNames {
    return this.#names;
  }

  /** Whether the text holds a match (`MatchString`). */
  match(text: string): Bounded<boolean> {
    return this.#bounded(text, (matcher) => matcher.find(0));
  }

  /** The first match (`FindStringSubmatchIndex`). */
  find(text: string): Bounded<Match | undefined> {
    return this.#bounded(text, (matcher) => this.#findAt(matcher, 0));
  }

  /** At most `count` matches that do not overlap (`FindAllStringSubmatchIndex`); all of them when it is negative. */
  findAll(text: string, count = -1): Bounded<readonly Match[]> {
    return this.#bounded(text, (matcher) => this.#findAll(matcher, text, count));
  }

  /** Replaces every match by a template in Go's syntax: `$1`, `${name}`, `$$` (`ReplaceAllString`). */
  replaceAll(text: string, template: string): Bounded<Replaced> {
    return this.#replace(text, parseTemplate(template));
  }

  /** Replaces every match by a text as it is (`ReplaceAllLiteralString`). */
  replaceAllLiteral(text: string, replacement: string): Bounded<Replaced> {
    return this.#replace(text, replacement === '' ? [] : [{ text: replacement }]);
  }

  /** The parts between matches, at most `count` when it is positive, none when it is zero (`Split`). */
  split(text: string, count = -1): Bounded<readonly Slice[]> {
    if (count === 0) return { ok: true, value: [] };
    if (text === '' && this.#engine.pattern() !== '') return { ok: true, value: [{ start: 0, end: 0 }] };
    return this.#bounded(text, (matcher) => between(this.#findAll(matcher, text, count), text.length, count));
  }

  #bounded<T>(text: string, search: (matcher: Matcher) => T): Bounded<T> {
    const counted = new CountedText(text, this.#costOf(text), this.#limits.steps);
    try {
      return { ok: true, value: search(this.#engine.matcher(MatcherInput.utf16(counted))) };
    } catch (error) {
      if (error instanceof OutOfSteps) return { ok: false, reason: 'limit' };
      throw error;
    } finally {
      this.#spend(this.#limits.steps - Math.max(0, counted.left));
    }
  }

  /** The backtracker looks at a character once for each instruction; otherwise one look serves all instructions. */
  #costOf(text: string): number {
    const size = this.#engine.programSize();
    return size <= BACKTRACK_PROGRAM && text.length <= BACKTRACK_BITS / size ? 1 : size * (1 + this.groupCount / 8);
  }

  #findAt(matcher: Matcher, from: number): Match | undefined {
    this.#spend(STEPS_OF_MATCH * (1 + this.groupCount));
    if (!matcher.find(from)) return undefined;
    const groups: (Slice | undefined)[] = [];
    for (let i = 0; i <= this.groupCount; i++) {
      const start = matcher.start(i);
      groups.push(start < 0 ? undefined : { start, end: matcher.end(i) });
    }
    return { start: matcher.start(), end: matcher.end(), groups };
  }

  /** An empty match right after another match does not count. */
  #findAll(matcher: Matcher, text: string, count: number): readonly Match[] {
    const matches: Match[] = [];
    let lastEnd = -1;
    for (let at = 0; at <= text.length && matches.length !== count;) {
      const match = this.#findAt(matcher, at);
      if (!match) break;
      const isEmpty = match.end === at;
      if (!isEmpty || match.start !== lastEnd) matches.push(match);
      lastEnd = match.end;
      at = isEmpty ? at + widthAt(text, at) : match.end;
      stayWithin(matches.length, this.#limits.matches);
    }
    return matches;
  }

  #replace(text: string, template: readonly TemplatePart[]): Bounded<Replaced> {
    return this.#bounded(text, (matcher) => {
      const pieces: Piece[] = [];
      let lastEnd = 0;
      for (let at = 0; at <= text.length;) {
        const match = this.#findAt(matcher, at);
        if (!match) break;
        if (match.start > lastEnd) pieces.push({ kept: { start: lastEnd, end: match.start } });
        if (match.end > lastEnd || match.start === 0) pieces.push(...this.#expand(template, match));
        lastEnd = match.end;
        at = Math.max(match.end, at + widthAt(text, at));
        stayWithin(pieces.length, this.#limits.matches);
      }
      if (lastEnd < text.length) pieces.push({ kept: { start: lastEnd, end: text.length } });
      return { text: this.#join(text, pieces), pieces };
    });
  }

  #expand(template: readonly TemplatePart[], match: Match): readonly Piece[] {
    return template.flatMap((part): Piece | [] => {
      if ('text' in part) return { inserted: part.text };
      const kept = groupOf(part, match, this.#names);
      return kept && kept.end > kept.start ? { kept } : [];
    });
  }

  #join(text: string, pieces: readonly Piece[]): string {
    let length = 0;
    const parts = pieces.map((piece) => {
      const part = 'kept' in piece ? text.slice(piece.kept.start, piece.kept.end) : piece.inserted;
      length += part.length;
      stayWithin(length, this.#limits.output);
      return part;
    });
    return parts.join('');
  }
}

function stayWithin(count: number, limit: number): void {
  if (count > limit) throw new OutOfSteps();
}

function between(matches: readonly Match[], length: number, count: number): readonly Slice[] {
  const slices: Slice[] = [];
  let start = 0;
  let end = 0;
  for (const match of matches) {
    if (slices.length === count - 1) break;
    end = match.start;
    if (match.end !== 0) slices.push({ start, end });
    start = match.end;
  }
  if (end !== length) slices.push({ start, end: length });
  return slices;
}

/** How many UTF-16 units the character at an offset has; one at the text's end. */
function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
