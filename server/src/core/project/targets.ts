import { sameData } from '../base/compare.ts';
import type { Uri } from '../text/uri.ts';
import type { Db, Query } from '../workspace/query.ts';
import { buildQuery, rootsQuery } from './build.ts';
import { kustomizationFilesQuery } from './kustomizations.ts';

/**
 * What rules look at. `kustomization`: a file with one of the names that kustomize recognises.
 * `build`: a kustomization that no other one of the workspace builds on, with all it takes in; its file is the key.
 */
export type TargetKind = 'kustomization' | 'build';

/** One thing to check. */
export interface Target {
  readonly kind: TargetKind;
  readonly key: Uri;
}

/** Everything in the workspace that rules look at. */
export const targetsQuery: Query<string, readonly Target[]> = {
  name: 'targets',
  compute: (db) => [
    ...db.get(kustomizationFilesQuery, '').map((key): Target => ({ kind: 'kustomization', key })),
    ...db.get(rootsQuery, '').map((key): Target => ({ kind: 'build', key })),
  ],
  same: sameData,
};

/** The files that a target covers: where its findings may lie, and whose edits concern it. */
export function filesOf(db: Db, target: Target): readonly Uri[] {
  if (target.kind === 'kustomization') return [target.key];
  const build = db.get(buildQuery, target.key);
  return [...build.kustomizations, ...build.files];
}

/** The targets that cover a file, for every file that one covers. */
export const ownersQuery: Query<string, ReadonlyMap<Uri, readonly Target[]>> = {
  name: 'owners',
  compute(db) {
    const owners = new Map<Uri, Target[]>();
    for (const target of db.get(targetsQuery, '')) {
      for (const file of filesOf(db, target)) {
        const known = owners.get(file);
        if (known) known.push(target);
        else owners.set(file, [target]);
      }
    }
    return owners;
  },
  same: sameData,
};
