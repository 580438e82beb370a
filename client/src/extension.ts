import type { ExtensionContext } from 'vscode';
import type { ServerOptions } from 'vscode-languageclient/node';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { Api } from './client.ts';
import { startClient } from './client.ts';

/** Called by VS Code on the desktop, where the server is a process of its own. */
export function activate(context: ExtensionContext): Api {
  const run = { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc };
  const server: ServerOptions = { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } } };
  return startClient(context, (id, name, options) => {
    const client = new LanguageClient(id, name, server, options);
    context.subscriptions.push({ dispose: () => void client.dispose() });
    return client;
  });
}
