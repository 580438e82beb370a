import { decodeUtf8 } from '../base/utf8.ts';
import type { Decoded } from '../base/utf8.ts';
import type { Uri } from '../text/uri.ts';

/** What stands at an address, or why nothing can be said of it. */
export type FileState =
  | FileContent
  | { readonly kind: 'folder' }
  | { readonly kind: 'absent' }
  /** Not looked at: it lies outside the folders that the host may read. */
  | { readonly kind: 'outside' }
  | { readonly kind: 'unreadable'; readonly message: string };

/** A file that could be read, text or not. */
export interface FileContent {
  readonly kind: 'file';
  /** Without a byte order mark, so that offsets are the editor's. */
  readonly text: string;
  /** Whether the bytes were UTF-8; if not, `text` holds replacement characters. */
  readonly valid: boolean;
  readonly bom: boolean;
  /** The raw bytes of a file that is not valid UTF-8 (an archive, a picture). */
  readonly bytes: Uint8Array | undefined;
}

/** A folder's direct entries, or why they are not known; `outside`: not to be read. */
export type FolderState =
  | { readonly kind: 'folder'; readonly entries: readonly FolderEntry[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'outside' }
  | { readonly kind: 'unreadable'; readonly message: string };

/** `link`: a symbolic link, whatever it leads to. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link';
}

/**
 * Reads files and folders; a host implements it. Calls never reject: what goes wrong is a state.
 * A link is followed only while it stays inside the folders that the host was given; else it is `outside`.
 */
export interface FileSystem {
  read(uri: Uri): Promise<FileState>;
  list(uri: Uri): Promise<FolderState>;
}

/** Files above this are not read. */
export const LARGEST_FILE = 16 * 1024 * 1024;

/** The state of a file with these bytes. */
export function fileOfBytes(bytes: Uint8Array): FileState {
  if (bytes.length > LARGEST_FILE) return tooLarge(bytes.length);
  const { text, valid, bom } = decodeUtf8(bytes);
  return { kind: 'file', text, valid, bom, bytes: valid ? undefined : bytes };
}

/** The state of a file with these bytes, which are known not to be UTF-8: few look at such text. */
export function fileOfBinary(bytes: Uint8Array): FileContent {
  let decoded: Decoded | undefined;
  const decode = (): Decoded => (decoded ??= decodeUtf8(bytes));
  return {
    kind: 'file',
    get text() {
      return decode().text;
    },
    valid: false,
    get bom() {
      return decode().bom;
    },
    bytes,
  };
}

/** The state of a file of `size` bytes that is not read because it is too large. */
export const tooLarge = (size: number): FileState => ({
  kind: 'unreadable',
  message: `it has ${size} bytes, more than the ${LARGEST_FILE} that are read`,
});

/** The state of a file with this text, as an editor holds it. */
export const fileOfText = (text: string): FileContent => ({
  kind: 'file',
  text,
  valid: true,
  bom: false,
  bytes: undefined,
});
