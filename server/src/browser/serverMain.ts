import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { clientFileSystem } from '../lsp/clientFileSystem.ts';
import { startServer } from '../lsp/server.ts';

/** The scope of a worker, of which the library of types describes the general kind only. */
declare const self: DedicatedWorkerGlobalScope;

startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), clientFileSystem);
