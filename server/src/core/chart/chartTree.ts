import { check, parseConstraint } from '../version/masterminds.ts';
import type { ConstraintResult } from '../version/masterminds.ts';
import { parseVersion } from '../version/version.ts';
import type { Version } from '../version/version.ts';
import { map } from '../template/value.ts';
import { noOrigin } from '../text/origin.ts';
import type { Dependency } from './dependency.ts';
import type { Chart } from './load.ts';
import type { Table } from './tables.ts';
import { sharedTableOf } from './valuesFile.ts';

/** A chart in its place below a root chart, under the name it has there. */
export interface ChartNode {
  readonly chart: Chart;
  /** Its alias, or its own name. */
  readonly name: string;
  readonly parent: ChartNode | undefined;
  /** The names of subcharts from the root; empty for the root. Its values lie at this path. */
  readonly path: readonly string[];
  /** What its templates' names begin with: `root/charts/sub`. */
  readonly fullPath: string;
  /** What decides about its children. Entries that turn out disabled are taken away. */
  uses: readonly DependencyUse[];
  children: readonly ChartNode[];
  /** Its default values with what it imports; undefined while they are those of its own file. */
  imported: Table | undefined;
}

/** A dependency entry in one chart tree. */
export interface DependencyUse {
  readonly entry: Dependency;
  /** The alias, or the name. */
  readonly name: string;
  enabled: boolean;
  /** Whether a chart for it is in charts/. */
  readonly isBound: boolean;
}

/** The tree as it is in the folder: every subchart under its own name, nothing decided. */
export function treeOf(chart: Chart, parent?: ChartNode, alias?: string): ChartNode {
  const name = alias ?? chart.chartfile.name;
  const node: ChartNode = {
    chart,
    name,
    parent,
    path: parent ? [...parent.path, name] : [],
    fullPath: parent ? `${parent.fullPath}/charts/${name}` : name,
    uses: undecided(chart),
    children: [],
    imported: undefined,
  };
  node.children = chart.subcharts.map((subchart) => treeOf(subchart, node));
  return node;
}

/** Entries as they stay where Helm never comes to a chart, since the one above lists no dependencies. */
const undecided = ({ dependencies = [] }: Chart): readonly DependencyUse[] =>
  dependencies.map((entry) => ({ entry, name: entry.name, enabled: false, isBound: true }));

/**
 * Replaces a node's children by what its dependency entries make of them: aliases, one per entry; others as they are.
 * Aliases of charts that alias others multiply: an entry for which the budget has no charts left counts as not bound.
 */
export function bindDependencies(node: ChartNode, budget: { left: number }): void {
  const entries = (node.chart.dependencies ?? []).map((entry) => ({ entry, range: parseConstraint(entry.version) }));
  const subcharts = node.chart.subcharts.map((chart) => ({ chart, version: parseVersion(chart.chartfile.version) }));
  const unlisted = subcharts.filter((subchart) => !entries.some((entry) => fits(entry, subchart)));
  const children = unlisted.map(({ chart }) => treeOf(chart, node));
  budget.left -= entries.length;
  node.uses = entries.map((listed) => {
    const { entry } = listed;
    const name = entry.alias === '' ? entry.name : entry.alias;
    const found = budget.left > 0 ? subcharts.find((subchart) => fits(listed, subchart)) : undefined;
    if (found) {
      const child = treeOf(found.chart, node, name);
      children.push(child);
      budget.left -= [...nodesOf(child)].length;
    }
    return { entry, name, enabled: true, isBound: found !== undefined };
  });
  node.children = children;
}

interface Listed {
  readonly entry: Dependency;
  readonly range: ConstraintResult;
}

interface Subchart {
  readonly chart: Chart;
  readonly version: Version | undefined;
}

function fits({ entry, range }: Listed, { chart, version }: Subchart): boolean {
  return entry.name === chart.chartfile.name && version !== undefined && range.ok && check(range.constraint, version);
}

/** A chart's default values, which the caller must not change. */
export function defaultsOf(node: ChartNode, helm: 3 | 4): Table {
  if (node.imported) return node.imported;
  const { values } = node.chart;
  return values ? sharedTableOf(values, node.path, helm) : map(new Map(), noOrigin);
}

/** A node and all below it, parents first. */
export function* nodesOf(node: ChartNode): Generator<ChartNode> {
  yield node;
  for (const child of node.children) yield* nodesOf(child);
}
