import { compareText } from '../base/compare.ts';
import type { FileContent, FileState, FileSystem, FolderState } from '../fs/fileSystem.ts';
import { fileOfText } from '../fs/fileSystem.ts';
import type { Walk } from '../fs/walk.ts';
import { walk } from '../fs/walk.ts';
import type { Uri } from '../text/uri.ts';
import { dirname } from '../text/uri.ts';
import { Memo } from './memo.ts';
import type { Settings } from './query.ts';
import { DEFAULT_SETTINGS } from './query.ts';
import type { Inputs } from './snapshot.ts';
import type { Slices } from './slices.ts';
import { Interrupted } from './slices.ts';
import { Snapshot, withTexts } from './snapshot.ts';

/** Bounds of loading: how many files and UTF-16 units are kept, and how many rounds may ask for more. */
export interface LoadLimits {
  readonly files: number;
  readonly units: number;
  readonly rounds: number;
  /** About how many bytes results may keep in memory between the steps of a longer piece of work. */
  readonly weight: number;
}

const MEGABYTE = 1024 * 1024;

export const LOAD_LIMITS: LoadLimits = { files: 20_000, units: 256 * MEGABYTE, rounds: 200, weight: 256 * MEGABYTE };

const AT_ONCE = 32;
const SWEEP_EVERY = 64;
/** The part of the bound by which results grow before it is looked at again. */
const GROWTH = 16;

