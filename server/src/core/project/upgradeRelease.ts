import type { Release } from '../chart/release.ts';
import type { Db } from '../workspace/query.ts';
import { upgradeKey } from './given.ts';
import { releaseOf } from './release.ts';
import type { ReleaseKey } from './releaseKey.ts';

/**
 * The same chart and values as an upgrade renders them (`.Release.IsUpgrade`); undefined where no template asks, so
 * that it would be the same.
 */
export function upgradeReleaseOf(db: Db, key: ReleaseKey): Release | undefined {
  const upgrade = upgradeKeyOf(db, key);
  return upgrade && releaseOf(db, upgrade);
}

/** The key of {@link upgradeReleaseOf}. */
export function upgradeKeyOf(db: Db, key: ReleaseKey): ReleaseKey | undefined {
  const release = releaseOf(db, key);
  return release && asksForOperation(release) ? upgradeKey(key) : undefined;
}

/** Whether some template asks if this is an install or an upgrade, so that the two differ. */
export const asksForOperation = ({ templates }: Release): boolean =>
  templates.some(({ text }) => text.includes('.IsInstall') || text.includes('.IsUpgrade'));
