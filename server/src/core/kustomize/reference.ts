import type { ArtefactReference } from '../catalog/artefactMatch.ts';
import { textRange, type TextRange } from '../text/range.ts';
import { looksTemplated } from '../version/version.ts';
import { parseGitSpec, type GitSpec } from './gitSpec.ts';
import { decodePercent, escapeQuery } from './goQuery.ts';
import { isRemoteFile } from './remoteFile.ts';
import { parseRemoteSource, type RefText, type RemoteSource } from './remoteSource.ts';

/** What an entry of `resources`, `bases` or `components` names. */
export type Reference =
  | { readonly kind: 'local'; readonly path: string }
  | {
      readonly kind: 'http';
      readonly url: string;
      readonly host: string;
      readonly source: RemoteSource | undefined;
      /** What kustomize clones when the download fails; undefined when the address is no git reference. */
      readonly git: GitSpec | undefined;
    }
  | {
      readonly kind: 'git';
      readonly spec: GitSpec;
      readonly ref: RefText | undefined;
      /** The address of a page (`/tree/`, `/blob/`): kustomize takes it for a folder of that name, and fails. */
      readonly page: boolean;
    }
  | { readonly kind: 'unknown'; readonly reason: 'empty' | 'templated' };

/**
 * Classifies an entry as kustomize does (fileloader.go, kusttarget.go), but for one thing it learns by trying: an http(s)
 * address is downloaded first, and cloned if that fails. Here it is `git` where only cloning can succeed.
 * In `components` nothing is downloaded.
 */
export function classify(entry: string, field: 'resources' | 'components' = 'resources'): Reference {
  if (entry === '') return { kind: 'unknown', reason: 'empty' };
  const git = parseGitSpec(entry);
  if (field === 'resources' && isRemoteFile(entry)) {
    const source = parseRemoteSource(entry);
    if (source || !git || isDownload(git)) return { kind: 'http', url: entry, host: hostOf(entry), source, git };
  }
  if (git) return { kind: 'git', spec: git, ref: refTextOf(git), page: isPage(git) };
  return looksTemplated(entry) ? { kind: 'unknown', reason: 'templated' } : { kind: 'local', path: entry };
}

/** The ref of a remote reference with its place in the entry; undefined where none is written, or for a local path. */
export function refOf(reference: Reference): RefText | undefined {
  if (reference.kind === 'git') return reference.ref;
  return reference.kind === 'http' ? reference.source?.ref : undefined;
}

/** What the catalog may know a reference as; empty for local paths. A ref that is filled in later is left out. */
export function artefactsOf(reference: Reference): readonly ArtefactReference[] {
  if (reference.kind === 'git') return gitArtefacts(reference.spec, reference.ref);
  if (reference.kind !== 'http') return [];
  const plain: ArtefactReference = { form: 'url', url: reference.url };
  const { source } = reference;
  if (source?.githubRepo === undefined || source.style === 'page') return [plain];
  const ref = known(source.ref);
  const repo = source.githubRepo;
  if (source.style === 'release' || source.style === 'latest-release') {
    return [{ form: 'github-release', repo, ref, asset: source.path }, plain];
  }
  return [{ form: 'github-file', repo, ref, path: source.path }, plain];
}

/**
 * The entry with another ref. A git reference without one gets `?ref=`, the newest release becomes a fixed one, and a
 * version that is repeated in the asset's name follows. Undefined where the address has no place for a ref.
 */
export function withRef(entry: string, newRef: string): string | undefined {
  const reference = classify(entry);
  if (reference.kind === 'git') return withGitRef(entry, reference.spec, newRef);
  if (reference.kind !== 'http' || !reference.source) return undefined;
  const { source } = reference;
  if (source.style === 'project-docs') return undefined;
  if (source.style === 'latest-release') return withReleaseTag(entry, source, newRef);
  if (!source.ref) return undefined;
  const file = replaceIn(entry, source.pathRange, (path) =>
    source.style === 'release' && source.ref ? withVersion(path, source.ref.text, newRef) : path,
  );
  return replaceIn(file, source.ref.range, () => encodeURIComponent(newRef));
}

