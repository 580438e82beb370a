import { sameData } from '../base/compare.ts';
import { CHARTFILE } from '../chart/chartfileName.ts';
import type { Dependency } from '../chart/dependency.ts';
import { parseChartLock } from '../chart/dependency.ts';
import type { Uri } from '../text/uri.ts';
import { dirname, joinUri } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db, Query } from '../workspace/query.ts';
import { chartPathsQuery, isChartLoaded } from './chartFolder.ts';

const SCHEME = 'file://';

/**
 * The folder that an entry of a chart names by `file://`, where it is a chart that may be read; undefined for other entries.
 * Paths are relative to the chart (GetLocalPath in internal/resolver/resolver.go); one from the top of the disk is of one
 * machine only.
 */
export function dependencyFolder(db: Db, chart: Uri, { repository }: Dependency): Uri | undefined {
  const path = repository.startsWith(SCHEME) ? repository.slice(SCHEME.length) : '/';
  const folder = path.startsWith('/') ? undefined : joinUri(chart, path);
  const chartfile = folder && joinUri(folder, CHARTFILE);
  return chartfile && db.file(chartfile).kind === 'file' ? folder : undefined;
}

/** Folders that stand in for entries of one chart, those of their entries among them. */
const MOST_FOLDERS = 500;

/**
 * The folders elsewhere in the workspace that a chart is made of as well, by its Chart.yaml: of entries with `file://` that
 * are not in charts/, and of the entries of those. Told by names of files alone; whether a version fits is not looked at.
 */
export const dependencyFoldersQuery: Query<Uri, readonly Uri[]> = {
  name: 'dependencyFolders',
  compute(db, uri) {
    const found = new Set<Uri>([dirname(uri)]);
    for (const folder of found) {
      const chartfile = folder === dirname(uri) ? uri : joinUri(folder, CHARTFILE);
      for (const next of chartfile ? db.get(namedFoldersQuery, chartfile) : [])
        if (found.size <= MOST_FOLDERS) found.add(next);
    }
    return [...found].slice(1);
  },
  same: sameData,
};

/** Whether all of a chart is in memory, those folders included; what is not is read next. */
export function isWhollyLoaded(db: Db, chart: Uri): boolean {
  const folders = [dirname(chart), ...db.get(dependencyFoldersQuery, chart)];
  // Each must be asked for, so that all are read at once.
  return folders.filter((folder) => !isChartLoaded(db, folder)).length === 0;
}

/** Those that one chart names itself. */
const namedFoldersQuery: Query<Uri, readonly Uri[]> = {
  name: 'namedFolders',
  compute(db, uri) {
    const folder = dirname(uri);
    const entries = entriesIn(db, uri).filter(({ repository }) => repository.startsWith(SCHEME));
    const paths = entries.length > 0 ? db.get(chartPathsQuery, folder) : [];
    return entries
      .filter(({ name }) => !paths.some((path) => isOf(path, name)))
      .flatMap((entry) => dependencyFolder(db, folder, entry) ?? []);
  },
  same: sameData,
};

/** Both files have the same list at the same place (pkg/chart/v2/loader/load.go). */
export const entriesIn = (db: Db, chart: Uri): readonly Dependency[] =>
  [chart, joinUri(dirname(chart), 'requirements.yaml')].flatMap((uri) => {
    const text = uri && textOf(db, uri);
    return uri && text !== undefined ? parseChartLock(uri, text).dependencies : [];
  });

/** Whether a file of a chart is part of a dependency in charts/, to go by its name. */
function isOf(path: string, name: string): boolean {
  if (!path.startsWith(`charts/${name}`)) return false;
  const rest = path.slice(`charts/${name}`.length);
  return rest === '/Chart.yaml' || /^-v?\d[^/]*\.tgz$/.test(rest);
}
