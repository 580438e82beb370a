import type { TextRange } from '../text/range.ts';
import { basename } from '../text/uri.ts';
import { kubeVersionText } from './capabilities.ts';
import { chartFileUri } from './chartFiles.ts';
import type { ChartProblem } from './chartfile.ts';
import { chartfileField, problemAt } from './chartfile.ts';
import type { ChartNode, DependencyUse } from './chartTree.ts';
import { nodesOf, treeOf } from './chartTree.ts';
import type { Coalescing } from './coalesce.ts';
import { coalesceValues } from './coalesce.ts';
import type { Toggle } from './dependencies.ts';
import { processDependencies } from './dependencies.ts';
import { isCompatible } from './dependency.ts';
import type { Chart } from './load.ts';
import type { ReleaseOptions } from './releaseOptions.ts';
import type { Table } from './tables.ts';
import type { ChartTemplate, Definition, ParseTemplate } from './templates.ts';
import { definitionsOf, isLibrary, ownFiles, parseChartTemplate, parserFor, templatesOf } from './templates.ts';

/** Values and dependencies of a release: what stands before any template is looked at. */
export interface PreparedValues {
  readonly root: ChartNode;
  readonly options: ReleaseOptions;
  /** Coalesced. */
  readonly values: Table;
  readonly toggles: readonly Toggle[];
  /** Enabled dependencies without a chart: what they would define and render is not known. */
  readonly missing: readonly { readonly chart: ChartNode; readonly use: DependencyUse }[];
  readonly problems: readonly ChartProblem[];
}

/** What a release is rendered from. */
export interface Prepared extends PreparedValues {
  /** In Helm's order of parsing and executing. */
  readonly templates: readonly ChartTemplate[];
  readonly definitions: ReadonlyMap<string, Definition>;
}

/** Works out dependencies and values. `given` is what the user sets, see mergeMaps and applySet; it is not changed. */
export function prepareValues(chart: Chart, given: Table, options: ReleaseOptions): PreparedValues {
  const root = treeOf(chart);
  const run: Coalescing = { helm: options.helm, errors: [] };
  const { toggles, missing } = processDependencies(root, given, run);
  const values = coalesceValues(root, given, false, run);
  return {
    root,
    options,
    values,
    toggles,
    missing,
    problems: problemsOf(root, chart, options, errorsOf(chart, run)),
  };
}

/** Where Chart.yaml lists dependencies, coalescing is part of processing those, and Helm 4 says so. */
function errorsOf({ dependencies }: Chart, { helm, errors }: Coalescing): readonly string[] {
  const where = helm === 4 && dependencies ? 'chart dependencies processing failed: ' : '';
  return [...new Set(errors)].map((message) => where + message);
}

/** The same with the templates, parsed. */
export function prepareRelease(
  chart: Chart,
  given: Table,
  options: ReleaseOptions,
  parse: ParseTemplate = parseChartTemplate,
): Prepared {
  return withTemplates(prepareValues(chart, given, options), parse);
}

/**
 * Adds templates; `filesOf` gives a chart's files where those it was loaded with are of an older state, and `earlier`
 * the templates of an older state, of which those that are the same stay so.
 */
export function withTemplates(
  prepared: PreparedValues,
  parse: ParseTemplate,
  filesOf = ownFiles,
  earlier: readonly ChartTemplate[] = [],
): Prepared {
  const templates = templatesOf(prepared.root, parserFor(prepared.options.helm, parse), filesOf, earlier);
  return { ...prepared, templates, definitions: definitionsOf(templates) };
}

/** What Helm refuses before it looks at a template. */
function problemsOf(
  root: ChartNode,
  chart: Chart,
  options: ReleaseOptions,
  errors: readonly string[],
): readonly ChartProblem[] {
  const values = chartFileUri(chart.files, 'values.yaml');
  return [
    ...[...nodesOf(root)].flatMap(loadingProblems),
    ...missingCharts(chart),
    ...errors.map((message) => problemAt(values, undefined, message)),
    ...checkRoot(root, options),
  ];
}

/** In a subchart Helm names the charts on the way. */
function loadingProblems({ chart, parent }: ChartNode): readonly ChartProblem[] {
  const name = basename(chart.files.root);
  const where = parent ? `error unpacking subchart ${name} in ${parent.chart.chartfile.name}: ` : '';
  return chart.problems.map((problem) => ({ ...problem, message: where + problem.message }));
}

/** Every listed dependency must be in charts/, enabled or not (CheckDependencies in pkg/action/install.go). */
function missingCharts(chart: Chart): readonly ChartProblem[] {
  const names = new Set(chart.subcharts.map(({ chartfile }) => chartfile.name));
  return (chart.dependencies ?? []).flatMap(({ name, uri, node }) =>
    names.has(name)
      ? []
      : [problemAt(uri, node.range, `found in Chart.yaml, but missing in charts/ directory: ${name}`)],
  );
}

/** Only the root chart's own apiVersion, kubeVersion and type count. A chart of v3 loads, but cannot be installed. */
function checkRoot(root: ChartNode, options: ReleaseOptions): readonly ChartProblem[] {
  const { chartfile } = root.chart;
  const at = (name: string): TextRange | undefined => chartfileField(chartfile, name)?.value.range;
  const found: ChartProblem[] = [];
  if (options.helm === 4 && !['v1', 'v2'].includes(chartfile.apiVersion))
    found.push(problemAt(chartfile.uri, at('apiVersion'), 'unsupported chart version'));
  if (isLibrary(root)) found.push(problemAt(chartfile.uri, at('type'), 'library charts are not installable'));
  const { full, normalized } = kubeVersionText(options);
  const wanted = chartfile.kubeVersion;
  if (wanted !== '' && !isCompatible(wanted, options.helm === 4 ? normalized : full)) {
    const message = `chart requires kubeVersion: ${wanted} which is incompatible with Kubernetes ${full}`;
    found.push(problemAt(chartfile.uri, at('kubeVersion'), message));
  }
  return found;
}
