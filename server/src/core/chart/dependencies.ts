import { noOrigin, valuesOf } from '../text/origin.ts';
import type { ValuesOrigin } from '../text/origin.ts';
import { map } from '../template/value.ts';
import type { ChartNode, DependencyUse } from './chartTree.ts';
import { bindDependencies } from './chartTree.ts';
import type { Coalescing } from './coalesce.ts';
import { coalesceValues } from './coalesce.ts';
import type { Table } from './tables.ts';
import { coalesceTables, copyShared, copyTable, tableAt, valueAt } from './tables.ts';

/** A values path that switches a subchart on or off. */
export interface Toggle {
  readonly chart: ChartNode;
  readonly use: DependencyUse;
  readonly subject: ValuesOrigin;
  readonly value: boolean;
}

/** What became of a tree's dependencies. */
export interface Processed {
  readonly toggles: readonly Toggle[];
  /** Enabled entries without a chart in charts/: what they would render is not known. */
  readonly missing: readonly { readonly chart: ChartNode; readonly use: DependencyUse }[];
}

/** Charts of one tree, and entries for them. */
const MOST_CHARTS = 4000;

/** What stays the same throughout a tree. */
interface Processing {
  readonly run: Coalescing;
  readonly toggles: Toggle[];
  readonly budget: { left: number };
}

/**
 * Applies aliases, conditions, tags and import-values to a tree, in place (ProcessDependencies). The children of charts
 * that list no dependencies stay as they are, but for what they import; and no chart imports where all are switched off.
 */
export function processDependencies(root: ChartNode, given: Table, run: Coalescing): Processed {
  const toggles: Toggle[] = [];
  enable(root, given, '', { run, toggles, budget: { left: MOST_CHARTS } });
  importValues(root, run);
  const missing: { chart: ChartNode; use: DependencyUse }[] = [];
  collectMissing(root, missing);
  return { toggles, missing };
}

function enable(node: ChartNode, given: Table, prefix: string, processing: Processing): void {
  if (node.chart.dependencies === undefined) return;
  const { run, toggles, budget } = processing;
  bindDependencies(node, budget);
  // Also where no tag and no condition asks for them: it is here that Helm finds a subchart's values to be no map.
  const values = coalesceValues(node, given, false, run);
  for (const use of node.uses) {
    byTags(node, use, values, toggles);
    byCondition(node, use, values, prefix, toggles);
  }
  const disabled = new Set(node.uses.flatMap((use) => (use.enabled ? [] : [use.name])));
  node.children = node.children.filter((child) => !disabled.has(child.name));
  node.uses = node.uses.filter((use) => !disabled.has(use.name));
  for (const child of node.children) enable(child, values, `${prefix}${child.name}.`, processing);
}

function note(node: ChartNode, use: DependencyUse, value: ReturnType<typeof valueAt>, toggles: Toggle[]): void {
  const subject = value && valuesOf(value.origin)[0];
  if (subject && value.kind === 'bool') toggles.push({ chart: node, use, subject, value: value.value });
}

function byTags(node: ChartNode, use: DependencyUse, values: Table, toggles: Toggle[]): void {
  if (use.entry.tags.length === 0) return;
  const tags = values.entries.get('tags');
  if (tags?.kind !== 'map') return;
  const found = use.entry.tags.flatMap((tag) => {
    const value = tags.entries.get(tag);
    note(node, use, value, toggles);
    return value?.kind === 'bool' ? [value.value] : [];
  });
  use.enabled = found.length === 0 || found.includes(true);
}

/** The first path that holds a boolean decides. */
function byCondition(node: ChartNode, use: DependencyUse, values: Table, prefix: string, toggles: Toggle[]): void {
  for (const path of use.entry.condition.trim().split(',')) {
    if (path === '') continue;
    const value = valueAt(values, prefix + path);
    if (value?.kind !== 'bool') continue;
    use.enabled = value.value;
    note(node, use, value, toggles);
    return;
  }
}

/** Children first, so that what they import is there for their parents. */
function importValues(node: ChartNode, run: Coalescing): void {
  for (const child of node.children) importValues(child, run);
  if (node.uses.length === 0) return;
  const coalesced = coalesceValues(node, undefined, true, run);
  if (node.uses.every(({ entry }) => entry.importValues.length === 0)) {
    node.imported = coalesced;
    return;
  }
  const values = copyShared(coalesced);
  const imported = map(new Map(), noOrigin);
  for (const { entry, name } of node.uses) {
    for (const { child, parent } of entry.importValues) {
      const table = tableAt(values, `${name}.${child}`);
      if (table) coalesceTables(imported, atPath(parent, table), true);
    }
  }
  node.imported = coalesceTables(copyTable(values), imported, true);
}

function atPath(path: string, table: Table): Table {
  if (path === '.') return table;
  return path.split('.').reduceRight<Table>((inner, step) => map(new Map([[step, inner]]), noOrigin), table);
}

function collectMissing(node: ChartNode, into: { chart: ChartNode; use: DependencyUse }[]): void {
  for (const use of node.uses) if (!use.isBound) into.push({ chart: node, use });
  for (const child of node.children) collectMissing(child, into);
}
