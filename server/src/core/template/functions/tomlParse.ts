import type { Origin } from '../../text/origin.ts';
import { segmentAt } from '../../text/traced.ts';
import { quoted } from '../quote.ts';
import { encodeUtf8 } from '../utf8.ts';
import { text } from '../value.ts';
import type { StringValue, Value } from '../value.ts';
import { TomlFault, TomlPanic, TomlTooLarge } from './tomlFault.ts';
import { tomlPath } from './tomlKey.ts';
import { isDigit, real, signedNumber, tomlNumber, tomlWord } from './tomlNumber.ts';
import { END, isBlank, isLineEnd, TomlScan } from './tomlScan.ts';
import { tomlString } from './tomlString.ts';
import { TomlDocument } from './tomlTables.ts';
import type { TomlNode, TomlTable } from './tomlTables.ts';
import { valueOf } from './tomlValue.ts';

/** What a TOML text holds; or `error`, in the words of BurntSushi/toml; or `panic`, the same where it panics. */
export type ReadToml =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'error' | 'panic'; readonly message: string }
  | { readonly kind: 'too large' };

/** Brackets inside each other. Go has no bound. */
const maximumDepth = 500;

/** Reads TOML as github.com/BurntSushi/toml v1.6.0 does. Scalars have the origin of the text they were read from. */
export function parseToml(source: StringValue, origin: Origin): ReadToml {
  const parser = new TomlParser(source);
  try {
    parser.read();
    return { kind: 'value', value: valueOf(parser.document.top, origin) };
  } catch (error) {
    if (error instanceof TomlTooLarge) return { kind: 'too large' };
    if (error instanceof TomlPanic) return { kind: 'panic', message: error.message };
    if (!(error instanceof TomlFault)) throw error;
    const key = parser.document.lastKey;
    const last = key === '' ? '' : ` (last key ${quoted(key)})`;
    return { kind: 'error', message: `toml: line ${error.line}${last}: ${error.message}` };
  }
}

class TomlParser {
  readonly document = new TomlDocument();
  readonly #source: StringValue;
  readonly #scan: TomlScan;
  #depth = 0;

  constructor(source: StringValue) {
    this.#source = source;
    this.#scan = new TomlScan(source.text, source.text.startsWith('\ufeff') ? 1 : 0);
  }

  read(): void {
    const scan = this.#scan;
    if (
      encodeUtf8(scan.text.slice(scan.at, scan.at + 6))
        .subarray(0, 6)
        .includes(0)
    )
      throw new TomlFault('files cannot contain NULL bytes; probably using UTF-16; TOML files must be UTF-8', 1);
    for (;;) {
      scan.skip((code) => isBlank(code) || isLineEnd(code));
      const code = scan.peek();
      if (code === END) return;
      if (code === 0x23) {
        scan.comment();
        continue;
      }
      if (code === 0x5b) this.#header();
      else this.#topEntry();
      if (this.#endOfItem()) return;
    }
  }

  /** Whether the text ends behind an item. */
  #endOfItem(): boolean {
    const scan = this.#scan;
    scan.skip(isBlank);
    const code = scan.peek();
    if (code === 0x23) scan.comment();
    else if (code !== END && !isLineEnd(code))
      throw scan.unexpected('expected a top-level item to end with a newline, comment, or EOF, but got');
    return code === END;
  }

  #header(): void {
    const scan = this.#scan;
    scan.take();
    const array = scan.takes('[');
    const keys: string[] = [];
    do {
      scan.skip(isBlank);
      const code = scan.peek();
      if (code === 0x5d || code === END) throw scan.fault('unexpected end of table name (table names cannot be empty)');
      if (code === 0x2e) throw scan.fault('unexpected table separator (table names cannot be empty)');
      keys.push(this.#key(keys.length === 0));
      scan.skip(isBlank);
    } while (scan.takes('.'));
    if (!scan.takes(']')) throw scan.unexpected("expected '.' or ']' to end table name, but got");
    if (array && !scan.takes(']')) throw scan.unexpected("expected end of table array name delimiter ']', but got");
    this.document.open(keys, array);
    this.document.note('', false);
  }

