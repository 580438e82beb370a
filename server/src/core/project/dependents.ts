import { sameData } from '../base/compare.ts';
import type { Query } from '../workspace/query.ts';
import { chartsQuery } from './charts.ts';
import { entriesIn } from './dependencyFolders.ts';

/** The names of all dependencies that charts of the workspace list, sorted: who lists one can give it values. */
export const listedNamesQuery: Query<string, readonly string[]> = {
  name: 'listedNames',
  compute(db) {
    const listed = db.get(chartsQuery, '').flatMap((chart) => entriesIn(db, chart));
    return [...new Set(listed.map(({ name }) => name))].sort();
  },
  same: sameData,
};
