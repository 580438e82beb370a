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

/** The fixes of a finding that hold when tried: the finding is gone, and its rule's area finds nothing new. */
export async function verifiedFixes(workspace: Workspace, checker: Checker, finding: Finding): Promise<readonly Fix[]> {
  const rule = checker.rules.find((r) => r.meta.id === finding.rule);
  const proposed = rule ? await workspace.ensureLoaded((s) => rule.fixes(s, finding)) : [];
  const held: Fix[] = [];
  for (const fix of proposed) if (await holds(workspace, checker, fix, finding)) held.push(fix);
  return held.map((fix) => namingHelpers(workspace.snapshot, finding, fix));
}

/** Whether a change, tried out, ends `finding` (where given) and adds no other finding but hints. */
export async function holds(workspace: Workspace, checker: Checker, fix: Fix, finding?: Finding): Promise<boolean> {
  const texts = textsAfter(workspace.snapshot, fix);
  if (!texts) return false;
  const uris = [...texts.keys(), ...(finding ? [finding.span.uri] : [])];
  const scope: Scope = {
    kind: 'files',
    uris,
    ...(finding?.scenario && { releases: [finding.target.key as ReleaseKey] }),
  };
  const known = countsOf(await workspace.ensureLoaded((s) => findingsOf(s, checker, scope)));
  const after = await workspace.tryOut(texts, (s) => findingsOf(s, checker, scope));
  const now = countsOf(after.filter((f) => f.severity !== 'hint' && f.rule !== 'engine/unused-suppression'));
  const isGone = !finding || (now.get(shape(finding)) ?? 0) < (known.get(shape(finding)) ?? 1);
  return isGone && [...now].every(([what, count]) => count <= (known.get(what) ?? 0));
}

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

function countsOf(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(shape(finding), (counts.get(shape(finding)) ?? 0) + 1);
  return counts;
}
