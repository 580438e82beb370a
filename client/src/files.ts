import type { Uri } from 'vscode';
import { Disposable, FileSystemError, FileType, Uri as VsUri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type {
  DirectoryEntry,
  FileParams,
  Missing,
  ReadDirectoryResult,
  ReadFileResult,
  StatResult,
} from '../../server/src/protocol/files.ts';
import { READ_DIRECTORY, READ_FILE, STAT } from '../../server/src/protocol/files.ts';
import { toBase64 } from './base64.ts';

/** Answers the server's requests for files, from inside the workspace folders only. */
export function serveFiles(client: BaseLanguageClient): Disposable {
  const serve = <R>(method: string, answer: (uri: Uri) => Promise<R>): Disposable =>
    client.onRequest(method, (params: FileParams) => inWorkspace(params, answer));
  return Disposable.from(serve(STAT, stat), serve(READ_FILE, readFile), serve(READ_DIRECTORY, readDirectory));
}

async function inWorkspace<R>({ uri: text }: FileParams, answer: (uri: Uri) => Promise<R>): Promise<R | Missing> {
  const uri = VsUri.parse(text, true);
  if (!workspace.getWorkspaceFolder(uri)) return { kind: 'outside' };
  try {
    return await answer(uri);
  } catch (error) {
    return missing(error);
  }
}

async function stat(uri: Uri): Promise<StatResult> {
  const { type, size } = await workspace.fs.stat(uri);
  return (type & FileType.Directory) !== 0 ? { kind: 'folder' } : { kind: 'file', size };
}

async function readFile(uri: Uri): Promise<ReadFileResult> {
  return { kind: 'file', base64: toBase64(await workspace.fs.readFile(uri)) };
}

async function readDirectory(uri: Uri): Promise<ReadDirectoryResult> {
  const entries = await workspace.fs.readDirectory(uri);
  return { kind: 'folder', entries: entries.map(([name, type]) => ({ name, kind: kindOf(type) })) };
}

function kindOf(type: FileType): DirectoryEntry['kind'] {
  if ((type & FileType.SymbolicLink) !== 0) return 'link';
  return (type & FileType.Directory) !== 0 ? 'folder' : 'file';
}

const ABSENT = new Set(['FileNotFound', 'FileNotADirectory', 'EntryNotFound', 'ENOENT']);

function missing(error: unknown): Missing {
  const code = error instanceof FileSystemError ? error.code : '';
  if (ABSENT.has(code)) return { kind: 'absent' };
  return {
    kind: 'unreadable',
    message: code === 'NoPermissions' ? 'permission denied' : 'the workspace gave an error',
  };
}
