import type { Uri } from '../text/uri.ts';
import { isInside, joinUri } from '../text/uri.ts';
import type { Archive } from './archive.ts';
import type { FileSystem } from './fileSystem.ts';
import { MemoryFileSystem } from './memory.ts';

/**
 * A file system in which a chart's archive is the folder that was packed; all else is as in `base`. The first segment of
 * every path, which `helm package` puts there, falls away.
 */
export function unpacked(base: FileSystem, archive: Uri, { files }: Archive): FileSystem {
  const entries = [...files].flatMap(([path, bytes]) => {
    const slash = path.indexOf('/');
    const uri = slash < 0 ? undefined : joinUri(archive, path.slice(slash + 1));
    return uri === undefined ? [] : [[uri, bytes] as const];
  });
  const inside = new MemoryFileSystem(entries);
  const systemOf = (uri: Uri): FileSystem => (isInside(archive, uri) ? inside : base);
  return { read: (uri) => systemOf(uri).read(uri), list: (uri) => systemOf(uri).list(uri) };
}
