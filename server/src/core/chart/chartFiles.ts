import { compareText } from '../base/compare.ts';
import type { Archive } from '../fs/archive.ts';
import { contentIn, readTgz } from '../fs/archive.ts';
import type { FileContent } from '../fs/fileSystem.ts';
import type { Paddings } from '../text/paddings.ts';
import type { Uri } from '../text/uri.ts';
import { joinUri } from '../text/uri.ts';
import { CHARTFILE } from './chartfileName.ts';

/** The files of one chart folder as they are in memory: synchronous, and the same for as long as it exists. */
export interface ChartFiles {
  /** The chart's folder. */
  readonly root: Uri;
  /** Every file below the root, slash-separated and relative to it, in any order; .helmignore is not applied. */
  readonly paths: readonly string[];
  /** The addresses of the paths, where they are known already. */
  readonly uris?: ReadonlyMap<string, Uri>;
  /** Undefined for what is absent or could not be read. */
  readonly read: (path: string) => FileContent | undefined;
  /** What a .tgz holds; undefined when the file is absent. An implementation may remember it. */
  readonly archive: (path: string) => Archive | undefined;
  /** What padding the lines of a text file gave, where that is remembered with the file. */
  readonly paddings?: (path: string) => Paddings | undefined;
  /** The archive that all of it comes from, if one does; the same object for the same bytes where they are remembered. */
  readonly from?: Archive;
}

/** Where a file of the chart is. */
export const chartFileUri = (files: ChartFiles, path: string): Uri =>
  files.uris?.get(path) ?? joinUri(files.root, path) ?? files.root;

/** The files below a folder of a chart, as a chart of its own. */
export function filesBelow(files: ChartFiles, folder: string): ChartFiles {
  const prefix = `${folder}/`;
  const { paddings } = files;
  return {
    root: chartFileUri(files, folder),
    paths: files.paths.flatMap((path) => (path.startsWith(prefix) ? [path.slice(prefix.length)] : [])),
    read: (path) => files.read(prefix + path),
    archive: (path) => files.archive(prefix + path),
    ...(paddings ? { paddings: (path: string) => paddings(prefix + path) } : {}),
    ...(files.from ? { from: files.from } : {}),
  };
}

/** An archive's chart. The first segment of every path falls away, whatever it is called, as in Helm's archive loader. */
export function filesOfArchive(uri: Uri, archive: Archive): ChartFiles {
  const inside = `${uri}!` as Uri;
  const whole = new Map([...archive.files.keys()].map((path) => [path.slice(path.indexOf('/') + 1), path]));
  const [top = ''] = (whole.get(CHARTFILE) ?? [...whole.values()][0] ?? '').split('/');
  const apart = [...whole].filter(([, path]) => !path.startsWith(`${top}/`));
  return {
    root: joinUri(inside, top) ?? uri,
    paths: [...whole.keys()],
    uris: new Map(apart.map(([path, full]) => [path, joinUri(inside, full) ?? inside])),
    read: (path) => contentIn(archive, whole.get(path) ?? ''),
    archive: (path) => {
      const bytes = archive.files.get(whole.get(path) ?? '');
      return bytes && readTgz(bytes);
    },
    from: archive,
  };
}

/** Paths in the order in which Go's filepath.Walk meets them: by name within each folder. */
export const walkOrder = (paths: readonly string[]): readonly string[] =>
  [...paths].sort((a, b) => compareText(a.replaceAll('/', '\0'), b.replaceAll('/', '\0')));
