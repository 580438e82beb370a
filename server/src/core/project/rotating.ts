import type { Db } from '../workspace/query.ts';
import type { Chance } from './chance.ts';
import { contentChances, refusesUpgrades, thinksOfUpgrades } from './chance.ts';
import type { GraphObject, HookGraph } from './hookGraph.ts';
import { hookGraphOf } from './hookGraph.ts';
import { isUpgraded } from './installOnly.ts';
import type { ReleaseKey } from './releaseKey.ts';

/** An object that each upgrade gives another content, since chance decides it and nothing keeps the first one. */
export interface Rotating {
  readonly graph: HookGraph;
  readonly object: GraphObject;
  /** The calls that decide. */
  readonly chances: readonly [Chance, ...Chance[]];
}

/** The objects of these kinds whose content holds certificates, or other chance, that each upgrade makes anew. */
export function rotatingIn(
  db: Db,
  key: ReleaseKey,
  kinds: readonly string[],
  of: Pick<Chance, 'isCertificate'>,
): readonly Rotating[] {
  const graph = hookGraphOf(db, key);
  if (!graph || refusesUpgrades(db, key)) return [];
  return graph.objects.flatMap((object) => {
    const { kind, document, manifest } = object;
    if (!kinds.includes(kind) || document.maybe || !isUpgraded(object)) return [];
    const all = contentChances(db, document, manifest);
    const [first, ...more] = all.filter(({ isCertificate }) => isCertificate === of.isCertificate);
    return first && !thinksOfUpgrades(db, graph.release, document)
      ? [{ graph, object, chances: [first, ...more] }]
      : [];
  });
}
