import { below, stepsOf, TOP } from '../template/sharedPath.ts';
import type { SharedPath } from '../template/sharedPath.ts';
import type { Decision, Trace } from '../template/trace.ts';
import type { MapValue, Value } from '../template/value.ts';
import { copyAt, valueAtPath } from './sharedValue.ts';

/** What one execution read and wrote. Paths are those by which the root's templates reach a value. */
export interface RenderRecord {
  /** Named templates that were looked up, defined or not. */
  readonly calls: ReadonlySet<string>;
  /** Paths joined by {@link pathKey}: keys that were looked up. */
  readonly reads: ReadonlySet<string>;
  /** Containers that were looked at as a whole. */
  readonly readsAll: ReadonlySet<string>;
  readonly decisions: readonly Decision[];
  /** Changes to maps that templates share, in order. */
  readonly writes: readonly SharedWrite[];
  /**
   * Whether replaying can make the writes again. It cannot where one map came to stand at two paths, where a
   * map was changed that is no longer at its path, or where there was too much to keep.
   */
  readonly replayable: boolean;
}

/** `value` is private to the record, as it was when written; undefined means that the key was removed. */
export interface SharedWrite {
  readonly path: SharedPath;
  readonly key: string;
  readonly value: Value | undefined;
}

/** A path as one string; names may hold anything but the zero character. */
export const pathKey = (path: readonly string[]): string => path.join('\0');

/** Decisions kept of one template. */
const MOST_DECISIONS = 2000;

/** Values, and writes of them, that are kept of one template; charts that write much take a few hundred. */
const MOST_WRITTEN = 200_000;

/** UTF-16 units of the paths kept of what one template read. */
const MOST_READ = 16 * 1024 * 1024;

/** Keeps what one execution tells. */
export class RecordBuilder implements Trace {
  readonly #root: MapValue;
  readonly #calls = new Set<string>();
  /** By the path of the map, which is one object for each; the same is read often. */
  readonly #reads = new Map<SharedPath, Set<string>>();
  readonly #readsAll = new Set<SharedPath>();
  readonly #decisions: Decision[] = [];
  readonly #writes: SharedWrite[] = [];
  readonly #budget = { left: MOST_WRITTEN };
  #replayable = true;

  constructor(root: MapValue) {
    this.#root = root;
  }

  read({ shared = TOP }: MapValue, key: string): void {
    const keys = this.#reads.get(shared);
    if (keys) keys.add(key);
    else this.#reads.set(shared, new Set([key]));
  }

  readAll({ shared = TOP }: MapValue): void {
    this.#readsAll.add(shared);
  }

  called(name: string): void {
    this.#calls.add(name);
  }

  decided(decision: Decision): void {
    if (this.#decisions.length < MOST_DECISIONS) this.#decisions.push(decision);
  }

  wrote({ shared = TOP, entries }: MapValue, key: string, value: Value | undefined): number {
    if (!this.#replayable) return 0;
    const before = this.#budget.left--;
    const holder = valueAtPath(this.#root, stepsOf(shared));
    const written = value && copyAt(value, below(shared, key), this.#budget);
    const isAt = holder?.kind === 'map' && holder.entries === entries;
    if (isAt && !written?.isAlias && before > 0) this.#writes.push({ path: shared, key, value: written?.copy });
    else this.#giveUp({ path: shared, key, value });
    return before - this.#budget.left;
  }

  /** Nobody makes these writes again; the one that stays tells that there were some. */
  #giveUp(write: SharedWrite | undefined): void {
    this.#replayable = false;
    this.#writes.splice(0, Infinity, ...(write ? [{ ...write, value: undefined }] : []));
  }

  finish(): RenderRecord {
    if (this.#unitsOfReads() > MOST_READ) this.#forget();
    return {
      calls: this.#calls,
      reads: new Set([...this.#reads].flatMap(([path, keys]) => keysAt(path, keys))),
      readsAll: new Set([...this.#readsAll].map((path) => pathKey(stepsOf(path)))),
      decisions: this.#decisions,
      writes: this.#writes,
      replayable: this.#replayable,
    };
  }

  #forget(): void {
    this.#reads.clear();
    this.#readsAll.clear();
    this.#giveUp(this.#writes[0]);
  }

  #unitsOfReads(): number {
    let units = 0;
    for (const [path, keys] of this.#reads) for (const key of keys) units += path.units + key.length;
    for (const path of this.#readsAll) units += path.units;
    return units;
  }
}

function keysAt(path: SharedPath, keys: ReadonlySet<string>): string[] {
  const steps = stepsOf(path);
  return [...keys].map((key) => pathKey([...steps, key]));
}
