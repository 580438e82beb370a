import { textRange } from '../text/range.ts';
import type { YamlProblem } from './nodes.ts';

/** A place to which a cursor can go back. */
export interface CursorMark {
  readonly at: number;
  readonly line: number;
  readonly lexemes: number;
  readonly problems: number;
}

/** The library's mark (its cst.ts) that the next lexeme is a plain or block scalar. */
const SCALAR = '\u001f';

/** A place in a text, the lexemes that were cut off before it, and what was found wrong in them. */
export class LexCursor {
  readonly text: string;
  readonly lexemes: string[] = [];
  readonly problems: YamlProblem[] = [];
  /** UTF-16 offset of what is read next. */
  at = 0;
  /** Where its line begins. */
  line = 0;
  /** Whether nothing but blanks stands before it in its line. */
  first = true;
  readonly #base: number;
  /** The last answer of {@link lineEnd}, which holds from `#lineFrom` to it; kept, as lines may be long. */
  #lineFrom = 0;
  #lineStop = -1;

  /** `base` is added to the offsets of problems. */
  constructor(text: string, base: number) {
    this.text = text;
    this.#base = base;
  }

  get column(): number {
    return this.at - this.line;
  }

  /** The code unit at a distance from here; NaN past the text's end. */
  code(distance = 0): number {
    return this.text.charCodeAt(this.at + distance);
  }

  /** Where the line ends, before its line break. */
  lineEnd(): number {
    if (this.#lineFrom <= this.at && this.at <= this.#lineStop) return this.#lineStop;
    const feed = this.text.indexOf('\n', this.at);
    const crlf = feed > this.at && this.text.charCodeAt(feed - 1) === 13;
    this.#lineFrom = this.at;
    this.#lineStop = feed < 0 ? this.text.length : feed - (crlf ? 1 : 0);
    return this.#lineStop;
  }

  /** Where a sticky pattern that starts here ends; here when it does not match. */
  match(pattern: RegExp): number {
    pattern.lastIndex = this.at;
    return pattern.test(this.text) ? pattern.lastIndex : this.at;
  }

  /** Cuts off a lexeme that ends at an offset; none when that is here. */
  push(end: number): void {
    if (end <= this.at) return;
    this.lexemes.push(this.text.slice(this.at, end));
    this.at = end;
  }

  /** Cuts off a plain or block scalar, which may be empty. */
  scalar(end: number): void {
    this.lexemes.push(SCALAR, this.text.slice(this.at, end));
    this.at = end;
  }

  /** Cuts off the line break that stands here. */
  newline(): void {
    this.push(this.at + (this.code() === 13 ? 2 : 1));
    this.line = this.at;
    this.first = true;
  }

  /** After a lexeme that went on over line breaks: the line is the one where it ended. */
  relocate(): void {
    this.line = this.text.lastIndexOf('\n', this.at - 1) + 1;
    this.first = this.at === this.line;
  }

  mark(): CursorMark {
    return { at: this.at, line: this.line, lexemes: this.lexemes.length, problems: this.problems.length };
  }

  goBack(mark: CursorMark): void {
    this.at = mark.at;
    this.line = mark.line;
    this.lexemes.length = mark.lexemes;
    this.problems.length = mark.problems;
    this.#lineStop = -1;
  }

  problem(start: number, end: number, message: string): void {
    this.problems.push({ kind: 'syntax', range: textRange(start + this.#base, end + this.#base), message });
  }

  tabProblem(offset: number): void {
    this.problem(offset, offset + 1, 'A tab cannot stand for indentation');
  }
}
