import type { DidChangeWatchedFilesParams } from 'vscode-languageserver';
import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver';
import type { Uri } from '../core/text/uri.ts';
import { basename, dirname, toUri } from '../core/text/uri.ts';
import type { Session } from './session.ts';

/** A kustomization or a chart may name a file of any name, and one that isn't there yet: so all are watched. */
const GLOB = '**/*';
const NEVER = /\/(?:\.git|node_modules)\//;

/** Asks the client to tell of files that change; for clients that take such requests. */
export async function registerWatchers({ connection }: Session): Promise<void> {
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: GLOB }] });
}

interface Change {
  readonly uri: Uri;
  /** A file or folder appeared or went, or what is discovered changed. */
  readonly names: boolean;
}

/** workspace/didChangeWatchedFiles. A change of text in a file that nothing read is passed over. */
export async function watchedFilesChanged(session: Session, params: DidChangeWatchedFilesParams): Promise<void> {
  const changes = params.changes.map(toChange).filter(({ uri }) => !NEVER.test(`${uri}/`));
  const uris = affected(changes, session.engine.watched());
  if (uris.length === 0) return;
  const names = changes.some((change) => change.names);
  const done = session.inFolderOrder(() => session.engine.filesChanged(uris, names));
  session.touch();
  await done;
}

/** As if a watcher had told of a file or folder that appeared. */
export const appeared = (session: Session, uri: Uri): Promise<void> =>
  watchedFilesChanged(session, { changes: [{ uri, type: FileChangeType.Created }] });

function toChange({ uri: text, type }: DidChangeWatchedFilesParams['changes'][number]): Change {
  const uri = toUri(text);
  return { uri, names: type !== FileChangeType.Changed || basename(uri) === '.gitignore' };
}

/** A folder that appears or goes is one event, which speaks for all that was read or looked for below it. */
function affected(changes: readonly Change[], watched: readonly Uri[]): readonly Uri[] {
  const named = new Set(changes.filter((change) => change.names).map((change) => change.uri));
  const texts = new Set(changes.filter((change) => !change.names).map((change) => change.uri));
  return [...named, ...watched.filter((uri) => texts.has(uri) || liesBelow(named, uri))];
}

function liesBelow(folders: ReadonlySet<Uri>, uri: Uri): boolean {
  if (folders.size === 0) return false;
  for (let at = uri, up = dirname(at); up !== at; at = up, up = dirname(at)) if (folders.has(up)) return true;
  return false;
}
