import { parseYaml } from '../yaml/parse.ts';
import type { ChartFiles } from './chartFiles.ts';
import { chartFileUri, filesBelow, filesOfArchive, walkOrder } from './chartFiles.ts';
import { checkDependencies } from './chartfileCheck.ts';
import type { Chartfile, ChartProblem } from './chartfile.ts';
import { CHARTFILE } from './chartfileName.ts';
import { parseChartfile, problemAt } from './chartfile.ts';
import type { ChartLock, Dependency } from './dependency.ts';
import { dependenciesOf, isCompatible, parseChartLock } from './dependency.ts';
import { field } from './goField.ts';
import { NOT_UTF8 } from './head.ts';
import { parseHelmignore } from './ignore.ts';
import type { Uri } from '../text/uri.ts';
import type { ValuesFile } from './valuesFile.ts';
import { readValuesFile, UNREADABLE } from './valuesFile.ts';

/** A chart as Helm's loader sees it, before any value decides about it. */
export interface Chart {
  readonly files: ChartFiles;
  readonly chartfile: Chartfile;
  /** Of Chart.yaml, or of requirements.yaml where there is one. Undefined where neither has a list. */
  readonly dependencies: readonly Dependency[] | undefined;
  readonly lock: ChartLock | undefined;
  readonly values: ValuesFile | undefined;
  /** Paths below templates/, in Go's walking order. */
  readonly templates: readonly string[];
  /** Paths of what `.Files` holds, in Go's walking order. */
  readonly others: readonly string[];
  /** What charts/ holds, by name of the folder or archive, then what stands in for entries that are not there. */
  readonly subcharts: readonly Chart[];
  /** Whether it comes from a folder of its own, in place of what charts/ does not have. */
  readonly standsIn: boolean;
  /** Of this chart only; a subchart has its own. */
  readonly problems: readonly ChartProblem[];
}

/** Charts inside each other; Helm has no bound. */
const DEEPEST = 16;

/** Reads a file of values; a caller may remember results by address and text. */
export type ReadValues = (uri: Uri, text: string) => ValuesFile;

/** A chart that was loaded from these files of an archive before; undefined where none was. */
export type KnownChart = (files: ChartFiles) => Chart | undefined;

/** The files of a folder that an entry of a chart's dependencies names by `file://`; undefined where there is none. */
export type FolderOf = (files: ChartFiles, entry: Dependency) => ChartFiles | undefined;

/** What a caller knows besides a chart's files. */
export interface LoadOptions {
  readonly readValues?: ReadValues;
  readonly known?: KnownChart;
  /** Gives what `helm dependency build` would pack into charts/; without it only what is there counts, as for Helm. */
  readonly folderOf?: FolderOf;
  /** The file that is read for Chart.yaml, see {@link isChartfileTemplate}. */
  readonly chartfile?: string;
}

interface Loading {
  /** How many charts are around. */
  readonly depth: number;
  readonly readValues: ReadValues;
  readonly known: KnownChart;
  readonly folderOf: FolderOf;
  /** The folders around that dependencies name, from the outermost. */
  readonly folders: readonly Uri[];
  /** How many more folders may be loaded for entries, since entries of entries multiply. */
  readonly budget: { left: number };
}

const MOST_FOLDERS = 500;

/** Loads a chart and its subcharts. Never throws; undefined where there is no Chart.yaml, or what is to be read in its place. */
export function loadChart(files: ChartFiles, options: LoadOptions = {}): Chart | undefined {
  const { readValues = readValuesFile, known = () => undefined, folderOf = () => undefined } = options;
  const loading = { depth: 0, readValues, known, folderOf, folders: [files.root], budget: { left: MOST_FOLDERS } };
  return loadFolder(files, loading, options.chartfile);
}

/** A folder as Helm loads it to install or to pack it: without what its .helmignore names. */
function loadFolder(files: ChartFiles, loading: Loading, name: string = CHARTFILE): Chart | undefined {
  const ignore = files.read('.helmignore');
  const rules = parseHelmignore(ignore?.text ?? '');
  const kept = walkOrder(files.paths.filter((path) => !rules.ignores(path)));
  const problems = rules.problems.map(({ message }) =>
    problemAt(chartFileUri(files, '.helmignore'), undefined, message),
  );
  const chart = loadFiles(files, kept, loading, name);
  if (!chart) return undefined;
  const subcharts = [...chart.subcharts, ...foldersOf(chart, loading)];
  return { ...chart, subcharts, problems: [...problems, ...chart.problems] };
}

/**
 * The charts of the folders that entries name and charts/ does not have. As `helm dependency build` a version that is not
 * of the entry is refused (tarFromLocalDir in pkg/downloader/manager.go). Unlike there, what such a folder needs itself is
 * taken along, as where each chart is built before the ones that use it; a folder around ends the chain.
 */
function foldersOf({ files, dependencies = [], subcharts }: Chart, loading: Loading): readonly Chart[] {
  const there = new Set(subcharts.map(({ chartfile }) => chartfile.name));
  const packed = new Map<string, Chart>();
  for (const entry of dependencies) {
    const folder = there.has(entry.name) ? undefined : loading.folderOf(files, entry);
    const { depth, folders, budget } = loading;
    if (!folder || folders.includes(folder.root) || depth >= DEEPEST || budget.left <= 0) continue;
    budget.left--;
    const chart = loadFolder(folder, { ...loading, depth: depth + 1, folders: [...folders, folder.root] });
    const { name, version } = chart?.chartfile ?? { name: '', version: '' };
    if (chart && name === entry.name && isCompatible(entry.version, version))
      packed.set(`${name}-${version}`, { ...chart, standsIn: true });
  }
  return [...packed.values()];
}

