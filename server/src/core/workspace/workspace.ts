import { compareText } from '../base/compare.ts';
import type { FileSystem } from '../fs/fileSystem.ts';
import { fileOfText } from '../fs/fileSystem.ts';
import type { Walk } from '../fs/walk.ts';
import type { Uri } from '../text/uri.ts';
import { dirname } from '../text/uri.ts';
import type { Inputs } from './inputs.ts';
import { NO_INPUTS, withTexts } from './inputs.ts';
import { Memo } from './memo.ts';
import type { Settings } from './query.ts';
import { Reader } from './reader.ts';
import type { Slices } from './slices.ts';
import { Interrupted } from './slices.ts';
import { Snapshot } from './snapshot.ts';
import { Walks } from './walks.ts';

/** Bounds of loading: how many files and UTF-16 units are kept, and how many rounds may ask for more. */
export interface LoadLimits {
  readonly files: number;
  readonly units: number;
  readonly rounds: number;
  /** About how many bytes results may keep in memory between the steps of a longer piece of work. */
  readonly weight: number;
}

const MEGABYTE = 1024 * 1024;

/** The bounds of a host that names none. */
export const LOAD_LIMITS: LoadLimits = { files: 20_000, units: 256 * MEGABYTE, rounds: 200, weight: 256 * MEGABYTE };

const SWEEP_EVERY = 64;
/** The part of the bound by which results grow before it is looked at again. */
const GROWTH = 16;

/** The only mutable state: the newest Inputs, and the memo that successive Snapshots share. */
export class Workspace {
  readonly #limits: LoadLimits;
  readonly #memo = new Memo();
  readonly #reader: Reader;
  readonly #walks: Walks;
  #inputs: Inputs = NO_INPUTS;
  #snapshot: Snapshot = new Snapshot(this.#inputs, this.#memo);
  /** Whether a load was broken off since it went on asking for more. */
  #isEndless = false;
  /** The memo's turn at the last sweep. */
  #swept = 0;
  /** The memo's weight when results were last let go. */
  #settled = 0;

  constructor(fs: FileSystem, limits: LoadLimits = LOAD_LIMITS) {
    this.#limits = limits;
    this.#reader = new Reader(fs, limits);
    this.#walks = new Walks(fs);
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Whether a bound of loading or discovery was met: what is missing then reads as unreadable. */
  get limitReached(): boolean {
    return this.#isEndless || this.#reader.limitReached || this.#walks.truncated;
  }

  /** What discovery could not read. */
  get unreadable(): Walk['unreadable'] {
    return this.#walks.unreadable;
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
    return this.#inputs.open.has(uri) ? undefined : this.#walks.missedAt(uri);
  }

  /** Sets the workspace folders, walks those roots that are new and forgets those that left. Roots are the folders unless given. */
  async setFolders(folders: readonly Uri[], roots: readonly Uri[] = folders): Promise<void> {
    await this.#walks.setRoots(roots);
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
      this.#reader.forget(files.get(uri));
      files.delete(uri);
      listings.delete(uri);
      listings.delete(dirname(uri));
    }
    this.#replace({ files, listings });
  }

  /** Walks all folders anew; for changes of names that discovery must see. */
  async rediscover(): Promise<void> {
    await this.#walks.again();
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
        this.#isEndless = true;
        return value;
      }
      await this.#readAll(files, folders);
    }
  }

  async #readAll(uris: readonly Uri[], folders: readonly Uri[]): Promise<void> {
    const files = await this.#reader.files(uris);
    const listings = await this.#reader.folders(folders);
    this.#replace({
      files: new Map([...this.#inputs.files, ...files]),
      listings: new Map([...this.#inputs.listings, ...listings]),
    });
  }

  #rediscover(): void {
    const all = new Set([...this.#walks.files, ...this.#inputs.open.keys()]);
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
