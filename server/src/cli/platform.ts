import type { FileSystem } from '../core/fs/fileSystem.ts';
import type { Uri } from '../core/text/uri.ts';

/** What the command needs of the system it runs on. Tests give one of their own. */
export interface Platform {
  /** The current folder; printed paths are relative to it. */
  readonly folder: Uri;
  /** Whether standard output is a terminal. */
  readonly isTerminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The address of a path as a user writes it, absolute or relative to the current folder. */
  toUri(path: string): Uri;
  /** The files of the system, confined to these roots. */
  fileSystem(roots: readonly Uri[]): FileSystem;
  /** Writes all of these files or none; the answer names those that stood in the way, and is empty when all are written. */
  replaceFiles(changes: readonly FileChange[], roots: readonly Uri[]): Promise<readonly Refusal[]>;
  /** Writes to standard output. */
  print(text: string): void;
  /** Writes to standard error. */
  complain(text: string): void;
  /** A clock in milliseconds from any starting point. */
  milliseconds(): number;
  /** Runs the language server over standard input and output until the client leaves; its exit code. */
  serve(): Promise<number>;
}

/** A file's whole text before and after, both without a byte order mark. */
export interface FileChange {
  readonly uri: Uri;
  readonly before: string;
  readonly after: string;
}

/** A file that was not written, and why: the end of a sentence that begins with its name. */
export interface Refusal {
  readonly uri: Uri;
  readonly reason: string;
}
