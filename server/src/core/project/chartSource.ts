import { sameData } from '../base/compare.ts';
import type { ChartFiles } from '../chart/chartFiles.ts';
import type { Chart } from '../chart/load.ts';
import { loadChart } from '../chart/load.ts';
import { parseChartTemplate } from '../chart/templates.ts';
import type { Archive } from '../fs/archive.ts';
import { readTgz } from '../fs/archive.ts';
import type { TemplateFile } from '../template/nodes.ts';
import type { Uri } from '../text/uri.ts';
import { basename, dirname, joinUri } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db, Query } from '../workspace/query.ts';

/** Bounds of one chart's folder. */
const MOST_FILES = 5_000;
const DEEPEST = 24;

/** The Chart.yaml files of charts that stand by themselves: those in another chart's charts/ belong to that one. */
export const chartsQuery: Query<string, readonly Uri[]> = {
  name: 'charts',
  compute(db) {
    const all = db.discovered().filter((uri) => basename(uri) === 'Chart.yaml');
    const folders = new Set(all.map(dirname));
    return all.filter((uri) => !isSubchart(dirname(uri), folders));
  },
  same: sameData,
};

function isSubchart(folder: Uri, charts: ReadonlySet<Uri>): boolean {
  for (let at = folder, up = dirname(at); up !== at; at = up, up = dirname(up)) {
    if (basename(up) === 'charts' && charts.has(dirname(up))) return true;
  }
  return false;
}

/** The files below a chart's folder, slash-separated and sorted; git's ignore files don't count, since Helm has its own. */
export const chartPathsQuery: Query<Uri, readonly string[]> = {
  name: 'chartPaths',
  compute(db, folder) {
    const paths: string[] = [];
    collect(db, folder, '', 0, paths);
    return paths;
  },
  same: sameData,
};

function collect(db: Db, folder: Uri, prefix: string, depth: number, into: string[]): void {
  const listing = db.folder(folder);
  if (listing.kind !== 'folder' || depth > DEEPEST) return;
  for (const { name, kind } of listing.entries) {
    const uri = joinUri(folder, name);
    if (!uri || name === '.git' || name === 'node_modules' || into.length >= MOST_FILES) continue;
    const isFolder = kind === 'folder' || (kind === 'link' && db.file(uri).kind === 'folder');
    if (isFolder) collect(db, uri, `${prefix}${name}/`, depth + 1, into);
    else into.push(prefix + name);
  }
}

/** What a .tgz holds. */
const archiveQuery: Query<Uri, Archive | undefined> = {
  name: 'archive',
  compute(db, uri) {
    const state = db.file(uri);
    return state.kind === 'file' && state.bytes ? readTgz(state.bytes) : undefined;
  },
};

/** A chart folder's files as they are in this Snapshot; everything read through it is recorded. */
export function chartFilesIn(db: Db, root: Uri): ChartFiles {
  const at = (path: string): Uri => joinUri(root, path) ?? root;
  return {
    root,
    paths: db.get(chartPathsQuery, root),
    read: (path) => {
      const state = db.file(at(path));
      return state.kind === 'file' ? state : undefined;
    },
    archive: (path) => db.get(archiveQuery, at(path)),
  };
}

/** A chart with its subcharts, by its Chart.yaml. Templates are not read for it. */
export const chartQuery: Query<Uri, Chart | undefined> = {
  name: 'chart',
  compute: (db, uri) => loadChart(chartFilesIn(db, dirname(uri))),
};

/** A template's tree. */
export const templateQuery: Query<Uri, TemplateFile> = {
  name: 'template',
  compute: (db, uri) => parseChartTemplate(uri, textOf(db, uri) ?? ''),
};

/** Whether a file lies in an archive, where nobody edits. */
export const isArchived = (uri: Uri): boolean => uri.includes('.tgz!');
