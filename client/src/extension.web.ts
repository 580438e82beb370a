import type { ExtensionContext } from 'vscode';
import { Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import type { Api } from './client.ts';
import { startClient } from './client.ts';

/** Called by VS Code for the Web, where the server is a worker. Each start of the server gets a new worker. */
export function activate(context: ExtensionContext): Api {
  const script = Uri.joinPath(context.extensionUri, 'dist/server.web.js').toString(true);
  return startClient(context, (id, name, options) => {
    const client = new LanguageClient(id, name, () => Promise.resolve(new Worker(script)), options);
    context.subscriptions.push({ dispose: () => void client.dispose() });
    return client;
  });
}
