import { list, map } from '../template/value.ts';
import type { MapValue, Value } from '../template/value.ts';

/** A map of values; Helm calls it a table. Changed in place by what follows, as in Helm. */
export type Table = MapValue;

export const isTable = (value: Value | undefined): value is Table => value?.kind === 'map';

const isNil = (value: Value | undefined): boolean => value?.kind === 'nil';

/** A table that shares no map or list with another. */
export function copyTable(table: Table): Table {
  return map(new Map([...table.entries].map(([key, value]) => [key, copyValue(value)])), table.origin);
}

/** A value that shares no map or list with another. */
export function copyValue(value: Value): Value {
  if (value.kind === 'map') return copyTable(value);
  return value.kind === 'list' ? list(value.items.map(copyValue), value.origin, value.elem) : value;
}

/** A copy of a whole tree of values in which maps that were reached twice still are one map. */
export function copyShared(table: Table, made = new Map<Table, Table>()): Table {
  const known = made.get(table);
  if (known) return known;
  const copy = map(new Map<string, Value>(), table.origin);
  made.set(table, copy);
  for (const [key, value] of table.entries) copy.entries.set(key, copySharedValue(value, made));
  return copy;
}

function copySharedValue(value: Value, made: Map<Table, Table>): Value {
  if (value.kind === 'map') return copyShared(value, made);
  if (value.kind !== 'list') return value;
  return list(
    value.items.map((item) => copySharedValue(item, made)),
    value.origin,
    value.elem,
  );
}

/** Values files over each other (pkg/chart/v2/loader MergeMaps): `over` wins, maps are merged, null is a value. */
export function mergeMaps(under: Table, over: Table): Table {
  const out = map(new Map(under.entries), over.origin);
  for (const [key, value] of over.entries) {
    const below = out.entries.get(key);
    out.entries.set(key, isTable(value) && isTable(below) ? mergeMaps(below, value) : value);
  }
  return out;
}

/**
 * Fills `target` with what it lacks of `source` and returns it (coalesceTablesFullKey). Unless `merge`, a null in the
 * target takes the key away. Both are changed.
 */
export function coalesceTables(target: Table, source: Table, merge: boolean): Table {
  const into = target.entries;
  const from = source.entries;
  const known = new Set([...from].flatMap(([key, value]) => (isNil(value) ? [] : [key])));
  for (const [key, value] of into) if (isNil(value)) from.set(key, value);
  for (const [key, value] of from) {
    const own = into.get(key);
    if (own === undefined) into.set(key, value);
    else if (!merge && isNil(own) && known.has(key)) into.delete(key);
    else if (isTable(value) && isTable(own)) coalesceTables(own, value, merge);
  }
  return target;
}

/** A table without the null entries in it, at any depth; itself where it has none (cleanNilValues, Helm 4.2 and later). */
export function withoutNils(table: Table): Table {
  let cleaned: Map<string, Value> | undefined;
  for (const [key, value] of table.entries) {
    const kept = isTable(value) ? withoutNils(value) : value;
    if (kept === value && !isNil(value)) continue;
    cleaned ??= new Map(table.entries);
    if (isNil(value)) cleaned.delete(key);
    else cleaned.set(key, kept);
  }
  return cleaned ? map(cleaned, table.origin) : table;
}

/** The table at a dotted path; undefined when something on the way is none. */
export function tableAt(table: Table, path: string): Table | undefined {
  let found: Value | undefined = table;
  for (const step of path.split('.')) found = isTable(found) ? found.entries.get(step) : undefined;
  return isTable(found) ? found : undefined;
}

/** The value at a dotted path if it is no table (Values.PathValue). */
export function valueAt(table: Table, path: string): Value | undefined {
  const dot = path.lastIndexOf('.');
  const holder = dot < 0 ? table : tableAt(table, path.slice(0, dot));
  const found = holder?.entries.get(path.slice(dot + 1));
  return isTable(found) ? undefined : found;
}
