import { sameData } from '../base/compare.ts';
import { CHARTFILE, isChartfileTemplate } from '../chart/chartfileName.ts';
import type { Uri } from '../text/uri.ts';
import { basename, dirname } from '../text/uri.ts';
import type { Db, Query } from '../workspace/query.ts';

/**
 * The Chart.yaml files of charts that stand by themselves: those in another chart's charts/ belong to that one. Where
 * there is none, what a release tool makes it from.
 */
export const chartsQuery: Query<string, readonly Uri[]> = {
  name: 'charts',
  compute(db) {
    const found = db.discovered().filter((uri) => basename(uri) === CHARTFILE);
    const all = [...found, ...chartfileTemplates(db, new Set(found.map(dirname)))];
    const folders = new Set(all.map(dirname));
    return all.filter((uri) => !isSubchart(dirname(uri), folders));
  },
  same: sameData,
};

/** One for each folder with templates and values, but without a Chart.yaml. */
function chartfileTemplates(db: Db, charts: ReadonlySet<Uri>): readonly Uri[] {
  const folders = new Map<Uri, Uri>();
  for (const uri of db.discovered()) {
    const folder = dirname(uri);
    if (!isChartfileTemplate(basename(uri)) || charts.has(folder) || folders.has(folder)) continue;
    const listing = db.folder(folder);
    const names = listing.kind === 'folder' ? listing.entries.map(({ name }) => name) : [];
    const isChart = names.includes('templates') && names.includes('values.yaml') && !names.includes(CHARTFILE);
    if (isChart) folders.set(folder, uri);
  }
  return [...folders.values()];
}

function isSubchart(folder: Uri, charts: ReadonlySet<Uri>): boolean {
  for (let at = folder, up = dirname(at); up !== at; at = up, up = dirname(up)) {
    if (basename(up) === 'charts' && charts.has(dirname(up))) return true;
  }
  return false;
}
