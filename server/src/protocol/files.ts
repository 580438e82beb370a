/**
 * Requests of the server to the client, for workspaces that the server can't read itself: the web and virtual file systems.
 * The client answers for addresses inside its workspace folders only; nothing is ever written. Every answer is a state, never an error.
 */
export const READ_FILE = 'chartwright/fs/readFile';
export const READ_DIRECTORY = 'chartwright/fs/readDirectory';
export const STAT = 'chartwright/fs/stat';

/** An address inside a workspace folder. */
export interface FileParams {
  readonly uri: string;
}

/** Why there is nothing to give; `outside`: in none of the workspace folders. The message is for people. */
export type Missing =
  | { readonly kind: 'absent' }
  | { readonly kind: 'outside' }
  | { readonly kind: 'unreadable'; readonly message: string };

/** `size` is in bytes. */
export type StatResult = { readonly kind: 'file'; readonly size: number } | { readonly kind: 'folder' } | Missing;

/** The bytes are in base64, which any transport carries. */
export type ReadFileResult = { readonly kind: 'file'; readonly base64: string } | Missing;

/** A folder's direct entries, in no promised order. */
export type ReadDirectoryResult = { readonly kind: 'folder'; readonly entries: readonly DirectoryEntry[] } | Missing;

/** `link`: a symbolic link, whatever it leads to. */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link';
}
