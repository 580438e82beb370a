import type { FileContent, FileState, FileSystem, FolderState } from '../fs/fileSystem.ts';
import type { Uri } from '../text/uri.ts';

const AT_ONCE = 32;

/** How many files and UTF-16 units may be in memory. */
interface ReadLimits {
  readonly files: number;
  readonly units: number;
}

/** Reads files and folders, many at once, until as much is in memory as may be. */
export class Reader {
  readonly #fs: FileSystem;
  readonly #limits: ReadLimits;
  /** Files in memory and their UTF-16 units; what was looked for and is absent costs next to nothing. */
  #count = 0;
  #units = 0;
  #isFull = false;

  constructor(fs: FileSystem, limits: ReadLimits) {
    this.#fs = fs;
    this.#limits = limits;
  }

  /** Whether a file was left out for want of room: it reads as unreadable. */
  get limitReached(): boolean {
    return this.#isFull;
  }

  async files(uris: readonly Uri[]): Promise<readonly (readonly [Uri, FileState])[]> {
    return inBatches(uris, async (uri) => [uri, await this.#file(uri)]);
  }

  async folders(uris: readonly Uri[]): Promise<readonly (readonly [Uri, FolderState])[]> {
    return inBatches(uris, async (uri) => [uri, await this.#fs.list(uri)]);
  }

  /** Makes room: what was read here is no longer in memory. */
  forget(state: FileState | undefined): void {
    if (state?.kind === 'file') this.#account(state, -1);
  }

  async #file(uri: Uri): Promise<FileState> {
    const isFull = this.#count >= this.#limits.files || this.#units >= this.#limits.units;
    this.#isFull ||= isFull;
    if (isFull) return { kind: 'unreadable', message: 'too much has been read already' };
    const state = await this.#fs.read(uri);
    if (state.kind === 'file') this.#account(state, 1);
    return state;
  }

  /** Of what is no text its bytes count: they are not decoded for it. */
  #account(content: FileContent, sign: 1 | -1): void {
    this.#count += sign;
    this.#units += sign * (content.bytes ?? content.text).length;
  }
}

async function inBatches<A, B>(items: readonly A[], work: (item: A) => Promise<B>): Promise<B[]> {
  const done: B[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    done.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  }
  return done;
}
