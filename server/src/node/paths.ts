import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Uri } from '../core/text/uri.ts';
import { toUri } from '../core/text/uri.ts';

/** The address of a path, which may be relative to the current folder. */
export const pathToUri = (path: string): Uri => toUri(pathToFileURL(resolve(path)).href);

/** The path of a `file:` address; undefined where this system can have no such path (a foreign host, an encoded slash). */
export function uriToPath(uri: Uri): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
