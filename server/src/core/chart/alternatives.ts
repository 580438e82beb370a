import { show } from '../template/show.ts';
import { changesOf } from './scenarioChanges.ts';
import type { RevealedChange, Shown, Varied } from './scenarioChanges.ts';
import type { Change, Explored, ExploredTemplate, Refusal, Scenario } from './scenarios.ts';

/** The most changes in one scenario, and where each leads on to another one about hooks. */
const MOST_CHANGES = 2;
const MOST_HOOK_CHANGES = 4;

/** The most scenarios that repeat a change because another one led there. */
const MOST_REPEATED = 24;

/** The most scenarios that add to one which the chart refuses, and how many of these add to the same one. */
const MOST_MENDED = 12;
const MOST_MENDED_EACH = 3;

/** A scenario that is still to be looked at. */
export interface Alternative {
  readonly scenario: Scenario;
  /** What the scenario that it goes on from told. */
  readonly parent: Explored;
  readonly hooks: ExploredTemplate['hooks'];
}

/** The scenarios that are still to be looked at: what may bring hooks to light first. */
export class Alternatives {
  readonly #shown: Shown;
  readonly #varied: Varied;
  readonly #queues: Readonly<Record<ExploredTemplate['hooks'], Alternative[]>> = { hidden: [], shown: [], none: [] };
  readonly #known = new Set<string>();
  #repeated = 0;
  #mended = 0;

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
        this.#push({ scenario: withChange(scenario, found.change), parent: explored, hooks: found.hooks });
  }

  /** What may show hooks and is refused, as one of two switches that exclude each other is, is tried with one change more. */
  mend({ scenario, parent, hooks }: Alternative, explored: Explored): void {
    if (hooks === 'none' || scenario.set.length >= MOST_HOOK_CHANGES) return;
    const { refusals, templates } = explored;
    const refusing = templates.filter(({ name }) => refusals.some(({ template }) => template === name));
    const wanted = changesOf(
      { ...explored, toggles: [], templates: refusing },
      parent,
      this.#shown,
      this.#varied,
    ).filter(({ change, isRevealed }) => !isSet(scenario, change) && (isRevealed || isNamed(change, refusals)));
    const found = [true, false]
      .flatMap((named) => wanted.filter(({ change }) => isNamed(change, refusals) === named))
      .slice(0, Math.min(MOST_MENDED_EACH, MOST_MENDED - this.#mended));
    for (const { change } of found) {
      const mended = withChange(scenario, change);
      const whole = mended.set.map(nameOf).sort().join();
      if (this.#known.has(whole)) continue;
      this.#known.add(whole);
      this.#mended++;
      this.#push({ scenario: mended, parent, hooks });
    }
  }

  #push(alternative: Alternative): void {
    this.#queues[alternative.hooks].push(alternative);
  }

  /** A change is tried once, and again where another one led a template with hooks to it. */
  #isWanted(scenario: Scenario, { change, hooks, isRevealed }: RevealedChange): boolean {
    const { set } = scenario;
    if (isSet(scenario, change)) return false;
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

const isSet = ({ set }: Scenario, { path }: Change): boolean =>
  set.some((own) => own.path.join('\0') === path.join('\0'));

/** Whether an error names a value, or what it belongs to by two keys or more. */
function isNamed({ path }: Change, refusals: readonly Refusal[]): boolean {
  const names = [path, ...(path.length > 2 ? [path.slice(0, -1)] : [])].map((keys) => keys.join('.'));
  return refusals.some(({ message }) => names.some((name) => message.includes(name)));
}

const nameOf = ({ path, value }: Change): string => `${path.join('.')}=${show(value)}`;

/** The most units of a value in a scenario's name. */
const LONGEST = 40;

function labelOf({ path, value }: Change): string {
  const shown = show(value);
  return `${path.join('.')}=${shown.length > LONGEST ? '…' : shown}`;
}
