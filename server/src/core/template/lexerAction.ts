import {
  atTerminator,
  closesTrimming,
  codePointAt,
  isAlphaNumeric,
  isDigit,
  isSpace,
  widthOf,
  wordEnd,
} from './lexerChars.ts';
import { describeRune, quoteGo } from './lexerMessage.ts';
import { scanNumber } from './lexerNumber.ts';
import type { LexerOutput, TokenKind } from './lexerOutput.ts';

const KEYWORDS: ReadonlySet<string> = new Set('block break continue define else end if range template with'.split(' '));

const SIMPLE: ReadonlyMap<string, TokenKind> = new Map([
  ['=', 'assign'],
  ['|', 'pipe'],
]);

/** A line's end in an action: how many tokens stand before it, where it is, and whether all parentheses are closed. */
interface Cut {
  readonly tokens: number;
  readonly offset: number;
  readonly balanced: boolean;
}

/** Lexes the inside of actions: from behind `{{` to behind `}}`, or to where an unclosed one ends. */
export class ActionLexer {
  readonly #out: LexerOutput;
  readonly #source: string;
  readonly #lastBackquote: number;
  #depth = 0;
  #cut: Cut | undefined;

  constructor(out: LexerOutput) {
    this.#out = out;
    this.#source = out.source;
    this.#lastBackquote = out.source.lastIndexOf('`');
  }

  lex(): void {
    const out = this.#out;
    this.#depth = 0;
    this.#cut = undefined;
    while (!out.closes(out.at)) {
      if (this.#breaksOff()) return this.#giveUp();
      this.#token();
    }
    if (this.#depth > 0) out.error(out.at, 'unclosed left paren');
    out.close('close', out.at);
  }

  /** Whether the action cannot go on here, although its `}}` has not come. */
  #breaksOff(): boolean {
    const { at } = this.#out;
    return at >= this.#source.length || this.#source.startsWith('{{', at) || (!!this.#cut && this.#atColon());
  }

  /** Whether a `:` stands here that begins no `:=`. */
  #atColon(): boolean {
    return this.#source[this.#out.at] === ':' && this.#source[this.#out.at + 1] !== '=';
  }

  /** What Go's lexer says where an action breaks off; a `{{` is the parser's business. */
  #complaint(): string | undefined {
    if (this.#out.at >= this.#source.length) return 'unclosed action';
    return this.#atColon() ? 'expected :=' : undefined;
  }

