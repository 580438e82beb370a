import type { TextRange } from '../text/range.ts';
import { closesAction, closesTrimming, isSpace } from './lexerChars.ts';

/**
 * `open` is `{{` or `{{- ` (with one space), `close` is `}}` or ` -}}`; `trimmed` is the white space that a trim marker
 * takes away; `comment` runs from `{{` to `}}`. `unclosed` is empty and stands where an action without `}}` ends.
 * `.` and `nil` have kinds of their own, all other keywords are `keyword`.
 */
export type TokenKind =
  | 'text'
  | 'trimmed'
  | 'comment'
  | 'open'
  | 'close'
  | 'unclosed'
  | 'space'
  | 'assign'
  | 'declare'
  | 'pipe'
  | 'leftParen'
  | 'rightParen'
  | 'char'
  | 'charConstant'
  | 'number'
  | 'complex'
  | 'string'
  | 'rawString'
  | 'bool'
  | 'nil'
  | 'dot'
  | 'field'
  | 'variable'
  | 'identifier'
  | 'keyword'
  | 'error';

/** A piece of a template; its range is in UTF-16 offsets of the file. Only `error` and `unclosed` may be empty. */
export interface Token extends TextRange {
  readonly kind: TokenKind;
  /** What Go's lexer says; for `unclosed` undefined when the next `{{` ended the action, where Go's parser speaks. */
  readonly message: string | undefined;
}

/** The tokens so far and the place they reach. */
export class LexerOutput {
  readonly source: string;
  readonly tokens: Token[] = [];
  at = 0;
  readonly #lastCommentEnd: number;
  #mayReread: number;

  constructor(source: string) {
    this.source = source;
    this.#lastCommentEnd = source.lastIndexOf('*/');
    this.#mayReread = 4 * source.length;
  }

  push(kind: TokenKind, end: number, message?: string): void {
    this.tokens.push({ kind, start: this.at, end, message });
    this.at = end;
  }

  pushUnlessEmpty(kind: TokenKind, end: number): void {
    if (end > this.at) this.push(kind, end);
  }

  error(end: number, message: string): void {
    this.push('error', end, message);
  }

  /** Behind the next `*\/`; asks the text only where there is one, so that many open comments cost one search. */
  commentEnd(body: number): number | undefined {
    return body <= this.#lastCommentEnd ? this.source.indexOf('*/', body) + 2 : undefined;
  }

  closes(at: number): boolean {
    return closesAction(this.source, at);
  }

  /** Ends a comment or an action with the delimiter at an offset, and emits the white space it trims. */
  close(kind: 'comment' | 'close', delimiter: number): void {
    const trims = closesTrimming(this.source, delimiter);
    this.push(kind, delimiter + (trims ? 4 : 2));
    let end = this.at;
    if (trims) while (isSpace(this.source.charCodeAt(end))) end++;
    this.pushUnlessEmpty('trimmed', end);
  }

  /**
   * Where to go on after a look ahead to `seen` that came to nothing: `back`, as long as the whole file is read no more
   * than five times over; after that `seen`, so that time stays linear on hostile input.
   */
  goBack(seen: number, back: number): number {
    if (seen - back > this.#mayReread) return seen;
    this.#mayReread -= seen - back;
    return back;
  }
}
