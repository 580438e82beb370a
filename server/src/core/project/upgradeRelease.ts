import type { Release } from '../chart/release.ts';
import { asksForOperation } from '../chart/templates.ts';
import type { Db, Query } from '../workspace/query.ts';
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
export const upgradeKeyOf = (db: Db, key: ReleaseKey): ReleaseKey | undefined =>
  db.get(asksQuery, key) ? upgradeKey(key) : undefined;

/** Asked by many rules in each scenario, so that megabytes of templates would be searched each time. */
const asksQuery: Query<ReleaseKey, boolean> = {
  name: 'asksForOperation',
  compute(db, key) {
    const release = releaseOf(db, key);
    return release?.templates.some(({ file }) => db.once(asksForOperation, file)) === true;
  },
};
