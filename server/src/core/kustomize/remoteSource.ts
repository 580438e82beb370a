import { looksTemplated } from '../version/version.ts';
import { textRange, type TextRange } from '../text/range.ts';
import { decodePercent } from './goQuery.ts';

/** What the address of a file on a known host says: repository, ref and file, each with its place in the entry. */
export interface RemoteSource {
  /**
   * `raw`: the file itself. `release`: attached to a release, `latest-release`: to the newest. `cdn`: a mirror of raw files.
   * `page`: an HTML page about the file, never a manifest. `project-docs`: a project's documentation site.
   */
  readonly style: 'raw' | 'release' | 'latest-release' | 'cdn' | 'page' | 'project-docs';
  /** `owner/name` on GitHub; undefined for other hosts. */
  readonly githubRepo: string | undefined;
  /** Undefined where the address names none: the newest release, the default branch. */
  readonly ref: RefText | undefined;
  /** The file in the repository, decoded, without a leading slash; the asset's name for a release. */
  readonly path: string;
  readonly pathRange: TextRange;
}

/** A ref in an entry: UTF-16 offsets of its text there. */
export interface RefText {
  readonly text: string;
  readonly range: TextRange;
  /** What the address itself says; most forms don't tell a tag from a branch or a commit. */
  readonly kind: 'tag' | 'branch' | 'any';
  /** Filled in later by something else: `${VERSION}`, `{{ .tag }}`. */
  readonly templated: boolean;
}

