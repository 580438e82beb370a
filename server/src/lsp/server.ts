import type { Connection } from 'vscode-languageserver';
import { createEngine } from '../core/engine.ts';
import type { FileSystem } from '../core/fs/fileSystem.ts';
import type { Uri } from '../core/text/uri.ts';
import { ARCHIVED_FILE } from '../protocol/archive.ts';
import { ARCHIVED_TEMPLATES, PREVIEW, SCENARIOS, TO_GENERATED, TO_SOURCE } from '../protocol/preview.ts';
import { CHECKED, TIMELINE, TIMELINE_PICTURE } from '../protocol/timeline.ts';
import { TRUSTED } from '../protocol/status.ts';
import { BackgroundCheck } from './backgroundCheck.ts';
import { codeAction } from './codeAction.ts';
import { completion } from './completion.ts';
import { CodeLenses } from './codeLens.ts';
import { configurationChanged } from './configuration.ts';
import { resolveCodeAction } from './fixAll.ts';
import { attempt, notification, request } from './guard.ts';
import { hover } from './hover.ts';
import { archivedFile } from './addresses.ts';
import { archivedTemplates, preview, previewsChanged, scenarios, toGenerated, toSource } from './preview.ts';
import { initialize, initialized } from './initialize.ts';
import { Session } from './session.ts';
import { timeline, timelinePicture } from './timeline.ts';
import { appeared, watchedFilesChanged } from './watchedFiles.ts';

/** Makes the file system of a server; it must read inside `roots` only, which change as workspace folders come and go. */
export type MakeFileSystem = (connection: Connection, roots: ReadonlySet<Uri>) => FileSystem;

/** Serves one client on a connection until that ends. */
export function startServer(connection: Connection, makeFileSystem: MakeFileSystem): void {
  const roots = new Set<Uri>();
  const session = new Session(connection, createEngine({ fs: makeFileSystem(connection, roots) }), roots);
  const check = new BackgroundCheck(session);
  session.onChanged(() => {
    check.ask();
    previewsChanged(session);
  });
  listenToLifecycle(session, check);
  listenToChanges(session);
  answerPreviews(session);
  answerTimelines(session, check);
  connection.onHover(request(session, 'textDocument/hover', hover));
  connection.onCompletion(request(session, 'textDocument/completion', completion));
  connection.onCodeAction(request(session, 'textDocument/codeAction', codeAction));
  connection.onCodeActionResolve(async (action, token) => {
    const resolve = request(session, 'codeAction/resolve', resolveCodeAction);
    return (await resolve(action, token)) ?? action;
  });
  connection.listen();
}

function answerPreviews(session: Session): void {
  const { connection } = session;
  connection.onRequest(PREVIEW, request(session, PREVIEW, preview));
  connection.onRequest(SCENARIOS, request(session, SCENARIOS, scenarios));
  connection.onRequest(ARCHIVED_FILE, request(session, ARCHIVED_FILE, archivedFile));
  connection.onRequest(ARCHIVED_TEMPLATES, request(session, ARCHIVED_TEMPLATES, archivedTemplates));
  connection.onRequest(TO_GENERATED, request(session, TO_GENERATED, toGenerated));
  connection.onRequest(TO_SOURCE, request(session, TO_SOURCE, toSource));
}

function answerTimelines(session: Session, check: BackgroundCheck): void {
  const { connection } = session;
  const lenses = new CodeLenses(session);
  check.onPublished(async (isWhole) => {
    if (session.client.showsTimeline) await connection.sendNotification(CHECKED);
    await attempt(session, 'workspace/codeLens/refresh', () => lenses.renew(isWhole));
  });
  connection.onCodeLens(request(session, 'textDocument/codeLens', (_, params) => lenses.answer(params)));
  connection.onRequest(TIMELINE, request(session, TIMELINE, timeline));
  connection.onRequest(TIMELINE_PICTURE, request(session, TIMELINE_PICTURE, timelinePicture));
}

function listenToLifecycle(session: Session, check: BackgroundCheck): void {
  const { connection } = session;
  connection.onInitialize((params) => initialize(session, params));
  connection.onInitialized(notification(session, 'initialized', initialized));
  connection.onShutdown(() => check.stop());
  connection.onNotification(TRUSTED, () => {
    session.trusted = true;
    session.touch();
  });
}

function listenToChanges(session: Session): void {
  const { connection, engine } = session;
  connection.onDidChangeConfiguration(notification(session, 'workspace/didChangeConfiguration', configurationChanged));
  connection.onDidChangeWatchedFiles(notification(session, 'workspace/didChangeWatchedFiles', watchedFilesChanged));
  session.documents.listen(connection, (uri, text) => {
    const missed = text === undefined ? undefined : engine.missedAt(uri);
    if (text === undefined) engine.closeText(uri);
    else engine.setText(uri, text);
    session.touch();
    // Watchers miss files in folders that are new themselves; who opens one sees it.
    if (missed) void attempt(session, 'a file that appeared unnoticed', () => appeared(session, missed));
  });
}
