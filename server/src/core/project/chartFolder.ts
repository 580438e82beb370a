import { sameData } from '../base/compare.ts';
import type { Uri } from '../text/uri.ts';
import { joinUri } from '../text/uri.ts';
import type { Db, Query } from '../workspace/query.ts';

/** Bounds of one chart's folder. */
const MOST_FILES = 20_000;
const DEEPEST = 24;

/** The files below a chart's folder, slash-separated and sorted; git's ignore files don't count, since Helm has its own. */
export const chartPathsQuery: Query<Uri, readonly string[]> = {
  name: 'chartPaths',
  compute: (db, folder) => db.get(chartFolderQuery, folder).paths,
  same: sameData,
};

interface ChartFolder {
  readonly paths: string[];
  /** Whether every folder's list is in memory. */
  isWhole: boolean;
}

const chartFolderQuery: Query<Uri, Readonly<ChartFolder>> = {
  name: 'chartFolder',
  compute(db, folder) {
    const found: ChartFolder = { paths: [], isWhole: true };
    collect(db, folder, '', 0, found);
    return found;
  },
  same: sameData,
};

/** Whether all of a chart is in memory; what is not is read next. */
export function isChartLoaded(db: Db, folder: Uri): boolean {
  const { isWhole } = db.get(chartFolderQuery, folder);
  // Each must be asked for, so that all are read at once.
  const missing = chartUris(db, folder).filter((uri) => db.file(uri).kind === 'unloaded');
  return isWhole && missing.length === 0;
}

/** The addresses of a chart's files by path, in the order of the paths. */
export const chartUrisQuery: Query<Uri, ReadonlyMap<string, Uri>> = {
  name: 'chartUris',
  compute: (db, folder) => new Map(db.get(chartPathsQuery, folder).flatMap((path) => joinEach(folder, path))),
  same: sameData,
};

function joinEach(folder: Uri, path: string): readonly (readonly [string, Uri])[] {
  const uri = joinUri(folder, path);
  return uri ? [[path, uri]] : [];
}

/** The addresses of the files below a chart's folder. */
export const chartUris = (db: Db, folder: Uri): readonly Uri[] => [...db.get(chartUrisQuery, folder).values()];

function collect(db: Db, folder: Uri, prefix: string, depth: number, into: ChartFolder): void {
  const listing = db.folder(folder);
  if (listing.kind === 'unloaded') into.isWhole = false;
  if (listing.kind !== 'folder' || depth > DEEPEST) return;
  for (const { name, kind } of listing.entries) {
    const uri = joinUri(folder, name);
    if (!uri || name === '.git' || name === 'node_modules' || into.paths.length >= MOST_FILES) continue;
    const target = kind === 'link' ? db.file(uri).kind : kind;
    if (target === 'unloaded') into.isWhole = false;
    if (target === 'folder') collect(db, uri, `${prefix}${name}/`, depth + 1, into);
    else into.paths.push(prefix + name);
  }
}