/** The only mutable state: the newest Inputs, and the memo that successive Snapshots share. */
export class Workspace {
  readonly #fs: FileSystem;
  readonly #limits: LoadLimits;
  readonly #memo = new Memo();
  readonly #walks = new Map<Uri, Walk>();
  #inputs: Inputs = {
    number: 1,
    folders: [],
    files: new Map(),
    listings: new Map(),
    open: new Map(),
    discovered: [],
    settings: DEFAULT_SETTINGS,
  };
  #snapshot: Snapshot = new Snapshot(this.#inputs, this.#memo);
  /** Files in memory and their UTF-16 units; what was looked for and is absent costs next to nothing. */
  #count = 0;
  #units = 0;
  #limitReached = false;
  /** The memo's turn at the last sweep. */
  #swept = 0;
  /** The memo's weight when results were last let go. */
  #settled = 0;

  constructor(fs: FileSystem, limits: LoadLimits = LOAD_LIMITS) {
    this.#fs = fs;
    this.#limits = limits;
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Whether a bound of loading or discovery was met: what is missing then reads as unreadable. */
  get limitReached(): boolean {
    return this.#limitReached || [...this.#walks.values()].some((w) => w.truncated);
  }

  /** What discovery could not read. */
  get unreadable(): Walk['unreadable'] {
    return [...this.#walks.values()].flatMap((w) => w.unreadable);
  }

  /** Every address that was read or looked for. */
  get watched(): readonly Uri[] {
    return [...this.#inputs.files.keys(), ...this.#inputs.listings.keys()];
  }

  get memo(): Memo {
    return this.#memo;
  }

  /**
   * Where an editor is about to open a file that no walk has found: the highest folder of which nothing was found, or
   * the file itself. Undefined where it was found, is open already, or lies in no folder.
   */
  missedAt(uri: Uri): Uri | undefined {
    const [root, found] = [...this.#walks].find(([folder]) => uri.startsWith(`${folder}/`)) ?? [];
    if (root === undefined || !found || this.#inputs.open.has(uri) || found.files.includes(uri)) return undefined;
    let missed = uri;
    for (let at = dirname(uri); at !== root && isEmpty(found, at); at = dirname(at)) missed = at;
    return missed;
  }

  /** Sets the workspace folders, walks those roots that are new and forgets those that left. Roots are the folders unless given. */
  async setFolders(folders: readonly Uri[], roots: readonly Uri[] = folders): Promise<void> {
    for (const known of [...this.#walks.keys()]) if (!roots.includes(known)) this.#walks.delete(known);
    for (const root of roots) if (!this.#walks.has(root)) this.#walks.set(root, await walk(this.#fs, root));
    this.#replace({ folders: [...folders].sort((a, b) => a.length - b.length) });
    this.#rediscover();
  }

  setSettings(settings: Settings): void {
    this.#replace({ settings });
  }

  /** An editor's text for a file, from opening it or from typing. */
  setText(uri: Uri, text: string): void {
    const isNew = !this.#inputs.open.has(uri);
    this.#replace({ open: new Map(this.#inputs.open).set(uri, fileOfText(text)) });
    if (isNew) this.#rediscover();
  }

  /** The editor let go of a file: the one on disk counts again. */
  closeText(uri: Uri): void {
    const open = new Map(this.#inputs.open);
    if (!open.delete(uri)) return;
    this.#replace({ open });
    this.filesChanged([uri]);
  }

  /** Files appeared, changed or went; they are read again when asked for. */
  filesChanged(uris: readonly Uri[]): void {
    const files = new Map(this.#inputs.files);
    const listings = new Map(this.#inputs.listings);
    for (const uri of uris) {
      const known = files.get(uri);
      if (known?.kind === 'file') this.#account(known, -1);
      files.delete(uri);
      listings.delete(uri);
      listings.delete(dirname(uri));
    }
    this.#replace({ files, listings });
  }

  /** Walks all folders anew; for changes of names that discovery must see. */
  async rediscover(): Promise<void> {
    for (const root of this.#walks.keys()) this.#walks.set(root, await walk(this.#fs, root));
    this.#rediscover();
  }

  /**
   * Runs `load` until it asks for nothing that is not in memory, or a bound is met, and gives its last result.
   * The only asynchronous step.
   */
  async ensureLoaded<T>(load: (snapshot: Snapshot) => T): Promise<T> {
    return this.#load(() => this.#snapshot, load);
  }

  /** The same in slices, where the host asks for them: for work that nobody waits for. */
  async inSlices<T>(slices: Slices | undefined, load: (snapshot: Snapshot) => T): Promise<T> {
    if (!slices) return this.ensureLoaded(load);
    for (;;) {
      try {
        return await this.ensureLoaded((snapshot) => snapshot.inSlice(slices, () => load(snapshot)));
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error;
        await slices.pause();
      }
    }
  }

  /** The same in a Snapshot in which some texts are others, to see what would follow. */
  async tryOut<T>(texts: ReadonlyMap<Uri, string | undefined>, load: (snapshot: Snapshot) => T): Promise<T> {
    return this.#load(() => new Snapshot(withTexts(this.#inputs, texts), new Memo(this.#memo)), load);
  }

  /**
   * Ends one step of a longer piece of work: when results weigh too much, those of earlier steps are let go. Does
   * nothing while they have hardly grown.
   */
  settle(): void {
    this.#settled = Math.min(this.#settled, this.#memo.weight);
    if (this.#memo.weight - this.#settled < this.#limits.weight / GROWTH) return;
    this.#memo.shrink(this.#limits.weight);
    this.#settled = this.#memo.weight;
    this.#renew();
  }

  async #load<T>(snapshotNow: () => Snapshot, load: (snapshot: Snapshot) => T): Promise<T> {
    for (let round = 0; ; round++) {
      const snapshot = snapshotNow();
      const value = load(snapshot);
      const { files, folders } = snapshot.missing;
      if (files.length + folders.length === 0) return value;
      if (round >= this.#limits.rounds) {
        this.#limitReached = true;
        return value;
      }
      await this.#readAll(files, folders);
    }
  }

  async #readAll(uris: readonly Uri[], folders: readonly Uri[]): Promise<void> {
    const files: [Uri, FileState][] = await inBatches(uris, async (uri) => [uri, await this.#readOne(uri)]);
    const listings: [Uri, FolderState][] = await inBatches(folders, async (uri) => [uri, await this.#fs.list(uri)]);
    this.#replace({
      files: new Map([...this.#inputs.files, ...files]),
      listings: new Map([...this.#inputs.listings, ...listings]),
    });
  }

  async #readOne(uri: Uri): Promise<FileState> {
    const isFull = this.#count >= this.#limits.files || this.#units >= this.#limits.units;
    this.#limitReached ||= isFull;
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

  #rediscover(): void {
    const all = new Set([...[...this.#walks.values()].flatMap((w) => w.files), ...this.#inputs.open.keys()]);
    this.#replace({ discovered: [...all].sort(compareText) });
  }

  #replace(change: Partial<Inputs>): void {
    this.#inputs = { ...this.#inputs, ...change, number: this.#inputs.number + 1 };
    this.#renew();
    if (this.#inputs.number % SWEEP_EVERY !== 0) return;
    this.#memo.sweep(this.#swept);
    this.#swept = this.#memo.turn;
  }

  /** A Snapshot asks once whether a result holds. A new one asks again, so that what it uses counts as used in its turn. */
  #renew(): void {
    this.#snapshot.release();
    this.#snapshot = new Snapshot(this.#inputs, this.#memo);
    this.#memo.nextTurn();
  }
}

async function inBatches<A, B>(items: readonly A[], work: (item: A) => Promise<B>): Promise<B[]> {
  const done: B[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    done.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  }
  return done;
}

/** Whether a walk found nothing below a folder. */
const isEmpty = ({ files }: Walk, folder: Uri): boolean => !files.some((file) => file.startsWith(`${folder}/`));
