import type { Checker } from '../check/check.ts';
import type { Finding, Fix } from '../rules/rule.ts';
import type { TextEdit } from '../text/range.ts';
import { overlaps } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Scope } from './checking.ts';
import { findingsOf } from './checking.ts';
import { takeFixes } from './fixRound.ts';

const MOST_ROUNDS = 10;

/** The texts of the files that safe fixes change, and how many fixes that took. */
export interface FixedTexts {
  readonly texts: ReadonlyMap<Uri, { readonly before: string; readonly after: string }>;
  readonly applied: number;
}

/**
 * Applies safe fixes that don't overlap, checks again, and so on, until nothing is left to do or ten rounds are over.
 * As one by one, they are applied only where nothing new is found afterwards.
 */
export async function fixAll(workspace: Workspace, checker: Checker, scope: Scope, only?: Uri): Promise<FixedTexts> {
  const start = await workspace.ensureLoaded((s) => loaded(s, checker, scope));
  const texts = new Map<Uri, string>();
  let snapshot = start;
  let applied = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const proposed = safeFixes(checker, snapshot, findingsOf(snapshot, checker, scope), only);
    const tryTexts = (more: ReadonlyMap<Uri, string>): Promise<Snapshot> =>
      workspace.tryOut(new Map([...texts, ...more]), (s) => loaded(s, checker, scope));
    const taken = await takeFixes(proposed, { before: snapshot, checker, scope, tryTexts });
    if (!taken) break;
    for (const [uri, text] of taken.texts) texts.set(uri, text);
    snapshot = taken.after;
    applied += taken.count;
  }
  return resultOf(start, texts, applied);
}

/** The Snapshot itself, once what a check and the fixes of its findings read is in memory. */
function loaded(snapshot: Snapshot, checker: Checker, scope: Scope): Snapshot {
  findingsOf(snapshot, checker, scope);
  return snapshot;
}

/** The first safe fix of each finding, whole, passing over those that overlap one taken before. */
function safeFixes(checker: Checker, snapshot: Snapshot, findings: readonly Finding[], only: Uri | undefined): Fix[] {
  const edits = new Map<Uri, readonly TextEdit[]>();
  const fixes: Fix[] = [];
  for (const finding of findings) {
    const fix = safeFix(checker, snapshot, finding, only);
    if (!fix || !fix.edits.every((file) => isFree(edits.get(file.uri) ?? [], file.edits))) continue;
    for (const file of fix.edits) edits.set(file.uri, [...(edits.get(file.uri) ?? []), ...file.edits]);
    fixes.push(fix);
  }
  return fixes;
}

function safeFix(checker: Checker, snapshot: Snapshot, finding: Finding, only: Uri | undefined): Fix | undefined {
  const rule = checker.rules.find((r) => r.meta.id === finding.rule);
  const isTextOnly = (fix: Fix): boolean => !fix.create?.length && !fix.rename?.length && !fix.delete?.length;
  const staysIn = (fix: Fix): boolean => only === undefined || fix.edits.every((file) => file.uri === only);
  return rule?.fixes(snapshot, finding).find((fix) => fix.safe && isTextOnly(fix) && staysIn(fix));
}

const isFree = (taken: readonly TextEdit[], wanted: readonly TextEdit[]): boolean =>
  wanted.every((edit) => taken.every((other) => !overlaps(edit.range, other.range)));

function resultOf(start: Snapshot, texts: ReadonlyMap<Uri, string>, applied: number): FixedTexts {
  const changed = [...texts].flatMap(([uri, after]) => {
    const before = textOf(start, uri);
    return before === undefined || before === after ? [] : [[uri, { before, after }] as const];
  });
  return { texts: new Map(changed), applied };
}
