import type { Origin } from '../../text/origin.ts';
import { TracedBuilder } from '../../text/traced.ts';
import type { TracedText } from '../../text/traced.ts';
import { floatText } from '../floatText.ts';
import { sortedKeys } from '../show.ts';
import { holeText, partsOf } from '../value.ts';
import type { ListValue, MapValue, StringValue, Value } from '../value.ts';
import { TOML_SPECIAL, tomlEscape, tomlKey } from './tomlKey.ts';

/** Why there is no TOML for a value, in Go's words; `too long` is our own bound. */
export type TomlResult = TracedText | { readonly error: string } | 'too long';

/**
 * A value as github.com/BurntSushi/toml v1.6.0 encodes it: the plain keys of a table first, then tables and lists of
 * tables, each sorted; nested tables indented by two blanks. nil entries are left out. The value must hold no struct.
 */
export function tomlText(value: Value, limit: number): TomlResult {
  const writer = new TomlWriter(limit);
  const error = isTables(value) ? 'toml: top-level values must be Go maps or structs' : listError(value);
  if (error !== undefined) return { error };
  writer.top(value);
  return writer.builder.length > limit ? 'too long' : writer.builder.finish();
}

const nilElement = 'toml: cannot encode array with nil element';

/** Go looks for nil only in lists, before it writes one. */
function listError(value: Value): string | undefined {
  const children = value.kind === 'map' ? [...value.entries.values()] : value.kind === 'list' ? value.items : [];
  for (const child of children) {
    const error = value.kind === 'list' && isNil(child) ? nilElement : listError(child);
    if (error !== undefined) return error;
  }
  return undefined;
}

const isNil = (value: Value): boolean =>
  value.kind === 'nil' || ((value.kind === 'map' || value.kind === 'list') && value.isNil);

const isTables = (value: Value): value is ListValue =>
  value.kind === 'list' && value.items.length > 0 && value.items.every((item) => item.kind === 'map');

const isTable = (value: Value): boolean => (value.kind === 'map' && !value.isNil) || isTables(value);

class TomlWriter {
  readonly builder = new TracedBuilder();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  top(value: Value): void {
    if (value.kind === 'map') this.#entries(value, []);
    else if (!isNil(value)) this.#inline(value, value.origin);
  }

  #newline(origin: Origin): void {
    if (this.builder.length > 0) this.builder.append('\n', origin);
  }

  /** The plain entries of a table, then its tables. */
  #entries(table: MapValue, path: readonly string[]): void {
    const keys = sortedKeys(table);
    for (const tables of [false, true]) {
      for (const key of keys) {
        const value = table.entries.get(key);
        if (!value || isNil(value) || isTable(value) !== tables || this.builder.length > this.#limit) continue;
        this.#entry(value, [...path, key], table.origin);
      }
    }
  }

  #entry(value: Value, path: readonly string[], origin: Origin): void {
    const indent = '  '.repeat(path.length - 1);
    if (value.kind === 'map') {
      if (path.length === 1) this.#newline(origin);
      this.builder.append(`${indent}[${path.map(tomlKey).join('.')}]\n`, origin);
      this.#entries(value, path);
    } else if (isTables(value)) {
      for (const item of value.items) {
        this.#newline(origin);
        this.builder.append(`${indent}[[${path.map(tomlKey).join('.')}]]\n`, origin);
        if (item.kind === 'map') this.#entries(item, path);
      }
    } else {
      this.builder.append(`${indent}${tomlKey(path.at(-1) ?? '')} = `, origin);
      this.#inline(value, origin);
      this.builder.append('\n', origin);
    }
  }

  #inline(value: Value, around: Origin): void {
    const { builder } = this;
    if (builder.length > this.#limit) return;
    if (value.kind === 'string') this.#string(value, around);
    else if (value.kind === 'map') this.#inlineTable(value);
    else if (value.kind === 'list') {
      builder.append('[', value.origin);
      value.items.forEach((item, i) => {
        if (i > 0) builder.append(', ', value.origin);
        this.#inline(item, value.origin);
      });
      builder.append(']', value.origin);
    } else if (value.kind === 'bytes') builder.append(`[${value.bytes.join(', ')}]`, value.origin);
    else builder.append(word(value), value.origin);
  }

  /** Go leaves the comma standing before a nil entry. */
  #inlineTable(table: MapValue): void {
    const { builder } = this;
    const { origin } = table;
    const ordered = [false, true].flatMap((tables) =>
      sortedKeys(table).filter(
        (key) => isTable(table.entries.get(key) ?? { kind: 'nil', wrapped: false, origin }) === tables,
      ),
    );
    builder.append('{', origin);
    ordered.forEach((key, i) => {
      const value = table.entries.get(key);
      if (!value || isNil(value)) return;
      builder.append(`${tomlKey(key)} = `, origin);
      this.#inline(value, origin);
      if (i < ordered.length - 1) builder.append(', ', origin);
    });
    builder.append('}', origin);
  }

  #string(value: StringValue, around: Origin): void {
    const { builder } = this;
    const parts = partsOf(value);
    builder.append('"', around);
    let from = 0;
    for (const found of value.text.matchAll(TOML_SPECIAL)) {
      builder.appendPart(value.text, parts, from, found.index);
      from = found.index + 1;
      builder.appendMapped(tomlEscape(found[0]), parts, found.index, from);
    }
    builder.appendPart(value.text, parts, from, value.text.length);
    builder.append('"', around);
  }
}

/** A word for what is no text and no collection; an unknown value is a placeholder. */
function word(value: Value): string {
  if (value.kind === 'float') return floatWord(value.value);
  if (value.kind === 'int') return value.value.toString();
  if (value.kind === 'opaque') return holeText(value).text;
  return value.kind === 'bool' ? String(value.value) : '';
}

function floatWord(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const written = floatText(value, 'g');
  return /[.e]/.test(written) ? written : `${written}.0`;
}
