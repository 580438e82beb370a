import type { ChartFiles } from '../../server/src/core/chart/chartFiles.ts';
import { loadChart } from '../../server/src/core/chart/load.ts';
import type { Chart } from '../../server/src/core/chart/load.ts';
import { prepareRelease } from '../../server/src/core/chart/prepare.ts';
import { printRelease } from '../../server/src/core/chart/print.ts';
import type { PrintOptions } from '../../server/src/core/chart/print.ts';
import { renderRelease } from '../../server/src/core/chart/release.ts';
import type { Release } from '../../server/src/core/chart/release.ts';
import { DEFAULT_OPTIONS } from '../../server/src/core/chart/releaseOptions.ts';
import type { ReleaseOptions } from '../../server/src/core/chart/releaseOptions.ts';
import { applySet } from '../../server/src/core/chart/setValues.ts';
import { mergeMaps } from '../../server/src/core/chart/tables.ts';
import type { Table } from '../../server/src/core/chart/tables.ts';
import { readValuesFile, tableOf } from '../../server/src/core/chart/valuesFile.ts';
import { readTgz } from '../../server/src/core/fs/archive.ts';
import { fileOfBytes, fileOfText } from '../../server/src/core/fs/fileSystem.ts';
import type { FileContent } from '../../server/src/core/fs/fileSystem.ts';
import { noOrigin } from '../../server/src/core/text/origin.ts';
import { toUri } from '../../server/src/core/text/uri.ts';
import { map } from '../../server/src/core/template/value.ts';
import { parseTxtar } from './txtar.ts';

const CHARTFILE = 'apiVersion: v2\nname: demo\nversion: 1.2.3\n';

/** The files of a chart from txtar text; without a Chart.yaml it is called demo. `binary` adds archives and the like. */
export function chartFiles(text: string, binary: ReadonlyMap<string, Uint8Array> = new Map()): ChartFiles {
  const contents = new Map<string, FileContent>([['Chart.yaml', fileOfText(CHARTFILE)]]);
  for (const file of parseTxtar(text).files) contents.set(file.name, fileOfText(file.text));
  for (const [path, bytes] of binary) {
    const state = fileOfBytes(bytes);
    if (state.kind === 'file') contents.set(path, state);
  }
  return {
    root: toUri('file:///demo'),
    paths: [...contents.keys()],
    read: (path) => contents.get(path),
    archive: (path) => {
      const bytes = binary.get(path);
      return bytes && readTgz(bytes);
    },
  };
}

export function chartOf(text: string, binary?: ReadonlyMap<string, Uint8Array>): Chart {
  const chart = loadChart(chartFiles(text, binary));
  if (!chart) throw new Error('no chart');
  return chart;
}

/** Values as a user gives them: YAML, then lines of `--set`. */
export function given(yaml = '', sets: readonly string[] = []): Table {
  const file = readValuesFile(toUri('file:///user.yaml'), yaml);
  const values = mergeMaps(map(new Map(), noOrigin), tableOf(file, [], 4));
  for (const line of sets) applySet(line, values, 'typed');
  return values;
}

export interface RenderGiven {
  readonly values?: string;
  readonly set?: readonly string[];
  readonly options?: Partial<ReleaseOptions>;
  readonly binary?: ReadonlyMap<string, Uint8Array>;
}

export function releaseOf(text: string, { values, set, options, binary }: RenderGiven = {}): Release {
  return renderRelease(prepareRelease(chartOf(text, binary), given(values, set), { ...DEFAULT_OPTIONS, ...options }));
}

/** What `helm template release-name` would print, or its complaint. */
export function printed(text: string, rendering: RenderGiven = {}, options?: PrintOptions): string {
  const result = printRelease(releaseOf(text, rendering), options);
  return result.ok ? result.text : result.message;
}