/**
 * The entry with another file: `from` and `to` are file names or paths that end the referenced path.
 * Undefined where the path does not end in `from`.
 */
export function withPath(entry: string, from: string, to: string): string | undefined {
  const range = pathRangeOf(entry, classify(entry));
  if (!range) return undefined;
  const path = entry.slice(range.start, range.end);
  if (path !== from && !path.endsWith(`/${from}`)) return undefined;
  return replaceIn(entry, textRange(range.end - from.length, range.end), () => to);
}

function pathRangeOf(entry: string, reference: Reference): TextRange | undefined {
  if (reference.kind === 'local') return textRange(0, entry.length);
  if (reference.kind === 'git') return reference.spec.pathRange;
  if (reference.kind === 'unknown') return reference.reason === 'templated' ? textRange(0, entry.length) : undefined;
  if (reference.source) return reference.source.pathRange;
  const stop = entry.search(/[?#]/);
  return textRange(0, stop < 0 ? entry.length : stop);
}

function withGitRef(entry: string, spec: GitSpec, newRef: string): string {
  const value = escapeQuery(newRef);
  if (spec.ref) return replaceIn(entry, spec.ref.range, () => value);
  if (!entry.includes('?')) return `${entry}?ref=${value}`;
  return /[?&]$/.test(entry) ? `${entry}ref=${value}` : `${entry}&ref=${value}`;
}

/** `releases/latest/download/x` becomes `releases/download/<tag>/x`. */
function withReleaseTag(entry: string, source: RemoteSource, newRef: string): string | undefined {
  const head = entry.slice(0, source.pathRange.start);
  const mark = '/latest/download/';
  if (!head.endsWith(mark)) return undefined;
  return `${head.slice(0, -mark.length)}/download/${encodeURIComponent(newRef)}/${entry.slice(source.pathRange.start)}`;
}

/** `keda-2.9.0.yaml` beside the tag `v2.9.0`: the bare version is written twice. */
function withVersion(path: string, oldRef: string, newRef: string): string {
  const bare = (ref: string): string => ref.replace(/^v(?=\d)/, '');
  return bare(oldRef).includes('.') ? path.replace(bare(oldRef), () => bare(newRef)) : path;
}

function replaceIn(text: string, range: TextRange, change: (old: string) => string): string {
  return text.slice(0, range.start) + change(text.slice(range.start, range.end)) + text.slice(range.end);
}

function gitArtefacts(spec: GitSpec, ref: RefText | undefined): readonly ArtefactReference[] {
  if (spec.githubRepo === undefined) return [];
  return [{ form: 'github-dir', repo: spec.githubRepo, ref: known(ref), path: decodePercent(spec.path) ?? spec.path }];
}

function known(ref: RefText | undefined): string | undefined {
  return ref && !ref.templated ? ref.text : undefined;
}

function refTextOf(spec: GitSpec): RefText | undefined {
  if (!spec.ref) return undefined;
  const { text, range } = spec.ref;
  return { text, range, kind: 'any', templated: looksTemplated(text) };
}

const SERVES_GIT = /(?:^|[@.])(?:git|gitlab|gitea|bitbucket|git-codecommit|codeberg|dev\.azure)\./i;

/** Whether an address that could be cloned is more likely a file: no git marker, no ref, and no host that serves pages. */
function isDownload(spec: GitSpec): boolean {
  if (spec.ref || spec.githubRepo !== undefined || spec.marker !== 'count') return false;
  if (/\.(?:ya?ml|json)$/i.test(spec.path === '' ? spec.repoPath : spec.path)) return true;
  const host = /^https?:\/\/([^/]*)/i.exec(spec.host)?.[1];
  return host === undefined || !SERVES_GIT.test(host);
}

/** github.com shows folders below `/tree/` and files below `/blob/`; kustomize takes both for folders of the repository. */
function isPage(spec: GitSpec): boolean {
  return spec.marker === 'count' && spec.githubRepo !== undefined && /^(?:tree|blob)\//.test(spec.path);
}

function hostOf(url: string): string {
  return (/^https?:\/\/(?:[^/?#@]*@)?([^/?#:]*)/i.exec(url)?.[1] ?? '').toLowerCase();
}
