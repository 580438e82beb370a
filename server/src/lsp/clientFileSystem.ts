import type { Connection } from 'vscode-languageserver';
import type { FileState, FileSystem, FolderState } from '../core/fs/fileSystem.ts';
import { fileOfBytes, LARGEST_FILE, tooLarge } from '../core/fs/fileSystem.ts';
import type { Uri } from '../core/text/uri.ts';
import { isInside } from '../core/text/uri.ts';
import type { FileParams, ReadDirectoryResult, ReadFileResult, StatResult } from '../protocol/files.ts';
import { READ_DIRECTORY, READ_FILE, STAT } from '../protocol/files.ts';

/** The workspace as the client serves it, confined to some roots. A client that doesn't know the requests makes everything `outside`. */
export function clientFileSystem(connection: Connection, roots: ReadonlySet<Uri>): FileSystem {
  const ask = async <R>(method: string, uri: Uri): Promise<R | { readonly kind: 'outside' }> => {
    if (![...roots].some((root) => isInside(root, uri))) return { kind: 'outside' };
    const params: FileParams = { uri };
    return connection.sendRequest<R>(method, params).catch(() => ({ kind: 'outside' }) as const);
  };
  return {
    async read(uri): Promise<FileState> {
      const about = await ask<StatResult>(STAT, uri);
      if (about.kind !== 'file') return about;
      if (about.size > LARGEST_FILE) return tooLarge(about.size);
      const file = await ask<ReadFileResult>(READ_FILE, uri);
      return file.kind === 'file' ? fileOfBytes(bytesOf(file.base64)) : file;
    },
    async list(uri): Promise<FolderState> {
      return ask<ReadDirectoryResult>(READ_DIRECTORY, uri);
    },
  };
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
