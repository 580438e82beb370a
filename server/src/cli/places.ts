import type { FileSystem } from '../core/fs/fileSystem.ts';
import type { Uri } from '../core/text/uri.ts';
import { dirname, isInside, joinUri } from '../core/text/uri.ts';
import { UsageError } from './arguments.ts';
import type { Platform } from './platform.ts';

/** Where a check happens. */
export interface Places {
  /** The workspace folders: each has its own `.chartwright.yaml`. */
  readonly folders: readonly Uri[];
  /** What is walked for files: the paths that were named. */
  readonly roots: readonly Uri[];
  /** What may be read: the repositories of those paths, so that a kustomization finds its bases. */
  readonly readable: readonly Uri[];
}

/** Works out the places of the paths on the command line; throws UsageError over one that isn't there or can't be read. */
export async function findPlaces(paths: readonly string[], platform: Platform): Promise<Places> {
  const folders = new Set<Uri>();
  const roots = new Set<Uri>();
  const readable = new Set<Uri>();
  for (const path of paths.length > 0 ? paths : ['.']) {
    const uri = platform.toUri(path);
    const kind = await kindOfPath(path, uri, platform);
    folders.add(isInside(platform.folder, uri) ? platform.folder : kind === 'folder' ? uri : dirname(uri));
    roots.add(uri);
    readable.add(uri).add((await repositoryOf(uri, platform)) ?? platform.folder);
  }
  return { folders: [...folders], roots: [...roots], readable: [...readable] };
}

async function kindOfPath(path: string, uri: Uri, platform: Platform): Promise<'file' | 'folder'> {
  const fs = platform.fileSystem([uri]);
  const state = await fs.read(uri);
  if (state.kind === 'unreadable') throw new UsageError(`\`${path}\` can't be read: ${state.message}.`);
  if (state.kind === 'file') return 'file';
  const listing = state.kind === 'folder' ? await fs.list(uri) : state;
  if (listing.kind === 'unreadable') throw new UsageError(`\`${path}\` can't be read: ${listing.message}.`);
  if (listing.kind !== 'folder') throw new UsageError(`\`${path}\` does not exist.`);
  return 'folder';
}

/** The nearest folder at or above an address that holds `.git`. */
async function repositoryOf(uri: Uri, platform: Platform): Promise<Uri | undefined> {
  const ancestors: Uri[] = [uri];
  for (let at = uri; dirname(at) !== at; at = dirname(at)) ancestors.push(dirname(at));
  for (const folder of ancestors) if (await holdsGit(platform.fileSystem([folder]), folder)) return folder;
  return undefined;
}

async function holdsGit(fs: FileSystem, folder: Uri): Promise<boolean> {
  const uri = joinUri(folder, '.git');
  const state = uri && (await fs.read(uri));
  return state?.kind === 'folder' || state?.kind === 'file';
}
