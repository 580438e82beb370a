import type { IgnoreRules } from '../fs/gitignore.ts';
import { parseGitignore } from '../fs/gitignore.ts';
import type { Uri } from '../text/uri.ts';
import { dirname, joinUri, relativePath } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db, Query } from '../workspace/query.ts';

const rulesQuery: Query<Uri, IgnoreRules | undefined> = {
  name: 'gitignore',
  compute(db, uri) {
    const text = textOf(db, uri);
    return text === undefined ? undefined : parseGitignore(text);
  },
};

/** Whether the `.gitignore` files of a workspace leave out a path, or a folder above it. */
export function isGitIgnored(db: Db, path: Uri): boolean {
  const top = db.workspaceFolder(path);
  const above = [path];
  for (let at = dirname(path); at !== top && at.startsWith(top); at = dirname(at)) above.unshift(at);
  return above.some((at) => isLeftOut(db, top, at, at !== path));
}

function isLeftOut(db: Db, top: Uri, path: Uri, isFolder: boolean): boolean {
  let ignored = false;
  let depth = 0;
  for (const folder of foldersDownTo(top, dirname(path))) {
    if (depth++ > DEEPEST) break;
    const file = joinUri(folder, '.gitignore');
    const rules = file && isThere(db, folder) ? db.get(rulesQuery, file) : undefined;
    ignored = rules?.ignores(relativePath(folder, path), isFolder) ?? ignored;
  }
  return ignored;
}

const DEEPEST = 64;

function foldersDownTo(top: Uri, folder: Uri): readonly Uri[] {
  const found = [folder];
  for (let at = folder; at !== top && at.startsWith(top);) found.unshift((at = dirname(at)));
  return found;
}

/** Whether a folder has a `.gitignore`: what is not there is not asked for. */
function isThere(db: Db, folder: Uri): boolean {
  const listing = db.folder(folder);
  return listing.kind === 'folder' && listing.entries.some(({ name }) => name === '.gitignore');
}
