import { GoCursor, isBlank, isBlankOrEnd, isBreak } from './cursor.ts';
import type { Read } from './names.ts';
import { readAnchor, readDirective, readTag } from './names.ts';
import type { GoFailure, GoToken, GoTokenType } from './tokens.ts';
import { TokenQueue } from './tokens.ts';
import { skipBlockScalar, skipPlain, skipQuoted } from './scalars.ts';

interface SimpleKey {
  possible: boolean;
  readonly required: boolean;
  /** How many tokens come before it. */
  readonly token: number;
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

const noKey = (token: number): SimpleKey => ({ possible: false, required: false, token, at: 0, line: 0, column: 0 });

/** A key that needs no `?` ends within so many characters. */
const LONGEST_KEY = 1024;
/** The scanner's own bound of collections inside each other. */
const DEEPEST = 10_000;

/**
 * The tokens of a text as go.yaml.in/yaml/v2 finds them (scannerc.go), no further than they are asked for: what stands
 * behind a document's end may be broken.
 */
export class GoScanner {
  readonly #c: GoCursor;
  readonly #tokens = new TokenQueue();
  #indent = -1;
  readonly #indents: number[] = [];
  /** One for each flow collection that is open, and one for the rest. */
  readonly #keys: SimpleKey[] = [noKey(0)];
  /**
   * Which of them a token may begin, by the token's number. The end of a flow collection takes away the entry of its
   * own bracket: such a key is found too late to be one.
   */
  readonly #keyOf = new Map<number, SimpleKey>();
  #keyAllowed = true;
  failure: GoFailure | undefined;

  constructor(text: string) {
    this.#c = new GoCursor(text);
  }

  peek(): GoToken {
    while (this.failure === undefined && (!this.#tokens.first || this.#mayBeKey())) this.#fetch();
    const { at, line } = this.#c;
    if (this.failure !== undefined) return { type: 'failed', at, line, text: '' };
    return this.#tokens.first ?? { type: 'end', at, line, text: '' };
  }

  skip(): void {
    this.#tokens.take();
  }

  /** Whether the next token may turn out to begin a key, so that another must come before it. */
  #mayBeKey(): boolean {
    const key = this.#keyOf.get(this.#tokens.taken);
    return key !== undefined && this.#isValid(key);
  }

  #isValid(key: SimpleKey): boolean {
    if (!key.possible) return false;
    if (key.line >= this.#c.line && key.at + LONGEST_KEY >= this.#c.at) return true;
    if (key.required) this.#fail("could not find expected ':'");
    key.possible = false;
    return false;
  }

  /** The scanner's own errors count lines from 1, but name no first line. */
  #fail(message: string): void {
    const { at, line } = this.#c;
    this.failure ??= { at, line: line === 0 ? 0 : line + 1, message };
  }

  #add(type: GoTokenType, text = '', at = this.#c.at, line = this.#c.line): void {
    this.#tokens.add({ type, at, line, text });
  }

