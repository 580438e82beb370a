import type { Origin } from '../../text/origin.ts';
import { segmentAt } from '../../text/traced.ts';
import { float } from '../numbers.ts';
import { quoted } from '../quote.ts';
import { encodeUtf8 } from '../utf8.ts';
import { bool, list, map, nilInterface, text } from '../value.ts';
import type { StringValue, Value } from '../value.ts';

export interface ReadJson {
  /** Undefined when the text is no JSON. */
  readonly value: Value | undefined;
  /** Go's words for the first thing that is wrong. With a value: a number that no float64 can hold, read as null. */
  readonly error: string | undefined;
}

/** Go's own bound on brackets inside each other is 10,000, more than our stack takes. */
const maximumDepth = 500;

/** Reads JSON as Go's encoding/json does, with its messages. Scalars have the origin of the text they were read from. */
export function parseJson(source: StringValue, origin: Origin): ReadJson {
  const parser = new JsonParser(source, origin);
  const value = parser.document();
  return { value, error: parser.error };
}

class JsonParser {
  error: string | undefined;
  readonly #source: StringValue;
  readonly #text: string;
  readonly #origin: Origin;
  #at = 0;
  #depth = 0;

  constructor(source: StringValue, origin: Origin) {
    this.#source = source;
    this.#text = source.text;
    this.#origin = origin;
  }

  document(): Value | undefined {
    const value = this.#value();
    if (!value) return undefined;
    this.#blanks();
    if (this.#at < this.#text.length) return this.#fail('after top-level value');
    // A lone number that is too large is still a number, where a map is wanted.
    return this.error !== undefined && value.kind === 'nil' ? float(Infinity, value.origin) : value;
  }

  /** Complains of the character that is next, or of the end. */
  #fail(context: string): undefined {
    if (this.#at >= this.#text.length) this.error = 'unexpected end of JSON input';
    else this.error = `invalid character ${quotedByte(this.#text, this.#at)} ${context}`;
    return undefined;
  }

  /** The same inside of a word or number, where Go takes the end for a blank that does not belong there. */
  #failInside(context: string): undefined {
    if (this.#at < this.#text.length) return this.#fail(context);
    this.error = `invalid character ' ' ${context}`;
    return undefined;
  }

  #blanks(): void {
    while (this.#at < this.#text.length && ' \t\r\n'.includes(this.#text.charAt(this.#at))) this.#at++;
  }

  /** Takes a character if it is next. */
  #skip(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #originAt(offset: number): Origin {
    const { parts } = this.#source;
    return parts?.origins[segmentAt(parts, offset)] ?? this.#source.origin;
  }

  #value(): Value | undefined {
    this.#blanks();
    const start = this.#at;
    switch (this.#text[start]) {
      case '{':
        return this.#nested(() => this.#object());
      case '[':
        return this.#nested(() => this.#array());
      case '"': {
        this.#at++;
        const found = this.#string();
        return found === undefined ? undefined : text(found, this.#originAt(start));
      }
      case 't':
        return this.#word('true') ? bool(true, this.#originAt(start)) : undefined;
      case 'f':
        return this.#word('false') ? bool(false, this.#originAt(start)) : undefined;
      case 'n':
        return this.#word('null') ? nilInterface(this.#originAt(start)) : undefined;
      default:
        return this.#number();
    }
  }

  #nested(read: () => Value | undefined): Value | undefined {
    this.#at++;
    if (++this.#depth > maximumDepth) {
      this.error = 'exceeded max depth';
      return undefined;
    }
    const value = read();
    this.#depth--;
    return value;
  }

  #object(): Value | undefined {
    const entries = new Map<string, Value>();
    this.#blanks();
    if (this.#skip('}')) return map(entries, this.#origin);
    for (;;) {
      this.#blanks();
      if (!this.#skip('"')) return this.#fail('looking for beginning of object key string');
      const key = this.#string();
      if (key === undefined) return undefined;
      this.#blanks();
      if (!this.#skip(':')) return this.#fail('after object key');
      const value = this.#value();
      if (!value) return undefined;
      entries.set(key, value);
      this.#blanks();
      if (this.#skip('}')) return map(entries, this.#origin);
      if (!this.#skip(',')) return this.#fail('after object key:value pair');
    }
  }

  #array(): Value | undefined {
    const items: Value[] = [];
    this.#blanks();
    if (this.#skip(']')) return list(items, this.#origin);
    for (;;) {
      const value = this.#value();
      if (!value) return undefined;
      items.push(value);
      this.#blanks();
      if (this.#skip(']')) return list(items, this.#origin);
      if (!this.#skip(',')) return this.#fail('after array element');
    }
  }

  #word(word: string): boolean {
    for (let i = 0; i < word.length; i++) {
      if (!this.#skip(word.charAt(i))) {
        this.#failInside(`in literal ${word} (expecting '${word.charAt(i)}')`);
        return false;
      }
    }
    return true;
  }

  /** The rest of a string behind its first quote. */
  #string(): string | undefined {
    let out = '';
    let from = this.#at;
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined || char < ' ') return this.#fail('in string literal');
      if (char === '"') return whole(out + this.#text.slice(from, this.#at++));
      if (char !== '\\') {
        this.#at++;
        continue;
      }
      out += this.#text.slice(from, this.#at++);
      const escape = this.#escape();
      if (escape === undefined) return undefined;
      out += escape;
      from = this.#at;
    }
  }

  #escape(): string | undefined {
    const char = this.#text[this.#at] ?? '';
    const known = ESCAPES[char];
    if (char === '' || (known === undefined && char !== 'u')) return this.#failInside('in string escape code');
    this.#at++;
    if (known !== undefined) return known;
    const start = this.#at;
    for (; this.#at < start + 4; this.#at++) {
      if (!/^[0-9a-fA-F]$/.test(this.#text[this.#at] ?? '')) {
        return this.#failInside('in \\u hexadecimal character escape');
      }
    }
    return String.fromCharCode(parseInt(this.#text.slice(start, this.#at), 16));
  }

  #number(): Value | undefined {
    const start = this.#at;
    const signed = this.#skip('-');
    if (!this.#skip('0') && this.#digits() === 0) {
      return signed ? this.#failInside('in numeric literal') : this.#fail('looking for beginning of value');
    }
    if (this.#skip('.') && this.#digits() === 0) return this.#failInside('after decimal point in numeric literal');
    if (this.#skip('e') || this.#skip('E')) {
      if (!this.#skip('+')) this.#skip('-');
      if (this.#digits() === 0) return this.#failInside('in exponent of numeric literal');
    }
    const written = this.#text.slice(start, this.#at);
    const value = Number(written);
    if (Number.isFinite(value)) return float(value, this.#originAt(start));
    this.error ??= `json: cannot unmarshal number ${written} into Go value of type float64`;
    return nilInterface(this.#originAt(start));
  }

  /** Takes digits; how many. */
  #digits(): number {
    const start = this.#at;
    while (/^\d$/.test(this.#text[this.#at] ?? '')) this.#at++;
    return this.#at - start;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** A half of a surrogate pair that stands alone becomes the replacement character. */
const whole = (text: string): string =>
  text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');

/** Go complains of bytes: of a character beyond ASCII it shows its first one. */
function quotedByte(source: string, at: number): string {
  const char = String.fromCodePoint(source.codePointAt(at) ?? 0);
  if (char === "'") return "'\\''";
  if (char === '"') return `'"'`;
  const byte = encodeUtf8(char)[0] ?? 0;
  return `'${quoted(String.fromCharCode(byte)).slice(1, -1)}'`;
}
