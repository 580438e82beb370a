import type { InitializeParams, InitializeResult } from 'vscode-languageserver';
import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  PositionEncodingKind,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { clientFacts } from './clientFacts.ts';
import { COMPLETION_TRIGGERS } from './completion.ts';
import { isRecord, pullConfiguration, readSettings, SECTION } from './configuration.ts';
import { FIX_ALL, REWRITE } from './convert.ts';
import { attempt, notification } from './guard.ts';
import type { Session } from './session.ts';
import { registerWatchers } from './watchedFiles.ts';
import { foldersOf, walkFolders, workspaceFoldersChanged } from './workspaceFolders.ts';

const RESULT: InitializeResult = {
  serverInfo: { name: 'Chartwright' },
  capabilities: {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    completionProvider: { triggerCharacters: COMPLETION_TRIGGERS },
    codeLensProvider: { resolveProvider: false },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL, REWRITE], resolveProvider: true },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
};

/** initialize: answers at once. Whatever is wrong with the parameters, the server starts, without what they failed to say. */
export async function initialize(session: Session, params: InitializeParams): Promise<InitializeResult> {
  await attempt(session, 'initialize', () => {
    const raw: unknown = params.initializationOptions;
    const options = isRecord(raw) ? raw : {};
    session.client = clientFacts(params.capabilities, {
      takesStatus: options['takesStatus'] === true,
      showsTimeline: options['showsTimeline'] === true,
      opensArchives: options['opensArchives'] === true,
    });
    session.trusted = options['trusted'] === true;
    session.settings = readSettings(options['settings']);
    for (const folder of foldersOf(params)) session.roots.add(folder);
  });
  return RESULT;
}

/** initialized: asks for settings and watches first, so that no change is missed, then walks the folders. */
export async function initialized(session: Session): Promise<void> {
  const { client, connection } = session;
  if (client.workspaceFolders) {
    const changed = notification(session, 'workspace/didChangeWorkspaceFolders', workspaceFoldersChanged);
    connection.workspace.onDidChangeWorkspaceFolders((event) => void changed(event));
  }
  const walked = walkFolders(session);
  if (client.registersConfiguration) {
    await attempt(session, 'client/registerCapability', () =>
      connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION }),
    );
  }
  if (client.registersWatchers) await attempt(session, 'client/registerCapability', () => registerWatchers(session));
  if (client.pullsConfiguration) await attempt(session, 'workspace/configuration', () => pullConfiguration(session));
  await walked;
}
