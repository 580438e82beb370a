import { sameData } from '../base/compare.ts';
import { addTo } from '../base/groups.ts';
import { CHARTFILE } from '../chart/chartfileName.ts';
import type { Uri } from '../text/uri.ts';
import { basename, dirname, isInside } from '../text/uri.ts';
import type { Db, Query } from '../workspace/query.ts';
import { buildQuery, rootsQuery } from './build.ts';
import { chartUris } from './chartFolder.ts';
import { chartsQuery } from './charts.ts';
import { dependencyFoldersQuery } from './dependencyFolders.ts';
import { kustomizationFilesQuery } from './kustomizations.ts';
import type { ReleaseKey } from './releaseKey.ts';
import { chartOf, releaseKey } from './releaseKey.ts';

/** What rules look at, by kind, with the type of its key. */
export interface TargetKeys {
  /** A file with one of the names that kustomize recognises. */
  readonly kustomization: Uri;
  /** A kustomization that no other one of the workspace builds on, with all it takes in; its file is the key. */
  readonly build: Uri;
  /** A chart that is no subchart, without any values; its Chart.yaml is the key. */
  readonly chart: Uri;
  /** A chart rendered in one scenario. */
  readonly release: ReleaseKey;
}

/** What a rule says that it looks at. */
export type TargetKind = keyof TargetKeys;

/** One thing to check. */
export interface Target {
  readonly kind: TargetKind;
  readonly key: string;
}

/**
 * Everything in the workspace that rules look at, charts with their defaults only. A chart that others take in stands before
 * them: what is found in its files is then its own, and told in its own words.
 */
export const targetsQuery: Query<string, readonly Target[]> = {
  name: 'targets',
  compute: (db) => [
    ...db.get(kustomizationFilesQuery, '').map((key): Target => ({ kind: 'kustomization', key })),
    ...db.get(rootsQuery, '').map((key): Target => ({ kind: 'build', key })),
    ...chartsInOrder(db).flatMap((key): Target[] => [
      { kind: 'chart', key },
      { kind: 'release', key: releaseKey(key) },
    ]),
  ],
  same: sameData,
};

function chartsInOrder(db: Db): readonly Uri[] {
  const size = new Map(db.get(chartsQuery, '').map((key) => [key, db.get(dependencyFoldersQuery, key).length]));
  return [...size.keys()].sort((a, b) => (size.get(a) ?? 0) - (size.get(b) ?? 0));
}

/** The file that stands for a target: its kustomization or Chart.yaml. */
export const homeOf = ({ kind, key }: Target): Uri => (kind === 'release' ? chartOf(key as ReleaseKey) : (key as Uri));

/** The files that a target covers: where its findings may lie, and whose edits concern it. */
export function filesOf(db: Db, target: Target): readonly Uri[] {
  const home = homeOf(target);
  if (target.kind === 'kustomization') return [home];
  if (target.kind === 'build') {
    const build = db.get(buildQuery, home);
    return [...build.kustomizations, ...build.files];
  }
  const folders = [dirname(home), ...db.get(dependencyFoldersQuery, home)];
  return folders.flatMap((folder) => chartUris(db, folder));
}

/** The targets that cover a file, for every file that one covers. */
export const ownersQuery: Query<string, ReadonlyMap<Uri, readonly Target[]>> = {
  name: 'owners',
  compute(db) {
    const owners = new Map<Uri, Target[]>();
    for (const target of db.get(targetsQuery, '')) for (const file of filesOf(db, target)) addTo(owners, file, target);
    return owners;
  },
  same: sameData,
};

/** Whether a file is covered by a target of a folder around it, and not only by a chart that takes this in from elsewhere (`file://`). */
export const isOwnFile = (target: Target, uri: Uri): boolean =>
  (target.kind !== 'chart' && target.kind !== 'release') || isInside(dirname(homeOf(target)), uri);

/** Whether a file is one in which a chart lists its dependencies. */
export const isDependencyList = (uri: Uri): boolean => [CHARTFILE, 'requirements.yaml'].includes(basename(uri));
