import type { Origin } from '../../text/origin.ts';
import { TracedBuilder } from '../../text/traced.ts';
import type { Parts, TracedText } from '../../text/traced.ts';
import { utf8Length } from '../utf8.ts';
import { partsOf } from '../value.ts';
import type { StringValue } from '../value.ts';
import { isUnprintable, shapeOf, styleOf } from './yamlStyle.ts';
import type { YamlDialect } from './yamlStyle.ts';

const BREAK = /^[\r\n\u0085\u2028\u2029]$/;

/**
 * The lower half of Go's YAML emitter (go.yaml.in/yaml emitterc.go): where a line is broken or a blank is due, and how
 * a scalar is written in its style. Columns count characters.
 */
export class YamlWriter {
  readonly #builder = new TracedBuilder();
  readonly #dialect: YamlDialect;
  readonly #width: number;
  #column = 0;
  /** Whether the last thing written was a blank or an indentation. */
  #whitespace = true;
  /** Whether only indentation and indicators stand on the line so far. */
  #indention = true;

  constructor(dialect: YamlDialect) {
    this.#dialect = dialect;
    this.#width = dialect === 'v2' ? 80 : Infinity;
  }

  /** UTF-16 units so far. */
  get length(): number {
    return this.#builder.length;
  }

  get indention(): boolean {
    return this.#indention;
  }

  /** What was written, without the line break at its end. */
  finish(): TracedText {
    const written = this.#builder.finish();
    if (!written.text.endsWith('\n')) return written;
    const trimmed = new TracedBuilder();
    trimmed.appendPart(written.text, written.parts, 0, written.text.length - 1);
    return trimmed.finish();
  }

  /** Goes to a column, on a new line unless this one holds nothing else. */
  indentTo(column: number, origin: Origin): void {
    const wanted = Math.max(0, column);
    if (!this.#indention || this.#column > wanted || (this.#column === wanted && !this.#whitespace))
      this.#break(origin);
    if (this.#column < wanted) this.#builder.append(' '.repeat(wanted - this.#column), origin);
    this.#column = Math.max(this.#column, wanted);
    this.#whitespace = true;
    this.#indention = true;
  }

  /** Writes an indicator such as `-`; `indents` for one that may stand before a collection on the same line. */
  indicator(text: string, origin: Origin, spaced: boolean, indents = false): void {
    if (spaced && !this.#whitespace) this.#put(' ', origin);
    this.#put(text, origin);
    this.#whitespace = false;
    this.#indention &&= indents;
  }

  /** Whether a text fits before a colon on its line, as emitterc.go decides. */
  isSimpleKey(text: string): boolean {
    return !shapeOf(text, this.#dialect).multiline && utf8Length(text) <= 128;
  }

  /** A scalar that is no string: a number, a boolean, null. `added` is the origin of a blank before it. */
  plain(text: string, origin: Origin, added: Origin): void {
    if (!this.#whitespace) this.#put(' ', added);
    this.indicator(text, origin, false);
  }

  /** A string in the style that it needs; lines that go on stand at `indent`. `added` is the origin of quotes and indentation. */
  string(value: StringValue, indent: number, simpleKey: boolean, added: Origin): void {
    const style = styleOf(value.text, shapeOf(value.text, this.#dialect), simpleKey, this.#dialect);
    const scalar: Scalar = { text: value.text, parts: partsOf(value), indent, added, breaks: !simpleKey };
    if (style === 'literal') this.#literal(scalar);
    else if (style === 'double') this.#double(scalar);
    else this.#flowing(scalar, style === 'single');
  }

  #put(text: string, origin: Origin): void {
    this.#builder.append(text, origin);
    this.#column += text.length;
  }

  #break(origin: Origin): void {
    this.#builder.append('\n', origin);
    this.#column = 0;
    this.#indention = true;
  }

  /** Takes one character of a scalar over. */
  #take(scalar: Scalar, at: number, length: number): void {
    this.#builder.appendPart(scalar.text, scalar.parts, at, at + length);
    this.#column++;
  }

  #takeBreak(scalar: Scalar, at: number): void {
    this.#take(scalar, at, 1);
    this.#column = 0;
    this.#indention = true;
  }

  /** Whether the blank at an offset is where a long line is folded. */
  #folds(scalar: Scalar, at: number, afterSpace: boolean): boolean {
    return scalar.breaks && !afterSpace && this.#column > this.#width && at > 0 && at < scalar.text.length - 1;
  }

  /** Plain and single-quoted scalars. */
  #flowing(scalar: Scalar, quoted: boolean): void {
    if (quoted) this.indicator("'", scalar.added, true);
    else if (!this.#whitespace) this.#put(' ', scalar.added);
    let spaces = false;
    let breaks = false;
    let from = 0;
    for (const { at, char } of characters(scalar.text)) {
      if (char === ' ' && this.#folds(scalar, at, spaces) && scalar.text[at + 1] !== ' ') {
        this.#run(scalar, from, at);
        from = at + 1;
        this.indentTo(scalar.indent, scalar.added);
      } else if (BREAK.test(char)) {
        this.#run(scalar, from, at);
        from = at + 1;
        if (!breaks && char === '\n') this.#break(scalar.added);
        this.#takeBreak(scalar, at);
      } else {
        if (char !== ' ' && breaks) this.indentTo(scalar.indent, scalar.added);
        if (char === "'" && quoted) {
          this.#run(scalar, from, at);
          from = at;
          this.#put("'", scalar.added);
        }
        this.#column++;
        if (char !== ' ') this.#indention = false;
      }
      spaces = char === ' ';
      breaks = BREAK.test(char) || (breaks && spaces);
    }
    this.#run(scalar, from, scalar.text.length);
    if (quoted) this.indicator("'", scalar.added, false);
    this.#whitespace = false;
    this.#indention = false;
  }

  /** Takes over what has been counted in columns already. */
  #run(scalar: Scalar, from: number, to: number): void {
    this.#builder.appendPart(scalar.text, scalar.parts, from, to);
  }

  #double(scalar: Scalar): void {
    this.indicator('"', scalar.added, true);
    // Go looks for a byte order mark at the start of the text, whichever character it is about to write.
    const marked = scalar.text.startsWith('\ufeff');
    let spaces = false;
    let from = 0;
    for (const { at, char } of characters(scalar.text)) {
      if (marked || char === '"' || char === '\\' || BREAK.test(char) || isUnprintable(char)) {
        this.#run(scalar, from, at);
        from = at + char.length;
        const escape = escaped(char);
        this.#builder.appendMapped(escape, scalar.parts, at, from);
        this.#column += escape.length;
      } else if (char === ' ' && this.#folds(scalar, at, spaces)) {
        this.#run(scalar, from, at);
        from = at + 1;
        this.indentTo(scalar.indent, scalar.added);
        if (scalar.text[at + 1] === ' ') this.#put('\\', scalar.added);
      } else this.#column++;
      spaces = char === ' ';
    }
    this.#run(scalar, from, scalar.text.length);
    this.indicator('"', scalar.added, false);
  }