  #fetch(): void {
    const c = this.#c;
    this.#skipToToken();
    this.#unroll(c.column);
    const code = c.code();
    if (code === 0) this.#end();
    else if (c.column === 0 && code === 37) this.#directive();
    else if (c.isDocumentMark) this.#documentMark(code);
    else if (code === 91 || code === 123) this.#openFlow(code);
    else if (code === 93 || code === 125) this.#closeFlow(code);
    else if (code === 44) this.#comma();
    else if (code === 45 && isBlankOrEnd(c.code(1))) this.#dash();
    else if (code === 63 && (this.#inFlow || isBlankOrEnd(c.code(1)))) this.#question();
    else if (code === 58 && (this.#inFlow || isBlankOrEnd(c.code(1)))) this.#colon();
    else this.#content(code);
  }

  #content(code: number): void {
    const c = this.#c;
    if (code === 42) this.#named('alias', readAnchor);
    else if (code === 38) this.#named('anchor', readAnchor);
    else if (code === 33) this.#named('tag', readTag);
    else if ((code === 124 || code === 62) && !this.#inFlow) this.#blockScalar();
    else if (code === 39 || code === 34) this.#quoted();
    else if (startsPlain(code, c.code(1), this.#inFlow)) this.#plain();
    else this.#fail('found character that cannot start any token');
  }

  get #inFlow(): boolean {
    return this.#keys.length > 1;
  }

  #skipToToken(): void {
    const c = this.#c;
    for (;;) {
      if (c.column === 0 && c.code() === 0xfeff) c.skip();
      while (c.code() === 32 || (c.code() === 9 && (this.#inFlow || !this.#keyAllowed))) c.skip();
      c.skipComment();
      if (!isBreak(c.code())) return;
      c.skipBreak();
      if (!this.#inFlow) this.#keyAllowed = true;
    }
  }

  #unroll(column: number): void {
    if (this.#inFlow) return;
    while (this.#indent > column) {
      this.#add('block-end');
      this.#indent = this.#indents.pop() ?? -1;
    }
  }

  /** Opens a block collection at a column, before its first key if that is read already. */
  #roll(column: number, type: GoTokenType, key?: SimpleKey): void {
    if (this.#inFlow || this.#indent >= column) return;
    this.#indents.push(this.#indent);
    this.#indent = column;
    if (this.#indents.length > DEEPEST) this.#fail(`exceeded max depth of ${DEEPEST}`);
    if (key) this.#insert(type, key);
    else this.#add(type);
  }

  #insert(type: GoTokenType, { token, at, line }: SimpleKey): void {
    this.#tokens.insert(token, { type, at, line, text: '' });
  }

  #saveKey(): void {
    if (this.#keyAllowed) {
      const required = !this.#inFlow && this.#indent === this.#c.column;
      const { at, line, column } = this.#c;
      this.#removeKey();
      const key = { possible: true, required, token: this.#tokens.next, at, line, column };
      this.#keys[this.#keys.length - 1] = key;
      this.#keyOf.set(key.token, key);
    }
    this.#keyAllowed = false;
  }

  #removeKey(): void {
    const key = this.#keys.at(-1);
    if (key?.possible !== true) return;
    if (key.required) this.#fail("could not find expected ':'");
    key.possible = false;
    this.#keyOf.delete(key.token);
  }

  #end(): void {
    const c = this.#c;
    if (c.column !== 0) {
      c.column = 0;
      c.line++;
    }
    this.#unroll(-1);
    this.#removeKey();
    this.#keyAllowed = false;
    this.#add('end');
  }

  #directive(): void {
    this.#unroll(-1);
    this.#removeKey();
    this.#keyAllowed = false;
    const { at, line } = this.#c;
    const read = readDirective(this.#c);
    if ('problem' in read) this.#fail(read.problem);
    else this.#add(read.value.kind === 'version' ? 'version' : 'handle', read.value.text, at, line);
  }

  #documentMark(code: number): void {
    this.#unroll(-1);
    this.#removeKey();
    this.#keyAllowed = false;
    this.#add(code === 45 ? 'document-start' : 'document-end');
    this.#c.skip(3);
  }

  #openFlow(code: number): void {
    this.#saveKey();
    this.#keys.push(noKey(this.#tokens.next));
    if (this.#keys.length > DEEPEST) this.#fail(`exceeded max depth of ${DEEPEST}`);
    this.#keyAllowed = true;
    this.#add(code === 91 ? '[' : '{');
    this.#c.skip();
  }

  #closeFlow(code: number): void {
    this.#removeKey();
    if (this.#inFlow) this.#keyOf.delete(this.#keys.pop()?.token ?? -1);
    this.#keyAllowed = false;
    this.#add(code === 93 ? ']' : '}');
    this.#c.skip();
  }

  #comma(): void {
    this.#removeKey();
    this.#keyAllowed = true;
    this.#add(',');
    this.#c.skip();
  }

  #dash(): void {
    if (!this.#inFlow) {
      if (!this.#keyAllowed) this.#fail('block sequence entries are not allowed in this context');
      this.#roll(this.#c.column, 'block-sequence');
    }
    this.#removeKey();
    this.#keyAllowed = true;
    this.#add('-');
    this.#c.skip();
  }

  #question(): void {
    if (!this.#inFlow) {
      if (!this.#keyAllowed) this.#fail('mapping keys are not allowed in this context');
      this.#roll(this.#c.column, 'block-mapping');
    }
    this.#removeKey();
    this.#keyAllowed = !this.#inFlow;
    this.#add('?');
    this.#c.skip();
  }

  #colon(): void {
    const key = this.#keys.at(-1);
    if (key && this.#isValid(key)) {
      this.#insert('?', key);
      this.#roll(key.column, 'block-mapping', key);
      key.possible = false;
      this.#keyOf.delete(key.token);
      this.#keyAllowed = false;
    } else {
      if (!this.#inFlow) {
        if (!this.#keyAllowed) this.#fail('mapping values are not allowed in this context');
        this.#roll(this.#c.column, 'block-mapping');
      }
      this.#keyAllowed = !this.#inFlow;
    }
    this.#add(':');
    this.#c.skip();
  }

  #named(type: GoTokenType, read: (c: GoCursor) => Read<string>): void {
    this.#saveKey();
    const { at, line } = this.#c;
    const found = read(this.#c);
    if ('problem' in found) this.#fail(found.problem);
    else this.#add(type, found.value, at, line);
  }

  #blockScalar(): void {
    this.#removeKey();
    this.#keyAllowed = true;
    const { at, line } = this.#c;
    const problem = skipBlockScalar(this.#c, this.#indent);
    if (problem !== undefined) this.#fail(problem);
    this.#add('scalar', '', at, line);
  }

  #quoted(): void {
    this.#saveKey();
    const { at, line } = this.#c;
    const problem = skipQuoted(this.#c);
    if (problem !== undefined) this.#fail(problem);
    this.#add('scalar', '', at, line);
  }

  #plain(): void {
    this.#saveKey();
    const { at, line } = this.#c;
    const { problem, broken } = skipPlain(this.#c, this.#indent + 1, this.#inFlow);
    if (problem !== undefined) this.#fail(problem);
    this.#add('scalar', '', at, line);
    if (broken) this.#keyAllowed = true;
  }
}

const INDICATORS = '-?:,[]{}#&*!|>\'"%@`';

function startsPlain(code: number, next: number, flow: boolean): boolean {
  if (!isBlankOrEnd(code) && !INDICATORS.includes(String.fromCharCode(code))) return true;
  if (code === 45) return !isBlank(next);
  return !flow && (code === 63 || code === 58) && !isBlankOrEnd(next);
}
