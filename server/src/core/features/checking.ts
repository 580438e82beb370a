import type { Checker } from '../check/check.ts';
import type { Target } from '../project/targets.ts';
import { filesOf, targetsQuery } from '../project/targets.ts';
import type { Finding } from '../rules/rule.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What to check: everything discovered, or everything that the owners of these files cover. */
export type Scope = { readonly kind: 'workspace' } | { readonly kind: 'files'; readonly uris: readonly Uri[] };

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
  const snapshot = await workspace.ensureLoaded((s) => findingsOf(s, checker, scope));
  const targets = targetsOf(snapshot, scope);
  return {
    findings: [...findingsOf(snapshot, checker, scope), ...engineFindings(workspace)],
    stats: statsOf(snapshot, targets),
  };
}

/** The findings of a scope in one Snapshot. */
export function findingsOf(snapshot: Snapshot, checker: Checker, scope: Scope): readonly Finding[] {
  const targets = targetsOf(snapshot, scope);
  const files = new Set(targets.flatMap((target) => filesOf(snapshot, target)));
  const whole = scope.kind === 'workspace' ? files : new Set(scope.uris.filter((uri) => files.has(uri)));
  return checker.check(snapshot, targets, whole);
}

/** The targets of a scope: all, or those that read one of the files. */
function targetsOf(db: Db, scope: Scope): readonly Target[] {
  const all = db.get(targetsQuery, '');
  if (scope.kind === 'workspace') return all;
  const wanted = new Set(scope.uris);
  const covered = new Set(all.filter((t) => filesOf(db, t).some((f) => wanted.has(f))).flatMap((t) => filesOf(db, t)));
  return all.filter((target) => covered.has(target.key));
}

function statsOf(db: Db, targets: readonly Target[]): Stats {
  const files = new Set(targets.flatMap((target) => filesOf(db, target)));
  return {
    files: files.size,
    charts: 0,
    kustomizations: targets.filter((t) => t.kind === 'kustomization').length,
    scenarios: 0,
    scenariosLeftOut: 0,
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

function engineFinding(uri: Uri, rule: string, severity: Finding['severity'], message: string): Finding {
  const span = { uri, range: { start: 0, end: 0 } };
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
