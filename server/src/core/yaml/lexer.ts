import { LexCursor } from './lexCursor.ts';
import type { CursorMark } from './lexCursor.ts';
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

/** The library's marks (its cst.ts): a document without `---` begins, a flow collection breaks off. */
const DOCUMENT = '\u0002';
const FLOW_END = '\u0018';

/**
 * Cuts a text into lexemes by the rules of go.yaml.in/yaml/v2's scannerc.go, where the library's own lexer keeps to
 * YAML 1.2: lines in quotes and flow collections need no indentation, a colon ends a plain scalar only before a blank,
 * and a tab may not stand where a key could. Line breaks are `\n` and `\r\n`; offsets of problems count from `base`.
 */
export function lexYaml(text: string, base: number): Lexed {
  return new Lexer(text, base).run();
}

class Lexer {
  readonly #c: LexCursor;
  /** Columns of the open block collections; of the innermost in `#indent`, -1 outside of all. */
  #indents: number[] = [];
  #indent = -1;
  #flow = 0;
  #flowStart: CursorMark | undefined;
  /** Where a key that needs no `?` may have begun; -1 for none. */
  #key = -1;
  #keyAllowed = true;
  /** Blanks before this offset were read as part of a plain scalar, which allows tabs. */
  #tabsUntil = 0;
  /** In this document a flow collection or a quote has no end, so an unindented line ends the others too. */
  #broken = false;

  constructor(text: string, base: number) {
    this.#c = new LexCursor(text, base);
  }

  run(): Lexed {
    const { text } = this.#c;
    let inDocument = false;
    while (this.#c.at < text.length) {
      inDocument = inDocument ? this.#documentPart() : this.#streamLine();
      if (this.#c.at >= text.length && this.#flow > 0 && !this.#broken) this.#retreat();
    }
    return { lexemes: this.#c.lexemes, problems: this.#c.problems };
  }

  /** A line outside documents, or the mark that one begins. True: a document has begun. */
  #streamLine(): boolean {
    const code = this.#c.code();
    if (code === 0xfeff) this.#c.push(this.#c.at + 1);
    else if (code === 37) this.#directive();
    else if (isBlankCode(code)) this.#blanks();
    else if (code === 35) this.#c.push(this.#c.lineEnd());
    else if (isBreakCode(code)) this.#break();
    else {
      this.#c.lexemes.push(DOCUMENT);
      this.#reset();
      // What stands before the first token was indentation all the same.
      this.#keyAllowed = true;
      return true;
    }
    return false;
  }

  #directive(): void {
    const line = this.#c.text.slice(this.#c.at, this.#c.lineEnd());
    const comment = line.search(/[ \t]#/);
    this.#c.push(this.#c.at + (comment < 0 ? line : line.slice(0, comment)).trimEnd().length);
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
    const code = this.#c.code();
    if (this.#c.at === this.#c.line && isDocumentMark(this.#c.text, this.#c.at)) return this.#documentMark();
    if (isBlankCode(code)) this.#blanks();
    else if (isBreakCode(code)) this.#break();
    else if (code === 35) this.#c.push(this.#c.lineEnd());
    else if (this.#flow > 0 && this.#broken && this.#isUnindented(code)) this.#endFlow();
    else {
      if (this.#flow === 0) this.#unroll(this.#c.column);
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
    const begins = this.#c.code() === 45;
    this.#c.push(this.#c.at + 3);
    this.#reset();
    return begins;
  }

  /** Back to a flow collection's start, to read it once more so that an unindented line ends it. */
  #retreat(): void {
    const start = this.#flowStart;
    if (!start) return;
    this.#c.goBack(start);
    this.#flow = 0;
    this.#broken = true;
  }

  #isUnindented(code: number): boolean {
    return this.#c.first && this.#c.line > 0 && this.#c.column <= this.#indent && code !== 93 && code !== 125;
  }

  #endFlow(): void {
    this.#c.lexemes.push(FLOW_END);
    this.#flow = 0;
    this.#keyAllowed = true;
  }

  #token(code: number): void {
    this.#c.first = false;
    const next = this.#c.code(1);
    const flow = this.#flow > 0;
    if (code === 91 || code === 123) this.#openFlow();
    else if (code === 93 || code === 125) this.#closeFlow();
    else if (code === 44 && flow) this.#c.push(this.#c.at + 1);
    else if (code === 45 && isBlankOrBreak(next)) this.#indicator();
    else if (code === 63 && (flow || isBlankOrBreak(next))) this.#indicator();
    else if (code === 58 && (flow || isBlankOrBreak(next))) this.#colon();
    else if (code === 42 || code === 38) this.#anchor();
    else if (code === 33) this.#tag();
    else if ((code === 124 || code === 62) && !flow) this.#blockScalar();
    else if (code === 39 || code === 34) this.#quoted();
    else this.#plain(flow);
  }

  #openFlow(): void {
    if (this.#flow === 0) this.#flowStart = this.#c.mark();
    this.#saveKey();
    this.#flow++;
    this.#c.push(this.#c.at + 1);
  }

  #closeFlow(): void {
    if (this.#flow > 0) this.#flow--;
    this.#keyAllowed = false;
    this.#c.push(this.#c.at + 1);
  }

  /** A dash or question mark, or a colon without a key before it. */
  #indicator(): void {
    if (this.#flow === 0) {
      this.#roll(this.#c.column);
      this.#key = -1;
      this.#keyAllowed = true;
    }
    this.#c.push(this.#c.at + 1);
  }

