import { nodesOf } from '../chart/chartTree.ts';
import type { RenderedDocument } from '../chart/documents.ts';
import type { Release } from '../chart/release.ts';
import { DEFAULT_SCENARIO } from '../chart/scenarios.ts';
import { encodeScenario } from '../project/given.ts';
import { segmentsOf } from '../project/literalEdit.ts';
import { releaseOf } from '../project/release.ts';
import { documentsIn } from '../project/releaseDocuments.ts';
import { releaseKey } from '../project/releaseKey.ts';
import { text } from '../template/value.ts';
import { noOrigin, valuesOf } from '../text/origin.ts';
import type { Uri } from '../text/uri.ts';
import { dirname, relativePath } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import type { YamlEntry } from '../yaml/nodes.ts';
import type { AnnotationPlace } from './annotationPlace.ts';
import { ANNOTATIONS, placeOf } from './annotationPlace.ts';

/** No annotation that anyone uses, so that no template asks for it by name. */
const PROBE = 'probe.chartwright/annotation';

/** Whether a file has a name by which Helm's users call files of values. */
export const isValuesFile = (uri: Uri): boolean => /\/[^/]*values[^/]*\.ya?ml$/i.test(uri);

/** By which path a user of a chart sets what stands at a path of a values file in the chart's folder; undefined for other files. */
export function settingOf(db: Db, chart: Uri, uri: Uri, path: readonly string[]): readonly string[] | undefined {
  const root = releaseOf(db, releaseKey(chart))?.root;
  const node = root && [...nodesOf(root)].find((own) => own.chart.values?.uri === uri);
  if (node) return [...node.path, ...path];
  const isBeside = /^(?:ci\/)?[^/]+$/.test(relativePath(dirname(chart), uri));
  return isBeside ? path : undefined;
}

/**
 * The objects whose annotations hold what a map of values holds. It is found by rendering the chart with one more
 * entry in the map, so an empty map and one that templates merge with others are told as well.
 */
export function objectsAnnotatedBy(db: Db, chart: Uri, setting: readonly string[]): readonly RenderedDocument[] {
  const set = [{ path: [...setting, PROBE], value: text('', noOrigin) }];
  const release = releaseOf(db, releaseKey(chart, encodeScenario({ ...DEFAULT_SCENARIO, name: PROBE, set })));
  return release ? documentsIn(release).filter(({ head }) => head.annotations.has(PROBE)) : [];
}

/** The annotation that one value supplies, of those asked for, as the defaults render it; undefined where it supplies none or several. */
export function annotationSuppliedBy(
  db: Db,
  chart: Uri,
  setting: readonly string[],
  isAsked: (name: string) => boolean,
): string | undefined {
  const release = releaseOf(db, releaseKey(chart));
  const names = new Set<string>();
  for (const document of release ? documentsIn(release) : [])
    for (const [name, { entry }] of document.head.annotations)
      if (isAsked(name) && comesFrom(document, entry, setting)) names.add(name);
  return names.size === 1 ? [...names][0] : undefined;
}

/** The annotations of a release whose text comes from one value. */
export const placesSuppliedBy = (release: Release, setting: readonly string[]): readonly AnnotationPlace[] =>
  documentsIn(release).flatMap((document) =>
    ANNOTATIONS.flatMap((name) => {
      const found = document.head.annotations.get(name);
      return found && comesFrom(document, found.entry, setting) ? [placeOf(release, document, name, found)] : [];
    }),
  );

function comesFrom(document: RenderedDocument, { value }: YamlEntry, setting: readonly string[]): boolean {
  const key = setting.join('\0');
  return segmentsOf(document, value.range).some(({ origin }) =>
    valuesOf(origin).some((own) => own.setting.join('\0') === key),
  );
}
