import type { Checker } from '../check/check.ts';
import type { ReleaseKey } from '../project/releaseKey.ts';
import type { Finding, Fix } from '../rules/rule.ts';
import { applyEdits } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Scope } from './checking.ts';
import { namingHelpers } from './helperUsers.ts';
import { findingsOf } from './checking.ts';

/**
 * The fixes of a finding that hold when tried: the finding is gone, and its rule's area finds nothing new. Those after
 * which there is a hint that was not there before come last.
 */
export async function verifiedFixes(workspace: Workspace, checker: Checker, finding: Finding): Promise<readonly Fix[]> {
  const rule = checker.rules.find((r) => r.meta.id === finding.rule);
  const proposed = rule ? await workspace.ensureLoaded((s) => rule.fixes(s, finding)) : [];
  const held: Record<Outcome, Fix[]> = { clean: [], hints: [], refused: [] };
  for (const fix of proposed) held[await outcomeOf(workspace, checker, fix, finding)].push(fix);
  return [...held.clean, ...held.hints].map((fix) => namingHelpers(workspace.snapshot, finding, fix));
}

/** Whether a change, tried out, adds no other finding but hints. */
export const holds = async (workspace: Workspace, checker: Checker, fix: Fix): Promise<boolean> =>
  (await outcomeOf(workspace, checker, fix)) !== 'refused';

/** What is new after a change: nothing, hints only, or more than may be offered. */
type Outcome = 'clean' | 'hints' | 'refused';

/** What comes of a change, tried out, that has to end `finding` (where given). */
async function outcomeOf(workspace: Workspace, checker: Checker, fix: Fix, finding?: Finding): Promise<Outcome> {
  const texts = textsAfter(workspace.snapshot, fix);
  if (!texts) return 'refused';
  const uris = [...texts.keys(), ...(finding ? [finding.span.uri] : [])];
  const scope: Scope = {
    kind: 'files',
    uris,
    ...(finding?.scenario && { releases: [finding.target.key as ReleaseKey] }),
  };
  const before = await workspace.ensureLoaded((s) => findingsOf(s, checker, scope));
  const after = await workspace.tryOut(texts, (s) => findingsOf(s, checker, scope));
  const isGone = !finding || countOf(after, finding) < Math.max(1, countOf(before, finding));
  const added = addedTo(before, after);
  if (!isGone || added.some(({ severity }) => severity !== 'hint')) return 'refused';
  return added.length > 0 ? 'hints' : 'clean';
}

/** What was not found before, of as many findings of one shape as there are more of it than before. */
export function addedTo(before: readonly Finding[], after: readonly Finding[]): readonly Finding[] {
  const known = new Map<string, number>();
  for (const finding of before) known.set(shape(finding), (known.get(shape(finding)) ?? 0) + 1);
  return after.filter((finding) => {
    const left = known.get(shape(finding)) ?? 0;
    known.set(shape(finding), left - 1);
    return left <= 0 && finding.rule !== 'engine/unused-suppression';
  });
}

const countOf = (findings: readonly Finding[], one: Finding): number =>
  findings.filter((finding) => shape(finding) === shape(one)).length;

/** The texts that a fix leaves behind; an undefined text is a file that goes. Undefined where an edit does not apply. */
export function textsAfter(db: Db, fix: Fix): Map<Uri, string | undefined> | undefined {
  const texts = new Map<Uri, string | undefined>();
  for (const { uri, edits } of fix.edits) {
    const old = textOf(db, uri);
    const text = old === undefined ? undefined : applyEdits(old, edits);
    if (text === undefined) return undefined;
    texts.set(uri, text);
  }
  for (const { uri, text } of fix.create ?? []) texts.set(uri, text);
  for (const { from, to } of fix.rename ?? []) texts.set(to, texts.get(from) ?? textOf(db, from)).set(from, undefined);
  for (const uri of fix.delete ?? []) texts.set(uri, undefined);
  return texts;
}

/** Findings move when text is inserted above them, so before and after are compared without places. */
const shape = ({ rule, span, message }: Finding): string => `${rule}\0${span.uri}\0${message}`;
