import { exploredIn, exploredTemplate, exploreScenarios } from '../chart/scenarios.ts';
import type { Chart } from '../chart/load.ts';
import type { Release } from '../chart/release.ts';
import type { TemplateRender } from '../chart/renderTemplate.ts';
import type { Explored, Refusal } from '../chart/scenarios.ts';
import { sameData } from '../base/compare.ts';
import type { Problem } from '../template/problem.ts';
import type { Uri } from '../text/uri.ts';
import type { Db, Query } from '../workspace/query.ts';
import { chartQuery } from './chartSource.ts';
import { encodeScenario } from './given.ts';
import { incrementalQuery } from './release.ts';
import type { ReleaseKey } from './releaseKey.ts';
import { chartOf, releaseKey } from './releaseKey.ts';

/** The releases to look at besides the defaults, and how many the budget left out. */
export interface Scenarios {
  readonly keys: readonly ReleaseKey[];
  readonly leftOut: number;
}

/** Explores a chart's scenarios, at most `limit` of them, the defaults included. Refused ones are left away. */
export function scenariosOf(db: Db, chartUri: Uri, limit: number): Scenarios {
  return db.get(scenariosQuery, `${limit}#${chartUri}`);
}

const scenariosQuery: Query<string, Scenarios> = {
  name: 'scenarios',
  compute(db, key) {
    const limit = Number(key.slice(0, key.indexOf('#')));
    const chartUri = key.slice(key.indexOf('#') + 1) as Uri;
    const chart = db.get(chartQuery, chartUri);
    if (!chart) return { keys: [], leftOut: 0 };
    const work = db.kept(() => exploration(chart, limit));
    while (work.step.done !== true) {
      const { name } = work.step.value;
      const release = releaseKey(chartUri, encodeScenario(work.step.value));
      const explored = revealed(db, release);
      if (explored?.refusals.length === 0 && name !== '') work.keys.push(release);
      work.step = work.exploring.next(explored);
      db.rest();
    }
    return { keys: work.keys, leftOut: work.step.value };
  },
  same: sameData,
};

/** How far the scenarios of a chart are explored. */
interface Exploration {
  readonly exploring: ReturnType<typeof exploreScenarios>;
  step: ReturnType<Exploration['exploring']['next']>;
  readonly keys: ReleaseKey[];
}

function exploration(chart: Chart, limit: number): Exploration {
  const exploring = exploreScenarios(chart, limit);
  return { exploring, step: exploring.next(), keys: [] };
}

/** What a scenario's render reveals, and why Helm refuses it; undefined where there is none. */
function revealed(db: Db, key: ReleaseKey): Explored | undefined {
  const release = db.get(incrementalQuery, key)?.release;
  const defaults = db.get(incrementalQuery, releaseKey(chartOf(key)))?.release;
  if (!release || !defaults) return undefined;
  return exploredIn(release, (render) => db.once(exploredTemplate, render), refusalsIn(release, defaults));
}

/**
 * Why Helm would refuse a scenario: for reasons that the defaults don't have anywhere, such as a `fail` of the chart. What
 * `required` asks for is no reason: who turns something on gives what it needs, and only where that is printed is the text
 * unknown. A chart that lacks values even with its defaults, since a parent or its users give them, lacks more of them in a
 * scenario: that is none either.
 */
function refusalsIn(release: Release, defaults: Release): readonly Refusal[] {
  if (release === defaults) return [];
  const known = new Set(defaults.renders.flatMap(refusals).map(({ message }) => message));
  const isPart = [...known].some(isLack);
  const isNew = (problem: Problem): boolean =>
    !known.has(problem.message) && !isAsked(problem) && !(isPart && isLack(problem.message));
  return release.renders.flatMap((render) =>
    refusals(render)
      .filter(isNew)
      .map(({ message }) => ({ template: render.template.name, message })),
  );
}

const isAsked = ({ kind, at }: Problem): boolean => kind === 'refused' && /^required\b/.test(at);

/** Go's words where a value is asked for something and is not there, and a chart's own. */
const isLack = (refusal: string): boolean =>
  /nil pointer evaluating|interface \{\} is nil|invalid value; expected|got interface \{\}$/.test(refusal) ||
  /\b(?:required|missing|must be set|not set|please (?:set|provide|specify))\b/i.test(refusal);

const refusals = ({ rendering }: TemplateRender): readonly Problem[] =>
  rendering.problems.filter(({ kind, maybe, message }) => !maybe && kind !== 'limit' && !isOpenCall(message));

/** A named template that is nowhere may be in a dependency that is not here. */
const isOpenCall = (message: string): boolean => message.includes('no template "');
