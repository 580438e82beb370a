import type { RenderedDocument } from '../chart/documents.ts';
import { filesOfArchive } from '../chart/chartFiles.ts';
import { firstError } from '../chart/helmError.ts';
import type { Chart } from '../chart/load.ts';
import { loadChart } from '../chart/load.ts';
import type { OpaquePart } from '../chart/opaqueParts.ts';
import { opaqueParts, openEnds, withMarks } from '../chart/opaqueParts.ts';
import { prepareRelease } from '../chart/prepare.ts';
import type { PrintOptions } from '../chart/print.ts';
import { printRelease, shows } from '../chart/print.ts';
import type { Release } from '../chart/release.ts';
import { renderRelease } from '../chart/release.ts';
import type { ReleaseOptions } from '../chart/releaseOptions.ts';
import { DEFAULT_OPTIONS, HELM3_OPTIONS } from '../chart/releaseOptions.ts';
import type { SetForm } from '../chart/setValues.ts';
import { applySet } from '../chart/setValues.ts';
import type { Table } from '../chart/tables.ts';
import { copyTable, mergeMaps } from '../chart/tables.ts';
import { givenFileError, readValuesFile, tableOf } from '../chart/valuesFile.ts';
import { readTgz } from '../fs/archive.ts';
import { sizeError, unreadOf } from '../chart/unread.ts';
import { isChartLoaded } from '../project/chartFolder.ts';
import { chartFilesIn } from '../project/chartSource.ts';
import { encodeGiven } from '../project/given.ts';
import { map } from '../template/value.ts';
import { noOrigin } from '../text/origin.ts';
import type { Uri } from '../text/uri.ts';
import { basename } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The values that a user gives to Helm. */
export interface GivenValues {
  /** Values files; later ones win. */
  readonly values: readonly Uri[];
  /** Lines of --set and its kin in the order in which Helm applies them; later ones win. */
  readonly set: readonly { readonly form: SetForm; readonly line: string }[];
  /** The files that lines of --set-file name, by their paths as written there. */
  readonly setFiles: ReadonlyMap<string, Uri>;
}

/** What a user tells `helm template`. */
export interface RenderRequest
  extends
    GivenValues,
    Pick<ReleaseOptions, 'name' | 'namespace' | 'kubeVersion' | 'apiVersions' | 'isUpgrade' | 'helm'> {
  /** A chart's folder, or its .tgz. */
  readonly chart: Uri;
  readonly print: PrintOptions;
}

/** What `helm template` would print, or why nothing can be rendered at all. */
export type RenderResult =
  | {
      readonly kind: 'rendered';
      /** Where Helm would refuse the release: what could be rendered. */
      readonly text: string;
      /** Helm's first error, without its `Error: `. */
      readonly error: string | undefined;
      readonly opaque: readonly OpaquePart[];
    }
  /** `message` is a sentence of Helm's or ours without a full stop. */
  | { readonly kind: 'unusable'; readonly message: string };

const FORMS = {
  typed: '--set',
  text: '--set-string',
  json: '--set-json',
  file: '--set-file',
  literal: '--set-literal',
} as const;

/** Renders a chart apart from the workspace's own releases. */
export async function renderChart(workspace: Workspace, request: RenderRequest): Promise<RenderResult> {
  return workspace.ensureLoaded((db) => renderIn(db, request));
}

/** Values that a user gives, as the id of a scenario. */
export const scenarioOfGiven = (workspace: Workspace, given: GivenValues): Promise<GivenScenario> =>
  workspace.ensureLoaded((db) => {
    if (given.values.length + given.set.length === 0) return { kind: 'scenario', id: '' };
    const table = givenBy(db, given, DEFAULT_OPTIONS.helm);
    if (table.kind === 'unusable') return table;
    const name = [...given.values.map(basename), ...given.set.map(({ line }) => line)].join(', ');
    return { kind: 'scenario', id: encodeGiven(name, table) };
  });

