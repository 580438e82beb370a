/**
 * A file's address as one canonical string, e.g. `file:///repo/charts/x/Chart.yaml`.
 * Two equal strings are the same file. A file inside an archive continues after `!`:
 * `file:///repo/charts/x-1.2.3.tgz!/x/values.yaml`.
 */
export type Uri = string & { readonly uri: unique symbol };

const KEPT = "/:@!$&'()*+,;=-._~";

/** Percent-encodes one path so that equal paths are equal strings. Input may be encoded or not, but not half of each. */
function canonicalPath(path: string): string {
  return encodeURIComponent(wellFormed(decode(path))).replace(/%([0-9A-F]{2})/g, (whole, hex: string) => {
    const char = String.fromCharCode(parseInt(hex, 16));
    return KEPT.includes(char) ? char : whole;
  });
}

/** Half of a surrogate pair has no UTF-8 and so no address. */
const wellFormed = (text: string): string =>
  text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The canonical form of a URI string from an editor; query and fragment stay as they are. */
export function toUri(text: string): Uri {
  const match = /^([a-zA-Z][a-zA-Z0-9+.-]*):(\/\/[^/?#]*)?([^?#]*)(.*)$/s.exec(text);
  if (!match) return canonicalPath(text) as Uri;
  const path = (match[3] ?? '').replace(/^\/([a-zA-Z])(?::|%3A)/i, (_, drive: string) => `/${drive.toLowerCase()}:`);
  return `${(match[1] ?? '').toLowerCase()}:${match[2] ?? ''}${canonicalPath(path)}${match[4] ?? ''}` as Uri;
}

/** Where the path begins, after scheme and authority. */
function pathStart(uri: string): number {
  const authority = uri.indexOf('://');
  if (authority < 0) return uri.indexOf(':') + 1;
  const slash = uri.indexOf('/', authority + 3);
  return slash < 0 ? uri.length : slash;
}

/** The folder that holds a file or folder, without a trailing slash; a root is its own folder. */
export function dirname(uri: Uri): Uri {
  const start = pathStart(uri);
  const slash = uri.lastIndexOf('/');
  return (slash <= start ? uri.slice(0, start + 1) : uri.slice(0, slash)) as Uri;
}

/** The last segment, decoded: `Chart.yaml`. */
export function basename(uri: Uri): string {
  return decode(uri.slice(uri.lastIndexOf('/') + 1));
}

/**
 * Resolves a slash-separated path against a folder: `.` and `..` are worked out, the result has no trailing slash.
 * Undefined when the path climbs above the root.
 */
export function joinUri(folder: Uri, path: string): Uri | undefined {
  const start = pathStart(folder);
  const base = path.startsWith('/') ? [] : folder.slice(start).split('/');
  const out: string[] = base.filter((s) => s !== '');
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') out.push(encodeSegment(segment));
    else if (out.pop() === undefined) return undefined;
  }
  return `${folder.slice(0, start)}/${out.join('/')}` as Uri;
}

/** Names that stand in an address as they are: nearly all. */
const PLAIN = /^[\w.~-]+$/;

/** A name from a file or a folder listing is literal text: a `%` in it is a percent sign. */
function encodeSegment(segment: string): string {
  return PLAIN.test(segment) ? segment : canonicalPath(segment.replace(/%/g, '%25'));
}

/** Whether `uri` is `folder` or lies below it. */
export function isInside(folder: Uri, uri: Uri): boolean {
  return uri === folder || uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** The decoded slash-separated path from a folder to a file, with `..` where needed: `../base/x.yaml`; `.` for the folder itself. */
export function relativePath(folder: Uri, uri: Uri): string {
  if (uri.startsWith(folder) && uri[folder.length] === '/') return decode(uri.slice(folder.length + 1));
  if (folder.slice(0, pathStart(folder)) !== uri.slice(0, pathStart(uri))) return uri;
  const from = folder.slice(pathStart(folder)).split('/').filter(Boolean);
  const to = uri.slice(pathStart(uri)).split('/').filter(Boolean);
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared++;
  const up = from.slice(shared).map(() => '..');
  return [...up, ...to.slice(shared).map(decode)].join('/') || '.';
}
