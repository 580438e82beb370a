import type { IgnoreFile, IgnoreRules } from '../fs/gitignore.ts';
import { isLeftOut, parseGitignore } from '../fs/gitignore.ts';
import { WALK_LIMITS } from '../fs/walk.ts';
import type { Uri } from '../text/uri.ts';
import { dirname, joinUri } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db, Query } from '../workspace/query.ts';

const rulesQuery: Query<Uri, IgnoreRules | undefined> = {
  name: 'gitignore',
  compute(db, uri) {
    const text = textOf(db, uri);
    return text === undefined ? undefined : parseGitignore(text);
  },
};

/** Whether the `.gitignore` files of a workspace leave out a path, or a folder above it, as in discovery. */
export function isGitIgnored(db: Db, path: Uri): boolean {
  const files: IgnoreFile[] = [];
  for (const at of stepsTo(db.workspaceFolder(path), path).slice(0, WALK_LIMITS.depth)) {
    files.push(...ignoreFileOf(db, dirname(at)));
    if (isLeftOut(files, at, at !== path)) return true;
  }
  return false;
}

/** The folders between a workspace folder and a path, from the top, and the path itself. */
export function stepsTo(top: Uri, path: Uri): readonly Uri[] {
  const steps: Uri[] = [];
  for (let at = path; at !== top && at.startsWith(top); at = dirname(at)) steps.unshift(at);
  return steps;
}

/** A file of a folder; what is not in the folder's listing is not asked for. */
export function listedFile(db: Db, folder: Uri, name: string): Uri | undefined {
  const listing = db.folder(folder);
  const isThere = listing.kind === 'folder' && listing.entries.some((entry) => entry.name === name);
  return isThere ? joinUri(folder, name) : undefined;
}

/** At most one. */
function ignoreFileOf(db: Db, folder: Uri): readonly IgnoreFile[] {
  const file = listedFile(db, folder, '.gitignore');
  const rules = file && db.get(rulesQuery, file);
  return rules ? [{ folder, rules }] : [];
}
