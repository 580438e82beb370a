import { sameData } from '../base/compare.ts';
import { parseChartLock } from '../chart/dependency.ts';
import type { Uri } from '../text/uri.ts';
import { dirname, joinUri } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db, Query } from '../workspace/query.ts';
import { chartsQuery } from './charts.ts';

/** The names of all dependencies that charts of the workspace list, sorted: who lists one can give it values. */
export const listedNamesQuery: Query<string, readonly string[]> = {
  name: 'listedNames',
  compute: (db) => [...new Set(db.get(chartsQuery, '').flatMap((chart) => namesIn(db, chart)))].sort(),
  same: sameData,
};

/** Both files have the same list at the same place (pkg/chart/v2/loader/load.go). */
const namesIn = (db: Db, chart: Uri): readonly string[] =>
  [chart, joinUri(dirname(chart), 'requirements.yaml')].flatMap((uri) => {
    const text = uri && textOf(db, uri);
    return uri && text !== undefined ? parseChartLock(uri, text).dependencies.map(({ name }) => name) : [];
  });
