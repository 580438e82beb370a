import { FILE_NAMES } from '../kustomize/kustomization.ts';
import type { Uri } from '../text/uri.ts';
import { joinUri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';

/** What stands where a kustomization points, as far as this machine's files tell. */
export type Located =
  | { readonly kind: 'file'; readonly uri: Uri }
  /** A folder with one kustomization file. */
  | { readonly kind: 'kustomization'; readonly folder: Uri; readonly uri: Uri }
  /** A folder without a kustomization file, or with several, which kustomize refuses both. */
  | { readonly kind: 'folder'; readonly uri: Uri; readonly kustomizations: readonly Uri[] }
  | { readonly kind: 'absent'; readonly uri: Uri }
  /** Outside what may be read, unreadable, or not loaded yet: nothing can be said. */
  | { readonly kind: 'unknown'; readonly uri: Uri | undefined };

/** Finds a slash-separated local path seen from a folder. */
export function locate(db: Db, folder: Uri, path: string): Located {
  const uri = joinUri(folder, path);
  if (uri === undefined) return { kind: 'unknown', uri };
  const state = db.file(uri);
  switch (state.kind) {
    case 'file':
      return { kind: 'file', uri };
    case 'absent':
      return { kind: 'absent', uri };
    case 'folder':
      return locateFolder(db, uri);
    default:
      return { kind: 'unknown', uri };
  }
}

function locateFolder(db: Db, folder: Uri): Located {
  const found = FILE_NAMES.flatMap((name) => joinUri(folder, name) ?? []).map((uri) => ({
    uri,
    state: db.file(uri).kind,
  }));
  const files = found.filter(({ state }) => state === 'file').map(({ uri }) => uri);
  const [only] = files;
  if (only !== undefined && files.length === 1) return { kind: 'kustomization', folder, uri: only };
  const isCertain = found.every(({ state }) => state === 'file' || state === 'absent' || state === 'folder');
  return isCertain ? { kind: 'folder', uri: folder, kustomizations: files } : { kind: 'unknown', uri: folder };
}