interface Segment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Reads an http(s) address of a known host; also behind a proxy that has the full address in its path. */
export function parseRemoteSource(entry: string): RemoteSource | undefined {
  const inner = innermostUrl(entry);
  if (inner < 0) return undefined;
  const stop = entry.slice(inner).search(/[?#]/);
  const end = stop < 0 ? entry.length : inner + stop;
  const [host, ...path] = segments(entry, inner, end);
  if (!host) return undefined;
  return byHost(host.text.toLowerCase(), path, entry.slice(end));
}

const PROXIED = ['https://', 'http://', '/raw.githubusercontent.com/', '/github.com/'];

/** Where the host of the last address in the entry begins; -1 without http(s). */
function innermostUrl(entry: string): number {
  const scheme = /^https?:\/\//i.exec(entry)?.[0];
  if (scheme === undefined) return -1;
  let at = scheme.length;
  const query = entry.indexOf('?', at);
  const limit = query < 0 ? entry.length : query;
  for (const mark of PROXIED) {
    const found = entry.lastIndexOf(mark, limit);
    if (found >= scheme.length) at = Math.max(at, found + (mark.startsWith('/') ? 1 : mark.length));
  }
  return at;
}

function segments(entry: string, start: number, end: number): readonly Segment[] {
  const out: Segment[] = [];
  let at = start;
  for (const text of entry.slice(start, end).split('/')) {
    if (text !== '') out.push({ text, start: at, end: at + text.length });
    at += text.length + 1;
  }
  return out;
}

const CALICO_DOCS = ['docs.projectcalico.org', 'projectcalico.docs.tigera.io'];

function byHost(host: string, path: readonly Segment[], tail: string): RemoteSource | undefined {
  if (host === 'raw.githubusercontent.com') return atRef('raw', path, 2);
  if (host === 'github.com' || host === 'www.github.com') return onGithub(path, tail);
  if (host === 'cdn.jsdelivr.net') return onJsdelivr(path);
  if (CALICO_DOCS.includes(host)) return onCalicoDocs(path);
  return path.some((segment) => segment.text === '-') ? onGitlab(path) : undefined;
}

/** `/<owner>/<repo>/<word>/…`: raw files, release assets, and pages. */
function onGithub(path: readonly Segment[], tail: string): RemoteSource | undefined {
  const [word, next, third] = path.slice(2).map((segment) => segment.text);
  if (word === 'raw') return atRef('raw', without(path, 2), 2);
  if (word === 'blob') return atRef(/[?&]raw=(?:true|1)\b/.test(tail) ? 'raw' : 'page', without(path, 2), 2);
  if (word === 'tree') return atRef('page', without(path, 2), 2);
  if (word !== 'releases') return undefined;
  if (next === 'download' && path.length > 5) return build('release', repoOf(path), path[4], path.slice(5), 'tag');
  if (next === 'latest' && third === 'download' && path.length > 5) {
    return build('latest-release', repoOf(path), undefined, path.slice(5), 'tag');
  }
  return undefined;
}

/** `/gh/<owner>/<repo>@<ref>/<path>`; without `@` the newest release or the default branch. */
function onJsdelivr(path: readonly Segment[]): RemoteSource | undefined {
  const [kind, owner, named] = path;
  if (kind?.text !== 'gh' || !owner || !named || path.length < 4) return undefined;
  const at = named.text.indexOf('@');
  const name = at < 0 ? named.text : named.text.slice(0, at);
  const ref = at < 0 ? undefined : { text: named.text.slice(at + 1), start: named.start + at + 1, end: named.end };
  return build('cdn', `${owner.text}/${name}`, ref, path.slice(3), 'any');
}

/** `/<group>/…/<project>/-/raw/<ref>/<path>`, and `blob` or `tree` for pages. */
function onGitlab(path: readonly Segment[]): RemoteSource | undefined {
  const dash = path.findIndex((segment) => segment.text === '-');
  const word = path[dash + 1]?.text;
  const rest = path.slice(dash + 2);
  if (word === 'raw') return build('raw', undefined, rest[0], rest.slice(1), 'any');
  return word === 'blob' || word === 'tree' ? build('page', undefined, rest[0], rest.slice(1), 'any') : undefined;
}

/** `/manifests/<file>` for the newest release of its time, `[/archive]/v3.20/manifests/<file>` for a minor. */
function onCalicoDocs(path: readonly Segment[]): RemoteSource | undefined {
  const rest = path[0]?.text === 'archive' ? path.slice(1) : path;
  const manifests = rest.findIndex((segment) => segment.text === 'manifests');
  if (manifests < 0 || manifests > 1) return undefined;
  return build(
    'project-docs',
    'projectcalico/calico',
    manifests === 1 ? rest[0] : undefined,
    rest.slice(manifests),
    'any',
  );
}

/** `<owner>/<repo>/<ref>/<path>`, where the ref may be spelled `refs/tags/<tag>` or `refs/heads/<branch>`. */
function atRef(style: RemoteSource['style'], path: readonly Segment[], at: number): RemoteSource | undefined {
  if (path.length <= at) return undefined;
  const long = path[at]?.text === 'refs' && path.length > at + 2;
  const scope = long ? path[at + 1]?.text : undefined;
  const kind = scope === 'tags' ? 'tag' : scope === 'heads' ? 'branch' : 'any';
  const refAt = kind === 'any' ? at : at + 2;
  return build(style, repoOf(path), path[refAt], path.slice(refAt + 1), kind);
}

function build(
  style: RemoteSource['style'],
  githubRepo: string | undefined,
  ref: Segment | undefined,
  path: readonly Segment[],
  kind: RefText['kind'],
): RemoteSource {
  const first = path[0];
  const last = path.at(-1);
  const end = ref?.end ?? 0;
  return {
    style,
    githubRepo,
    ref: ref && refText(ref, kind),
    path: path.map((segment) => decodePercent(segment.text) ?? segment.text).join('/'),
    pathRange: textRange(first?.start ?? end, last?.end ?? end),
  };
}

function refText(segment: Segment, kind: RefText['kind']): RefText {
  const text = decodePercent(segment.text) ?? segment.text;
  return { text, range: textRange(segment.start, segment.end), kind, templated: looksTemplated(text) };
}

function repoOf(path: readonly Segment[]): string {
  return path
    .slice(0, 2)
    .map((segment) => segment.text)
    .join('/');
}

function without(path: readonly Segment[], index: number): readonly Segment[] {
  return path.filter((_, i) => i !== index);
}
