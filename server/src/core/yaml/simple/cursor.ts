import type { YamlLimits } from '../limits.ts';

/** Code units that this reader tells apart. */
export const FEED = 10;
export const RETURN = 13;
export const SPACE = 32;
export const HASH = 35;
export const AMPERSAND = 38;
export const ASTERISK = 42;
export const DASH = 45;
export const COLON = 58;

/** Whether a code unit ends a line; NaN, past the text's end, does. A return is always followed by a feed. */
export const isBreak = (code: number): boolean => code === FEED || code === RETURN || Number.isNaN(code);

/** Whether a code unit is a space or ends a line. */
export const isGap = (code: number): boolean => code === SPACE || isBreak(code);

/** A place in a text that is read as simple YAML, as long as it proves to be. */
export class SimpleCursor {
  readonly text: string;
  /** UTF-16 offset of what is read next. */
  at = 0;
  /** Where its line begins. */
  line = 0;
  /** Whether something was met that is not simple: what was read since is worth nothing. */
  failed = false;
  #depth: number;
  #nodes: number;

  constructor(text: string, { depth, nodes }: YamlLimits) {
    this.text = text;
    this.#depth = depth;
    this.#nodes = nodes;
  }

  get column(): number {
    return this.at - this.line;
  }

  /** The code unit at a distance from here; NaN past the text's end. */
  code(distance = 0): number {
    return this.text.charCodeAt(this.at + distance);
  }

  fail(): void {
    this.failed = true;
  }

  /** Counts a node. */
  count(): void {
    if (--this.#nodes < 0) this.failed = true;
  }

  /** Enters a collection, which {@link leave} ends. */
  enter(): void {
    this.count();
    // One less than what is allowed: where exactly it ends is told by the library.
    if (--this.#depth <= 0) this.failed = true;
  }

  leave(): void {
    this.#depth++;
  }

  skipSpaces(): void {
    while (this.text.charCodeAt(this.at) === SPACE) this.at++;
  }

  /** Whether the line ends here, perhaps with a comment behind a space. */
  get atLineEnd(): boolean {
    const code = this.code();
    if (code === HASH) return this.at === this.line || this.code(-1) === SPACE;
    return isBreak(code);
  }

  /** Over what ends the line, and lines without content, to what comes next. False: that is the end of the text. */
  nextContent(): boolean {
    for (;;) {
      this.skipSpaces();
      if (!this.atLineEnd) break;
      const feed = this.text.indexOf('\n', this.at);
      this.at = this.line = feed < 0 ? this.text.length : feed + 1;
      if (feed < 0) return false;
    }
    return true;
  }

  /** As {@link nextContent} after a token, behind which nothing may follow in its line. */
  endLine(): boolean {
    this.skipSpaces();
    if (!this.atLineEnd) this.failed = true;
    return !this.failed && this.nextContent();
  }

  /** Whether an item of a block sequence begins here. */
  get isDash(): boolean {
    return this.code() === DASH && isGap(this.code(1));
  }

  /** Whether a document may begin or end here. */
  get isDocumentMark(): boolean {
    const { text, at } = this;
    return at === this.line && (text.startsWith('---', at) || text.startsWith('...', at));
  }
}