  #colon(): void {
    if (this.#flow > 0 || this.#key < this.#c.line) {
      this.#indicator();
      return;
    }
    this.#roll(this.#key - this.#c.line);
    this.#key = -1;
    this.#keyAllowed = false;
    this.#c.push(this.#c.at + 1);
  }

  #saveKey(): void {
    if (this.#flow > 0) return;
    if (this.#keyAllowed) this.#key = this.#c.at;
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
    const end = this.#c.match(/[&*][\w-]+(?=[?:,\]}%@`\s]|$)/y);
    if (end > this.#c.at) {
      this.#c.push(end);
      return;
    }
    const rest = this.#c.match(/[&*][^ ,[\]{}\r\n\t]*/y);
    this.#c.problem(this.#c.at, rest, 'Names of anchors consist of letters, digits, _ and -');
    this.#c.push(rest);
  }

  #tag(): void {
    this.#saveKey();
    const end = this.#c.match(/!<[^>\s]*>?|![^ ,[\]{}\r\n\t]*/y);
    if (!isBlankOrBreak(this.#c.text.charCodeAt(end))) this.#c.problem(this.#c.at, end, 'A blank must follow a tag');
    this.#c.push(end);
  }

  #blockScalar(): void {
    const header = this.#c.text.slice(this.#c.at, this.#c.match(/[|>][^ \t\r\n#]*/y));
    this.#c.push(this.#c.at + header.length);
    this.#keyAllowed = true;
    this.#key = -1;
    this.#tabsUntil = this.#c.lineEnd();
    if (isBlankCode(this.#c.code())) this.#blanks();
    this.#c.push(this.#c.lineEnd());
    if (isBreakCode(this.#c.code())) this.#break();
    const { end, tab } = blockBody(this.#c.text, this.#c.at, header, this.#indent);
    if (tab >= 0) this.#c.tabProblem(tab);
    this.#c.scalar(end);
    this.#c.relocate();
  }

  /**
   * A quote that nothing may follow as it does, or that has no end, is being typed: it ends with its line, so that what
   * stands below is still read.
   */
  #quoted(): void {
    this.#saveKey();
    const end = this.#broken ? -1 : quotedEnd(this.#c.text, this.#c.at);
    const lineEnd = this.#c.lineEnd();
    const follows = this.#c.text.charAt(end);
    if (end >= 0 && (end <= lineEnd || follows === '' || ' \t\r\n,:]}#'.includes(follows))) {
      this.#c.push(end);
      if (end > lineEnd) this.#c.relocate();
      return;
    }
    if (end < 0) this.#broken = true;
    this.#cutQuote(lineEnd);
  }

  #cutQuote(lineEnd: number): void {
    const part = this.#c.text.slice(this.#c.at, lineEnd);
    const inLine = quotedEnd(part, 0);
    if (inLine >= 0) {
      this.#c.push(this.#c.at + inLine);
      return;
    }
    if (part.length > 1 && part.endsWith(part.charAt(0)))
      this.#c.problem(this.#c.at, lineEnd, 'The closing quote is missing');
    this.#c.push(lineEnd);
  }

  #plain(flow: boolean): void {
    this.#saveKey();
    const indent = this.#indent + 1;
    const least = flow && !this.#broken ? 0 : indent;
    const { end, next, tab } = plainEnd(this.#c.text, this.#c.at, flow, indent, least);
    if (tab >= 0) this.#c.tabProblem(tab);
    this.#tabsUntil = next;
    const more = end > this.#c.lineEnd();
    this.#c.scalar(Math.max(end, this.#c.at + 1));
    if (!more) return;
    this.#c.relocate();
    this.#keyAllowed = true;
  }

  /** Spaces, and tabs apart from them where they begin a line: they are no indentation. */
  #blanks(): void {
    const start = this.#c.at;
    let end = start;
    while (this.#c.text.charCodeAt(end) === 32) end++;
    this.#c.push(end);
    let after = end;
    while (isBlankCode(this.#c.text.charCodeAt(after))) after++;
    if (after === end) return;
    if (this.#flow === 0 && this.#keyAllowed && end >= this.#tabsUntil) {
      this.#c.tabProblem(end);
      this.#c.push(after);
      return;
    }
    this.#c.lexemes.push(' '.repeat(after - end));
    this.#c.at = after;
  }

  #break(): void {
    this.#c.newline();
    if (this.#flow === 0) this.#keyAllowed = true;
  }
}
