export type GoTokenType =
  | 'version'
  | 'handle'
  | 'document-start'
  | 'document-end'
  | 'block-sequence'
  | 'block-mapping'
  | 'block-end'
  | '['
  | ']'
  | '{'
  | '}'
  | '-'
  | ','
  | '?'
  | ':'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar'
  | 'end'
  /** The scanner has failed. */
  | 'failed';

/** One token as go-yaml's scanner gives it. */
export interface GoToken {
  readonly type: GoTokenType;
  /** UTF-16 units, and the line from 0. */
  readonly at: number;
  readonly line: number;
  /** A name, handle or version. */
  readonly text: string;
}

/** Where a text stops being YAML, and why: the scanner's or the parser's words. */
export interface GoFailure {
  readonly at: number;
  /** As the error names it; 0 for none. */
  readonly line: number;
  readonly message: string;
}

/** Tokens that were found and not yet taken. */
export class TokenQueue {
  #tokens: GoToken[] = [];
  #head = 0;
  #taken = 0;

  /** The number of the first token, counted from the text's start. */
  get taken(): number {
    return this.#taken;
  }

  /** The number of the token that is added next. */
  get next(): number {
    return this.#taken + this.#tokens.length - this.#head;
  }

  get first(): GoToken | undefined {
    return this.#tokens[this.#head];
  }

  add(token: GoToken): void {
    this.#tokens.push(token);
  }

  /** Puts a token before the one of that number; last, where that one is taken already. */
  insert(number: number, token: GoToken): void {
    const before = number - this.#taken;
    this.#tokens.splice(before < 0 ? this.#tokens.length : this.#head + before, 0, token);
  }

  take(): void {
    this.#head++;
    this.#taken++;
    if (this.#head < 512) return;
    this.#tokens = this.#tokens.slice(this.#head);
    this.#head = 0;
  }
}
