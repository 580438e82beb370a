import { chartsOver } from '../project/generated.ts';
import { scenarioData } from '../project/given.ts';
import { releaseOf } from '../project/release.ts';
import type { ReleaseKey } from '../project/releaseKey.ts';
import { releaseKey, scenarioOf } from '../project/releaseKey.ts';
import { scenariosOf } from '../project/scenario.ts';
import { targetsQuery } from '../project/targets.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { ALL_SCENARIOS } from './checking.ts';
import { renderOf } from './shownTemplate.ts';

/** A scenario in which a template can be previewed. */
export interface ScenarioChoice {
  readonly id: string;
  /** What it sets, e.g. `certs.mode=custom`, or the values file it takes. */
  readonly name: string;
  /** What the template renders there: what it does in the defaults, something else, or nothing. */
  readonly effect: 'same' | 'other' | 'nothing';
}

/** The scenarios on offer for a template, and how many more its chart has than are looked at. */
export interface ScenarioChoices {
  readonly choices: readonly ScenarioChoice[];
  readonly leftOut: number;
}

/** The scenarios that a template can be looked at in, without the defaults. */
export const scenarioChoices = (workspace: Workspace, uri: Uri): Promise<ScenarioChoices> =>
  workspace.ensureLoaded((db) => {
    db.get(targetsQuery, '');
    const [chart] = chartsOver(db, uri);
    if (chart === undefined) return { choices: [], leftOut: 0 };
    const { keys, leftOut } = scenariosOf(db, chart, ALL_SCENARIOS);
    const plain = textIn(db, releaseKey(chart), uri);
    const effectOf = (text: string): ScenarioChoice['effect'] =>
      text === plain ? 'same' : text.trim() === '' ? 'nothing' : 'other';
    const choices = keys.map((key) => ({
      id: scenarioOf(key),
      name: scenarioData(key).name,
      effect: effectOf(textIn(db, key, uri)),
    }));
    return { choices, leftOut };
  });

function textIn(db: Db, key: ReleaseKey, uri: Uri): string {
  const release = releaseOf(db, key);
  return (release && renderOf(release, uri)?.rendering.text) ?? '';
}
