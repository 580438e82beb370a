import type { Connection } from 'vscode-languageserver/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { FileSystem } from '../core/fs/fileSystem.ts';
import type { Uri } from '../core/text/uri.ts';
import { clientFileSystem } from '../lsp/clientFileSystem.ts';
import { startServer } from '../lsp/server.ts';
import { nodeFileSystem } from './fileSystem.ts';

// The connection is made from the command line: --stdio, --node-ipc, --pipe=NAME or --socket=PORT.
startServer(createConnection(ProposedFeatures.all), (connection, roots) => bySchemes(connection, roots));

/** Files on disk are read here, all others through the client. */
function bySchemes(connection: Connection, roots: ReadonlySet<Uri>): FileSystem {
  const disk = nodeFileSystem({ roots });
  const client = clientFileSystem(connection, roots);
  const of = (uri: Uri): FileSystem => (uri.startsWith('file:') ? disk : client);
  return { read: (uri) => of(uri).read(uri), list: (uri) => of(uri).list(uri) };
}
