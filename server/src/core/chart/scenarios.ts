import type { Decision } from '../template/trace.ts';
import { show } from '../template/show.ts';
import { map } from '../template/value.ts';
import type { Value } from '../template/value.ts';
import type { Toggle } from './dependencies.ts';
import type { Chart } from './load.ts';
import { changesOf } from './scenarioChanges.ts';
import { copyTable, isTable } from './tables.ts';
import type { Table } from './tables.ts';

/** One way to set a chart's values: its defaults, one of its ci files, or an alternative that its own run revealed. */
export interface Scenario {
  /** Empty for the defaults, the file's path, or what is set: `certs.mode=custom`. */
  readonly name: string;
  readonly set: readonly Change[];
  /** Paths of values files inside the chart. */
  readonly files: readonly string[];
}

/** One values path, from the root, and what it is set to. */
export interface Change {
  readonly path: readonly string[];
  readonly value: Value;
}

/** What a rendered scenario tells about further ones. */
export interface Explored {
  /** Coalesced, of the root. */
  readonly values: Table;
  readonly decisions: readonly Decision[];
  readonly toggles: readonly Toggle[];
}

export const DEFAULT_SCENARIO: Scenario = { name: '', set: [], files: [] };

/** The most scenarios of one chart, the defaults and the ci files among them, and changes in one of them. */
const MOST_SCENARIOS = 64;
const MOST_CHANGES = 2;

/** The scenarios of the chart's ci/*-values.yaml, as chart-testing takes them. */
export const ciScenarios = (chart: Chart): readonly Scenario[] =>
  [...chart.files.paths]
    .filter((path) => /^ci\/[^/]*-values\.ya?ml$/.test(path))
    .sort()
    .map((path) => ({ name: path, set: [], files: [path] }));

/**
 * Yields scenarios one by one, the defaults first, then the ci files, then alternatives, breadth first. Whoever asks
 * renders each and hands in what it revealed, undefined where the chart refuses it. Returns how many were left out.
 */
export function* exploreScenarios(
  chart: Chart,
  limit = MOST_SCENARIOS,
): Generator<Scenario, number, Explored | undefined> {
  const queue: Scenario[] = [DEFAULT_SCENARIO, ...ciScenarios(chart)];
  const known = new Set<string>();
  let yielded = 0;
  while (yielded < limit) {
    const scenario = queue.shift();
    if (!scenario) return 0;
    yielded++;
    const explored = yield scenario;
    // A ci file is a whole of its own: what it reveals is not varied.
    if (!explored || scenario.files.length > 0 || scenario.set.length >= MOST_CHANGES) continue;
    for (const change of changesOf(explored)) {
      const name = nameOf(change);
      if (known.has(name)) continue;
      known.add(name);
      queue.push(withChange(scenario, change));
    }
  }
  return queue.length;
}

function withChange(scenario: Scenario, change: Change): Scenario {
  const set = [...scenario.set, change];
  return { ...scenario, set, name: set.map(nameOf).join(',') };
}

const nameOf = ({ path, value }: Change): string => `${path.join('.')}=${show(value)}`;

/** What the user gives, with a scenario's changes on top; `given` is not changed. Its files are the caller's to merge. */
export function applyScenario(given: Table, { set }: Scenario): Table {
  const values = copyTable(given);
  for (const { path, value } of set) setAt(values, path, value);
  return values;
}

function setAt(table: Table, path: readonly string[], value: Value): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    table.entries.set(key, value);
    return;
  }
  const existing = table.entries.get(key);
  const inner = isTable(existing) ? existing : map(new Map<string, Value>(), value.origin);
  table.entries.set(key, inner);
  setAt(inner, rest, value);
}
