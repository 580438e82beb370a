import { addTo } from '../base/groups.ts';
import type { Operation } from '../chart/order.ts';
import type { Release } from '../chart/release.ts';
import { callsLookup } from '../chart/templates.ts';
import type { Db, Query } from '../workspace/query.ts';
import type { GraphObject } from './graphObject.ts';
import { objectsOf } from './graphObject.ts';
import type { Need } from './need.ts';
import { indexOf, nameKey, needsIn } from './need.ts';
import { releaseOf } from './release.ts';
import type { ReleaseKey } from './releaseKey.ts';
import { upgradeKeyOf } from './upgradeRelease.ts';

export type { GraphObject } from './graphObject.ts';
export type { Need } from './need.ts';

/** Who needs what in a release. */
export interface HookGraph {
  readonly release: Release;
  readonly objects: readonly GraphObject[];
  /** The operation of which the render tells nothing, where templates ask whether it is an install or an upgrade. */
  readonly unseen: Operation | undefined;
  /** The objects of a kind and name, in their order. */
  readonly called: (kind: string, name: string) => readonly GraphObject[];
  readonly needsOf: (object: GraphObject) => readonly Need[];
  /** The needs that an object meets. */
  readonly usesOf: (object: GraphObject) => readonly Need[];
}

/** The graph of a release; undefined where there is no release. */
export const hookGraphQuery: Query<ReleaseKey, HookGraph | undefined> = {
  name: 'hookGraph',
  compute(db, key) {
    const release = releaseOf(db, key);
    return release && graphOf(db, release, unseenIn(db, key, release));
  },
};

/** See {@link hookGraphQuery}. */
export const hookGraphOf = (db: Db, key: ReleaseKey): HookGraph | undefined => db.get(hookGraphQuery, key);

/** The graph of the same release as an upgrade renders it; undefined where that makes no difference. */
export function upgradeGraphOf(db: Db, key: ReleaseKey): HookGraph | undefined {
  const upgrade = upgradeKeyOf(db, key);
  return upgrade && hookGraphOf(db, upgrade);
}

function unseenIn(db: Db, key: ReleaseKey, { options }: Release): HookGraph['unseen'] {
  if (options.isUpgrade) return 'install';
  return upgradeKeyOf(db, key) ? 'upgrade' : undefined;
}

/** Joins a release's objects by the names they use. */
function graphOf(db: Db, release: Release, unseen: HookGraph['unseen']): HookGraph {
  const lookups = release.templates.filter(({ file }) => db.once(callsLookup, file));
  const objects = objectsOf(release, lookups);
  const index = indexOf(db, objects);
  const called = new Map<string, GraphObject[]>();
  for (const object of objects) addTo(called, nameKey(object.kind, object.name), object);
  const needs = new Map<GraphObject, readonly Need[]>();
  const uses = new Map<GraphObject, Need[]>();
  for (const object of objects) {
    const own = needsIn(db, object, index);
    needs.set(object, own);
    for (const need of own) for (const provider of need.providers) addTo(uses, provider, need);
  }
  return {
    release,
    objects,
    unseen,
    called: (kind, name) => called.get(nameKey(kind, name)) ?? [],
    needsOf: (o) => needs.get(o) ?? [],
    usesOf: (o) => uses.get(o) ?? [],
  };
}