  #literal(scalar: Scalar): void {
    this.indicator(`|${blockHints(scalar.text)}`, scalar.added, true);
    this.#break(scalar.added);
    this.#whitespace = true;
    let breaks = true;
    let from = 0;
    for (const { at, char } of characters(scalar.text)) {
      if (BREAK.test(char)) {
        this.#run(scalar, from, at);
        from = at + 1;
        this.#takeBreak(scalar, at);
        breaks = true;
      } else {
        if (breaks) this.indentTo(scalar.indent, scalar.added);
        this.#column++;
        this.#indention = false;
        breaks = false;
      }
    }
    this.#run(scalar, from, scalar.text.length);
  }
}

interface Scalar {
  readonly text: string;
  readonly parts: Parts;
  readonly indent: number;
  readonly added: Origin;
  /** Whether long lines may be folded. */
  readonly breaks: boolean;
}

function* characters(text: string): Generator<{ readonly at: number; readonly char: string }, void> {
  let at = 0;
  for (const char of text) {
    yield { at, char };
    at += char.length;
  }
}

/** `2` before text that starts with a blank, `-` when no line break ends it, `+` when several do. */
function blockHints(text: string): string {
  const chars = Array.from(text.slice(0, 2) === text ? text : text.slice(-2));
  const indent = text.startsWith(' ') || BREAK.test(text.charAt(0)) ? '2' : '';
  if (!BREAK.test(chars.at(-1) ?? '')) return `${indent}-`;
  return chars.length === 1 || BREAK.test(chars.at(-2) ?? '') ? `${indent}+` : indent;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
  '\xa0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function escaped(char: string): string {
  const known = ESCAPES[char];
  if (known !== undefined) return known;
  const code = char.codePointAt(0) ?? 0;
  const [letter, width] = code <= 0xff ? ['x', 2] : code <= 0xffff ? ['u', 4] : ['U', 8];
  return `\\${letter}${code.toString(16).toUpperCase().padStart(width, '0')}`;
}
