import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ChartFiles } from '../../server/src/core/chart/chartFiles.ts';
import { loadChart } from '../../server/src/core/chart/load.ts';
import { prepareRelease } from '../../server/src/core/chart/prepare.ts';
import { renderRelease } from '../../server/src/core/chart/release.ts';
import type { Release } from '../../server/src/core/chart/release.ts';
import type { ReleaseOptions } from '../../server/src/core/chart/releaseOptions.ts';
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
  const chart = loadChart(filesIn(folder));
  if (!chart) return undefined;
  const none = map(new Map(), noOrigin);
  if (valuesFile === undefined) return renderRelease(prepareRelease(chart, none, options));
  const file = readValuesFile(toUri(pathToFileURL(valuesFile).href), readFileSync(valuesFile, 'utf8'));
  return renderRelease(prepareRelease(chart, mergeMaps(none, tableOf(file, [], options.helm)), options));
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
