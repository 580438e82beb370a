import type { GivenOrigin } from '../text/origin.ts';
import { parseYaml } from '../yaml/parse.ts';
import { toJson } from '../yaml/walk.ts';
import type { YamlJson } from '../yaml/walk.ts';
import { int64 } from '../template/numbers.ts';
import { typeName } from '../template/types.ts';
import { bool, list, map, nil, text } from '../template/value.ts';
import type { Value } from '../template/value.ts';
import { SetReader } from './setReader.ts';
import { isTable, mergeMaps } from './tables.ts';
import type { Table } from './tables.ts';
import { scalar } from './valuesFile.ts';

/** How the right sides of a line are read: `--set`, `--set-string`, `--set-json`, `--set-file` or `--set-literal`. */
export type SetForm = 'typed' | 'text' | 'json' | 'file' | 'literal';

/** The highest list index, and how many names a path may have (pkg/strvals). */
const MAX_INDEX = 65_536;
const MAX_NESTING = 30;

/**
 * Applies one line of `--set`, e.g. `a.b=1,list[0].x={y,z}`, to values, in place. Returns the error in Helm's words
 * (pkg/strvals/parser.go), or undefined; what stands before the error is applied.
 * `readFile` gives the text of a file that `--set-file` names.
 */
export function applySet(
  line: string,
  into: Table,
  form: SetForm,
  readFile: (path: string) => string = () => '',
): string | undefined {
  if (form === 'json' && line.trim().startsWith('{')) return applyObject(line, into);
  const setter = new Setter(new SetReader(line, form !== 'literal'), form, readFile);
  for (;;) {
    const done = setter.key(into, 0, '');
    if (done !== undefined) return done === 'end' ? undefined : done.error;
  }
}

/** The files that a line of `--set-file` names. */
export function filesOfSet(line: string): readonly string[] {
  const paths: string[] = [];
  applySet(line, map(new Map(), originOf('')), 'file', (path) => {
    paths.push(path);
    return '';
  });
  return paths;
}

function applyObject(line: string, into: Table): string | undefined {
  const json = toJson(parseYaml(line).documents[0]?.root);
  const value = json === undefined ? undefined : valueOfJson(json, originOf('--set-json'));
  if (!isTable(value)) return `failed parsing --set-json data JSON: ${line}`;
  for (const [key, merged] of mergeMaps(into, value).entries) into.entries.set(key, merged);
  return undefined;
}

/** Undefined: go on; `end`: the line is used up. */
type Done = undefined | 'end' | { readonly error: string };

const originOf = (path: string): GivenOrigin => ({ kind: 'given', name: `--set ${path}` });

class Setter {
  readonly #in: SetReader;
  readonly #form: SetForm;
  readonly #readFile: (path: string) => string;

  constructor(reader: SetReader, form: SetForm, readFile: (path: string) => string) {
    this.#in = reader;
    this.#form = form;
    this.#readFile = readFile;
  }

