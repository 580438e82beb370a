import type { Decision } from '../template/trace.ts';
import { isInside } from '../text/uri.ts';
import { map } from '../template/value.ts';
import type { Value } from '../template/value.ts';
import type { Toggle } from './dependencies.ts';
import type { Chart } from './load.ts';
import type { Release } from './release.ts';
import type { TemplateRender } from './renderTemplate.ts';
import { Alternatives } from './alternatives.ts';
import { commentedValue } from './commentedValue.ts';
import type { Shown, Varied } from './scenarioChanges.ts';
import { copyTable, isTable } from './tables.ts';
import type { Table } from './tables.ts';
import { asksForOperation } from './templates.ts';
import { noOrigin } from '../text/origin.ts';

/** One way to set a chart's values: its defaults, one of its ci files, or an alternative that its own run revealed. */
export interface Scenario {
  /** Empty for the defaults, the file's path, or what is set: `certs.mode=custom`. */
  readonly name: string;
  readonly set: readonly Change[];
  /** Paths of values files inside the chart. */
  readonly files: readonly string[];
  /** Whether it is rendered as an upgrade renders it (`.Release.IsUpgrade`). */
  readonly upgrade: boolean;
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
  readonly toggles: readonly Toggle[];
  readonly templates: readonly ExploredTemplate[];
  /** Why the chart refuses the scenario; empty where it does not. */
  readonly refusals: readonly Refusal[];
}

/** The name of a template that Helm does not render, and what it says. */
export interface Refusal {
  readonly template: string;
  readonly message: string;
}

/** What one template's run tells. */
export interface ExploredTemplate {
  readonly name: string;
  /**
   * Whether hooks, Jobs or objects that only an absence brings are written in it, rendered or not: what decides about
   * these is looked at first, and deeper.
   */
  readonly hooks: 'hidden' | 'shown' | 'none';
  /** Whether an object that pods name is written in it, and none is rendered. */
  readonly hidesNamed: boolean;
  /** Whether it asks if this is an install or an upgrade. */
  readonly asksForOperation: boolean;
  /** Its source. */
  readonly text: string;
  readonly decisions: readonly Decision[];
}

/** See {@link Explored}. `each` may remember what {@link exploredTemplate} says of a render. */
export const exploredIn = (
  { values, toggles, renders }: Pick<Release, 'values' | 'toggles' | 'renders'>,
  each = exploredTemplate,
  refusals: readonly Refusal[] = [],
): Explored => ({ values, toggles, templates: renders.map((render) => each(render)), refusals });

export const exploredTemplate = ({ template, rendering, record }: TemplateRender): ExploredTemplate => ({
  name: template.name,
  hooks: HOOKS.test(rendering.text) ? 'shown' : isHidden(template.text, rendering.text) ? 'hidden' : 'none',
  hidesNamed: count(template.text) > count(rendering.text),
  asksForOperation: asksForOperation(template.file),
  text: template.text,
  decisions: record.decisions,
});

const HOOKS = /helm\.sh\/hook|^kind: (?:Cron)?Job\b/m;

/** What the pods of hooks name. */
const NAMED = /^kind: (?:ServiceAccount|ConfigMap|Secret|PersistentVolumeClaim)\b/gm;

const count = (source: string): number => source.match(NAMED)?.length ?? 0;

/** A guard that renders what the cluster does not have. */
const WHILE_ABSENT = /\bif\s+\(?(?:not|empty)\s+\(+\s*lookup\b/;

const isHidden = (source: string, rendered: string): boolean =>
  HOOKS.test(source) || (WHILE_ABSENT.test(source) && rendered.trim() === '');

export const DEFAULT_SCENARIO: Scenario = { name: '', set: [], files: [], upgrade: false };

/** The defaults as an upgrade renders them. */
export const UPGRADE_SCENARIO: Scenario = { ...DEFAULT_SCENARIO, name: 'upgrade', upgrade: true };

/** The most scenarios of one chart, the defaults and the ci files among them. */
export const MOST_SCENARIOS = 64;

/** The scenarios of the chart's ci/*-values.yaml, as chart-testing takes them. */
export const ciScenarios = (chart: Chart): readonly Scenario[] =>
  [...chart.files.paths]
    .filter((path) => /^ci\/[^/]*-values\.ya?ml$/.test(path))
    .sort()
    .map((path) => ({ ...DEFAULT_SCENARIO, name: path, files: [path] }));

/**
 * Yields scenarios one by one, the defaults first, then an upgrade where a template asks for it, the ci files, then
 * alternatives, breadth first: those that may bring hooks to light, those about other hooks, and all others. Whoever
 * asks renders each and hands in what it revealed, undefined where that is nothing. Returns how many were left out.
 */
export function* exploreScenarios(
  chart: Chart,
  limit = MOST_SCENARIOS,
): Generator<Scenario, number, Explored | undefined> {
  const queue = new Alternatives(shownIn(chart), variedIn(chart));
  let yielded = 0;
  const defaults = yield DEFAULT_SCENARIO;
  yielded++;
  const asks = defaults?.templates.some(({ asksForOperation }) => asksForOperation) === true;
  const fixed = [...(asks ? [UPGRADE_SCENARIO] : []), ...ciScenarios(chart)];
  for (const scenario of fixed) {
    if (yielded >= limit) break;
    // A ci file is a whole of its own: what it reveals is not varied.
    yield scenario;
    yielded++;
  }
  if (defaults) queue.addAll(DEFAULT_SCENARIO, defaults, undefined);
  while (yielded < limit) {
    const next = queue.shift();
    if (!next) return 0;
    const explored = yield next.scenario;
    yielded++;
    if (explored?.refusals.length === 0) queue.addAll(next.scenario, explored, next.parent);
    else if (explored) queue.mend(next, explored);
  }
  return queue.length + Math.max(0, 1 + fixed.length - yielded);
}

/** What the chart's own values file shows; values of subcharts are their authors'. */
function shownIn({ values }: Chart): Shown {
  const known = new Map<string, Value | undefined>();
  return ({ setting, path }) => {
    const key = setting.join('\0');
    if (values === undefined || key !== path.join('\0')) return undefined;
    if (!known.has(key))
      known.set(key, commentedValue(values.text, path, { kind: 'given', name: `--set ${setting.join('.')}` }));
    return known.get(key);
  };
}

/**
 * Which values a chart's scenarios vary: all but the defaults of charts in folders of their own, which are varied where
 * those are looked at.
 */
function variedIn(chart: Chart): Varied {
  const folders = standIns(chart).map(({ files }) => files.root);
  return ({ file }) => {
    const around = [chart.files.root, ...folders].filter((root) => isInside(root, file));
    const nearest = around.sort((a, b) => b.length - a.length)[0];
    return nearest === undefined || nearest === chart.files.root;
  };
}

const standIns = ({ subcharts }: Chart): readonly Chart[] =>
  subcharts.flatMap((chart) => (chart.standsIn ? [chart, ...standIns(chart)] : standIns(chart)));

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
  // What is looked for in it and not there could be set beside the change: where, coalescing knows.
  const inner = isTable(existing) ? existing : map(new Map<string, Value>(), noOrigin);
  table.entries.set(key, inner);
  setAt(inner, rest, value);
}
