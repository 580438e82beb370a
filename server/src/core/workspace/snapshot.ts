import type { FileState, FolderState } from '../fs/fileSystem.ts';
import type { Uri } from '../text/uri.ts';
import { dirname, isInside } from '../text/uri.ts';
import type { Inputs } from './inputs.ts';
import type { InputKind, Memo, Read } from './memo.ts';
import type { Db, Query, Settings, Unloaded } from './query.ts';
import type { Slices } from './slices.ts';
import { Interrupted } from './slices.ts';

const UNLOADED: Unloaded = { kind: 'unloaded' };

interface Frame {
  readonly query: Query<string, unknown>;
  readonly key: string;
  readonly reads: Read[];
  /** What its work has come to, where that is worth keeping. */
  kept: { readonly state: unknown } | undefined;
}

/** One state of the workspace. Queries asked here answer for this state only, however the workspace goes on. */
export class Snapshot implements Db {
  readonly inputs: Inputs;
  readonly #memo: Memo;
  /** What is known to hold here, by the query's name, then by key. */
  readonly #verified = new Map<string, Map<string, unknown>>();
  readonly #frames: Frame[] = [];
  readonly #missingFiles = new Set<Uri>();
  readonly #missingFolders = new Set<Uri>();
  /** Work that the end of a slice broke off, by query and key. */
  readonly #unfinished = new Map<string, Frame>();
  #slices: Slices | undefined;
  /** Whether something was finished in this slice, so that the next one begins further on. */
  #hasProgress = false;

  constructor(inputs: Inputs, memo: Memo) {
    this.inputs = inputs;
    this.#memo = memo;
  }

  /** The files and folders that were asked for and are not in memory. */
  get missing(): { readonly files: readonly Uri[]; readonly folders: readonly Uri[] } {
    return { files: [...this.#missingFiles], folders: [...this.#missingFolders] };
  }

  /** Lets go of what is known to hold here; asked again, it is found again. For a Snapshot that results may still refer to. */
  release(): void {
    this.#verified.clear();
    this.#unfinished.clear();
  }

  /** Runs work that throws {@link Interrupted} when a slice is over, provided that it has come further. */
  inSlice<T>(slices: Slices, work: () => T): T {
    this.#slices = slices;
    this.#hasProgress = false;
    try {
      return work();
    } finally {
      this.#slices = undefined;
    }
  }

  file(uri: Uri): FileState | Unloaded {
    return this.#read('file', uri) as FileState | Unloaded;
  }

  folder(uri: Uri): FolderState | Unloaded {
    return this.#read('folder', uri) as FolderState | Unloaded;
  }

  discovered(): readonly Uri[] {
    return this.#read('discovered', '') as readonly Uri[];
  }

  workspaceFolder(uri: Uri): Uri {
    return this.#read('workspaceFolder', uri) as Uri;
  }

  settings(): Settings {
    return this.#read('settings', '') as Settings;
  }

  get<K extends string, V>(query: Query<K, V>, key: K): V {
    const of = query as Query<string, unknown>;
    const value = this.#value(of, key);
    this.#record({ of, key, value });
    return value as V;
  }

  once<O extends object, V>(of: (object: O) => V, object: O): V {
    return this.#memo.once(of, object);
  }

  kept<S>(make: () => S): S {
    const frame = this.#frames.at(-1);
    if (!frame) return make();
    frame.kept ??= { state: make() };
    return frame.kept.state as S;
  }

  rest(): void {
    this.#hasProgress = true;
    if (this.#isOver()) throw new Interrupted();
  }

  #isOver(): boolean {
    return this.#hasProgress && this.#slices?.isOver() === true;
  }

  #input(kind: InputKind, key: string): unknown {
    const uri = key as Uri;
    switch (kind) {
      case 'file':
        return this.#fileState(uri);
      case 'folder':
        return this.inputs.listings.get(uri) ?? this.#note(this.#missingFolders, uri);
      case 'discovered':
        return this.inputs.discovered;
      case 'workspaceFolder':
        return this.inputs.folders.findLast((folder) => isInside(folder, uri)) ?? dirname(uri);
      case 'settings':
        return this.inputs.settings;
    }
  }

  #value(query: Query<string, unknown>, key: string): unknown {
    const verified = this.#verifiedOf(query);
    const known = verified.get(key);
    if (known !== undefined || verified.has(key)) return known;
    const old = this.#memo.find(query.name, key);
    if (old?.reads.every((read) => this.#now(read) === read.value)) {
      old.used = this.#memo.turn;
      verified.set(key, old.value);
      return old.value;
    }
    if (this.#isOver()) throw new Interrupted();
    const { value: fresh, reads } = this.#compute(query, key, old?.value);
    this.#hasProgress = true;
    const value = old && (query.same?.(old.value, fresh) ?? false) ? old.value : fresh;
    this.#memo.store(query, key, value, reads);
    this.#memo.count(query.name, 1);
    const work = fresh === old?.value ? undefined : query.work?.(fresh);
    for (const [what, times] of Object.entries(work ?? {})) this.#memo.count(what, times);
    verified.set(key, value);
    return value;
  }

  #verifiedOf({ name }: Query<string, unknown>): Map<string, unknown> {
    const known = this.#verified.get(name);
    if (known) return known;
    const made = new Map<string, unknown>();
    this.#verified.set(name, made);
    return made;
  }

  /** What a recorded read would get here, found without recording. */
  #now({ of, key }: Read): unknown {
    return typeof of === 'string' ? this.#input(of, key) : this.#value(of, key);
  }

  #compute(query: Query<string, unknown>, key: string, previous: unknown): { value: unknown; reads: readonly Read[] } {
    if (this.#frames.some((frame) => frame.query === query && frame.key === key))
      throw new Error(`query ${query.name} asks for itself`);
    const name = `${query.name}\0${key}`;
    const frame = this.#unfinished.get(name) ?? { query, key, reads: [], kept: undefined };
    this.#frames.push(frame);
    try {
      const value = query.compute(this, key, previous);
      this.#unfinished.delete(name);
      return { value, reads: frame.reads };
    } catch (error) {
      if (error instanceof Interrupted && frame.kept)
        this.#unfinished.set(name, { ...frame, reads: eachOnce(frame.reads) });
      throw error;
    } finally {
      this.#frames.pop();
    }
  }

  #read(kind: InputKind, key: string): unknown {
    const value = this.#input(kind, key);
    this.#record({ of: kind, key, value });
    return value;
  }

  #record(read: Read): void {
    this.#frames.at(-1)?.reads.push(read);
  }

  #fileState(uri: Uri): FileState | Unloaded {
    return this.inputs.open.get(uri) ?? this.inputs.files.get(uri) ?? this.#note(this.#missingFiles, uri);
  }

  #note(missing: Set<Uri>, uri: Uri): Unloaded {
    missing.add(uri);
    return UNLOADED;
  }
}

/** Work that goes on reads again what it read before it came to what was kept. */
function eachOnce(reads: readonly Read[]): Read[] {
  const known = new Map<Read['of'], Set<string>>();
  return reads.filter(({ of, key }) => {
    const keys = known.get(of) ?? new Set();
    known.set(of, keys);
    return !keys.has(key) && keys.add(key);
  });
}
