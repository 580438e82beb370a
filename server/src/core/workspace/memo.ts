import type { Query } from './query.ts';

/** One thing a query read, and what it got. */
export interface Read {
  /** What was asked: an input by its kind, or another query. */
  readonly of: InputKind | Query<string, unknown>;
  readonly key: string;
  readonly value: unknown;
}

/** What a query may read besides other queries. */
export type InputKind = 'file' | 'folder' | 'discovered' | 'workspaceFolder' | 'settings';

/** A result with all that was read for it. */
export interface Entry {
  readonly value: unknown;
  readonly reads: readonly Read[];
  /** About how many bytes the value keeps in memory; 0 for what is small. */
  readonly weight: number;
  /** The turn in which a Snapshot last found it valid. */
  used: number;
}

/**
 * Results of queries with what each of them read. Shared by successive Snapshots; an entry is valid for a Snapshot
 * when everything it read still has the same value there, so no revision numbers are kept.
 */
export class Memo {
  /** By the query's name, then by key. */
  readonly #entries = new Map<string, Map<string, Entry>>();
  readonly #counts = new Map<string, number>();
  /** Results of pure functions, by the function, of which there are only those of modules, then by what it was called with. */
  readonly #once = new Map<object, WeakMap<object, unknown>>();
  readonly #below: Memo | undefined;
  #turn = 0;
  #weight = 0;

  /** With `below`, reads fall through to it and writes stay here: for a Snapshot that only tries something out. */
  constructor(below?: Memo) {
    this.#below = below;
  }

  /** The number of the current turn, with which entries are stamped as they are used. */
  get turn(): number {
    return this.#below?.turn ?? this.#turn;
  }

  nextTurn(): void {
    this.#turn++;
  }

  find(query: string, key: string): Entry | undefined {
    return this.#entries.get(query)?.get(key) ?? this.#below?.find(query, key);
  }

  store(query: Query<string, unknown>, key: string, value: unknown, reads: readonly Read[]): void {
    const entry = { value, reads, weight: query.weight?.(value) ?? 0, used: this.turn };
    const known = this.#entries.get(query.name) ?? new Map<string, Entry>();
    this.#entries.set(query.name, known);
    this.#weight += entry.weight - (known.get(key)?.weight ?? 0);
    known.set(key, entry);
  }

  /** The result of a pure function of an object, kept as long as the object is. */
  once<O extends object, V>(of: (object: O) => V, object: O): V {
    if (this.#below) return this.#below.once(of, object);
    const known = this.#once.get(of) ?? this.#firstOf(of);
    const old = known.get(object) as V | undefined;
    if (old !== undefined || known.has(object)) return old as V;
    const value = of(object);
    known.set(object, value);
    return value;
  }

  #firstOf(of: object): WeakMap<object, unknown> {
    const made = new WeakMap<object, unknown>();
    this.#once.set(of, made);
    return made;
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

  /** Forgets entries that no Snapshot has used since turn `before` began. */
  sweep(before: number): void {
    for (const known of this.#entries.values()) {
      for (const [key, entry] of known) {
        if (entry.used >= before) continue;
        known.delete(key);
        this.#weight -= entry.weight;
      }
    }
  }

  /**
   * Forgets what has not been used for longest until what is left weighs at most `weight`; what the current turn used
   * stays. Entries keep what they read, so all of a turn go together.
   */
  shrink(weight: number): void {
    if (this.#weight <= weight) return;
    const turns = new Map<number, number>();
    for (const known of this.#entries.values())
      for (const { used, weight: own } of known.values()) turns.set(used, (turns.get(used) ?? 0) + own);
    let left = this.#weight;
    let before = 0;
    for (const [used, own] of [...turns].sort(([a], [b]) => a - b)) {
      if (left <= weight || used >= this.#turn) break;
      left -= own;
      before = used + 1;
    }
    this.sweep(before);
  }

  /** About how many bytes all results keep. */
  get weight(): number {
    return this.#weight;
  }

  get size(): number {
    let size = 0;
    for (const known of this.#entries.values()) size += known.size;
    return size;
  }
}
