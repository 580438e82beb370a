import { compareVersions, parseVersion } from '../version/version.ts';
import { companionArtefacts, matchOne, type ArtefactReference } from './artefactMatch.ts';
import type { Artefact, CompanionChoice, CompanionEntry, CompanionProject, GithubFile } from './companionEntry.ts';
import { calicoEntries } from './data/calico.ts';
import { calicoProject } from './data/calicoProject.ts';
import { karpenterEntries } from './data/karpenter.ts';
import { atGate, atGates, PLAIN_TAG, tagFor } from './versionGate.ts';

/** Every entry of the catalog. */
export const companionEntries: readonly CompanionEntry[] = [...calicoEntries, ...karpenterEntries];

const projects: readonly CompanionProject[] = [calicoProject];

/** Path parts of images that date a vendored manifest, without their registry. */
export const knownImages: readonly string[] = projects.flatMap(({ images }) =>
  images.map(({ image }) => image.slice(image.indexOf('/') + 1)),
);

/** What a reference is for one entry. */
export interface ArtefactMatch {
  readonly entry: CompanionEntry;
  readonly role: 'main' | 'companion' | 'redundant';
  readonly artefact: Artefact;
  /** Bare: `3.30.0`. Undefined for a branch, a commit, no ref at all, or one that is filled in later. */
  readonly version: string | undefined;
  /** False when the entry holds for some versions only and this reference's is unknown. */
  readonly certain: boolean;
}

/** Every entry that speaks of a reference at its version. Empty for what the catalog does not know. */
export function matchArtefact(reference: ArtefactReference): readonly ArtefactMatch[] {
  return companionEntries
    .filter((entry) => entry.confidence !== 'recalled')
    .flatMap((entry) => matchEntry(entry, reference));
}

/** The companions that fit a version of main, the one to offer first. All of them when the version is unknown. */
export function companionsFor(entry: CompanionEntry, version: string | undefined): readonly CompanionChoice[] {
  return (entry.companions ?? [])
    .filter((choice) => atGate(choice, version) !== 'outside')
    .map((choice) => ({
      ...choice,
      artefacts: choice.artefacts.filter((part) => atGate(part, version) !== 'outside'),
    }));
}

/** The full names of the CRDs in a referenced artefact; undefined where they are not known for its version. */
export function crdsIn(reference: ArtefactReference): readonly string[] | undefined {
  for (const { contents } of projects) {
    for (const { artefacts, crds, ...gate } of contents) {
      const match = artefacts.map((artefact) => matchOne(artefact, reference)).find((found) => found !== undefined);
      if (match && atGate(gate, match.version) === 'inside') return crds;
    }
  }
  return undefined;
}

/** What is known of an entry's project; undefined for most. */
export function projectOf(entry: CompanionEntry): CompanionProject | undefined {
  return projects.find((project) => project.id === entry.project);
}

/** The known releases above a bare version, ascending; empty when the version is no version. */
export function releasesAfter(project: CompanionProject, version: string): readonly string[] {
  const from = parseVersion(version);
  if (!from) return [];
  return project.knownVersions.filter((known) => {
    const parsed = parseVersion(known);
    return parsed !== undefined && compareVersions(parsed, from) > 0;
  });
}

/** The entry that takes over where this one ends (`until`), for the same main artefact: what an upgrade will meet. */
export function successorOf(entry: CompanionEntry): CompanionEntry | undefined {
  return companionEntries.find(
    (other) =>
      entry.until !== undefined &&
      other.since === entry.until &&
      other.project === entry.project &&
      sharesMain(entry, other),
  );
}

/** The project and bare version that an image (`quay.io/tigera/operator:v1.38.0`) gives away; patch 0 where only the minor is known. */
export function projectVersionByImage(
  image: string,
): { readonly project: CompanionProject; readonly version: string; readonly exact: boolean } | undefined {
  const [name, tag] = withoutDigest(image);
  if (tag === undefined) return undefined;
  for (const project of projects) {
    for (const known of project.images) {
      if (!sameImage(known.image, name)) continue;
      const exact = known.exact[tag];
      if (exact !== undefined) return { project, version: exact, exact: true };
      const parsed = parseVersion(tag);
      const minor = parsed && known.minors[`${parsed.major}.${parsed.minor}`];
      if (minor !== undefined) return { project, version: `${minor}.0`, exact: false };
    }
  }
  return undefined;
}

