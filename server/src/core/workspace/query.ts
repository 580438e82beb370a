import type { FileState, FolderState } from '../fs/fileSystem.ts';
import type { Uri } from '../text/uri.ts';

/** A file that no one has read yet; loading reads it and asks again. */
export interface Unloaded {
  readonly kind: 'unloaded';
}

/**
 * What a query may read. Everything read is recorded, so a result is computed again only when something it read has changed.
 * All of it is synchronous: what is not in memory is `unloaded`, noted as missing, and read before the next round.
 */
export interface Db {
  file(uri: Uri): FileState | Unloaded;
  folder(uri: Uri): FolderState | Unloaded;
  /** Every file that discovery found, plus the open ones, in the order of their addresses. */
  discovered(): readonly Uri[];
  /** The workspace folder that holds a file, or the file's own folder where none does. */
  workspaceFolder(uri: Uri): Uri;
  /** Settings of the host, plain data. */
  settings(): Settings;
  get<K extends string, V>(query: Query<K, V>, key: K): V;
  /**
   * The result of a pure function of one object that never changes, such as a rendered document: worked out once for
   * as long as the object is kept. The function is one of a module, not made for the call.
   */
  once<O extends object, V>(of: (object: O) => V, object: O): V;
  /**
   * What a query's work has come to where a slice ended before it was done; else, and outside of queries, what `make`
   * gives. What was read for it stays recorded.
   */
  kept<S>(make: () => S): S;
  /** A place in long work where a slice may end: the query is then asked again, and finds what it {@link kept}. */
  rest(): void;
}

/** A pure function of a key and of what it reads through `db`, kept in memory. `name` is unique among queries. */
export interface Query<K extends string, V> {
  readonly name: string;
  /** `previous` is the last result, perhaps of another Snapshot: for taking over what still holds, after a look at what it rests on. */
  compute(db: Db, key: K, previous?: V): V;
  /** Whether a new result is as good as the old one, so that nothing above is computed again. Absent: identity. */
  same?(a: V, b: V): boolean;
  /** About how many bytes a result keeps in memory, where that is much; used to tell when to forget some. */
  weight?(value: V): number;
  /** What computing a result that is not the previous one took, by names of its own; counted for benchmarks and tests. */
  work?(computed: V): Readonly<Record<string, number>>;
}

/** What the host lets a user set; the same names as VS Code's `chartwright.*` settings. */
export interface Settings {
  /** `off` or a severity, by rule id. */
  readonly rules: Readonly<Record<string, string>>;
  /** Whether rules in preview run. */
  readonly preview: boolean;
  /** Rule ids that are on even in preview, and alone when `only` is set. */
  readonly enabled: readonly string[];
  readonly only: boolean;
}

/** Those of a host that sets nothing. */
export const DEFAULT_SETTINGS: Settings = { rules: {}, preview: false, enabled: [], only: false };
