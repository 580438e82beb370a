import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ChartFiles } from '../../server/src/core/chart/chartFiles.ts';
import type { Chart } from '../../server/src/core/chart/load.ts';
import { loadChart } from '../../server/src/core/chart/load.ts';
import { prepareRelease } from '../../server/src/core/chart/prepare.ts';
import { renderRelease } from '../../server/src/core/chart/release.ts';
import type { Release } from '../../server/src/core/chart/release.ts';
import type { ReleaseOptions } from '../../server/src/core/chart/releaseOptions.ts';
import type { SetForm } from '../../server/src/core/chart/setValues.ts';
import { applySet } from '../../server/src/core/chart/setValues.ts';
import type { Table } from '../../server/src/core/chart/tables.ts';
import { mergeMaps } from '../../server/src/core/chart/tables.ts';
import { readValuesFile, tableOf } from '../../server/src/core/chart/valuesFile.ts';
import { readTgz } from '../../server/src/core/fs/archive.ts';
import type { FileContent } from '../../server/src/core/fs/fileSystem.ts';
import { fileOfBytes } from '../../server/src/core/fs/fileSystem.ts';
import { map } from '../../server/src/core/template/value.ts';
import { noOrigin } from '../../server/src/core/text/origin.ts';
import { toUri } from '../../server/src/core/text/uri.ts';

/** Renders a chart of this machine's disk with the engine; undefined where there is none. */
export function renderFolder(
  folder: string,
  valuesFile: string | undefined,
  options: ReleaseOptions,
): Release | undefined {
  const chart = loadFolder(folder);
  return chart && renderWith(chart, { files: valuesFile === undefined ? [] : [valuesFile], set: [] }, options);
}

/** Loads a chart of this machine's disk; undefined where there is none. */
export const loadFolder = (folder: string): Chart | undefined => loadChart(filesIn(folder));

/** What a user gives: paths of values files, then lines of --set and its kin, in the order in which Helm applies them. */
export interface Given {
  readonly files: readonly string[];
  readonly set: readonly { readonly form: SetForm; readonly line: string }[];
}

/** Renders a loaded chart with the engine. Throws over a line of --set that Helm would not take. */
export function renderWith(chart: Chart, { files, set }: Given, options: ReleaseOptions): Release {
  let given: Table = map(new Map(), noOrigin);
  for (const path of files) {
    const file = readValuesFile(toUri(pathToFileURL(path).href), readFileSync(path, 'utf8'));
    given = mergeMaps(given, tableOf(file, [], options.helm));
  }
  for (const { form, line } of set) {
    const error = applySet(line, given, form);
    if (error !== undefined) throw new Error(`${line}: ${error}`);
  }
  return renderRelease(prepareRelease(chart, given, options));
}

/** A folder's files, read as they are asked for. Links are followed, as Helm does. */
function filesIn(folder: string): ChartFiles {
  return {
    root: toUri(pathToFileURL(folder).href),
    paths: pathsBelow(folder),
    read: (path) => read(join(folder, path)),
    archive: (path) => readTgz(readFileSync(join(folder, path))),
  };
}

function read(at: string): FileContent | undefined {
  const state = existsSync(at) ? fileOfBytes(readFileSync(at)) : undefined;
  return state?.kind === 'file' ? state : undefined;
}

/** Every file below a folder, slash-separated and relative to it. Links are followed. */
export const pathsBelow = (folder: string): readonly string[] => walk(folder, '', 0);

const deepest = 32;

function walk(folder: string, path: string, depth: number): readonly string[] {
  if (depth > deepest) return [];
  return readdirSync(join(folder, path)).flatMap((name) => {
    const at = path === '' ? name : `${path}/${name}`;
    const state = statSync(join(folder, at), { throwIfNoEntry: false });
    if (state?.isDirectory()) return walk(folder, at, depth + 1);
    return state?.isFile() ? [at] : [];
  });
}
