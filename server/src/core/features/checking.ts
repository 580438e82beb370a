import { MOST_SCENARIOS } from '../chart/scenarios.ts';
import type { Checker } from '../check/check.ts';
import type { Target } from '../project/targets.ts';
import type { ReleaseKey } from '../project/releaseKey.ts';
import { isWhollyLoaded } from '../project/dependencyFolders.ts';
import type { GivenFiles } from '../project/given.ts';
import { givenKey } from '../project/given.ts';
import { scenariosOf } from '../project/scenario.ts';
import { filesOf, homeOf, isOwnFile, ownersQuery, targetsQuery } from '../project/targets.ts';
import type { Finding } from '../rules/rule.ts';
import type { Uri } from '../text/uri.ts';
import { dirname, isInside } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Slices } from '../workspace/slices.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { configFindings, engineFindings } from './engineFindings.ts';

/**
 * What to check: everything discovered, or everything that the owners of these files cover; charts that only take in the
 * chart of such a file (`file://`), of which there may be hundreds, are looked at with more scenarios than the defaults only,
 * and then with theirs.
 * `scenarios` is how many of a chart's are looked at, the defaults among them; the defaults alone when absent.
 * `releases` are looked at besides, and each chart with the values files that are `given`.
 */
export type Scope = {
  readonly scenarios?: number;
  readonly releases?: readonly ReleaseKey[];
  readonly given?: GivenFiles;
} & ({ readonly kind: 'workspace' } | { readonly kind: 'files'; readonly uris: readonly Uri[] });

/** As many scenarios as are ever looked at. */
export const ALL_SCENARIOS = MOST_SCENARIOS;

/** What one check came to. */
export interface CheckResult {
  readonly findings: readonly Finding[];
  readonly stats: Stats;
}

/** Counts of one check, by the names of the command's JSON. */
export interface Stats {
  readonly files: number;
  readonly charts: number;
  readonly kustomizations: number;
  readonly scenarios: number;
  readonly scenariosLeftOut: number;
}

/**
 * Loads what the scope needs, then checks it: release by release, so that some can be let go before the next ones are
 * made. Where texts change meanwhile, what comes out is of no one state, and the host asks again. With `slices` it makes
 * pauses, and rejects as they do.
 */
export async function checkScope(
  workspace: Workspace,
  checker: Checker,
  scope: Scope,
  slices?: Slices,
): Promise<CheckResult> {
  const targets = await workspace.ensureLoaded((snapshot) => loadedTargets(snapshot, scope));
  const steps: Step[] = [];
  for (const some of stepsOf(targets)) steps.push(await checkStep(workspace, checker, some, scope, slices));
  const files = new Set(steps.flatMap((step) => step.files));
  const raw = [...steps.flatMap(({ defaults }) => defaults), ...steps.flatMap(({ scenarios }) => scenarios)];
  return workspace.inSlices(slices, (snapshot) => ({
    findings: [
      ...checker.finish(snapshot, raw, wholeOf(scope, files)),
      ...engineFindings(workspace),
      ...configFindings(snapshot, checker),
    ],
    stats: { ...statsOf(targets, steps), files: files.size },
  }));
}

/** What was found in one chart, or in all that is no chart. */
interface Step {
  readonly files: readonly Uri[];
  /** By rules, as they say them. */
  readonly defaults: readonly Finding[];
  readonly scenarios: readonly Finding[];
  readonly releases: number;
  readonly leftOut: number;
}

/** A scope's targets but for scenarios. All charts are asked for, so that their files are read together. */
function loadedTargets(db: Db, scope: Scope): readonly Target[] {
  const targets = withAsked(withDefaults(db, scope), scope);
  for (const chart of chartsAmong(targets)) isWhollyLoaded(db, chart);
  return targets;
}

/** Each chart with its releases apart; before them all that is no chart. */
function stepsOf(targets: readonly Target[]): readonly (readonly Target[])[] {
  const steps = new Map<string, Target[]>([['', []]]);
  for (const target of targets) {
    const home = target.kind === 'chart' || target.kind === 'release' ? homeOf(target) : '';
    const step = steps.get(home);
    if (step) step.push(target);
    else steps.set(home, [target]);
  }
  return [...steps.values()];
}

/**
 * The defaults first, then one scenario at a time; a bound of memory is looked at in between. Rules that explore of
 * their own accord run when nothing is left to explore.
 */
