import type { Origin } from '../../text/origin.ts';
import { TracedBuilder } from '../../text/traced.ts';
import type { TracedText } from '../../text/traced.ts';
import { sortedKeys } from '../show.ts';
import { holeText, partsOf, text } from '../value.ts';
import type { ListValue, MapValue, ObjectValue, StringValue, Value } from '../value.ts';
import { encodeBase64 } from './base64.ts';

export interface JsonStyle {
  /** Whether `<`, `>` and `&` are escaped, as encoding/json does unless told otherwise. */
  readonly html: boolean;
  /** Whether each entry stands on a line of its own, indented by two blanks. */
  readonly pretty: boolean;
}

/**
 * A value as Go's encoding/json writes it, keys in the order of their bytes. Scalars keep their origins, all else has
 * its container's. The value must have passed `unencodable`. Undefined when it gets longer than `limit` UTF-16 units.
 */
export function jsonText(value: Value, style: JsonStyle, limit: number): TracedText | undefined {
  const writer = new JsonWriter(style, limit);
  writer.write(value, '\n', value.origin);
  return writer.tooLong ? undefined : writer.builder.finish();
}

class JsonWriter {
  readonly builder = new TracedBuilder();
  readonly #style: JsonStyle;
  readonly #limit: number;

  constructor(style: JsonStyle, limit: number) {
    this.#style = style;
    this.#limit = limit;
  }

  get tooLong(): boolean {
    return this.builder.length > this.#limit;
  }

  write(value: Value, newline: string, around: Origin): void {
    if (this.tooLong) return;
    if (value.kind === 'map' && !value.isNil) this.#map(value, newline);
    else if (value.kind === 'list' && !value.isNil) this.#list(value, newline);
    else if (value.kind === 'string') this.#string(value, around);
    else if (value.kind === 'bytes' && !value.isNil)
      this.#string(text(encodeBase64(value.bytes), value.origin), around);
    else if (value.kind === 'object') this.#object(value, newline, around);
    else if (value.kind === 'opaque') this.#whole(holeText(value));
    else this.builder.append(plainWord(value), value.origin);
  }

  #object({ object, origin }: ObjectValue, newline: string, around: Origin): void {
    const form = object.json?.() ?? '';
    if (typeof form === 'string') this.#string(text(form, origin), around);
    else this.#fields(form.keys(), form, newline, origin);
  }

  #map(map: MapValue, newline: string): void {
    this.#fields(sortedKeys(map), map.entries, newline, map.origin);
  }

  #fields(keys: Iterable<string>, entries: ReadonlyMap<string, Value>, newline: string, origin: Origin): void {
    const inner = `${newline}  `;
    let first = true;
    this.builder.append('{', origin);
    for (const key of keys) {
      this.#separate(first, inner, origin);
      first = false;
      this.#string(text(key, origin), origin);
      this.builder.append(this.#style.pretty ? ': ' : ':', origin);
      const child = entries.get(key);
      if (child) this.write(child, inner, origin);
    }
    this.#close('}', first, newline, origin);
  }

  #list(list: ListValue, newline: string): void {
    const inner = `${newline}  `;
    let first = true;
    this.builder.append('[', list.origin);
    for (const item of list.items) {
      this.#separate(first, inner, list.origin);
      first = false;
      this.write(item, inner, list.origin);
    }
    this.#close(']', first, newline, list.origin);
  }

  #separate(first: boolean, newline: string, origin: Origin): void {
    this.builder.append(`${first ? '' : ','}${this.#style.pretty ? newline : ''}`, origin);
  }

  #close(bracket: string, empty: boolean, newline: string, origin: Origin): void {
    this.builder.append(`${this.#style.pretty && !empty ? newline : ''}${bracket}`, origin);
  }

  #whole(value: StringValue): void {
    this.builder.appendPart(value.text, partsOf(value), 0, value.text.length);
  }

  #string(value: StringValue, around: Origin): void {
    const { builder } = this;
    const parts = partsOf(value);
    const special = this.#style.html ? SPECIAL_HTML : SPECIAL;
    builder.append('"', around);
    let from = 0;
    for (const found of value.text.matchAll(special)) {
      builder.appendPart(value.text, parts, from, found.index);
      from = found.index + 1;
      builder.appendMapped(escaped(found[0]), parts, found.index, from);
    }
    builder.appendPart(value.text, parts, from, value.text.length);
    builder.append('"', around);
  }
}

function plainWord(value: Value): string {
  if (value.kind === 'bool') return String(value.value);
  if (value.kind === 'int') return value.value.toString();
  return value.kind === 'float' ? jsonNumber(value.value) : 'null';
}

/** A finite number as encoding/json writes it: like JavaScript, but for the sign of zero. */
export const jsonNumber = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

// Written with escapes: controls, quote, backslash, the line separators and lone halves of pairs; then also < > &.
const SPECIAL =
  /[\u0000-\u001f"\\\u2028\u2029]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const SPECIAL_HTML =
  /[\u0000-\u001f"\\<>&\u2028\u2029]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escaped(char: string): string {
  const code = char.charCodeAt(0);
  if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd';
  return SHORT[char] ?? `\\u${code.toString(16).padStart(4, '0')}`;
}
