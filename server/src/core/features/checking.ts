import type { Checker } from '../check/check.ts';
import type { Target } from '../project/targets.ts';
import type { ReleaseKey } from '../project/releaseKey.ts';
import { scenariosOf } from '../project/scenario.ts';
import { filesOf, homeOf, ownersQuery, targetsQuery } from '../project/targets.ts';
import type { Finding } from '../rules/rule.ts';
import { CONFIG_FILE } from '../config/config.ts';
import { configQuery } from '../project/configuration.ts';
import type { TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { joinUri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * What to check: everything discovered, or everything that the owners of these files cover.
 * `scenarios` is how many of a chart's are looked at, the defaults among them; the defaults alone when absent.
 * `releases` are looked at besides.
 */
export type Scope = { readonly scenarios?: number; readonly releases?: readonly ReleaseKey[] } & (
  { readonly kind: 'workspace' } | { readonly kind: 'files'; readonly uris: readonly Uri[] }
);

/** As many scenarios as are ever looked at. */
export const ALL_SCENARIOS = 64;

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

/** Loads what the scope needs, then checks it. */
export async function checkScope(workspace: Workspace, checker: Checker, scope: Scope): Promise<CheckResult> {
  return workspace.ensureLoaded((snapshot) => {
    const targets = targetsOf(snapshot, scope);
    const files = filesAmong(snapshot, targets);
    return {
      findings: [
        ...findingsAmong(snapshot, checker, scope, targets, files),
        ...engineFindings(workspace),
        ...configFindings(snapshot, checker),
      ],
      stats: { ...statsOf(snapshot, targets, scope), files: files.size },
    };
  });
}

/** The findings of a scope in one Snapshot. */
export function findingsOf(snapshot: Snapshot, checker: Checker, scope: Scope): readonly Finding[] {
  const targets = targetsOf(snapshot, scope);
  return findingsAmong(snapshot, checker, scope, targets, filesAmong(snapshot, targets));
}

/** The files that targets cover; those of a chart are the same in all its scenarios. */
function filesAmong(db: Db, targets: readonly Target[]): ReadonlySet<Uri> {
  const files = new Set<Uri>();
  for (const target of targets) if (target.kind !== 'release') for (const file of filesOf(db, target)) files.add(file);
  return files;
}

function findingsAmong(
  snapshot: Snapshot,
  checker: Checker,
  scope: Scope,
  targets: readonly Target[],
  files: ReadonlySet<Uri>,
): readonly Finding[] {
  const whole = scope.kind === 'workspace' ? files : new Set(scope.uris.filter((uri) => files.has(uri)));
  return checker.check(snapshot, targets, whole);
}

/** The targets of a scope, the scenarios of a chart after its defaults. */
function targetsOf(db: Db, scope: Scope): readonly Target[] {
  const named = (scope.releases ?? []).map((key): Target => ({ kind: 'release', key }));
  const targets = [...withDefaults(db, scope), ...named];
  if (scope.scenarios === undefined) return targets;
  return [
    ...targets,
    ...chartsAmong(targets).flatMap((chart) =>
      scenariosOf(db, chart, scope.scenarios ?? 1).keys.map((key): Target => ({ kind: 'release', key })),
    ),
  ];
}

/** All, or those in what the owners of the scope's files cover. */
function withDefaults(db: Db, scope: Scope): readonly Target[] {
  const all = db.get(targetsQuery, '');
  if (scope.kind === 'workspace') return all;
  const owners = db.get(ownersQuery, '');
  const covered = new Set(scope.uris.flatMap((uri) => owners.get(uri) ?? []).flatMap((target) => filesOf(db, target)));
  return all.filter((target) => covered.has(homeOf(target)));
}

const chartsAmong = (targets: readonly Target[]): readonly Uri[] =>
  targets.filter(({ kind }) => kind === 'chart').map(homeOf);

function statsOf(db: Db, targets: readonly Target[], { scenarios }: Scope): Omit<Stats, 'files'> {
  const charts = chartsAmong(targets);
  return {
    charts: charts.length,
    kustomizations: targets.filter((t) => t.kind === 'kustomization').length,
    scenarios: targets.filter((t) => t.kind === 'release').length,
    scenariosLeftOut:
      scenarios === undefined ? 0 : charts.reduce((sum, chart) => sum + scenariosOf(db, chart, scenarios).leftOut, 0),
  };
}

/** What discovery and loading could not do; said once each, at the place itself. */
function engineFindings(workspace: Workspace): readonly Finding[] {
  const unreadable = workspace.unreadable.map(({ uri, message }) =>
    engineFinding(
      uri,
      'engine/unreadable',
      'error',
      `This folder can't be read: ${message}. Nothing in it is checked.`,
    ),
  );
  const [folder] = workspace.snapshot.inputs.folders;
  if (!workspace.limitReached || folder === undefined) return unreadable;
  const limit =
    'There is more here than is read (20,000 files, 64 folders deep). Check a part of it, or ignore folders in .gitignore.';
  return [...unreadable, engineFinding(folder, 'engine/limit-reached', 'info', limit)];
}

/** What is wrong in the configuration of a workspace folder. */
function configFindings(db: Snapshot, checker: Checker): readonly Finding[] {
  const isRule = (id: string): boolean => checker.rules.some((rule) => rule.meta.id === id);
  return db.inputs.folders.flatMap((folder) => {
    const uri = joinUri(folder, CONFIG_FILE);
    const { problems, named } = db.get(configQuery, folder);
    const unknown = named
      .filter(({ id }) => !isRule(id))
      .map(({ id, range }) => ({ range, message: `There is no rule \`${id}\`.` }));
    return [...problems, ...unknown].flatMap(({ range, message }) =>
      uri ? [engineFinding(uri, 'engine/unreadable', 'error', `${message} It is passed over.`, range)] : [],
    );
  });
}

function engineFinding(
  uri: Uri,
  rule: string,
  severity: Finding['severity'],
  message: string,
  range: TextRange = textRange(0, 0),
): Finding {
  const span = { uri, range };
  return {
    rule,
    severity,
    message,
    span,
    related: [],
    scenario: null,
    target: { kind: 'kustomization', key: uri },
    data: {},
  };
}
