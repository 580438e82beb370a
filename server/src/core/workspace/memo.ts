import type { Query } from './query.ts';

/** One thing a query read, and what it got. */
export interface Read {
  /** The value now, found without recording. */
  readonly now: (reader: Reader) => unknown;
  readonly value: unknown;
}

/** The side of a Snapshot that a recorded read asks again. */
export interface Reader {
  input(kind: InputKind, key: string): unknown;
  value(query: Query<string, unknown>, key: string): unknown;
}

export type InputKind = 'file' | 'folder' | 'discovered' | 'workspaceFolder' | 'settings';

interface Entry {
  readonly value: unknown;
  readonly reads: readonly Read[];
  used: number;
}

/**
 * Results of queries with what each of them read. Shared by successive Snapshots; an entry is valid for a Snapshot
 * when everything it read still has the same value there, so no revision numbers are kept.
 */
export class Memo {
  readonly #entries = new Map<string, Entry>();
  readonly #counts = new Map<string, number>();
  readonly #below: Memo | undefined;

  /** With `below`, reads fall through to it and writes stay here: for a Snapshot that only tries something out. */
  constructor(below?: Memo) {
    this.#below = below;
  }

  find(id: string): Entry | undefined {
    return this.#entries.get(id) ?? this.#below?.find(id);
  }

  store(id: string, entry: Entry): void {
    this.#entries.set(id, entry);
  }

  /** Adds to a count. */
  count(what: string, times: number): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + times);
  }

  /** How often each query was computed since the last call, by its name, with what queries say of their work. */
  takeCounts(): ReadonlyMap<string, number> {
    const counts = new Map(this.#counts);
    this.#counts.clear();
    return counts;
  }

  /** Forgets entries that no Snapshot since number `before` has used. */
  sweep(before: number): void {
    for (const [id, entry] of this.#entries) if (entry.used < before) this.#entries.delete(id);
  }

  get size(): number {
    return this.#entries.size;
  }
}
