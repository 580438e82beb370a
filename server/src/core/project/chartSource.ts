import type { ChartFiles } from '../chart/chartFiles.ts';
import type { Chart, KnownChart, ReadValues } from '../chart/load.ts';
import { loadChart } from '../chart/load.ts';
import { readValuesFile } from '../chart/valuesFile.ts';
import type { ValuesFile } from '../chart/valuesFile.ts';
import { parseChartTemplate } from '../chart/templates.ts';
import type { Archive } from '../fs/archive.ts';
import { readTgz } from '../fs/archive.ts';
import type { FileContent } from '../fs/fileSystem.ts';
import { fileOfBytes } from '../fs/fileSystem.ts';
import type { TemplateFile } from '../template/nodes.ts';
import { Paddings } from '../text/paddings.ts';
import type { Uri } from '../text/uri.ts';
import { basename, dirname, joinUri, relativePath } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db, Query } from '../workspace/query.ts';
import { chartPathsQuery, chartUrisQuery } from './chartFolder.ts';
import { dependencyFolder } from './dependencyFolders.ts';

/** What a .tgz holds. */
const archiveQuery: Query<Uri, Archive | undefined> = {
  name: 'archive',
  compute(db, uri) {
    const state = db.file(uri);
    return state.kind === 'file' && state.bytes ? readTgz(state.bytes) : undefined;
  },
};

/** The text of a file in an archive, or in an archive within that; undefined where there is none, or it is no text. */
export const archivedTextQuery: Query<Uri, string | undefined> = {
  name: 'archivedText',
  compute(db, uri) {
    const ends = [...uri.matchAll(/\.tgz(?=!\/)/g)].map(({ index }) => index + '.tgz'.length);
    let archive = db.get(archiveQuery, uri.slice(0, ends[0]) as Uri);
    for (const [i, end] of ends.entries()) {
      const next = ends[i + 1];
      const bytes = archive?.files.get(relativePath(uri.slice(0, end + 1) as Uri, uri.slice(0, next) as Uri));
      if (next === undefined) return bytes && textIn(bytes);
      archive = bytes && readTgz(bytes);
    }
    return undefined;
  },
};

function textIn(bytes: Uint8Array): string | undefined {
  const state = fileOfBytes(bytes);
  return state.kind === 'file' ? state.text : undefined;
}

/** A chart folder's files as they are in this Snapshot; everything read through it is recorded. */
export function chartFilesIn(db: Db, root: Uri): ChartFiles {
  const uris = db.get(chartUrisQuery, root);
  const at = (path: string): Uri => uris.get(path) ?? joinUri(root, path) ?? root;
  return {
    root,
    paths: db.get(chartPathsQuery, root),
    uris,
    read: (path) => {
      const state = db.file(at(path));
      return state.kind === 'file' ? state : undefined;
    },
    archive: (path) => db.get(archiveQuery, at(path)),
    paddings: (path) => {
      const state = db.file(at(path));
      return state.kind === 'file' ? db.once(paddingsOf, state) : undefined;
    },
  };
}

const paddingsOf = ({ text }: FileContent): Paddings | undefined => Paddings.of(text);

/** A file of values. Where it can't be read as text it is empty. */
export const valuesFileQuery: Query<Uri, ValuesFile> = {
  name: 'valuesFile',
  compute: (db, uri, previous) => readValuesFile(uri, contentOf(db, uri), previous),
};

/** What Helm would read of a file, valid UTF-8 or not. */
function contentOf(db: Db, uri: Uri): string {
  if (isArchived(uri)) return db.get(archivedTextQuery, uri) ?? '';
  const state = db.file(uri);
  return state.kind === 'file' ? state.text : '';
}

/** A chart with its subcharts, by its Chart.yaml. Templates are not read for it. */
export const chartQuery: Query<Uri, Chart | undefined> = {
  name: 'chart',
  compute(db, uri, previous) {
    const archived = archivedIn(previous);
    const readValues: ReadValues = (file, text) =>
      isArchived(file) ? readValuesFile(file, text) : db.get(valuesFileQuery, file);
    const known: KnownChart = ({ root, from }) =>
      archived.find(({ files }) => files.from === from && files.root === root);
    return loadChart(chartFilesIn(db, dirname(uri)), {
      readValues,
      known,
      folderOf: (files, entry) => {
        const folder = dependencyFolder(db, files.root, entry);
        return folder && chartFilesIn(db, folder);
      },
      chartfile: basename(uri),
    });
  },
};

/** The charts in archives that a chart holds, not those inside of them. */
function archivedIn(chart: Chart | undefined): readonly Chart[] {
  return (chart?.subcharts ?? []).flatMap((one) => (one.files.from ? [one] : archivedIn(one)));
}

/** A template's tree. */
export const templateQuery: Query<Uri, TemplateFile> = {
  name: 'template',
  compute: (db, uri) =>
    parseChartTemplate(uri, (isArchived(uri) ? db.get(archivedTextQuery, uri) : textOf(db, uri)) ?? ''),
  work: ({ body }) => ({ [TEMPLATES_PARSED]: body.range.end > 0 ? 1 : 0 }),
};

/** Counts trees of what is not empty, such as a file that is not read yet. */
export const TEMPLATES_PARSED = 'templates parsed';

/** Whether a file lies in an archive, where nobody edits. */
export const isArchived = (uri: Uri): boolean => uri.includes('.tgz!');