/** `id` is empty where nothing is given. */
export type GivenScenario =
  { readonly kind: 'scenario'; readonly id: string } | Extract<RenderResult, { kind: 'unusable' }>;

function renderIn(db: Db, request: RenderRequest): RenderResult {
  // What is not in memory yet is read before the next round; until then all work would be for nothing.
  if (!isLoaded(db, request)) return { kind: 'unusable', message: 'it could not be read as a whole' };
  const chart = chartAt(db, request.chart);
  if (typeof chart === 'string') return { kind: 'unusable', message: chart };
  if (!chart) return { kind: 'unusable', message: 'there is no Chart.yaml in it, so it is no chart' };
  const base = request.helm === 3 ? HELM3_OPTIONS : DEFAULT_OPTIONS;
  const { name, namespace, kubeVersion, apiVersions, isUpgrade } = request;
  const options: ReleaseOptions = { ...base, name, namespace, kubeVersion, apiVersions, isUpgrade };
  const given = givenBy(db, request, request.helm);
  if (given.kind === 'unusable') return given;
  const isLost = (uri: Uri): boolean => ['absent', 'unreadable'].includes(db.file(uri).kind);
  const result = printed(renderRelease(prepareRelease(chart, given, options)), request.print);
  return { ...result, error: sizeError(chart) ?? result.error, opaque: [...unreadOf(chart, isLost), ...result.opaque] };
}

function printed(release: Release, print: PrintOptions): Extract<RenderResult, { kind: 'rendered' }> {
  const result = printRelease(withMarks(release), print);
  const shown = release.manifests.concat(print.noHooks ? [] : release.hooks.map(({ document }) => document));
  const isShown = ({ render }: RenderedDocument): boolean => shows(print, render.template.name);
  const opaque = [...opaqueParts(release, shown.filter(isShown)), ...openEnds(release)];
  const error = firstError(release) ?? (result.ok ? undefined : result.message);
  return { kind: 'rendered', text: result.ok ? result.text : '', error, opaque };
}

/** Whether the chart and the values files are in memory; all are asked for, so that they are read at once. */
function isLoaded(db: Db, { chart, values, setFiles }: RenderRequest): boolean {
  const missing = [chart, ...values, ...setFiles.values()].filter((uri) => db.file(uri).kind === 'unloaded');
  const isWhole = db.file(chart).kind === 'file' || isChartLoaded(db, chart);
  return isWhole && missing.length === 0;
}

/** A chart, what is wrong with its archive, or undefined where there is none. */
function chartAt(db: Db, uri: Uri): Chart | string | undefined {
  const state = db.file(uri);
  if (state.kind === 'file') {
    const archive = state.bytes && readTgz(state.bytes);
    return archive?.problem ?? (archive && loadChart(filesOfArchive(uri, archive)));
  }
  return loadChart(chartFilesIn(db, uri));
}

/** Values files over each other, then what is set, as pkg/cli/values/options.go does. */
function givenBy(
  db: Db,
  { values, set, setFiles }: GivenValues,
  helm: 3 | 4,
): Table | Extract<RenderResult, { kind: 'unusable' }> {
  let given: Table = map(new Map(), noOrigin);
  for (const uri of values) {
    const file = readValuesFile(uri, textOf(db, uri) ?? '');
    const problem = givenFileError(file, helm);
    if (problem !== undefined) return { kind: 'unusable', message: `failed to parse ${basename(uri)}: ${problem}` };
    given = mergeMaps(given, tableOf(file, [], helm));
  }
  const table = copyTable(given);
  const readFile = (path: string): string => {
    const uri = setFiles.get(path);
    return (uri && textOf(db, uri)) ?? '';
  };
  for (const { form, line } of set) {
    const error = applySet(line, table, form, readFile);
    if (error === undefined) continue;
    const known = error.startsWith('failed parsing');
    return { kind: 'unusable', message: known ? error : `failed parsing ${FORMS[form]} data: ${error}` };
  }
  return table;
}
