import type { Decision } from '../template/trace.ts';
import { show } from '../template/show.ts';
import { isInside } from '../text/uri.ts';
import { map } from '../template/value.ts';
import type { Value } from '../template/value.ts';
import type { Toggle } from './dependencies.ts';
import type { Chart } from './load.ts';
import type { Release } from './release.ts';
import type { TemplateRender } from './renderTemplate.ts';
import { commentedValue } from './commentedValue.ts';
import { changesOf } from './scenarioChanges.ts';
import type { RevealedChange, Shown, Varied } from './scenarioChanges.ts';
import { copyTable, isTable } from './tables.ts';
import type { Table } from './tables.ts';
import { asksForOperation } from './templates.ts';

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
}

/** What one template's run tells. */
export interface ExploredTemplate {
  readonly name: string;
  /**
   * Whether hooks, Jobs or objects that only an absence brings are written in it, rendered or not: what decides about
   * these is looked at first, and deeper.
   */
  readonly hooks: 'hidden' | 'shown' | 'none';
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
): Explored => ({ values, toggles, templates: renders.map((render) => each(render)) });

export const exploredTemplate = ({ template, rendering, record }: TemplateRender): ExploredTemplate => ({
  name: template.name,
  hooks: HOOKS.test(rendering.text) ? 'shown' : isHidden(template.text, rendering.text) ? 'hidden' : 'none',
  asksForOperation: asksForOperation(template.file),
  text: template.text,
  decisions: record.decisions,
});

const HOOKS = /helm\.sh\/hook|^kind: (?:Cron)?Job\b/m;

/** A guard that renders what the cluster does not have. */
const WHILE_ABSENT = /\bif\s+\(?(?:not|empty)\s+\(+\s*lookup\b/;

const isHidden = (source: string, rendered: string): boolean =>
  HOOKS.test(source) || (WHILE_ABSENT.test(source) && rendered.trim() === '');

export const DEFAULT_SCENARIO: Scenario = { name: '', set: [], files: [], upgrade: false };

/** The defaults as an upgrade renders them. */
export const UPGRADE_SCENARIO: Scenario = { ...DEFAULT_SCENARIO, name: 'upgrade', upgrade: true };

/** The most scenarios of one chart, the defaults and the ci files among them. */
export const MOST_SCENARIOS = 64;

/** The most changes in one scenario, and where each leads on to another one about hooks. */
const MOST_CHANGES = 2;
const MOST_HOOK_CHANGES = 4;

/** The most scenarios that repeat a change because another one led there. */
const MOST_REPEATED = 24;

/** The scenarios of the chart's ci/*-values.yaml, as chart-testing takes them. */
export const ciScenarios = (chart: Chart): readonly Scenario[] =>
  [...chart.files.paths]
    .filter((path) => /^ci\/[^/]*-values\.ya?ml$/.test(path))
    .sort()
    .map((path) => ({ ...DEFAULT_SCENARIO, name: path, files: [path] }));

/**
 * Yields scenarios one by one, the defaults first, then an upgrade where a template asks for it, the ci files, then
 * alternatives, breadth first: those that may bring hooks to light, those about other hooks, and all others. Whoever
 * asks renders each and hands in what it revealed, undefined where the chart refuses it. Returns how many were left out.
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
    if (explored) queue.addAll(next.scenario, explored, next.parent);
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

interface Alternative {
  readonly scenario: Scenario;
  /** What the scenario that it goes on from told. */
  readonly parent: Explored;
}

/** The scenarios that are still to be looked at. */
class Alternatives {
  readonly #shown: Shown;
  readonly #varied: Varied;
  readonly #queues: Readonly<Record<ExploredTemplate['hooks'], Alternative[]>> = { hidden: [], shown: [], none: [] };
  readonly #known = new Set<string>();
  #repeated = 0;

  constructor(shown: Shown, varied: Varied) {
    this.#shown = shown;
    this.#varied = varied;
  }

  get length(): number {
    const { hidden, shown, none } = this.#queues;
    return hidden.length + shown.length + none.length;
  }

  shift(): Alternative | undefined {
    const { hidden, shown, none } = this.#queues;
    return hidden.shift() ?? shown.shift() ?? none.shift();
  }

  addAll(scenario: Scenario, explored: Explored, parent: Explored | undefined): void {
    for (const found of changesOf(explored, parent, this.#shown, this.#varied))
      if (this.#isWanted(scenario, found))
        this.#queues[found.hooks].push({ scenario: withChange(scenario, found.change), parent: explored });
  }

  /** A change is tried once, and again where another one led a template with hooks to it. */
  #isWanted({ set }: Scenario, { change, hooks, isRevealed }: RevealedChange): boolean {
    if (set.some(({ path }) => path.join('\0') === change.path.join('\0'))) return false;
    const name = nameOf(change);
    const whole = [...set.map(nameOf), name].sort().join();
    if (!this.#known.has(name) && set.length < MOST_CHANGES) {
      this.#known.add(name).add(whole);
      return true;
    }
    if (hooks === 'none' || !isRevealed || set.length >= MOST_HOOK_CHANGES || this.#known.has(whole)) return false;
    this.#known.add(whole);
    return set.length > 0 && this.#repeated++ < MOST_REPEATED;
  }
}

function withChange(scenario: Scenario, change: Change): Scenario {
  const set = [...scenario.set, change];
  return { ...scenario, set, name: set.map(labelOf).join(',') };
}

const nameOf = ({ path, value }: Change): string => `${path.join('.')}=${show(value)}`;

/** The most units of a value in a scenario's name. */
const LONGEST = 40;

function labelOf({ path, value }: Change): string {
  const shown = show(value);
  return `${path.join('.')}=${shown.length > LONGEST ? '…' : shown}`;
}

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
