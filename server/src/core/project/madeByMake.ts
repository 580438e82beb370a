import { WALK_LIMITS } from '../fs/walk.ts';
import type { Uri } from '../text/uri.ts';
import { dirname, relativePath } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import { listedFile, stepsTo } from './gitIgnored.ts';

/**
 * Whether a path lies in a folder that does not exist and that a Makefile in a folder above writes to, as far as its
 * words show: it has the folder's path, of two steps at least, with something in it.
 */
export function isMadeByMake(db: Db, path: Uri): boolean {
  const folder = dirname(path);
  if (db.folder(folder).kind !== 'absent') return false;
  const steps = stepsTo(db.workspaceFolder(path), folder).slice(0, WALK_LIMITS.depth);
  return steps.some((step) => {
    const makefile = listedFile(db, dirname(step), 'Makefile');
    const own = relativePath(dirname(step), folder);
    return makefile !== undefined && own.includes('/') && textOf(db, makefile)?.includes(`${own}/`) === true;
  });
}
