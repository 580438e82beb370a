import type { InitializeParams, WorkspaceFoldersChangeEvent } from 'vscode-languageserver';
import { toUri } from '../core/text/uri.ts';
import type { Uri } from '../core/text/uri.ts';
import type { Session } from './session.ts';

/** The part of InitializeParams that clients without workspace folders fill; LSP calls it deprecated, and they still live. */
interface OneRoot {
  readonly rootUri: string | null;
}

/** The folders that the client names when it starts the server: several, one root, or none. */
export function foldersOf(params: InitializeParams): Uri[] {
  const { workspaceFolders } = params;
  const { rootUri }: OneRoot = params;
  const named = workspaceFolders?.map((folder) => folder.uri) ?? (rootUri ? [rootUri] : []);
  return named.map(folderUri);
}

/** workspace/didChangeWorkspaceFolders */
export function workspaceFoldersChanged(
  session: Session,
  { added, removed }: WorkspaceFoldersChangeEvent,
): Promise<void> {
  for (const folder of removed) session.roots.delete(folderUri(folder.uri));
  for (const folder of added) session.roots.add(folderUri(folder.uri));
  return walkFolders(session);
}

/** Lets the engine discover what is in the folders; a check that is due waits for it. */
export function walkFolders(session: Session): Promise<void> {
  const walked = session.inFolderOrder(() => session.engine.setFolders([...session.roots]));
  session.touch();
  return walked;
}

/** Some clients write a folder with a slash at its end. */
const folderUri = (uri: string): Uri => toUri(uri.length > 1 && !uri.endsWith(':///') ? uri.replace(/\/$/, '') : uri);