/** The file of a project's repository that an operator's image dates, at a bare version: the main manifest of its pair. */
export function mainManifest(project: CompanionProject, version: string): GithubFile | undefined {
  const entries = companionEntries.filter(
    (entry) => entry.project === project.id && atGate(entry, version) === 'inside',
  );
  return entries.flatMap((entry) => entry.main).find((artefact) => artefact.form === 'github-file');
}

/** A URL for an artefact at a bare version; undefined for a chart and for a template that needs more than the version. */
export function artefactUrl(artefact: Artefact, version: string): string | undefined {
  switch (artefact.form) {
    case 'github-file':
      if (artefact.path.includes('{')) return undefined;
      return `https://raw.githubusercontent.com/${artefact.repo}/${tagFor(version, artefact.tag ?? PLAIN_TAG)}/${artefact.path}`;
    case 'github-release':
      if (artefact.tag === '*' || artefact.tag.includes('{appVersion}')) return undefined;
      return `https://github.com/${artefact.repo}/releases/download/${tagFor(version, artefact.tag)}/${artefact.asset.replace('{version}', version)}`;
    case 'github-dir':
      return `https://github.com/${artefact.repo}//${artefact.path}?ref=${tagFor(version, artefact.tag ?? PLAIN_TAG)}`;
    case 'url':
      return artefact.url.replace('{version}', version);
    case 'chart':
      return undefined;
  }
}

function matchEntry(entry: CompanionEntry, reference: ArtefactReference): readonly ArtefactMatch[] {
  const companions = (entry.companions ?? []).flatMap((choice) =>
    choice.artefacts.map((artefact) => ({ artefact, choice })),
  );
  return [
    ...entry.main.flatMap((artefact) => matchRole(entry, 'main', artefact, [artefact, entry], reference)),
    ...companions.flatMap(({ artefact, choice }) =>
      companionArtefacts(entry, artefact).flatMap((named) =>
        matchRole(entry, 'companion', named, [...lineGates(entry), choice, named], reference),
      ),
    ),
    ...(entry.redundant ?? []).flatMap((artefact) =>
      matchRole(entry, 'redundant', artefact, [...lineGates(entry), artefact], reference),
    ),
  ];
}

function matchRole(
  entry: CompanionEntry,
  role: ArtefactMatch['role'],
  artefact: Artefact,
  gates: readonly { since?: string; until?: string }[],
  reference: ArtefactReference,
): readonly ArtefactMatch[] {
  const found = matchOne(artefact, reference, entry.repoAliases);
  if (!found) return [];
  const gate = atGates(gates, found.version);
  return gate === 'outside' ? [] : [{ entry, role, artefact, version: found.version, certain: gate === 'inside' }];
}

/** A companion on its own version line says nothing about main's version. */
function lineGates(entry: CompanionEntry): readonly CompanionEntry[] {
  return entry.version === 'same-tag' || entry.version === 'same-version' ? [entry] : [];
}

function sharesMain(a: CompanionEntry, b: CompanionEntry): boolean {
  return a.main.some((ours) => b.main.some((theirs) => JSON.stringify(ours) === JSON.stringify(theirs)));
}

/** A mirror keeps an image's path behind another host. */
function sameImage(known: string, name: string): boolean {
  return known === name || name.endsWith(known.slice(known.indexOf('/')));
}

function withoutDigest(image: string): readonly [string, string | undefined] {
  const at = image.indexOf('@');
  const plain = at < 0 ? image : image.slice(0, at);
  const colon = plain.lastIndexOf(':');
  return colon > plain.lastIndexOf('/') ? [plain.slice(0, colon), plain.slice(colon + 1)] : [plain, undefined];
}
