import type { GoFailure, GoToken, GoTokenType } from './tokens.ts';
import { GoScanner } from './scanner.ts';

/** Collections inside each other that are followed. */
const DEEPEST = 1000;

/**
 * What go.yaml.in/yaml/v2 finds wrong with the first document of a text, which is the only one it reads; undefined
 * where it finds nothing, or where collections nest deeper than is followed. `text` has no byte order mark.
 */
export function goFailure(text: string): GoFailure | undefined {
  const parser = new GoParser(text);
  parser.document();
  return parser.failure;
}

/** The grammar of parserc.go; every method consumes what it is named after. */
class GoParser {
  readonly #in: GoScanner;
  #own: GoFailure | undefined;
  #depth = 0;
  #tooDeep = false;
  readonly #handles = new Set(['!', '!!']);
  readonly #anchors = new Set<string>();
  /** Of collections that are being read. */
  readonly #open = new Set<string>();
  /** The first alias that stands inside its own anchor, found once all is read. */
  #endless: GoFailure | undefined;

  constructor(text: string) {
    this.#in = new GoScanner(text);
  }

  get failure(): GoFailure | undefined {
    if (this.#tooDeep) return undefined;
    return this.#own ?? this.#in.failure ?? this.#endless;
  }

  document(): void {
    const { type } = this.#in.peek();
    if (type === 'end') return;
    if (!isDirective(type) && type !== 'document-start') this.#node(true, false);
    else {
      this.#directives();
      if (this.#in.peek().type !== 'document-start') this.#fail('did not find expected <document start>');
      this.#in.skip();
      const next = this.#in.peek().type;
      if (!isDirective(next) && next !== 'document-start' && next !== 'document-end' && next !== 'end')
        this.#node(true, false);
    }
    // The document's end is only known from what comes next.
    if (!this.#stopped()) this.#in.peek();
  }

  /** About the next token. The parser's own errors count lines from 0. */
  #fail(message: string): void {
    const { at, line } = this.#in.peek();
    this.#refuse({ at, line, message });
  }

  /** The scanner's failure, if there is one, came first. */
  #refuse(failure: GoFailure): void {
    if (this.#in.failure === undefined) this.#own ??= failure;
  }

  #stopped(): boolean {
    return this.#own !== undefined || this.#in.failure !== undefined || this.#tooDeep;
  }

  #directives(): void {
    let versions = 0;
    const own = new Set<string>();
    for (let token = this.#in.peek(); isDirective(token.type); token = this.#in.peek()) {
      if (token.type === 'version') {
        if (versions++ > 0) this.#fail('found duplicate %YAML directive');
        else if (token.text !== '1.1') this.#fail('found incompatible YAML document');
      } else if (own.has(token.text)) this.#fail('found duplicate %TAG directive');
      own.add(token.text);
      this.#handles.add(token.text);
      this.#in.skip();
    }
  }

  #node(block: boolean, indentless: boolean): void {
    const start = this.#in.peek();
    if (start.type === 'alias') {
      this.#alias(start);
      return;
    }
    const { anchor, handle } = this.#properties();
    if (handle !== undefined && handle !== '' && !this.#handles.has(handle))
      this.#refuse({ at: start.at, line: start.line, message: 'found undefined tag handle' });
    if (anchor !== undefined) this.#anchors.add(anchor);
    const { type } = this.#in.peek();
    if (type === 'scalar') this.#in.skip();
    else if (this.#opens(type, block, indentless)) this.#collection(type, anchor);
    else if (anchor === undefined && handle === undefined) this.#fail('did not find expected node content');
  }

  #opens(type: GoTokenType, block: boolean, indentless: boolean): boolean {
    if (type === '-') return indentless;
    if (type === '[' || type === '{') return true;
    return block && (type === 'block-sequence' || type === 'block-mapping');
  }

  #alias({ text, at }: GoToken): void {
    this.#in.skip();
    if (!this.#anchors.has(text)) this.#refuse({ at, line: 0, message: `unknown anchor '${text}' referenced` });
    else if (this.#open.has(text)) this.#endless ??= { at, line: 0, message: `anchor '${text}' value contains itself` };
  }

  /** An anchor and a tag in any order. */
  #properties(): { readonly anchor: string | undefined; readonly handle: string | undefined } {
    let anchor: string | undefined;
    let handle: string | undefined;
    for (let token = this.#in.peek(); ; token = this.#in.peek()) {
      if (token.type === 'anchor' && anchor === undefined) anchor = token.text;
      else if (token.type === 'tag' && handle === undefined) handle = token.text;
      else return { anchor, handle };
      this.#in.skip();
    }
  }

