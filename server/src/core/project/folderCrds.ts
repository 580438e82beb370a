import { sameData } from '../base/compare.ts';
import { chartFileUri } from '../chart/chartFiles.ts';
import { crdFilesOf } from '../chart/crdFiles.ts';
import type { Chart } from '../chart/load.ts';
import type { DefinedKind } from '../manifest/crd.ts';
import { definedKind } from '../manifest/crd.ts';
import { isCrd, manifestsOf } from '../manifest/manifest.ts';
import type { Uri } from '../text/uri.ts';
import { yamlQuery } from '../workspace/queries.ts';
import type { Db, Query } from '../workspace/query.ts';
import type { YamlStream } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse.ts';
import { chartQuery, isArchived } from './chartSource.ts';
import { filesIn, releaseOf } from './release.ts';
import type { ReleaseKey } from './releaseKey.ts';
import { chartOf } from './releaseKey.ts';

/** A CRD of which nothing but its names is kept. */
export interface FolderCrd {
  readonly name: string;
  readonly defines: DefinedKind | undefined;
}

/**
 * The CRDs in crds/ of a release's chart and its enabled subcharts. Each file is read once for all scenarios: those of
 * a large operator take a second.
 */
export function folderCrds(db: Db, key: ReleaseKey): readonly FolderCrd[] {
  const release = releaseOf(db, key);
  const files = release ? crdFilesOf(release.root, filesIn(db)) : [];
  return files.flatMap(({ uri }) =>
    isArchived(uri) ? (db.get(archivedCrdsQuery, chartOf(key)).get(uri) ?? []) : db.get(crdsInQuery, uri),
  );
}

const crdsInQuery: Query<Uri, readonly FolderCrd[]> = {
  name: 'crdsIn',
  compute: (db, uri) => crdsOf(db.get(yamlQuery, uri)),
  same: sameData,
};

/** What crds/ of the subcharts in archives hold, enabled or not, by address. */
const archivedCrdsQuery: Query<Uri, ReadonlyMap<Uri, readonly FolderCrd[]>> = {
  name: 'archivedCrds',
  compute(db, uri) {
    const chart = db.get(chartQuery, uri);
    return new Map(chart ? archivedCrds(chart) : []);
  },
};

function archivedCrds({ files, others, subcharts }: Chart): readonly (readonly [Uri, readonly FolderCrd[]])[] {
  const own = others.flatMap((path) => {
    const uri = chartFileUri(files, path);
    const text = isArchived(uri) && path.startsWith('crds/') ? files.read(path)?.text : undefined;
    return text === undefined ? [] : [[uri, crdsOf(parseYaml(text))] as const];
  });
  return [...own, ...subcharts.flatMap(archivedCrds)];
}

const crdsOf = (stream: YamlStream | undefined): readonly FolderCrd[] =>
  (stream ? manifestsOf(stream) : []).filter(isCrd).map((crd) => ({ name: crd.name, defines: definedKind(crd) }));
