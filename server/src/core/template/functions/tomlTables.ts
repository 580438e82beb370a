import type { Value } from '../value.ts';
import { TomlFault, TomlPanic, TomlTooLarge } from './tomlFault.ts';
import { tomlPath } from './tomlKey.ts';

export type TomlTable = Map<string, TomlNode>;

/** The tables that headers in double brackets make. */
export class TomlTables {
  readonly tables: TomlTable[] = [];
}

export type TomlNode = Value | TomlTable | TomlTables | readonly TomlNode[];

/**
 * The tables of a TOML document while it is read, as BurntSushi/toml 1.6.0 keeps them: which keys only follow from
 * others (`implicit`) and may still be set, and which hold arrays. `line` is that of the key that is being set.
 */
export class TomlDocument {
  readonly top: TomlTable = new Map();
  /** The keys of the table that is open. */
  context: readonly string[] = [];
  /** The key that is being set, or empty. */
  key = '';
  line: () => number = () => 0;
  readonly #implicit = new Set<string>();
  readonly #arrays = new Set<string>();
  #left = WALKS;

  /** The key that an error names. */
  get lastKey(): string {
    if (this.key === '') return tomlPath(this.context);
    return this.context.length === 0 ? this.key : `${tomlPath(this.context)}.${this.key}`;
  }

  /** Opens a table whose header or dotted key does not say that it is one. */
  openImplicit(keys: readonly string[], inArray = false): void {
    this.#implicit.add(this.#pathOf(keys));
    this.open(keys, inArray);
  }

  /** Opens a table, or with `array` one more of a list of tables. */
  open(keys: readonly string[], array: boolean): void {
    if (keys.length > DEEPEST) throw new TomlTooLarge();
    const parents = keys.slice(0, -1);
    const last = keys.at(-1) ?? '';
    const table = this.#parent(parents);
    this.context = parents;
    if (array) this.#append(table, last, keys);
    else this.set(last, new Map());
    this.context = keys;
  }

  #parent(parents: readonly string[]): TomlTable {
    let table = this.top;
    const walked: string[] = [];
    for (const key of parents) {
      walked.push(key);
      if (!table.has(key)) {
        this.#implicit.add(this.#pathOf(walked));
        table.set(key, new Map());
      }
      const inner = tableIn(table.get(key));
      if (!inner) throw this.fault(`Key '${tomlPath(walked)}' was already created as a hash.`);
      table = inner;
    }
    return table;
  }

  #append(table: TomlTable, key: string, keys: readonly string[]): void {
    const found = table.get(key) ?? new TomlTables();
    if (!(found instanceof TomlTables))
      throw this.fault(`Key '${tomlPath(keys)}' was already created and cannot be used as an array.`);
    table.set(key, found);
    found.tables.push(new Map());
  }

  /** Sets a key of the open table. */
  set(key: string, node: TomlNode): void {
    let table = this.top;
    const path: string[] = [];
    for (const part of this.context) {
      path.push(part);
      const found = table.get(part);
      if (!found) throw new TomlPanic(`BUG: Context for key '${tomlPath(path)}' has not been established.\n\n`);
      const inner = tableIn(found);
      if (!inner) throw this.fault(`Key '${tomlPath(path)}' has already been defined.`);
      table = inner;
    }
    const name = this.#pathOf([...path, key]);
    const exists = table.has(key);
    if (exists && !this.#implicit.delete(name)) throw this.fault(`Key '${name}' has already been defined.`);
    if (!exists || this.#arrays.has(name)) table.set(key, node);
  }

  /** Notes whether a key of the open table, or without one that table, holds an array. */
  note(key: string, isArray: boolean): void {
    const keys = key === '' ? this.context : [...this.context, key];
    const name = this.#pathOf(keys.length === 0 ? [''] : keys);
    if (isArray) this.#arrays.add(name);
    else this.#arrays.delete(name);
  }

  fault(message: string): TomlFault {
    return new TomlFault(message, this.line());
  }

  /** Paths cost their length, which dotted keys can make the square of the text. */
  #pathOf(keys: readonly string[]): string {
    this.#left -= keys.length;
    if (this.#left < 0) throw new TomlTooLarge();
    return tomlPath(keys);
  }
}

/** Tables inside each other. Go has no bound. */
const DEEPEST = 500;

/** Keys that are joined into paths in one document. */
const WALKS = 2_000_000;

/** The table that a key opens: of a list, its last. */
function tableIn(node: TomlNode | undefined): TomlTable | undefined {
  if (node instanceof TomlTables) return node.tables.at(-1);
  return node instanceof Map ? node : undefined;
}
