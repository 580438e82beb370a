import { sameData } from '../base/compare.ts';
import type { ChartNode } from '../chart/chartTree.ts';
import { nodesOf } from '../chart/chartTree.ts';
import type { Prepared, PreparedValues } from '../chart/prepare.ts';
import { prepareValues, withTemplates } from '../chart/prepare.ts';
import type { Release } from '../chart/release.ts';
import { DEFAULT_OPTIONS, UPGRADE_OPTIONS } from '../chart/releaseOptions.ts';
import type { ChartTemplate, FilesOf, ParseTemplate } from '../chart/templates.ts';
import { parseChartTemplate } from '../chart/templates.ts';
import type { Uri } from '../text/uri.ts';
import { basename } from '../text/uri.ts';
import type { Db, Query } from '../workspace/query.ts';
import { chartFilesIn, chartQuery, isArchived, templateQuery, TEMPLATES_PARSED } from './chartSource.ts';
import { isWhollyLoaded } from './dependencyFolders.ts';
import type { Incremental } from './incremental.ts';
import { renderIncremental } from './incremental.ts';
import type { ReleaseKey } from './releaseKey.ts';
import { chartOf, releaseKey, scenarioOf } from './releaseKey.ts';
import { sameValue } from './sameValues.ts';
import { givenQuery, installKey, scenarioData } from './given.ts';

/** Values and dependencies of a release; equal ones stay the same object, so that no template is rendered again. */
const preparedQuery: Query<ReleaseKey, PreparedValues | undefined> = {
  name: 'prepared',
  compute(db, key) {
    const chart = db.get(chartQuery, chartOf(key));
    return chart && prepareValues(chart, db.get(givenQuery, key), DEFAULT_OPTIONS);
  },
  same: (a, b) => a !== undefined && b !== undefined && samePrepared(a, b),
};

const RENDERED = 'templates rendered';
const PARSED = 'rendered documents parsed';

/** How much was done for releases. */
export interface ReleaseWork {
  readonly templatesParsed: number;
  readonly templatesRendered: number;
  readonly documentsParsed: number;
}

/** What the counts of a memo say of releases. */
export const releaseWork = (counts: ReadonlyMap<string, number>): ReleaseWork => ({
  templatesParsed: counts.get(TEMPLATES_PARSED) ?? 0,
  templatesRendered: counts.get(RENDERED) ?? 0,
  documentsParsed: counts.get(PARSED) ?? 0,
});

/** A chart rendered in one scenario; undefined where there is no chart. Only what an edit concerns is rendered again. */
export const incrementalQuery: Query<ReleaseKey, Incremental | undefined> = {
  name: 'release',
  compute(db, key, previous) {
    // A half-loaded chart would be rendered for nothing; the next round has it whole.
    if (!isWhollyLoaded(db, chartOf(key))) return previous;
    const filesOf = filesIn(db);
    if (scenarioData(key).upgrade === true)
      return upgraded(db, db.get(incrementalQuery, installKey(key)), filesOf, previous);
    const values = db.get(preparedQuery, key);
    if (!values) return undefined;
    const defaults = scenarioOf(key) === '' ? undefined : db.get(incrementalQuery, releaseKey(chartOf(key)));
    const earlier = [previous, defaults].filter((one) => one !== undefined);
    const known = earlier[0]?.release.templates ?? [];
    return rendered(db, () => withTemplates(values, parserIn(db, known), filesOf, known), filesOf, earlier);
  },
  work: workOf,
  weight: weightOf,
};

/**
 * About how many bytes a release keeps that no other has: its values, a few words for every template, and what was
 * rendered for it with its places.
 */
export function weightOf(computed: Incremental | undefined): number {
  if (!computed) return 0;
  const { release, work } = computed;
  const values = [...nodesOf(release.root)].reduce((sum, { chart }) => sum + (chart.values?.text.length ?? 0), 0);
  return 2 * values + 700 * release.templates.length + 4 * work.characters;
}

/** The same as an upgrade renders it: only templates that ask are rendered anew. */
function upgraded(
  db: Db,
  install: Incremental | undefined,
  filesOf: FilesOf,
  previous: Incremental | undefined,
): Incremental | undefined {
  if (!install) return undefined;
  const earlier = [previous, install].filter((one) => one !== undefined);
  return rendered(db, () => ({ ...install.release, options: UPGRADE_OPTIONS }), filesOf, earlier);
}

function rendered(db: Db, prepare: () => Prepared, filesOf: FilesOf, earlier: readonly Incremental[]): Incremental {
  const rendering = db.kept(() => renderIncremental(prepare(), filesOf, earlier));
  for (let step = rendering.next(); ; step = rendering.next()) {
    if (step.done === true) return step.value;
    db.rest();
  }
}

/** What rendering a release took, by the names of {@link releaseWork}. */
export function workOf(computed: Incremental | undefined): Readonly<Record<string, number>> {
  return { [RENDERED]: computed?.work.rendered ?? 0, [PARSED]: computed?.work.documentsParsed ?? 0 };
}

/** The release itself. */
export const releaseOf = (db: Db, key: ReleaseKey): Release | undefined => db.get(incrementalQuery, key)?.release;

/** Trees from memory: of files by their query, of what lies in an archive from the last release. */
function parserIn(db: Db, earlier: readonly ChartTemplate[]): ParseTemplate {
  const archived = new Map(earlier.map(({ uri, file, text }) => [uri, { file, text }]));
  return (uri, text) => {
    if (!isArchived(uri)) return db.get(templateQuery, uri);
    const known = archived.get(uri);
    return known?.text === text ? known.file : parseChartTemplate(uri, text);
  };
}

/** Files as they are now; what lies in an archive never changes. */
export function filesIn(db: Db): FilesOf {
  const known = new Map<Uri, ReturnType<FilesOf>>();
  return ({ chart }) => {
    const { root } = chart.files;
    if (isArchived(root)) return chart.files;
    const files = known.get(root) ?? chartFilesIn(db, root);
    known.set(root, files);
    return files;
  };
}

function samePrepared(a: PreparedValues, b: PreparedValues): boolean {
  const left = [...nodesOf(a.root)];
  const right = [...nodesOf(b.root)];
  return (
    left.length === right.length &&
    left.every((node, i) => sameNode(node, right[i])) &&
    a.missing.length === b.missing.length &&
    sameData(a.problems, b.problems) &&
    sameValue(a.values, b.values)
  );
}

/** Whether two charts are alike but for the texts of templates and the values, which are compared apart. */
function sameNode({ chart, fullPath }: ChartNode, other: ChartNode | undefined): boolean {
  if (other?.fullPath !== fullPath) return false;
  const { files, chartfile, templates, others } = other.chart;
  const own = basename(chartfile.uri);
  return (
    files.root === chart.files.root &&
    files.from === chart.files.from &&
    (chartfile === chart.chartfile || files.read(own)?.text === chart.files.read(own)?.text) &&
    sameData(templates, chart.templates) &&
    sameData(others, chart.others)
  );
}
