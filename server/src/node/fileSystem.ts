import { isAscii, isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import type { Dirent } from 'node:fs';
import type { FileState, FileSystem, FolderEntry, FolderState } from '../core/fs/fileSystem.ts';
import { fileOfBinary, LARGEST_FILE, tooLarge } from '../core/fs/fileSystem.ts';
import type { Uri } from '../core/text/uri.ts';
import { isInside } from '../core/text/uri.ts';
import { uriToPath } from './paths.ts';

/** What a host lets the disk be read for. */
export interface NodeFileSystemOptions {
  /** The folders (or single files) that may be read. Walked anew at each call, so a host may hand over a Set and change it later. */
  readonly roots: Iterable<Uri>;
}

/** The disk, confined to some roots: a link that leads out of all of them is `outside`. Addresses other than `file:` are `outside`. */
export function nodeFileSystem({ roots }: NodeFileSystemOptions): FileSystem {
  const realRoots = new RealRoots(roots);
  return {
    read: (uri) => placed(realRoots, uri, readPath),
    list: (uri) => placed(realRoots, uri, listPath),
  };
}

/** What `read` and `list` answer alike. */
type Nothing =
  | { readonly kind: 'absent' }
  | { readonly kind: 'outside' }
  | { readonly kind: 'unreadable'; readonly message: string };

/** Finds the path behind an address and its links, and asks there if it lies inside the roots. */
async function placed<T>(roots: RealRoots, uri: Uri, ask: (path: string) => Promise<T>): Promise<T | Nothing> {
  if (!uri.startsWith('file:') || !roots.hold(uri)) return { kind: 'outside' };
  const path = uriToPath(uri);
  if (path === undefined) return { kind: 'absent' };
  try {
    const real = await realpath(path);
    return (await roots.holdReal(real)) ? await ask(real) : { kind: 'outside' };
  } catch (error) {
    return stateOfError(error);
  }
}

async function readPath(path: string): Promise<FileState> {
  const { mode } = await stat(path);
  const type = mode & constants.S_IFMT;
  if (type === constants.S_IFDIR) return { kind: 'folder' };
  if (type !== constants.S_IFREG)
    return { kind: 'unreadable', message: 'it is a pipe, a socket or a device, not a file' };
  // Between the look and the opening a pipe may take the file's place: without O_NONBLOCK, opening it would wait for ever.
  const handle = await open(path, constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK));
  try {
    const { size } = await handle.stat();
    return size > LARGEST_FILE ? tooLarge(size) : stateOf(await handle.readFile());
  } finally {
    await handle.close();
  }
}

/** As core reads bytes, by Node's own decoder where they are UTF-8. */
function stateOf(bytes: Buffer): FileState {
  if (bytes.length > LARGEST_FILE) return tooLarge(bytes.length);
  if (!isUtf8(bytes)) return fileOfBinary(bytes);
  const text = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
  const bom = text.startsWith('\ufeff');
  return { kind: 'file', text: bom ? text.slice(1) : text, valid: true, bom, bytes: undefined };
}

async function listPath(path: string): Promise<FolderState> {
  const entries = await readdir(path, { withFileTypes: true });
  return { kind: 'folder', entries: entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) })) };
}

function kindOf(entry: Dirent): FolderEntry['kind'] {
  if (entry.isSymbolicLink()) return 'link';
  return entry.isDirectory() ? 'folder' : 'file';
}

/** The roots as addresses and, looked up once each, as real paths. */
class RealRoots {
  readonly #roots: Iterable<Uri>;
  readonly #real = new Map<Uri, Promise<string | undefined>>();

  constructor(roots: Iterable<Uri>) {
    this.#roots = roots;
  }

  hold(uri: Uri): boolean {
    for (const root of this.#roots) if (isInside(root, uri)) return true;
    return false;
  }

  async holdReal(path: string): Promise<boolean> {
    for (const root of this.#roots) {
      const real = await this.#realOf(root);
      if (real !== undefined && isPathInside(real, path)) return true;
    }
    return false;
  }

  #realOf(root: Uri): Promise<string | undefined> {
    const known = this.#real.get(root);
    if (known) return known;
    const path = uriToPath(root);
    const found = path === undefined ? Promise.resolve(undefined) : realpath(path).catch(() => undefined);
    this.#real.set(root, found);
    // A root that isn't there yet is looked up again.
    void found.then((real) => real ?? this.#real.delete(root));
    return found;
  }
}

function isPathInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

const MESSAGES: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'a loop of symbolic links',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EBUSY: 'another program holds it',
};

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL', 'ERR_INVALID_ARG_VALUE']);

function stateOfError(error: unknown): Nothing {
  const code = codeOf(error);
  if (ABSENT.has(code)) return { kind: 'absent' };
  return { kind: 'unreadable', message: MESSAGES[code] ?? 'the disk gave an error' };
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