  #collection(type: GoTokenType, anchor: string | undefined): void {
    if (++this.#depth > DEEPEST) this.#tooDeep = true;
    if (this.#tooDeep) return;
    if (anchor !== undefined) this.#open.add(anchor);
    if (type === '-') this.#indentless();
    else if (type === '[') this.#flowSequence();
    else if (type === '{') this.#flowMapping();
    else if (type === 'block-sequence') this.#blockSequence();
    else this.#blockMapping();
    if (anchor !== undefined) this.#open.delete(anchor);
    this.#depth--;
  }

  #blockSequence(): void {
    this.#in.skip();
    while (this.#in.peek().type === '-' && !this.#stopped()) {
      this.#in.skip();
      const { type } = this.#in.peek();
      if (type !== '-' && type !== 'block-end') this.#node(true, false);
    }
    if (this.#stopped()) return;
    if (this.#in.peek().type !== 'block-end') this.#fail("did not find expected '-' indicator");
    this.#in.skip();
  }

  /** A sequence at the column of the key it belongs to. */
  #indentless(): void {
    while (this.#in.peek().type === '-' && !this.#stopped()) {
      this.#in.skip();
      const { type } = this.#in.peek();
      if (type !== '-' && type !== '?' && type !== ':' && type !== 'block-end') this.#node(true, false);
    }
  }

  #blockMapping(): void {
    this.#in.skip();
    for (let { type } = this.#in.peek(); type === '?' && !this.#stopped(); { type } = this.#in.peek()) {
      this.#in.skip();
      this.#blockPart();
      if (this.#stopped()) return;
      if (this.#in.peek().type !== ':') continue;
      this.#in.skip();
      this.#blockPart();
    }
    if (this.#stopped()) return;
    if (this.#in.peek().type !== 'block-end') this.#fail('did not find expected key');
    this.#in.skip();
  }

  /** A key or value of a block mapping; nothing is null. */
  #blockPart(): void {
    const { type } = this.#in.peek();
    if (type !== '?' && type !== ':' && type !== 'block-end') this.#node(true, true);
  }

  #flowSequence(): void {
    this.#in.skip();
    for (let first = true; this.#in.peek().type !== ']' && !this.#stopped(); first = false) {
      if (!first && !this.#comma("did not find expected ',' or ']'")) return;
      const { type } = this.#in.peek();
      if (type === ']') break;
      if (type !== '?') this.#node(false, false);
      else {
        this.#in.skip();
        this.#flowPair();
      }
    }
    this.#in.skip();
  }

  /** `[a: b]`, which is a mapping of its own. */
  #flowPair(): void {
    const { type } = this.#in.peek();
    // What is taken for an empty key is consumed with it.
    if (type === ':' || type === ',' || type === ']') this.#in.skip();
    else this.#node(false, false);
    if (this.#stopped() || this.#in.peek().type !== ':') return;
    this.#in.skip();
    const next = this.#in.peek().type;
    if (next !== ',' && next !== ']') this.#node(false, false);
  }

  #flowMapping(): void {
    this.#in.skip();
    for (let first = true; this.#in.peek().type !== '}' && !this.#stopped(); first = false) {
      if (!first && !this.#comma("did not find expected ',' or '}'")) return;
      const { type } = this.#in.peek();
      if (type === '}') break;
      if (type === '?') this.#flowEntry();
      else this.#node(false, false);
    }
    this.#in.skip();
  }

  #flowEntry(): void {
    this.#in.skip();
    const { type } = this.#in.peek();
    if (type !== ':' && type !== ',' && type !== '}') this.#node(false, false);
    if (this.#stopped() || this.#in.peek().type !== ':') return;
    this.#in.skip();
    const next = this.#in.peek().type;
    if (next !== ',' && next !== '}') this.#node(false, false);
  }

  #comma(message: string): boolean {
    if (this.#in.peek().type === ',') {
      this.#in.skip();
      return true;
    }
    this.#fail(message);
    return false;
  }
}

const isDirective = (type: GoTokenType): boolean => type === 'version' || type === 'handle';
