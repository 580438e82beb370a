import type { Artefact, ChartArtefact, CompanionEntry } from './companionEntry.ts';
import { PLAIN_TAG, unframed, versionInTag } from './versionGate.ts';

/** What a file names, in the catalog's terms. `ref` and `version` are as written; undefined when absent or filled in later. */
export type ArtefactReference =
  | { readonly form: 'github-file'; readonly repo: string; readonly ref: string | undefined; readonly path: string }
  | { readonly form: 'github-release'; readonly repo: string; readonly ref: string | undefined; readonly asset: string }
  | { readonly form: 'github-dir'; readonly repo: string; readonly ref: string | undefined; readonly path: string }
  | { readonly form: 'url'; readonly url: string }
  | {
      readonly form: 'chart';
      readonly name: string;
      /** The repository's URL, or an `oci://` reference with or without the chart's name at its end. */
      readonly repo: string | undefined;
      readonly version: string | undefined;
    };

/** The bare version at which a reference names the artefact; undefined when it names another one. */
export function matchOne(
  artefact: Artefact,
  reference: ArtefactReference,
  aliases: readonly string[] = [],
): { readonly version: string | undefined } | undefined {
  switch (artefact.form) {
    case 'github-file':
    case 'github-dir':
      if (reference.form !== artefact.form || !sameRepo(artefact.repo, reference.repo, aliases)) return undefined;
      if (!pathsOf(artefact).includes(trimPath(reference.path))) return undefined;
      return { version: inTag(reference.ref, artefact.tag ?? PLAIN_TAG) };
    case 'github-release':
      if (reference.form !== artefact.form || !sameRepo(artefact.repo, reference.repo, aliases)) return undefined;
      return matchAsset(artefact.asset, artefact.tag, reference);
    case 'url':
      return reference.form === 'url' ? matchUrl(artefact.url, reference.url) : undefined;
    case 'chart':
      if (reference.form !== 'chart' || !namesOf(artefact).includes(reference.name)) return undefined;
      if (!chartSourceAgrees(artefact, reference.name, reference.repo)) return undefined;
      return { version: inTag(reference.version, '{version}') };
  }
}

/** A companion's artefact with `{name}` filled in from the main chart's name. */
export function withMainName(artefact: Artefact, mainName: string): Artefact {
  if (artefact.form !== 'chart' || !artefact.name.includes('{name}')) return artefact;
  return { ...artefact, name: artefact.name.replace('{name}', mainName) };
}

/** Every name by which an entry's charts go; for `{name}` in a companion, the names of its main charts are filled in. */
export function companionArtefacts(entry: CompanionEntry, artefact: Artefact): readonly Artefact[] {
  if (artefact.form !== 'chart' || !artefact.name.includes('{name}')) return [artefact];
  return entry.main
    .flatMap((main) => (main.form === 'chart' ? namesOf(main) : []))
    .map((name) => withMainName(artefact, name));
}

function namesOf(chart: ChartArtefact): readonly string[] {
  return chart.names ? [chart.name, ...chart.names] : [chart.name];
}

function pathsOf(artefact: { readonly path: string; readonly variants?: readonly string[] }): readonly string[] {
  return (artefact.variants ?? ['']).map((variant) => artefact.path.replace('{variant}', variant));
}

/** Without leading and trailing slashes, as two spellings of one path in a repository. */
function trimPath(path: string): string {
  let start = 0;
  let end = path.length;
  while (path[start] === '/') start++;
  while (end > start && path[end - 1] === '/') end--;
  return path.slice(start, end);
}

/** GitHub compares owner and name without case. */
function sameRepo(ours: string, theirs: string, aliases: readonly string[]): boolean {
  return [ours, ...aliases].some((repo) => repo.toLowerCase() === theirs.toLowerCase());
}

function inTag(ref: string | undefined, frame: string): string | undefined {
  return ref === undefined ? undefined : versionInTag(ref, frame);
}

/** An asset's own `{version}` counts as well as the tag's: both must agree where both are known. */
function matchAsset(
  asset: string,
  tag: string,
  reference: { readonly ref: string | undefined; readonly asset: string },
): { readonly version: string | undefined } | undefined {
  const byTag = tag === '*' ? inTag(reference.ref, PLAIN_TAG) : inTag(reference.ref, tag);
  if (!asset.includes('{version}')) return asset === reference.asset ? { version: byTag } : undefined;
  const inName = unframed(reference.asset, asset);
  if (inName === undefined || versionInTag(inName, PLAIN_TAG) === undefined) return undefined;
  return { version: byTag ?? versionInTag(inName, PLAIN_TAG) };
}

function matchUrl(template: string, url: string): { readonly version: string | undefined } | undefined {
  if (!template.includes('{version}')) return template === url ? { version: undefined } : undefined;
  const text = unframed(url, template);
  if (text === undefined || text.includes('/')) return undefined;
  return { version: versionInTag(text, PLAIN_TAG) };
}

/** A chart without a repository lies in the workspace, where its own files tell more than the catalog does. */
function chartSourceAgrees(chart: ChartArtefact, name: string, repo: string | undefined): boolean {
  if (repo === undefined) return false;
  const written = canonicalUrl(repo);
  if (written.startsWith('oci://')) {
    return (chart.oci ?? []).map(canonicalUrl).some((oci) => {
      const base = oci.slice(0, oci.lastIndexOf('/'));
      return written === oci || (written === base && oci.endsWith(`/${name}`)) || written === `${base}/${name}`;
    });
  }
  return (chart.repo ?? []).some((own) => canonicalUrl(own) === written);
}

/** Scheme and host in lower case, without trailing slashes. */
function canonicalUrl(url: string): string {
  const scheme = url.indexOf('://');
  const slash = scheme < 0 ? -1 : url.indexOf('/', scheme + 3);
  const head = slash < 0 ? url : url.slice(0, slash);
  let end = url.length;
  while (end > head.length && url[end - 1] === '/') end--;
  return head.toLowerCase() + url.slice(head.length, end);
}
