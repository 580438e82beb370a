import type { FileSystem } from '../fs/fileSystem.ts';
import type { Walk } from '../fs/walk.ts';
import { walk } from '../fs/walk.ts';
import type { Uri } from '../text/uri.ts';
import { dirname } from '../text/uri.ts';

/** What discovery found below the roots of a workspace: one walk for each. */
export class Walks {
  readonly #fs: FileSystem;
  readonly #walks = new Map<Uri, Walk>();

  constructor(fs: FileSystem) {
    this.#fs = fs;
  }

  /** Walks those roots that are new and forgets those that left. */
  async setRoots(roots: readonly Uri[]): Promise<void> {
    for (const known of [...this.#walks.keys()]) if (!roots.includes(known)) this.#walks.delete(known);
    for (const root of roots) if (!this.#walks.has(root)) this.#walks.set(root, await walk(this.#fs, root));
  }

  /** Walks all roots anew. */
  async again(): Promise<void> {
    for (const root of this.#walks.keys()) this.#walks.set(root, await walk(this.#fs, root));
  }

  get files(): readonly Uri[] {
    return this.#all.flatMap(({ files }) => files);
  }

  /** What could not be read. */
  get unreadable(): Walk['unreadable'] {
    return this.#all.flatMap(({ unreadable }) => unreadable);
  }

  /** Whether a walk met a bound. */
  get truncated(): boolean {
    return this.#all.some(({ truncated }) => truncated);
  }

  /** The highest folder around a file of which no walk found anything, or the file itself; undefined where it was found, or lies below no root. */
  missedAt(uri: Uri): Uri | undefined {
    const [root, found] = [...this.#walks].find(([folder]) => uri.startsWith(`${folder}/`)) ?? [];
    if (root === undefined || !found || found.files.includes(uri)) return undefined;
    let missed = uri;
    for (let at = dirname(uri); at !== root && isEmpty(found, at); at = dirname(at)) missed = at;
    return missed;
  }

  get #all(): readonly Walk[] {
    return [...this.#walks.values()];
  }
}

/** Whether a walk found nothing below a folder. */
const isEmpty = ({ files }: Walk, folder: Uri): boolean => !files.some((file) => file.startsWith(`${folder}/`));
