import { compareText } from '../base/compare.ts';
import type { Uri } from '../text/uri.ts';
import { dirname, isInside } from '../text/uri.ts';
import type { FileState, FileSystem, FolderEntry, FolderState } from './fileSystem.ts';
import { fileOfBytes, fileOfText } from './fileSystem.ts';

/** A file system in memory: folders exist because files below them do. */
export class MemoryFileSystem implements FileSystem {
  readonly #root: Uri | undefined;
  readonly #files: ReadonlyMap<Uri, FileState>;
  readonly #folders: ReadonlyMap<Uri, readonly FolderEntry[]>;

  /** With `root`, everything else is `outside`. */
  constructor(files: Iterable<readonly [Uri, string | Uint8Array | FileState]>, root?: Uri) {
    this.#root = root;
    this.#files = new Map([...files].map(([uri, content]) => [uri, stateOf(content)]));
    this.#folders = foldersOf([...this.#files.keys()]);
  }

  read(uri: Uri): Promise<FileState> {
    if (this.#isOutside(uri)) return Promise.resolve({ kind: 'outside' });
    const found = this.#files.get(uri);
    return Promise.resolve(found ?? { kind: this.#folders.has(uri) ? 'folder' : 'absent' });
  }

  list(uri: Uri): Promise<FolderState> {
    if (this.#isOutside(uri)) return Promise.resolve({ kind: 'outside' });
    const entries = this.#folders.get(uri);
    return Promise.resolve(entries ? { kind: 'folder', entries } : { kind: 'absent' });
  }

  #isOutside(uri: Uri): boolean {
    return this.#root !== undefined && !isInside(this.#root, uri);
  }
}

function stateOf(content: string | Uint8Array | FileState): FileState {
  if (typeof content === 'string') return fileOfText(content);
  return content instanceof Uint8Array ? fileOfBytes(content) : content;
}

function foldersOf(files: readonly Uri[]): ReadonlyMap<Uri, readonly FolderEntry[]> {
  const folders = new Map<Uri, Map<string, FolderEntry>>();
  for (const file of files) addToFolders(folders, file);
  return new Map(
    [...folders].map(([uri, entries]) => [uri, [...entries.values()].sort((a, b) => compareText(a.name, b.name))]),
  );
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
