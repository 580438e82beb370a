import { textRange } from '../text/range.ts';
import type { YamlProblem } from './nodes.ts';
import {
  blockBody,
  isBlankCode,
  isBlankOrBreak,
  isBreakCode,
  isDocumentMark,
  plainEnd,
  quotedEnd,
} from './scalarEnd.ts';

/** What the library's parser takes in place of its own lexer's output. */
export interface Lexed {
  /** Pieces of the text one after the other, with the marks below between them. */
  readonly lexemes: readonly string[];
  readonly problems: readonly YamlProblem[];
}

/** The library's marks (its cst.ts): a document without `---` begins, a flow collection breaks off, a scalar follows. */
const DOCUMENT = '\u0002';
const FLOW_END = '\u0018';
const SCALAR = '\u001f';

/**
 * Cuts a text into lexemes by the rules of go.yaml.in/yaml/v2's scannerc.go, where the library's own lexer keeps to
 * YAML 1.2: lines in quotes and flow collections need no indentation, a colon ends a plain scalar only before a blank,
 * and a tab may not stand where a key could. Line breaks are `\n` and `\r\n`; offsets of problems count from `base`.
 */
export function lexYaml(text: string, base: number): Lexed {
  return new Lexer(text, base).run();
}

/** Where lexing goes on when a flow collection turns out to have no end. */
interface Mark {
  readonly at: number;
  readonly line: number;
  readonly lexemes: number;
  readonly problems: number;
}

class Lexer {
  readonly #text: string;
  readonly #base: number;
  readonly #lexemes: string[] = [];
  readonly #problems: YamlProblem[] = [];
  #at = 0;
  /** Where the current line begins. */
  #line = 0;
  /** The last answer of {@link #lineEnd}, which holds from `#lineFrom` to it; kept, as lines may be long. */
  #lineFrom = 0;
  #lineStop = -1;
  /** Whether nothing but blanks stands before in this line. */
  #first = true;
  /** Columns of the open block collections; of the innermost in `#indent`, -1 outside of all. */
  #indents: number[] = [];
  #indent = -1;
  #flow = 0;
  #flowStart: Mark | undefined;
  /** Where a key that needs no `?` may have begun; -1 for none. */
  #key = -1;
  #keyAllowed = true;
  /** Blanks before this offset were read as part of a plain scalar, which allows tabs. */
  #tabsUntil = 0;
  /** In this document a flow collection or a quote has no end, so an unindented line ends the others too. */
  #broken = false;

  constructor(text: string, base: number) {
    this.#text = text;
    this.#base = base;
  }

  run(): Lexed {
    let inDocument = false;
    while (this.#at < this.#text.length) {
      inDocument = inDocument ? this.#documentPart() : this.#streamLine();
      if (this.#at >= this.#text.length && this.#flow > 0 && !this.#broken) this.#retreat();
    }
    return { lexemes: this.#lexemes, problems: this.#problems };
  }

  /** A line outside documents, or the mark that one begins. True: a document has begun. */
  #streamLine(): boolean {
    const code = this.#code();
    if (code === 0xfeff) this.#push(this.#at + 1);
    else if (code === 37) this.#directive();
    else if (isBlankCode(code)) this.#blanks();
    else if (code === 35) this.#push(this.#lineEnd());
    else if (isBreakCode(code)) this.#break();
    else {
      this.#lexemes.push(DOCUMENT);
      this.#reset();
      // What stands before the first token was indentation all the same.
      this.#keyAllowed = true;
      return true;
    }
    return false;
  }

  #directive(): void {
    const line = this.#text.slice(this.#at, this.#lineEnd());
    const comment = line.search(/[ \t]#/);
    this.#push(this.#at + (comment < 0 ? line : line.slice(0, comment)).trimEnd().length);
  }

  #reset(): void {
    this.#indents = [];
    this.#indent = -1;
    this.#flow = 0;
    this.#key = -1;
    this.#keyAllowed = false;
    this.#broken = false;
  }

