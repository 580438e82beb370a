import { childOf, noOrigin } from '../text/origin.ts';
import type { Origin } from '../text/origin.ts';
import { verbText } from '../template/printfVerb.ts';
import { map } from '../template/value.ts';
import { chartFileUri } from './chartFiles.ts';
import type { ChartNode } from './chartTree.ts';
import { defaultsOf } from './chartTree.ts';
import type { Table } from './tables.ts';
import { coalesceTables, copyTable, copyValue, isTable, withoutNils } from './tables.ts';

/** What coalescing has to say besides the values. */
export interface Coalescing {
  readonly helm: 3 | 4;
  /** Helm's errors; the values of what comes after are not worked out there. */
  readonly errors: string[];
}

/**
 * The values of a chart tree: what the user gives over the defaults, parents over subcharts, globals handed down
 * (CoalesceValues; with `merge`, which keeps nulls, MergeValues). Maps are shared between a parent's values and its
 * subchart's, as in Helm. `given` is not changed. What the result shares with the defaults must not be changed: those
 * who do more than look need copyShared.
 */
export function coalesceValues(node: ChartNode, given: Table | undefined, merge: boolean, run: Coalescing): Table {
  const values = given ? located(copyTable(given), originOf(node)) : map(new Map(), originOf(node));
  return coalesce(node, values, merge, run);
}

/** A table at a place; tables in it that are at none are below it. Its own entries are changed. */
function located({ entries }: Table, origin: Origin): Table {
  for (const [key, value] of entries)
    if (isTable(value) && value.origin.kind === 'none') entries.set(key, located(value, childOf(origin, key)));
  return map(entries, origin);
}

/** Where a value that nobody gives could be set. */
function originOf({ chart, path }: ChartNode): Origin {
  const file = chart.values?.uri ?? chartFileUri(chart.files, 'values.yaml');
  return { kind: 'values', file, path: [], setting: path };
}

function coalesce(node: ChartNode, values: Table, merge: boolean, run: Coalescing): Table {
  fillFromDefaults(node, values, merge, run.helm);
  for (const child of node.children) {
    const own = values.entries.get(child.name);
    if (own !== undefined && !isTable(own)) {
      run.errors.push(`type mismatch on ${child.name}: ${verbText(own, 't')}`);
      continue;
    }
    const table = own ?? map(new Map(), originOf(child));
    values.entries.set(child.name, table);
    handDownGlobals(table, values);
    coalesce(child, table, merge, run);
  }
  return values;
}

function fillFromDefaults(node: ChartNode, values: Table, merge: boolean, helm: 3 | 4): void {
  const cleans = !merge && helm === 4;
  for (const [key, original] of defaultsOf(node, helm).entries) {
    const given = values.entries.get(key);
    const isChild = node.children.some((child) => child.name === key);
    if (given === undefined) {
      if (cleans && original.kind === 'nil') continue;
      const value = cleans && isTable(original) ? withoutNils(original) : original;
      // Only what subcharts add to is changed later.
      values.entries.set(key, isChild || key === 'global' ? copyValue(value) : value);
    } else if (given.kind === 'nil' && !merge) values.entries.delete(key);
    else if (isTable(given) && isTable(original)) {
      const merging = merge || isChild;
      coalesceTables(given, copyTable(merging || helm === 3 ? original : withoutNils(original)), merging);
    }
  }
}

/** The parent's global over the subchart's own (coalesceGlobals). */
function handDownGlobals(into: Table, from: Table): void {
  const own = into.entries.get('global') ?? map(new Map(), childOf(into.origin, 'global'));
  const above = from.entries.get('global') ?? map(new Map(), noOrigin);
  if (!isTable(own) || !isTable(above)) return;
  for (const [key, value] of above.entries) {
    const below = own.entries.get(key);
    if (isTable(value)) {
      const copy = map(new Map(value.entries), value.origin);
      if (below === undefined) own.entries.set(key, copy);
      else if (isTable(below)) own.entries.set(key, coalesceTables(copy, below, true));
    } else if (!isTable(below)) own.entries.set(key, value);
  }
  into.entries.set('global', own);
}
