/** The scheme of the client's read-only documents for files in archives; the server says it to clients that have it. */
export const ARCHIVE_SCHEME = 'chartwright-archive';

/** Request of the client: the text of a file in an archive; null where there is none. */
export const ARCHIVED_FILE = 'chartwright/archivedFile';

/** Which file of an archive is asked for. */
export interface ArchivedFileParams {
  /** As {@link openableAddress} makes it. */
  readonly uri: string;
}

/** What the file holds. */
export interface ArchivedFileResult {
  readonly text: string;
}

/**
 * The address of such a document: the path of the archive and, behind `!`, the path inside. The query is the file's own
 * address, e.g. `file:///charts/x.tgz!/x/values.yaml`, since a scheme and an authority are lost otherwise.
 */
export function openableAddress(inside: string): string {
  const path = inside.replace(/^[^:/?#]+:(?:\/\/[^/?#]*)?/, '');
  return `${ARCHIVE_SCHEME}:${path}?${encodeURIComponent(inside)}`;
}

/** The file's own address; undefined for addresses of other documents. */
export function archivedAddress(address: string): string | undefined {
  const query = address.indexOf('?');
  if (!address.startsWith(`${ARCHIVE_SCHEME}:`) || query < 0) return undefined;
  try {
    return decodeURIComponent(address.slice(query + 1));
  } catch {
    return undefined;
  }
}
