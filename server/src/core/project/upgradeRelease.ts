import { prepareValues, withTemplates } from '../chart/prepare.ts';
import type { Release } from '../chart/release.ts';
import { renderRelease } from '../chart/release.ts';
import { DEFAULT_OPTIONS } from '../chart/releaseOptions.ts';
import { parseChartTemplate } from '../chart/templates.ts';
import { dirname } from '../text/uri.ts';
import type { Db, Query } from '../workspace/query.ts';
import { chartFilesIn, chartQuery, isArchived, templateQuery } from './chartSource.ts';
import { givenQuery } from './given.ts';
import { releaseOf } from './release.ts';
import type { ReleaseKey } from './releaseKey.ts';
import { chartOf } from './releaseKey.ts';

/**
 * The same chart and values as an upgrade renders them (`.Release.IsUpgrade`); undefined where no template asks, so
 * that it would be the same. It is rendered as a whole at each change.
 */
export const upgradeReleaseOf = (db: Db, key: ReleaseKey): Release | undefined => db.get(upgradeQuery, key);

const upgradeQuery: Query<ReleaseKey, Release | undefined> = {
  name: 'upgradeRelease',
  compute(db, key) {
    const release = releaseOf(db, key);
    const chart = db.get(chartQuery, chartOf(key));
    if (!chart || !release?.templates.some(({ text }) => asksForOperation(text))) return undefined;
    // The revision stays, so that names which hold it do not differ.
    const options = { ...DEFAULT_OPTIONS, isUpgrade: true };
    const values = prepareValues(chart, db.get(givenQuery, key), options);
    const parse: typeof parseChartTemplate = (uri, text) =>
      isArchived(uri) ? parseChartTemplate(uri, text) : db.get(templateQuery, uri);
    const own = chartFilesIn(db, dirname(chartOf(key)));
    const prepared = withTemplates(values, parse, ({ chart: c }) => (c.files.root === own.root ? own : c.files));
    return renderRelease(prepared);
  },
};

const asksForOperation = (text: string): boolean => text.includes('.IsInstall') || text.includes('.IsUpgrade');
