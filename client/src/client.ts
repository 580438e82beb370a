import type { Disposable, ExtensionContext, LogOutputChannel } from 'vscode';
import { commands, window, workspace } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { InitializationOptions } from '../../server/src/protocol/settings.ts';
import type { Status } from '../../server/src/protocol/status.ts';
import { STATUS, TRUSTED } from '../../server/src/protocol/status.ts';
import { registerPreview } from './commands/preview.ts';
import { Timelines } from './commands/timeline.ts';
import { serveFiles } from './files.ts';
import { assignHelmLanguage } from './helmLanguage.ts';
import { SELECTOR } from './selector.ts';
import { StatusItem } from './statusItem.ts';

/** What `activate` returns, for tests and for extensions that build on this one. */
export interface Api {
  /** Settles when the language server answers. */
  readonly ready: Promise<void>;
  readonly client: BaseLanguageClient;
  /** The panels with timelines of hooks. */
  readonly timelines: Timelines;
}

/** Makes the platform's client with these options; it is not started yet. */
export type MakeClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

/** Starts the language client and everything that stands around it, in the desktop and in the web alike. */
export function startClient(context: ExtensionContext, makeClient: MakeClient): Api {
  const log = window.createOutputChannel('Chartwright', { log: true });
  const status = new StatusItem();
  const client = makeClient('chartwright', 'Chartwright', options(log));
  const timelines = new Timelines(client, context.extensionUri);
  context.subscriptions.push(
    log,
    status,
    client.onNotification(STATUS, (said: Status) => status.show(said)),
    serveFiles(client),
    registerPreview(client),
    timelines,
    assignHelmLanguage(),
    // A client that starts later says it in its initializationOptions.
    workspace.onDidGrantWorkspaceTrust(() => client.isRunning() && void client.sendNotification(TRUSTED)),
    ...registerCommands(client, log, status),
  );
  const ready = start(client, log, status);
  // The log and the status item say it; a promise that no one looks at must not end in the console as well.
  ready.catch(() => undefined);
  return { client, ready, timelines };
}

function options(log: LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: SELECTOR,
    outputChannel: log,
    initializationOptions: (): InitializationOptions => ({
      settings: plain(workspace.getConfiguration().get('chartwright')),
      trusted: workspace.isTrusted,
      takesStatus: true,
      showsTimeline: true,
      opensArchives: true,
    }),
  };
}

/** A copy without VS Code's proxies, which can't be posted to a worker. */
const plain = (settings: unknown): unknown => JSON.parse(JSON.stringify(settings ?? null));

function registerCommands(client: BaseLanguageClient, log: LogOutputChannel, status: StatusItem): Disposable[] {
  return [
    commands.registerCommand('chartwright.showOutput', () => log.show(true)),
    commands.registerCommand('chartwright.restart', async () => {
      status.starting();
      if (client.isRunning()) await client.stop();
      await start(client, log, status);
    }),
  ];
}

async function start(client: BaseLanguageClient, log: LogOutputChannel, status: StatusItem): Promise<void> {
  try {
    await client.start();
  } catch (error) {
    status.failed();
    log.error('The language server did not start.', error instanceof Error ? error : String(error));
    throw error;
  }
}