  /** One part of a key; the first one tells the line that complaints about the whole key name. */
  #key(first: boolean): string {
    const scan = this.#scan;
    const quote = scan.takes('"') ? '"' : scan.takes("'") ? "'" : undefined;
    const start = scan.at;
    if (quote === undefined) scan.skip(isBare);
    const end = (): number => (quote === undefined ? scan.at : scan.at - 1);
    const key = quote === undefined ? scan.text.slice(start, scan.at) : tomlString(scan, quote, false);
    if (first) {
      const at = end();
      this.document.line = () => scan.lineAt(at);
    }
    return key;
  }

  #topEntry(): void {
    const outer = this.document.context;
    this.#entry();
    this.document.context = outer;
    this.document.key = '';
  }

  /** Sets a key of the open table, and leaves the context where the dots of the key have led. */
  #entry(): { readonly parents: readonly string[]; readonly value: TomlNode } {
    const { document } = this;
    const keys = this.#keys();
    const parents = keys.slice(0, -1);
    document.key = keys.at(-1) ?? '';
    for (const parent of parents) document.openImplicit([...document.context, parent]);
    const value = this.#value(false);
    document.set(document.key, value);
    document.note(document.key, Array.isArray(value));
    return { parents, value };
  }

  /** A key with its dots and the sign behind it. */
  #keys(): readonly string[] {
    const scan = this.#scan;
    const code = scan.peek();
    if (code === 0x3d || code === END) throw scan.fault("unexpected '=': key name appears blank");
    if (code === 0x2e) throw scan.fault("unexpected '.': keys cannot start with a '.'");
    const keys: string[] = [];
    do {
      scan.skip(isBlank);
      const next = scan.peek();
      if (next === 0x3d || next === END) throw scan.fault("unexpected '='");
      if (next === 0x2e) throw scan.fault("unexpected '.'");
      keys.push(this.#key(keys.length === 0));
      scan.skip(isBlank);
    } while (scan.takes('.'));
    if (scan.takes('=')) return keys;
    throw scan.peek() === END
      ? scan.faultTaking("unexpected EOF; expected key separator '='")
      : scan.unexpectedOnLine("expected '.' or '=', but got");
  }

  #value(inArray: boolean): TomlNode {
    const scan = this.#scan;
    scan.skip(isBlank);
    const start = scan.at;
    const origin = this.#originAt(start);
    const code = scan.peek();
    if (isDigit(code)) return tomlNumber(scan, origin);
    if (scan.takes('[')) return this.#nested(() => this.#array());
    if (scan.takes('{')) return this.#nested(() => this.#inlineTable(inArray));
    if (scan.takes('"')) return text(this.#string('"'), origin);
    if (scan.takes("'")) return text(this.#string("'"), origin);
    if (code === 0x2e) throw scan.faultTaking("floats must start with a digit, not '.'");
    if (scan.takes('-') || scan.takes('+')) return signedNumber(scan, start, origin);
    return this.#word(origin);
  }

  /** A word, where inf and nan are looked for with more patience than TOML has. */
  #word(origin: Origin): TomlNode {
    const scan = this.#scan;
    const start = scan.at;
    const code = scan.peek();
    if (scan.takes('i') || scan.takes('n')) {
      if ((scan.takes('n') && scan.takes('f')) || (scan.takes('a') && scan.takes('n')))
        return real(scan, scan.text.slice(start, scan.at), origin);
      scan.at--;
    }
    if (code !== END && /\p{L}/u.test(String.fromCodePoint(code))) return tomlWord(scan, origin);
    if (code === END) throw scan.faultTaking('unexpected EOF; expected value');
    throw scan.unexpectedOnLine('expected value but found');
  }

  #string(quote: '"' | "'"): string {
    const scan = this.#scan;
    if (!scan.takes(quote)) return tomlString(scan, quote, false);
    return scan.takes(quote) ? tomlString(scan, quote, true) : '';
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > maximumDepth) throw new TomlTooLarge();
    const result = read();
    this.#depth--;
    return result;
  }

  #array(): TomlNode {
    const scan = this.#scan;
    this.document.note(this.document.key, true);
    const items: TomlNode[] = [];
    for (;;) {
      this.#blankLines();
      if (scan.peek() === 0x2c) throw scan.faultTaking('unexpected comma');
      if (scan.takes(']')) return items;
      items.push(this.#value(true));
      this.#blankLines();
      if (scan.takes(']')) return items;
      if (!scan.takes(','))
        throw scan.faultTaking(`expected a comma (',') or array terminator (']'), but got ${this.#next()}`);
    }
  }

  #inlineTable(inArray: boolean): TomlNode {
    const { document } = this;
    const scan = this.#scan;
    const { context: outer, key } = document;
    const table: TomlTable = new Map();
    const inner = [...outer, key];
    document.context = inner;
    document.key = '';
    document.openImplicit(inner, inArray);
    for (;;) {
      this.#blankLines();
      if (scan.peek() === 0x2c) throw scan.faultTaking('unexpected comma');
      if (scan.takes('}')) break;
      const { parents, value } = this.#entry();
      this.#innermost(table, parents).set(document.key, value);
      document.context = inner;
      this.#blankLines();
      if (scan.takes('}')) break;
      if (!scan.takes(','))
        throw scan.faultTaking(`expected a comma or an inline table terminator '}', but got ${this.#next()} instead`);
    }
    document.context = outer;
    document.key = key;
    return table;
  }

  #innermost(table: TomlTable, parents: readonly string[]): TomlTable {
    let innermost = table;
    for (const key of parents) {
      const inner = innermost.get(key) ?? new Map<string, TomlNode>();
      if (!(inner instanceof Map))
        throw this.document.fault(`${quoted(tomlPath(this.document.context))} is not a table`);
      innermost.set(key, inner);
      innermost = inner;
    }
    return innermost;
  }

  /** Blanks, line ends, comments. */
  #blankLines(): void {
    const scan = this.#scan;
    for (;;) {
      scan.skip((code) => isBlank(code) || isLineEnd(code));
      if (scan.peek() !== 0x23) return;
      scan.comment();
    }
  }

  #next(): string {
    const code = this.#scan.peek();
    return code === END ? 'end of file' : `'${String.fromCodePoint(code)}'`;
  }

  #originAt(offset: number): Origin {
    const { parts } = this.#source;
    return parts?.origins[segmentAt(parts, offset)] ?? this.#source.origin;
  }
}

const isBare = (code: number): boolean => code !== END && /^[A-Za-z0-9_-]$/.test(String.fromCodePoint(code));