  /** One `key=value`, `key.…` or `key[…`. `path` is what stands before the key. */
  key(into: Table, nesting: number, path: string): Done {
    const { text: name, stop } = this.#in.until(this.#form === 'literal' ? '=[.' : '=[,.');
    const here = path + name;
    switch (stop) {
      case undefined:
        return name === '' ? 'end' : { error: `key "${name}" has no value` };
      case '=':
        return this.#assign(here, (value) => {
          put(into, name, value);
        });
      case ',':
        put(into, name, text('', originOf(here)));
        return { error: `key "${name}" has no value (cannot end with ,)` };
      case '[':
        return this.#indexed(into, name, nesting, here);
      default:
        return this.#nested(into, name, nesting, here);
    }
  }

  #nested(into: Table, name: string, nesting: number, path: string): Done {
    if (nesting >= MAX_NESTING)
      return { error: `value name nested level is greater than maximum supported nested level of ${MAX_NESTING}` };
    const existing = into.entries.get(name);
    if (existing !== undefined && !isTable(existing)) return notA('map[string]interface {}', existing);
    const inner = existing ?? map(new Map(), originOf(path));
    const done = this.key(inner, nesting + 1, `${path}.`);
    if (done === undefined && inner.entries.size === 0) return { error: `key map "${name}" has no value` };
    if (inner.entries.size > 0) put(into, name, inner);
    return done;
  }

  #indexed(into: Table, name: string, nesting: number, path: string): Done {
    const existing = into.entries.get(name);
    if (existing !== undefined && existing.kind !== 'list') return notA('[]interface {}', existing);
    const items = [...(existing?.items ?? [])];
    const done = this.#item(items, nesting, path);
    put(into, name, list(items, originOf(path)));
    return done;
  }

  /** What follows a `[`. */
  #item(items: Value[], nesting: number, path: string): Done {
    const index = this.#index();
    if (typeof index !== 'number') return index;
    const { text: rest, stop } = this.#in.until('[.=');
    if (rest !== '') return { error: `unexpected data at end of array index: "${rest}"` };
    const here = `${path}[${index}]`;
    const set = (value: Value): void => {
      while (items.length < index) items.push(nil(originOf(here)));
      items[index] = value;
    };
    const existing = items[index];
    if (stop === '=') return this.#assign(here, set);
    if (stop === '[') {
      const inner = existing?.kind === 'list' ? [...existing.items] : [];
      const done = this.#item(inner, nesting, here);
      set(list(inner, originOf(here)));
      return done;
    }
    if (stop === undefined) return 'end';
    const inner = isTable(existing) ? existing : map(new Map(), originOf(here));
    const done = this.key(inner, nesting, `${here}.`);
    set(inner);
    return done;
  }

  #index(): number | Done {
    const { text: digits, stop } = this.#in.until(']');
    if (stop === undefined || !/^[+-]?\d{1,15}$/.test(digits)) return { error: `error parsing index: "${digits}"` };
    const index = Number(digits);
    if (index < 0) return { error: `negative ${index} index not allowed` };
    if (index <= MAX_INDEX) return index;
    return { error: `index of ${index} is greater than maximum supported index of ${MAX_INDEX}` };
  }

  #assign(path: string, set: (value: Value) => void): Done {
    if (this.#form === 'json') return this.#assignJson(path, set);
    if (this.#in.atEnd) {
      set(text('', originOf(path)));
      return 'end';
    }
    if (this.#form === 'literal') {
      set(text(this.#in.until('').text, originOf(path)));
      return 'end';
    }
    if (this.#in.take('{')) return this.#assignList(path, set);
    const { text: value, stop } = this.#in.until(',');
    set(this.#typed(value, path));
    return stop === undefined ? 'end' : undefined;
  }

  #assignList(path: string, set: (value: Value) => void): Done {
    const items: Value[] = [];
    for (;;) {
      const { text: item, stop } = this.#in.until(',}');
      if (stop === undefined) return { error: "list must terminate with '}'" };
      items.push(this.#typed(item, `${path}[${items.length}]`));
      if (stop === ',') continue;
      this.#in.take(',');
      set(list(items, originOf(path)));
      return undefined;
    }
  }

  #assignJson(path: string, set: (value: Value) => void): Done {
    const source = this.#in.json();
    if (source.trim() === '') {
      set(nil(originOf(path)));
      return undefined;
    }
    const json = toJson(parseYaml(source).documents[0]?.root);
    if (json === undefined) return { error: `failed parsing --set-json data ${source}` };
    set(valueOfJson(json, originOf(path)));
    return undefined;
  }

  /** Booleans, null and whole numbers without leading zeros; all else is text, or names a file. */
  #typed(value: string, path: string): Value {
    const origin = originOf(path);
    if (this.#form === 'text') return text(value, origin);
    if (this.#form === 'file') return text(this.#readFile(value), origin);
    const lower = value.toLowerCase();
    if (lower === 'true' || lower === 'false') return bool(lower === 'true', origin);
    if (lower === 'null') return nil(origin);
    const isWhole = value === '0' || (/^[+-]?\d{1,19}$/.test(value) && !value.startsWith('0'));
    const whole = isWhole ? BigInt(value.replace('+', '')) : undefined;
    return whole !== undefined && BigInt.asIntN(64, whole) === whole ? int64(whole, origin) : text(value, origin);
  }
}

/** Go's panic over a value of another type, which is caught. */
function notA(type: string, value: Value): Done {
  const found = value.kind === 'nil' ? 'nil' : typeName(value);
  return { error: `unable to parse key: interface conversion: interface {} is ${found}, not ${type}` };
}

function put(into: Table, key: string, value: Value): void {
  if (key !== '') into.entries.set(key, value);
}

/** Plain data as a template value: numbers are float64, as JSON gives them. */
export function valueOfJson(json: YamlJson, origin: Value['origin']): Value {
  if (typeof json !== 'object' || json === null) return scalar(json, origin);
  if (isList(json))
    return list(
      json.map((item) => valueOfJson(item, origin)),
      origin,
    );
  return map(new Map(Object.entries(json).map(([key, value]) => [key, valueOfJson(value, origin)])), origin);
}

const isList = (json: YamlJson): json is readonly YamlJson[] => Array.isArray(json);
