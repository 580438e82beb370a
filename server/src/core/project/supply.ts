import type { CompanionEntry } from '../catalog/companionEntry.ts';
import { isCrd } from '../manifest/manifest.ts';
import type { Uri } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import type { Build, BuildEntry } from './build.ts';
import { buildQuery, rootsQuery } from './build.ts';
import type { TextRange } from '../text/range.ts';
import { kustomizationQuery, manifestsQuery } from './kustomizations.ts';
import type { Part } from './parts.ts';
import { partsQuery } from './parts.ts';

/** Whether the CRDs of a catalog entry's project are in a build, or may be, or certainly are not. */
export type Supply = 'present' | 'unknown' | 'absent';

/**
 * Looks for the CRDs of an entry's project in a build: a companion file or chart of any version, or local CRD manifests
 * of its groups. Another build that has them without the project's main artefact supplies this one too (a `crds/`
 * kustomization beside an `apps/` one). A part that can't be looked into and may hold them makes the answer unknown.
 */
export function supplyOf(db: Db, root: Uri, entry: CompanionEntry): Supply {
  if (holdsCrds(db, root, entry)) return 'present';
  const others = db.get(rootsQuery, '').filter((other) => other !== root && !hasMain(db, other, entry));
  if (others.some((other) => holdsCrds(db, other, entry))) return 'present';
  return mayHoldCrds(db, db.get(buildQuery, root), entry) ? 'unknown' : 'absent';
}

/** A local object that needs a project's CRDs. */
export interface CrdUser {
  readonly uri: Uri;
  readonly kind: string;
  readonly range: TextRange;
}

/** The local objects of a build that are of one of the project's groups: custom resources that need its CRDs. */
export function customResources(db: Db, root: Uri, entry: CompanionEntry): readonly CrdUser[] {
  return db
    .get(buildQuery, root)
    .files.flatMap((uri) => db.get(manifestsQuery, uri).map((manifest) => ({ uri, manifest })))
    .filter(({ manifest }) => entry.crdGroups.includes(manifest.gvk.group))
    .map(({ uri, manifest }) => ({ uri, kind: manifest.gvk.kind, range: manifest.range }));
}

const hasMain = (db: Db, root: Uri, entry: CompanionEntry): boolean =>
  db
    .get(partsQuery, root)
    .some((part) => part.matches.some((m) => m.role === 'main' && m.entry.project === entry.project));

function holdsCrds(db: Db, root: Uri, entry: CompanionEntry): boolean {
  const parts = db.get(partsQuery, root);
  if (parts.some((part) => part.matches.some((m) => m.role !== 'main' && m.entry.project === entry.project)))
    return true;
  const inGroup = (name: string): boolean => entry.crdGroups.some((group) => name.endsWith(`.${group}`));
  return db
    .get(buildQuery, root)
    .files.some((uri) => db.get(manifestsQuery, uri).some((m) => isCrd(m) && inGroup(m.name)));
}

function mayHoldCrds(db: Db, build: Build, entry: CompanionEntry): boolean {
  const known = new Set(
    db.get(partsQuery, build.root).map((part: Part) => part.from.kind === 'entry' && part.from.mention),
  );
  const others = build.entries.filter(({ mention }) => !known.has(mention));
  if (others.some((other) => isOpaque(db, other, entry))) return true;
  const names = build.charts.map(({ chart }) => chart.name ?? '');
  if (names.some((name) => /crd/i.test(name) && mentions(name, entry))) return true;
  return build.kustomizations.some((uri) => db.get(kustomizationQuery, uri)?.fields.has('generators') ?? true);
}

/** Whether an entry's content can't be known and could hold the project's CRDs. */
function isOpaque(db: Db, { mention, located }: BuildEntry, entry: CompanionEntry): boolean {
  const { reference, path } = mention;
  switch (reference.kind) {
    case 'local':
      return located?.kind === 'unknown' || (located?.kind === 'file' && textOf(db, located.uri) === undefined);
    case 'http':
      return /crd/i.test(path) || mentions(path, entry);
    case 'git':
      return true;
    case 'unknown':
      return reference.reason === 'templated';
  }
}

/** Whether a text names the project or one of its repositories. */
function mentions(text: string, entry: CompanionEntry): boolean {
  const repos = entry.main.flatMap((artefact) =>
    'repo' in artefact && typeof artefact.repo === 'string' ? [artefact.repo] : [],
  );
  return [entry.project, ...repos].some((name) => text.toLowerCase().includes(name.toLowerCase()));
}