  /** One lexeme, or a few that belong together. False: the document has ended with `...`. */
  #documentPart(): boolean {
    const code = this.#code();
    if (this.#at === this.#line && isDocumentMark(this.#text, this.#at)) return this.#documentMark();
    if (isBlankCode(code)) this.#blanks();
    else if (isBreakCode(code)) this.#break();
    else if (code === 35) this.#push(this.#lineEnd());
    else if (this.#flow > 0 && this.#broken && this.#isUnindented(code)) this.#endFlow();
    else {
      if (this.#flow === 0) this.#unroll(this.#at - this.#line);
      this.#token(code);
    }
    return true;
  }

  #documentMark(): boolean {
    if (this.#flow > 0 && !this.#broken) {
      this.#retreat();
      return true;
    }
    if (this.#flow > 0) this.#endFlow();
    const begins = this.#code() === 45;
    this.#push(this.#at + 3);
    this.#reset();
    return begins;
  }

  /** Back to a flow collection's start, to read it once more so that an unindented line ends it. */
  #retreat(): void {
    const start = this.#flowStart;
    if (!start) return;
    this.#at = start.at;
    this.#line = start.line;
    this.#lexemes.length = start.lexemes;
    this.#problems.length = start.problems;
    this.#flow = 0;
    this.#broken = true;
  }

  #isUnindented(code: number): boolean {
    return this.#first && this.#line > 0 && this.#at - this.#line <= this.#indent && code !== 93 && code !== 125;
  }