async function checkStep(
  workspace: Workspace,
  checker: Checker,
  targets: readonly Target[],
  scope: Scope,
  slices: Slices | undefined,
): Promise<Step> {
  const { scenarios } = scope;
  const charts = scenarios === undefined ? [] : varied(targets, scope);
  const { explored, leftOut, explores, ...start } = await workspace.inSlices(slices, (db) => {
    const all = charts.map((chart) => scenariosOf(db, chart, scenarios ?? 1));
    const left = all.reduce((sum, one) => sum + one.leftOut, 0);
    const isVaried = charts.length === chartsAmong(targets).length;
    const isWhole = isVaried && scenarios !== undefined && (left === 0 || scenarios >= ALL_SCENARIOS);
    const defaults = checker.findings(db, targets, isWhole);
    return { explored: all, leftOut: left, explores: isWhole, defaults, files: [...filesAmong(db, targets)] };
  });
  workspace.settle();
  const further = explored.flatMap(({ keys }) => keys.map((key): Target => ({ kind: 'release', key })));
  const found: Finding[] = [];
  for (const target of further) {
    found.push(...(await workspace.inSlices(slices, (db) => checker.findings(db, [target], explores))));
    workspace.settle();
  }
  const releases = targets.filter(({ kind }) => kind === 'release').length + further.length;
  return { ...start, scenarios: found, releases, leftOut };
}

/** The findings of a scope in one Snapshot. */
export function findingsOf(snapshot: Snapshot, checker: Checker, scope: Scope): readonly Finding[] {
  const targets = targetsOf(snapshot, scope);
  return checker.check(snapshot, targets, wholeOf(scope, filesAmong(snapshot, targets)));
}

/** The files that targets cover; those of a chart are the same in all its scenarios. */
function filesAmong(db: Db, targets: readonly Target[]): ReadonlySet<Uri> {
  const files = new Set<Uri>();
  for (const target of targets) if (target.kind !== 'release') for (const file of filesOf(db, target)) files.add(file);
  return files;
}

/** The files of which every owner is looked at. */
const wholeOf = (scope: Scope, files: ReadonlySet<Uri>): ReadonlySet<Uri> =>
  scope.kind === 'workspace' ? files : new Set(scope.uris.filter((uri) => files.has(uri)));

/** Targets with the releases that a scope names, and those of their charts with the values that are given. */
function withAsked(targets: readonly Target[], { releases = [], given }: Scope): readonly Target[] {
  const keys = [...releases, ...(given ? chartsAmong(targets).map((chart) => givenKey(chart, given)) : [])];
  return [...targets, ...keys.map((key): Target => ({ kind: 'release', key }))];
}

/** The targets of a scope, the scenarios of a chart after its defaults. */
function targetsOf(db: Db, scope: Scope): readonly Target[] {
  const targets = withAsked(withDefaults(db, scope), scope);
  if (scope.scenarios === undefined) return targets;
  return [
    ...targets,
    ...varied(targets, scope).flatMap((chart) =>
      scenariosOf(db, chart, scope.scenarios ?? 1).keys.map((key): Target => ({ kind: 'release', key })),
    ),
  ];
}

/** All, or those in what the owners of the scope's files cover. */
function withDefaults(db: Db, scope: Scope): readonly Target[] {
  const all = db.get(targetsQuery, '');
  if (scope.kind === 'workspace') return all;
  const owners = db.get(ownersQuery, '');
  const isAsked = (target: Target, uri: Uri): boolean => scope.scenarios !== undefined || isOwnFile(target, uri);
  const asked = new Set(scope.uris.flatMap((uri) => (owners.get(uri) ?? []).filter((target) => isAsked(target, uri))));
  return all.filter((target) => owners.get(homeOf(target))?.some((owner) => asked.has(owner)));
}

/** The charts of which a scope looks at more scenarios than the defaults. */
function varied(targets: readonly Target[], scope: Scope): readonly Uri[] {
  const charts = chartsAmong(targets);
  if (scope.kind === 'workspace') return charts;
  return charts.filter((chart) => scope.uris.some((uri) => isInside(dirname(chart), uri)));
}

const chartsAmong = (targets: readonly Target[]): readonly Uri[] =>
  targets.filter(({ kind }) => kind === 'chart').map(homeOf);

function statsOf(targets: readonly Target[], steps: readonly Step[]): Omit<Stats, 'files'> {
  const sum = (count: (step: Step) => number): number => steps.reduce((total, step) => total + count(step), 0);
  return {
    charts: chartsAmong(targets).length,
    kustomizations: targets.filter((t) => t.kind === 'kustomization').length,
    scenarios: sum(({ releases }) => releases),
    scenariosLeftOut: sum(({ leftOut }) => leftOut),
  };
}
