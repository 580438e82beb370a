import type { Release } from '../chart/release.ts';
import type { ReleaseOptions } from '../chart/releaseOptions.ts';
import { DEFAULT_OPTIONS } from '../chart/releaseOptions.ts';
import type { Db, Query } from '../workspace/query.ts';
import type { Incremental } from './incremental.ts';
import { renderIncremental } from './incremental.ts';
import { filesIn, incrementalQuery, weightOf, workOf } from './release.ts';
import type { ReleaseKey } from './releaseKey.ts';

/**
 * The same chart and values as an upgrade renders them (`.Release.IsUpgrade`); undefined where no template asks, so
 * that it would be the same. Only templates that ask are rendered anew.
 */
export const upgradeReleaseOf = (db: Db, key: ReleaseKey): Release | undefined => db.get(upgradeQuery, key)?.release;

/** The revision stays, so that names which hold it do not differ. */
const UPGRADE: ReleaseOptions = { ...DEFAULT_OPTIONS, isUpgrade: true };

const upgradeQuery: Query<ReleaseKey, Incremental | undefined> = {
  name: 'upgradeRelease',
  compute(db, key, previous) {
    const install = db.get(incrementalQuery, key);
    if (!install?.release.templates.some(({ text }) => asksForOperation(text))) return undefined;
    const earlier = [previous, install].filter((one) => one !== undefined);
    return renderIncremental({ ...install.release, options: UPGRADE }, filesIn(db), earlier);
  },
  work: workOf,
  weight: weightOf,
};

const asksForOperation = (text: string): boolean => text.includes('.IsInstall') || text.includes('.IsUpgrade');