  #endFlow(): void {
    this.#lexemes.push(FLOW_END);
    this.#flow = 0;
    this.#keyAllowed = true;
  }

  #token(code: number): void {
    this.#first = false;
    const next = this.#text.charCodeAt(this.#at + 1);
    const flow = this.#flow > 0;
    if (code === 91 || code === 123) this.#openFlow();
    else if (code === 93 || code === 125) this.#closeFlow();
    else if (code === 44 && flow) this.#push(this.#at + 1);
    else if (code === 45 && isBlankOrBreak(next)) this.#indicator(true);
    else if (code === 63 && (flow || isBlankOrBreak(next))) this.#indicator(true);
    else if (code === 58 && (flow || isBlankOrBreak(next))) this.#colon();
    else if (code === 42 || code === 38) this.#anchor();
    else if (code === 33) this.#tag();
    else if ((code === 124 || code === 62) && !flow) this.#blockScalar();
    else if (code === 39 || code === 34) this.#quoted();
    else this.#plain(flow);
  }

  #openFlow(): void {
    if (this.#flow === 0) {
      const { length } = this.#lexemes;
      this.#flowStart = { at: this.#at, line: this.#line, lexemes: length, problems: this.#problems.length };
    }
    this.#saveKey();
    this.#flow++;
    this.#push(this.#at + 1);
  }

  #closeFlow(): void {
    if (this.#flow > 0) this.#flow--;
    this.#keyAllowed = false;
    this.#push(this.#at + 1);
  }

  /** A dash or question mark, or a colon without a key before it. */
  #indicator(keyNext: boolean): void {
    if (this.#flow === 0) this.#roll(this.#at - this.#line);
    this.#key = -1;
    this.#keyAllowed = keyNext;
    this.#push(this.#at + 1);
  }

  #colon(): void {
    if (this.#flow > 0) {
      this.#push(this.#at + 1);
      return;
    }
    if (this.#key < this.#line) {
      this.#indicator(true);
      return;
    }
    this.#roll(this.#key - this.#line);
    this.#key = -1;
    this.#keyAllowed = false;
    this.#push(this.#at + 1);
  }

  #saveKey(): void {
    if (this.#flow > 0) return;
    if (this.#keyAllowed) this.#key = this.#at;
    this.#keyAllowed = false;
  }

  #roll(column: number): void {
    if (this.#indent >= column) return;
    this.#indents.push(this.#indent);
    this.#indent = column;
  }

  #unroll(column: number): void {
    while (this.#indent > column) this.#indent = this.#indents.pop() ?? -1;
  }

  #anchor(): void {
    this.#saveKey();
    const name = /[\w-]*/y;
    name.lastIndex = this.#at + 1;
    name.exec(this.#text);
    const end = name.lastIndex;
    const valid = end > this.#at + 1 && (isBlankOrBreak(this.#text.charCodeAt(end)) || '?:,]}%@`'.includes(this.#text.charAt(end)));
    if (valid) {
      this.#push(end);
      return;
    }
    const rest = /[^ ,[\]{}\r\n\t]*/y;
    rest.lastIndex = end;
    rest.exec(this.#text);
    this.#problem(this.#at, rest.lastIndex, 'Names of anchors consist of letters, digits, _ and -');
    this.#push(rest.lastIndex);
  }

  #tag(): void {
    this.#saveKey();
    const tag = /!<[^>\s]*>?|![^ ,[\]{}\r\n\t]*/y;
    tag.lastIndex = this.#at;
    tag.exec(this.#text);
    const end = Math.max(tag.lastIndex, this.#at + 1);
    if (!isBlankOrBreak(this.#text.charCodeAt(end))) this.#problem(this.#at, end, 'A blank must follow a tag');
    this.#push(end);
  }

  #blockScalar(): void {
    const header = /[|>][-+0-9]*/y;
    header.lastIndex = this.#at;
    const found = header.exec(this.#text)?.[0] ?? '|';
    const rest = /[^ \t\r\n#]*/y;
    rest.lastIndex = this.#at;
    rest.exec(this.#text);
    this.#push(rest.lastIndex);
    this.#keyAllowed = true;
    this.#key = -1;
    this.#tabsUntil = this.#lineEnd();
    if (isBlankCode(this.#code())) this.#blanks();
    this.#push(this.#lineEnd());
    if (this.#at < this.#text.length) this.#break();
    const { end, tab } = blockBody(this.#text, this.#at, found, this.#indent);
    if (tab >= 0) this.#tabProblem(tab);
    this.#scalar(end);
    this.#line = this.#at;
    this.#first = true;
  }

  /**
   * A quote that nothing may follow as it does, or that has no end, is being typed: it ends with its line, so that what
   * stands below is still read.
   */
  #quoted(): void {
    this.#saveKey();
    const end = this.#broken ? -1 : quotedEnd(this.#text, this.#at);
    const lineEnd = this.#lineEnd();
    const follows = this.#text.charAt(end);
    if (end >= 0 && (end <= lineEnd || follows === '' || ' \t\r\n,:]}#'.includes(follows))) {
      this.#push(end);
      if (end > lineEnd) this.#line = this.#text.lastIndexOf('\n', end - 1) + 1;
      return;
    }
    if (end < 0) this.#broken = true;
    this.#cutQuote(lineEnd);
  }

  #cutQuote(lineEnd: number): void {
    const part = this.#text.slice(this.#at, lineEnd);
    const inLine = quotedEnd(part, 0);
    if (inLine >= 0) {
      this.#push(this.#at + inLine);
      return;
    }
    if (part.length > 1 && part.endsWith(part.charAt(0))) this.#problem(this.#at, lineEnd, 'The closing quote is missing');
    this.#push(lineEnd);
  }

  #plain(flow: boolean): void {
    this.#saveKey();
    const { end, next, tab } = plainEnd(this.#text, this.#at, flow, this.#indent + 1);
    if (tab >= 0) this.#tabProblem(tab);
    this.#tabsUntil = next;
    const more = end > this.#lineEnd();
    this.#scalar(Math.max(end, this.#at + 1));
    if (!more) return;
    this.#line = this.#text.lastIndexOf('\n', end - 1) + 1;
    this.#keyAllowed = true;
  }

  #scalar(end: number): void {
    this.#lexemes.push(SCALAR, this.#text.slice(this.#at, end));
    this.#at = end;
  }

  /** Spaces, and tabs apart from them where they begin a line: they are no indentation. */
  #blanks(): void {
    const start = this.#at;
    let end = start;
    while (this.#text.charCodeAt(end) === 32) end++;
    this.#push(end);
    let after = end;
    while (isBlankCode(this.#text.charCodeAt(after))) after++;
    if (after === end) return;
    if (this.#flow === 0 && this.#keyAllowed && end >= this.#tabsUntil) {
      this.#tabProblem(end);
      this.#push(after);
      return;
    }
    this.#lexemes.push(' '.repeat(after - end));
    this.#at = after;
  }

  #break(): void {
    const crlf = this.#code() === 13;
    this.#push(this.#at + (crlf ? 2 : 1));
    this.#line = this.#at;
    this.#first = true;
    if (this.#flow === 0) this.#keyAllowed = true;
  }

  #lineEnd(): number {
    if (this.#lineFrom <= this.#at && this.#at <= this.#lineStop) return this.#lineStop;
    const feed = this.#text.indexOf('\n', this.#at);
    this.#lineFrom = this.#at;
    const crlf = feed > this.#at && this.#text.charCodeAt(feed - 1) === 13;
    this.#lineStop = feed < 0 ? this.#text.length : feed - (crlf ? 1 : 0);
    return this.#lineStop;
  }

  #code(): number {
    return this.#text.charCodeAt(this.#at);
  }

  #push(end: number): void {
    if (end <= this.#at) return;
    this.#lexemes.push(this.#text.slice(this.#at, end));
    this.#at = end;
  }

  #tabProblem(offset: number): void {
    this.#problem(offset, offset + 1, 'A tab cannot stand for indentation');
  }

  #problem(start: number, end: number, message: string): void {
    this.#problems.push({ kind: 'syntax', range: textRange(start + this.#base, end + this.#base), message });
  }
}
