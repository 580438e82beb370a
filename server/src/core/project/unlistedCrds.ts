import type { Kustomization } from '../kustomize/kustomization.ts';
import { FILE_NAMES } from '../kustomize/kustomization.ts';
import type { PathMention } from '../kustomize/pathMention.ts';
import { definedKind } from '../manifest/crd.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Uri } from '../text/uri.ts';
import { basename, dirname, joinUri } from '../text/uri.ts';
import { textOf } from '../workspace/queries.ts';
import type { Db, Query } from '../workspace/query.ts';
import { buildQuery } from './build.ts';
import { kustomizationFilesQuery, kustomizationQuery, manifestsQuery } from './kustomizations.ts';
import { locate } from './locate.ts';

/** CRD files of one folder that a kustomization leaves out, while it lists most of their neighbours. */
export interface UnlistedCrds {
  /** The entries that name CRD files of the folder, in their order. */
  readonly siblings: readonly PathMention[];
  readonly files: readonly UnlistedCrd[];
}

/** A CRD file that is left out. */
export interface UnlistedCrd {
  readonly uri: Uri;
  /** As the neighbours are written: `bases/x.yaml`. */
  readonly path: string;
  readonly manifest: Manifest;
}

interface Listed {
  readonly mention: PathMention;
  readonly uri: Uri;
}

const FEWEST_SIBLINGS = 2;
const MOST_FILES = 2_000;

/** What a kustomization leaves out, by folder. */
export function unlistedCrds(db: Db, kustomization: Kustomization): readonly UnlistedCrds[] {
  const folders = new Map<Uri, Listed[]>();
  for (const mention of kustomization.resources) {
    const located = mention.reference.kind === 'local' ? locate(db, kustomization.directory, mention.path) : undefined;
    if (located?.kind !== 'file') continue;
    const folder = dirname(located.uri);
    folders.set(folder, [...(folders.get(folder) ?? []), { mention, uri: located.uri }]);
  }
  return [...folders].flatMap(([folder, listed]) => inFolder(db, kustomization, folder, listed));
}

function inFolder(db: Db, kustomization: Kustomization, folder: Uri, listed: readonly Listed[]): UnlistedCrds[] {
  const siblings = listed.filter(({ uri }) => crdsOf(db, uri).length > 0);
  if (siblings.length < FEWEST_SIBLINGS || isAnothers(db, kustomization, folder)) return [];
  const known = new Set(
    db
      .get(buildQuery, kustomization.uri)
      .files.flatMap((uri) => crdsOf(db, uri))
      .map(nameOf),
  );
  const groups = new Set(siblings.flatMap(({ uri }) => crdsOf(db, uri)).map(groupOf));
  const text = textOf(db, kustomization.uri) ?? '';
  const files = yamlFiles(db, folder).flatMap((uri): UnlistedCrd[] => {
    if (text.includes(basename(uri)) || db.get(mentionedQuery, '').has(uri)) return [];
    const [manifest] = crdsOf(db, uri);
    const isNew = manifest && !known.has(manifest.name) && groups.has(groupOf(manifest));
    if (!isNew || textOf(db, uri)?.includes('kustomize-ignore') === true) return [];
    return [{ uri, path: besides(siblings, uri), manifest }];
  });
  const isRest = files.length > 0 && files.length < siblings.length;
  return isRest ? [{ siblings: siblings.map(({ mention }) => mention), files }] : [];
}

/** The CRDs of a file that holds nothing else. */
function crdsOf(db: Db, uri: Uri): readonly Manifest[] {
  const manifests = db.get(manifestsQuery, uri);
  return manifests.every((manifest) => definedKind(manifest) !== undefined) ? manifests : [];
}

const nameOf = ({ name }: Manifest): string => name;
const groupOf = (manifest: Manifest): string | undefined => definedKind(manifest)?.group;

/** Whether a folder has a kustomization of its own, which decides about its files. */
const isAnothers = (db: Db, { directory }: Kustomization, folder: Uri): boolean =>
  folder !== directory && FILE_NAMES.some((name) => db.file(joinUri(folder, name) ?? folder).kind !== 'absent');

function yamlFiles(db: Db, folder: Uri): readonly Uri[] {
  const listing = db.folder(folder);
  const entries = listing.kind === 'folder' ? listing.entries : [];
  return entries
    .filter(({ name, kind }) => kind === 'file' && /\.ya?ml$/.test(name) && !FILE_NAMES.includes(name))
    .slice(0, MOST_FILES)
    .flatMap(({ name }) => joinUri(folder, name) ?? []);
}

/** A path in the form of its neighbours'. */
function besides([first]: readonly Listed[], uri: Uri): string {
  const path = first?.mention.path ?? '';
  return path.slice(0, path.lastIndexOf('/') + 1) + basename(uri);
}

/** The local files that any kustomization names, in any of its fields. */
const mentionedQuery: Query<string, ReadonlySet<Uri>> = {
  name: 'mentionedFiles',
  compute(db) {
    const found = new Set<Uri>();
    for (const uri of db.get(kustomizationFilesQuery, '')) {
      const { mentions = [], directory = uri } = db.get(kustomizationQuery, uri) ?? {};
      for (const { reference, path } of mentions) {
        const at = reference.kind === 'local' ? joinUri(directory, path) : undefined;
        if (at) found.add(at);
      }
    }
    return found;
  },
  same: (a, b) => a.size === b.size && [...a].every((uri) => b.has(uri)),
};
