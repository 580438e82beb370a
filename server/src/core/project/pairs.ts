import type { ArtefactMatch } from '../catalog/companions.ts';
import { sameData } from '../base/compare.ts';
import type { Part } from './parts.ts';

/** A main artefact and an artefact with its CRDs, both in one build and both of a known version. */
export interface Pair {
  readonly main: Part;
  readonly mainMatch: ArtefactMatch;
  readonly crds: Part;
  readonly crdsMatch: ArtefactMatch;
}

/** Every pair of a build whose members must carry one version. */
export function pairsOf(parts: readonly Part[]): readonly Pair[] {
  return parts.flatMap((main) => {
    const mainMatch = main.matches.find((m) => m.role === 'main');
    if (!mainMatch || main.version === undefined) return [];
    return parts.flatMap((crds) => {
      const crdsMatch = crds.matches.find((m) => m.role !== 'main' && belongsTo(m, mainMatch));
      return crdsMatch && crds.version !== undefined ? [{ main, mainMatch, crds, crdsMatch }] : [];
    });
  });
}

/** Whether a companion's entry is about this main artefact, at whichever version, and ties their versions together. */
function belongsTo(companion: ArtefactMatch, main: ArtefactMatch): boolean {
  const { entry } = companion;
  if (entry.project !== main.entry.project || (entry.version !== 'same-tag' && entry.version !== 'same-version'))
    return false;
  return entry.main.some((artefact) => sameData(artefact, main.artefact));
}
