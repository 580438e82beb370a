import { isArchived } from '../core/project/chartSource.ts';
import type { Uri } from '../core/text/uri.ts';
import { toUri } from '../core/text/uri.ts';
import type { ArchivedFileParams, ArchivedFileResult } from '../protocol/archive.ts';
import { archivedAddress, openableAddress } from '../protocol/archive.ts';
import type { Session } from './session.ts';

/** The file that a client means by an address. */
export const uriOf = (address: string): Uri => toUri(archivedAddress(address) ?? address);

/** Under which address the client opens a file: in an archive, where it has no documents for that, the archive itself. */
export function addressOf({ documents, client }: Session, uri: Uri): string {
  if (!isArchived(uri)) return documents.spelling(uri);
  return client.opensArchives ? openableAddress(uri) : uri.slice(0, uri.indexOf('.tgz!') + '.tgz'.length);
}

/** chartwright/archivedFile */
export async function archivedFile(session: Session, params: ArchivedFileParams): Promise<ArchivedFileResult | null> {
  await session.foldersReady;
  const uri = uriOf(params.uri);
  const text = isArchived(uri) ? await session.engine.text(uri) : undefined;
  return text === undefined ? null : { text };
}