  /** Ends an action that has no `}}`; what follows its line is text again. */
  #giveUp(): void {
    const message = this.#complaint();
    const out = this.#out;
    const cut = this.#cut ?? this.#beforeTrailingSpace();
    if (cut && out.goBack(out.at, cut.offset) === cut.offset) {
      out.tokens.length = cut.tokens;
      out.at = cut.offset;
    }
    out.push('unclosed', out.at, message);
  }

  #beforeTrailingSpace(): Cut | undefined {
    const { tokens } = this.#out;
    const last = tokens.at(-1);
    return last?.kind === 'space' ? { tokens: tokens.length - 1, offset: last.start, balanced: true } : undefined;
  }

  #token(): void {
    const out = this.#out;
    const code = codePointAt(this.#source, out.at);
    const char = this.#source.charAt(out.at);
    const simple = SIMPLE.get(char);
    if (simple) out.push(simple, out.at + 1);
    else if (isSpace(code)) this.#space();
    else if (isAlphaNumeric(code) && !isDigit(code)) this.#identifier();
    else if (char === '"' || char === "'") this.#quoted(char);
    else if (char === '$') this.#fieldOrVariable('variable');
    else if (char === '.' && this.#startsField()) this.#fieldOrVariable('field');
    else if (isDigit(code) || '.+-'.includes(char)) this.#number();
    else this.#mark(char, code);
  }

  #mark(char: string, code: number): void {
    const out = this.#out;
    if (char === '`') this.#rawQuoted();
    else if (char === '(') {
      this.#depth++;
      out.push('leftParen', out.at + 1);
    } else if (char === ')') this.#rightParen();
    else if (char === ':') this.#colon();
    else if (code > 32 && code < 127) out.push('char', out.at + 1);
    else out.error(out.at + widthOf(code), `unrecognized character in action: ${describeRune(code)}`);
  }

  #space(): void {
    const out = this.#out;
    const start = out.at;
    let end = start;
    let breaksLine = false;
    for (let code = this.#source.charCodeAt(end); isSpace(code); code = this.#source.charCodeAt(++end)) {
      if (code === 10) breaksLine = true;
    }
    const balanced = this.#depth === 0;
    if (breaksLine && (!this.#cut || (balanced && !this.#cut.balanced))) {
      this.#cut = { tokens: out.tokens.length, offset: start, balanced };
    }
    out.push('space', closesTrimming(this.#source, end - 1) ? end - 1 : end);
  }

  #colon(): void {
    const out = this.#out;
    if (this.#atColon()) out.error(out.at + 1, 'expected :=');
    else out.push('declare', out.at + 2);
  }

  #rightParen(): void {
    const out = this.#out;
    if (this.#depth === 0) return out.error(out.at + 1, 'unexpected right paren');
    this.#depth--;
    out.push('rightParen', out.at + 1);
  }

  #startsField(): boolean {
    const next = this.#out.at + 1;
    return next < this.#source.length && !isDigit(this.#source.charCodeAt(next));
  }

  #identifier(): void {
    const end = wordEnd(this.#source, this.#out.at);
    if (!atTerminator(this.#source, end)) return this.#badCharacter(end);
    const word = this.#source.slice(this.#out.at, end);
    if (word === 'true' || word === 'false') this.#out.push('bool', end);
    else if (word === 'nil') this.#out.push('nil', end);
    else this.#out.push(KEYWORDS.has(word) ? 'keyword' : 'identifier', end);
  }

  #fieldOrVariable(kind: 'field' | 'variable'): void {
    const name = this.#out.at + 1;
    if (atTerminator(this.#source, name)) return this.#out.push(kind === 'field' ? 'dot' : kind, name);
    const end = wordEnd(this.#source, name);
    if (atTerminator(this.#source, end)) this.#out.push(kind, end);
    else this.#badCharacter(end);
  }

  /** A name runs into a character that cannot follow it; a quote or brace is left to begin what it begins. */
  #badCharacter(at: number): void {
    const code = codePointAt(this.#source, at);
    const end = '"\'`{}'.includes(this.#source.charAt(at)) ? at : at + widthOf(code);
    this.#out.error(end, `bad character ${describeRune(code)}`);
  }

  #number(): void {
    const scan = scanNumber(this.#source, this.#out.at);
    if (scan.kind) return this.#out.push(scan.kind, scan.end);
    this.#out.error(scan.end, `bad number syntax: ${quoteGo(this.#source.slice(this.#out.at, scan.end))}`);
  }

  #quoted(quote: '"' | "'"): void {
    let at = this.#out.at + 1;
    for (; at < this.#source.length && this.#source[at] !== '\n'; at++) {
      if (this.#source[at] === quote) return this.#out.push(quote === '"' ? 'string' : 'charConstant', at + 1);
      if (this.#source[at] === '\\' && this.#source[at + 1] !== '\n') at++;
    }
    this.#unterminated(
      Math.min(at, this.#source.length),
      quote === '"' ? 'unterminated quoted string' : 'unterminated character constant',
    );
  }

  #rawQuoted(): void {
    const start = this.#out.at + 1;
    if (start <= this.#lastBackquote) this.#out.push('rawString', this.#source.indexOf('`', start) + 1);
    else this.#unterminated(this.#source.length, 'unterminated raw quoted string');
  }

  /** An open string reaches to the `}}` of its line, the next `{{`, or the line's end: most likely the quote is missing there. */
  #unterminated(seen: number, message: string): void {
    let end = this.#out.at + 1;
    while (end < seen && this.#source[end] !== '\n' && !this.#source.startsWith('{{', end) && !this.#out.closes(end)) {
      end++;
    }
    this.#out.error(this.#out.goBack(seen, end), message);
  }
}
