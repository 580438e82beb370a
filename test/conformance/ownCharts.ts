import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chartFiles } from '../support/chart.ts';
import { makeTgz } from '../support/tar.ts';
import type { TxtarFile } from '../support/txtar.ts';
import { parseTxtar, printTxtar } from '../support/txtar.ts';
import { loadChart } from '../../server/src/core/chart/load.ts';
import { prepareRelease } from '../../server/src/core/chart/prepare.ts';
import { renderRelease } from '../../server/src/core/chart/release.ts';
import type { Release } from '../../server/src/core/chart/release.ts';
import type { ReleaseOptions } from '../../server/src/core/chart/releaseOptions.ts';
import { applySet } from '../../server/src/core/chart/setValues.ts';
import { mergeMaps } from '../../server/src/core/chart/tables.ts';
import type { Table } from '../../server/src/core/chart/tables.ts';
import { readValuesFile, tableOf } from '../../server/src/core/chart/valuesFile.ts';
import { map } from '../../server/src/core/template/value.ts';
import { noOrigin } from '../../server/src/core/text/origin.ts';
import { toUri } from '../../server/src/core/text/uri.ts';

/** A chart of charts/*.txtar. See charts/README.md. */
export interface OwnChart {
  readonly name: string;
  /** Path to text, without `runs`; archives still as folders. */
  readonly files: ReadonlyMap<string, string>;
  readonly runs: readonly Run[];
}

/** One way to render a chart. */
export interface Run {
  readonly label: string;
  /** Words of `helm template`, paths relative to the chart. */
  readonly words: readonly string[];
  /** Whether `helm install --dry-run` takes these words too. */
  readonly installs: boolean;
}

export function ownCharts(folder: string): readonly OwnChart[] {
  const names = readdirSync(folder).filter((name) => /^[^.]+\.txtar$/.test(name));
  return names.map((name) => ownChart(name.slice(0, -'.txtar'.length), readFileSync(join(folder, name), 'utf8')));
}

function ownChart(name: string, text: string): OwnChart {
  const files = new Map(parseTxtar(text).files.map((file) => [file.name, file.text]));
  const runs = (files.get('runs') ?? 'defaults:\n').split('\n').flatMap((line): readonly Run[] => {
    const [label, rest = ''] = line.split(/:(.*)/s);
    if (!label) return [];
    const words = rest.trim().split(/\s+/).filter(Boolean);
    const installs = !words.some((word) => ['--api-versions', '--kube-version', '--is-upgrade'].includes(word));
    return [{ label, words, installs }];
  });
  files.delete('runs');
  return { name, files, runs };
}

/** A chart's files as they lie on a disk: what stands below `charts/NAME.tgz/` is packed, text escapes are undone. */
export function packed(chart: OwnChart): {
  readonly texts: ReadonlyMap<string, string>;
  readonly binary: ReadonlyMap<string, Uint8Array>;
} {
  const texts = new Map<string, string>();
  const archives = new Map<string, Map<string, string>>();
  for (const [path, text] of chart.files) {
    const [, archive, inside] = /^(.*?\.tgz)\/(.*)$/.exec(path) ?? [];
    if (archive === undefined || inside === undefined) texts.set(path, text);
    else archives.set(archive, (archives.get(archive) ?? new Map<string, string>()).set(inside, text));
  }
  return { texts, binary: new Map([...archives].map(([path, files]) => [path, makeTgz(files)])) };
}

/** Renders one run with the engine. */
export function renderRun(chart: OwnChart, run: Run, defaults: ReleaseOptions): Release {
  const { texts, binary } = packed(chart);
  const text = printTxtar({ comment: '', files: [...texts].map(([name, file]): TxtarFile => ({ name, text: file })) });
  const loaded = loadChart(chartFiles(text, binary));
  if (!loaded) throw new Error(`${chart.name} has no Chart.yaml`);
  const { values, options } = readWords(run.words, chart, defaults);
  return renderRelease(prepareRelease(loaded, values, options));
}

/** Helm's own order: files, then --set-json, --set, --set-string. */
function readWords(
  words: readonly string[],
  { files }: OwnChart,
  defaults: ReleaseOptions,
): { readonly values: Table; readonly options: ReleaseOptions } {
  const given = (flag: string): readonly string[] => words.flatMap((word, i) => (word === flag ? [words[i + 1] ?? ''] : []));
  let values: Table = map(new Map(), noOrigin);
  for (const path of given('--values')) {
    const file = readValuesFile(toUri(`file:///demo/${path}`), files.get(path) ?? '');
    values = mergeMaps(values, tableOf(file, [], defaults.helm));
  }
  for (const line of given('--set-json')) applySet(line, values, 'json');
  for (const line of given('--set')) applySet(line, values, 'typed');
  for (const line of given('--set-string')) applySet(line, values, 'text');
  const options = {
    ...defaults,
    namespace: given('--namespace')[0] ?? defaults.namespace,
    kubeVersion: given('--kube-version')[0] ?? defaults.kubeVersion,
    apiVersions: given('--api-versions'),
    isUpgrade: words.includes('--is-upgrade'),
  };
  return { values, options };
}