function loadFiles(
  files: ChartFiles,
  paths: readonly string[],
  loading: Loading,
  name: string = CHARTFILE,
): Chart | undefined {
  const content = files.read(name);
  if (content === undefined || !paths.includes(name)) return undefined;
  const { text } = content;
  const chartfile = parseChartfile(chartFileUri(files, name), text);
  const has = (path: string): boolean => paths.includes(path);
  const requirements = has('requirements.yaml') ? dependenciesIn(files, 'requirements.yaml') : undefined;
  const values = has('values.yaml') ? valuesIn(files, 'values.yaml', loading) : undefined;
  const { subcharts, problems } = subchartsOf(files, paths, chartfile.name, loading);
  return {
    files,
    chartfile,
    dependencies: requirements ?? chartfile.dependencies,
    lock: lockOf(files, has),
    values,
    templates: paths.filter((path) => path.startsWith('templates/')),
    others: paths.filter((path) => isOther(path, chartfile.apiVersion)),
    subcharts,
    standsIn: false,
    problems: [
      ...noText(files, name, 'cannot load Chart.yaml: '),
      ...chartfile.problems,
      ...checkDependencies({ dependencies: requirements }),
      ...(values ? noText(files, 'values.yaml', `cannot load values.yaml: ${UNREADABLE}`) : []),
      ...(values?.problems ?? []),
      ...problems,
    ],
  };
}

/** What Helm says of a file of which the bytes are no UTF-8. */
function noText(files: ChartFiles, path: string, loading: string): readonly ChartProblem[] {
  if (files.read(path)?.valid !== false) return [];
  return [problemAt(chartFileUri(files, path), undefined, `${loading}error converting YAML to JSON: ${NOT_UTF8}`)];
}

function dependenciesIn(files: ChartFiles, path: string): readonly Dependency[] | undefined {
  const root = parseYaml(files.read(path)?.text ?? '').documents[0]?.root;
  return dependenciesOf(chartFileUri(files, path), field(root, 'dependencies')?.value);
}

function valuesIn(files: ChartFiles, path: string, { readValues }: Loading): ValuesFile {
  return readValues(chartFileUri(files, path), files.read(path)?.text ?? '');
}

function lockOf(files: ChartFiles, has: (path: string) => boolean): ChartLock | undefined {
  const path = ['requirements.lock', 'Chart.lock'].find(has);
  const text = path === undefined ? undefined : files.read(path)?.text;
  return path === undefined || text === undefined ? undefined : parseChartLock(chartFileUri(files, path), text);
}

const APART = [CHARTFILE, 'Chart.lock', 'values.yaml', 'values.schema.json'];
const OLD = ['requirements.yaml', 'requirements.lock'];

function isOther(path: string, apiVersion: string): boolean {
  if (APART.includes(path) || path.startsWith('templates/')) return false;
  if (OLD.includes(path)) return apiVersion === 'v1';
  return !path.startsWith('charts/') || path.endsWith('.prov');
}

interface Subcharts {
  readonly subcharts: readonly Chart[];
  readonly problems: readonly ChartProblem[];
}

/** Folders and archives in charts/; names that begin with `_` or `.` are passed over. */
function subchartsOf(files: ChartFiles, paths: readonly string[], of: string, loading: Loading): Subcharts {
  const subcharts: Chart[] = [];
  const problems: ChartProblem[] = [];
  for (const name of namesIn(paths)) {
    const uri = chartFileUri(files, `charts/${name}`);
    const inside = { ...loading, depth: loading.depth + 1 };
    const chart = loading.depth < DEEPEST ? loadSubchart(files, paths, name, inside) : undefined;
    if (typeof chart === 'object') subcharts.push(chart);
    else
      problems.push(problemAt(uri, undefined, `error unpacking subchart ${name} in ${of}: ${chart ?? NO_CHARTFILE}`));
  }
  return { subcharts, problems };
}

function namesIn(paths: readonly string[]): readonly string[] {
  const names = new Set<string>();
  for (const path of paths) {
    const name = path.startsWith('charts/') ? (path.split('/')[1] ?? '') : '';
    if (name !== '' && !name.startsWith('_') && !name.startsWith('.') && !path.endsWith('.prov')) names.add(name);
  }
  return [...names];
}

const NO_CHARTFILE = 'Chart.yaml file is missing';

/** Undefined where there is no Chart.yaml; what is wrong with an archive that Helm refuses. */
function loadSubchart(
  files: ChartFiles,
  paths: readonly string[],
  name: string,
  loading: Loading,
): Chart | string | undefined {
  const folder = `charts/${name}`;
  if (name.endsWith('.tgz') && paths.includes(folder)) {
    const archive = files.archive(folder);
    if (archive?.problem !== undefined) return archive.problem;
    const inside = archive && filesOfArchive(chartFileUri(files, folder), archive);
    return inside && (loading.known(inside) ?? loadFiles(inside, walkOrder(inside.paths), loading));
  }
  const kept = paths.flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []));
  return loadFiles(filesBelow(files, folder), kept, loading);
}
