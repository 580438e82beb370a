import { textRange } from '../text/range.ts';
import type { TextRange } from '../text/range.ts';
import type { Token } from './lexer.ts';
import { describeToken } from './lexerMessage.ts';
import type { BadNode, SyntaxProblem } from './nodes.ts';
import type { Action } from './parserAction.ts';

/** What all actions of a file share. */
export interface ParseContext {
  readonly source: string;
  readonly problems: SyntaxProblem[];
  readonly isFunction: (name: string) => boolean;
}

/**
 * Walks over the tokens of one action. The first thing that does not parse is reported as a problem and kept in
 * `failure`; the parse functions then return undefined up to the action.
 */
export class Cursor {
  readonly context: ParseContext;
  readonly action: Action;
  /** Where the body around the action starts in the file. */
  readonly base: number;
  /** The open parentheses around the next token. */
  readonly parens: Token[] = [];
  failure: string | undefined;
  #at = 0;
  readonly #last: Token;

  constructor(context: ParseContext, action: Action, base: number) {
    this.context = context;
    this.action = action;
    this.base = base;
    this.#last = action.tokens.at(-1) ?? { kind: 'unclosed', start: 0, end: 0, message: undefined };
  }

  /** The next token; at the end the last one again. */
  peek(): Token {
    return this.action.tokens[this.#at] ?? this.#last;
  }

  next(): Token {
    const token = this.peek();
    this.#at++;
    return token;
  }

  nextNonSpace(): Token {
    this.skipSpace();
    return this.next();
  }

  peekNonSpace(): Token {
    this.skipSpace();
    return this.peek();
  }

  skipSpace(): void {
    while (this.peek().kind === 'space') this.#at++;
  }

  /** The place to come back to with `reset`. */
  save(): number {
    return this.#at;
  }

  reset(place: number): void {
    this.#at = place;
  }

  text(token: TextRange): string {
    return this.context.source.slice(token.start, token.end);
  }

  /** A range of file offsets, relative to the body. */
  range(start: number, end: number): TextRange {
    return textRange(start - this.base, end - this.base);
  }

  report(range: TextRange, message: string): void {
    this.context.problems.push({ range: textRange(range.start, range.end), message });
  }

  /** A part that is replaced by a hole while the rest of the action stands. */
  bad(range: TextRange, message: string): BadNode {
    this.report(range, message);
    return { kind: 'bad', range: this.range(range.start, range.end), message };
  }

  fail(range: TextRange, message: string): undefined {
    this.failure = message;
    this.report(range, message);
  }

  /** Fails over a token that cannot stand here. An unclosed parenthesis or action is shown at its start or as a whole. */
  unexpected(token: Token, where: string): undefined {
    const around = token.kind === 'error' ? (this.parens.at(-1) ?? this.action) : this.action;
    const range = token.start < token.end ? token : around;
    this.fail(range, token.kind === 'error' ? (token.message ?? '') : this.#unexpectedIn(token, where));
  }

  #unexpectedIn(token: Token, where: string): string {
    if (token.kind !== 'unclosed') return `unexpected ${describeToken(token, this.context.source)} in ${where}`;
    return token.message ?? `unexpected "{" in ${where}`;
  }
}
