import { compareText } from '../base/compare.ts';
import type { Uri } from '../text/uri.ts';
import { dirname } from '../text/uri.ts';
import type { FileState, FileSystem, FolderEntry, FolderState } from './fileSystem.ts';
import { fileOfBytes, fileOfText } from './fileSystem.ts';

/** A file system in memory: folders exist because files below them do. */
export class MemoryFileSystem implements FileSystem {
  readonly #files: ReadonlyMap<Uri, FileState>;
  readonly #folders: ReadonlyMap<Uri, readonly FolderEntry[]>;

  constructor(files: Iterable<readonly [Uri, string | Uint8Array | FileState]>) {
    this.#files = new Map([...files].map(([uri, content]) => [uri, stateOf(content)]));
    this.#folders = foldersOf([...this.#files.keys()]);
  }

  read(uri: Uri): Promise<FileState> {
    const found = this.#files.get(uri);
    return Promise.resolve(found ?? { kind: this.#folders.has(uri) ? 'folder' : 'absent' });
  }

  list(uri: Uri): Promise<FolderState> {
    const entries = this.#folders.get(uri);
    return Promise.resolve(entries ? { kind: 'folder', entries } : { kind: 'absent' });
  }
}

function stateOf(content: string | Uint8Array | FileState): FileState {
  if (typeof content === 'string') return fileOfText(content);
  return content instanceof Uint8Array ? fileOfBytes(content) : content;
}

function foldersOf(files: readonly Uri[]): ReadonlyMap<Uri, readonly FolderEntry[]> {
  const folders = new Map<Uri, Map<string, FolderEntry>>();
  for (const file of files) addToFolders(folders, file);
  return new Map([...folders].map(([uri, entries]) => [uri, [...entries.values()].sort((a, b) => compareText(a.name, b.name))]));
}

function addToFolders(folders: Map<Uri, Map<string, FolderEntry>>, file: Uri): void {
  let child: Uri = file;
  for (let parent = dirname(child); parent !== child; child = parent, parent = dirname(child)) {
    const entries = folders.get(parent) ?? new Map<string, FolderEntry>();
    const name = decodeURIComponent(child.slice(child.lastIndexOf('/') + 1));
    entries.set(name, { name, kind: child === file ? 'file' : 'folder' });
    folders.set(parent, entries);
  }
}
