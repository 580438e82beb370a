import { textRange, type TextRange } from '../text/range.ts';
import { getParameter, parseGoQuery } from './goQuery.ts';

/** A git reference as kustomize reads one: what it clones, and the folder and ref it builds. Ranges are UTF-16 offsets in the entry. */
export interface GitSpec {
  /** Scheme, user and host as kustomize normalises them: `https://github.com/`, `git@github.com:`. */
  readonly host: string;
  readonly repoPath: string;
  /** What it gives to git: host and repository path. */
  readonly cloneUrl: string;
  /** The folder in the repository, without a leading slash; empty for its root. */
  readonly path: string;
  readonly pathRange: TextRange;
  /** Undefined means the remote's HEAD. */
  readonly ref: GitRef | undefined;
  /** What separates the repository from the folder; `count` means that the first two segments are the repository. */
  readonly marker: '_git' | '//' | '.git' | 'count' | 'whole';
  /** `git::`, which kustomize strips with a warning and wants to refuse later. */
  readonly forcedGit: boolean;
  /** `owner/name` where the host is GitHub. */
  readonly githubRepo: string | undefined;
}

/** The branch, tag or commit that an address asks for. */
export interface GitRef {
  readonly text: string;
  readonly parameter: 'ref' | 'version';
  /** The value as it is written in the entry. */
  readonly range: TextRange;
}

/**
 * Reads an entry as `NewRepoSpecFromURL` does (kustomize, api/internal/git/repospec.go).
 * Undefined where that returns an error, which is how kustomize tells local paths from remote ones.
 */
export function parseGitSpec(entry: string): GitSpec | undefined {
  if (entry.startsWith('/')) return undefined;
  const question = entry.indexOf('?');
  const head = question < 0 ? entry : entry.slice(0, question);
  const host = extractHost(head);
  if (!host) return undefined;
  const parts = splitPath(head.slice(host.end), host.scheme === 'file://');
  if (!parts || parts.repo === '' || exitsRepo(parts.path)) return undefined;
  const lead = parts.path.startsWith('/') ? 1 : 0;
  const path = parts.path.slice(lead);
  const pathStart = host.end + parts.pathAt + lead;
  return {
    host: host.text,
    repoPath: parts.repo,
    cloneUrl: host.text + parts.repo,
    path,
    pathRange: textRange(pathStart, pathStart + path.length),
    ref: question < 0 ? undefined : refOf(entry.slice(question + 1), question + 1),
    marker: parts.marker,
    forcedGit: host.forcedGit,
    githubRepo: githubRepo(host.text, parts.repo),
  };
}

/** `ref` wins over `version`; an empty value counts as none. */
function refOf(query: string, at: number): GitRef | undefined {
  const parameters = parseGoQuery(query, at);
  if (!parameters) return undefined;
  for (const parameter of ['ref', 'version'] as const) {
    const found = getParameter(parameters, parameter);
    if (found && found.value !== '') {
      return { text: found.value, parameter, range: textRange(found.start, found.end) };
    }
  }
  return undefined;
}

interface HostPart {
  readonly text: string;
  readonly scheme: string;
  /** Where the path begins. */
  readonly end: number;
  readonly forcedGit: boolean;
}

const SCHEMES = ['ssh://', 'https://', 'http://', 'file://'] as const;

function extractHost(text: string): HostPart | undefined {
  const forcedGit = hasPrefix(text, 'git::');
  const start = forcedGit ? 5 : 0;
  const scheme = SCHEMES.find((prefix) => hasPrefix(text.slice(start), prefix)) ?? '';
  const afterScheme = start + scheme.length;
  const user = /^[a-zA-Z][a-zA-Z0-9-]*@/.exec(text.slice(afterScheme))?.[0] ?? '';
  const hostAt = afterScheme + user.length;
  const rest = text.slice(hostAt);
  const github = hasPrefix(rest, 'github.com/') || hasPrefix(rest, 'github.com:');
  const scp = scheme === '' && (user !== '' || github);
  if (scheme === '' && !scp) return undefined;
  if (scheme === 'file://') return { text: scheme, scheme, end: afterScheme, forcedGit };
  const separator = pathSeparator(rest, scp);
  // Without a separator the whole rest is the host, and no path is left, which splitPath refuses unless it is empty.
  const end = separator < 0 ? text.length : hostAt + separator + 1;
  if (github) return { text: githubHost(scheme, user), scheme, end, forcedGit };
  const host = text.slice(hostAt, end);
  return host === '' ? undefined : { text: scheme + user + host, scheme, end, forcedGit };
}

/** An ssh scheme or any user makes it an scp-style address; everything else becomes https. */
function githubHost(scheme: string, user: string): string {
  return scheme === 'ssh://' || user !== '' ? `${user}github.com:` : 'https://github.com/';
}

function pathSeparator(text: string, scp: boolean): number {
  const slash = text.indexOf('/');
  if (!scp) return slash;
  const colon = text.indexOf(':');
  return slash < 0 || (colon > 0 && colon < slash) ? colon : slash;
}

interface PathParts {
  readonly repo: string;
  readonly path: string;
  readonly pathAt: number;
  readonly marker: GitSpec['marker'];
}

function splitPath(text: string, wholeByDefault: boolean): PathParts | undefined {
  const git = text.indexOf('_git/');
  if (git >= 0) return cutAfter(text, text.indexOf('/', git + 5), '_git');
  const double = text.indexOf('//');
  if (double >= 0)
    return { repo: text.slice(0, double), path: text.slice(double + 2), pathAt: double + 2, marker: '//' };
  const suffix = text.indexOf('.git');
  if (suffix >= 0) {
    const at = suffix + 4;
    return { repo: text.slice(0, at), path: text.slice(at), pathAt: at, marker: '.git' };
  }
  if (wholeByDefault) return cutAfter(text, -1, 'whole');
  const first = text.indexOf('/');
  return first < 0 ? undefined : cutAfter(text, text.indexOf('/', first + 1), 'count');
}

/** The repository up to a slash, the folder after it; without a slash all is the repository. */
function cutAfter(text: string, slash: number, marker: GitSpec['marker']): PathParts {
  if (slash < 0) return { repo: text, path: '', pathAt: text.length, marker };
  return { repo: text.slice(0, slash), path: text.slice(slash + 1), pathAt: slash + 1, marker };
}

/** Whether the cleaned path begins with `..`. */
function exitsRepo(path: string): boolean {
  let depth = 0;
  for (const segment of path.replace(/^\//, '').split('/')) {
    if (segment === '' || segment === '.') continue;
    depth += segment === '..' ? -1 : 1;
    // A path that begins with a slash after the first was cut is absolute, and cannot climb above its root.
    if (depth < 0) return !/^\/\//.test(path);
  }
  return false;
}

function githubRepo(host: string, repoPath: string): string | undefined {
  if (!/(?:^|[/@.])github\.com[/:]$/i.test(host)) return undefined;
  const bare = repoPath.endsWith('.git') ? repoPath.slice(0, -4) : repoPath;
  return /^[^/]+\/[^/]+$/.test(bare) ? bare : undefined;
}

function hasPrefix(text: string, prefix: string): boolean {
  return text.slice(0, prefix.length).toLowerCase() === prefix;
}
