import type { MatchBudget } from '../base/glob.ts';
import type { Uri } from '../text/uri.ts';
import { joinUri } from '../text/uri.ts';
import type { FileSystem, FolderEntry } from './fileSystem.ts';
import type { IgnoreFile } from './gitignore.ts';
import { isLeftOut, parseGitignore } from './gitignore.ts';

/** What one walk over a workspace folder found. */
export interface Walk {
  /** Files in no promised order; links are listed, not followed. */
  readonly files: readonly Uri[];
  readonly unreadable: readonly { readonly uri: Uri; readonly message: string }[];
  /** Whether a bound was met, so that files may be missing. */
  readonly truncated: boolean;
}

/** How many files a walk lists, and how many folders deep it goes. */
export interface WalkLimits {
  readonly files: number;
  readonly depth: number;
}

/** The bounds of discovery. */
export const WALK_LIMITS: WalkLimits = { files: 20_000, depth: 64 };

const NEVER = new Set(['.git', 'node_modules']);
const AT_ONCE = 16;

/** Of matching paths with the lines of all `.gitignore` files; a large repository's take a tenth. */
const MATCHING_STEPS = 100_000_000;

interface Pending {
  readonly uri: Uri;
  readonly depth: number;
  readonly ignores: readonly IgnoreFile[];
}

/** Walks a folder breadth first (a file is its own walk), leaving out `.git`, `node_modules` and what `.gitignore` files leave out; in a folder that they keep, not Chart.yaml. */
export async function walk(fs: FileSystem, root: Uri, limits: WalkLimits = WALK_LIMITS): Promise<Walk> {
  if ((await fs.read(root)).kind === 'file') return { files: [root], unreadable: [], truncated: false };
  const files: Uri[] = [];
  const unreadable: { uri: Uri; message: string }[] = [];
  const budget = { left: MATCHING_STEPS };
  let truncated = false;
  let pending: Pending[] = [{ uri: root, depth: 0, ignores: [] }];
  while (pending.length > 0 && files.length < limits.files) {
    const batch = pending.slice(0, AT_ONCE);
    pending = pending.slice(AT_ONCE);
    for (const found of await Promise.all(batch.map((folder) => visit(fs, folder, budget)))) {
      if (found.unreadable !== undefined) unreadable.push({ uri: found.uri, message: found.unreadable });
      files.push(...found.files);
      if (found.depth < limits.depth) pending.push(...found.folders);
      else truncated ||= found.folders.length > 0;
    }
  }
  truncated ||= pending.length > 0 || files.length > limits.files;
  return { files: files.slice(0, limits.files), unreadable, truncated };
}

interface Visited {
  readonly uri: Uri;
  readonly depth: number;
  readonly files: readonly Uri[];
  readonly folders: readonly Pending[];
  readonly unreadable?: string;
}

async function visit(fs: FileSystem, { uri, depth, ignores }: Pending, budget: MatchBudget): Promise<Visited> {
  const state = await fs.list(uri);
  if (state.kind === 'unreadable') return { uri, depth, files: [], folders: [], unreadable: state.message };
  const entries = state.kind === 'folder' ? state.entries : [];
  const all = [...ignores, ...(await ignoreFile(fs, uri, entries, budget))];
  const kept = entries.flatMap((entry) => keep(uri, entry, all, isGenerated(entry, entries)));
  return {
    uri,
    depth,
    files: kept.filter((e) => e.kind !== 'folder').map((e) => e.uri),
    folders: kept.filter((e) => e.kind === 'folder').map((e) => ({ uri: e.uri, depth: depth + 1, ignores: all })),
  };
}

async function ignoreFile(
  fs: FileSystem,
  folder: Uri,
  entries: readonly FolderEntry[],
  budget: MatchBudget,
): Promise<readonly IgnoreFile[]> {
  const uri = entries.some((e) => e.name === '.gitignore') ? joinUri(folder, '.gitignore') : undefined;
  const state = uri && (await fs.read(uri));
  return state?.kind === 'file' ? [{ folder, rules: parseGitignore(state.text, budget) }] : [];
}

/** A chart's Chart.yaml that a build writes is ignored by git, but what stands beside it is edited. */
const isGenerated = ({ name, kind }: FolderEntry, entries: readonly FolderEntry[]): boolean =>
  name === 'Chart.yaml' && kind === 'file' && entries.some((e) => e.name === 'templates' && e.kind === 'folder');

function keep(
  folder: Uri,
  entry: FolderEntry,
  ignores: readonly IgnoreFile[],
  isSure: boolean,
): { uri: Uri; kind: FolderEntry['kind'] }[] {
  if (NEVER.has(entry.name)) return [];
  const uri = joinUri(folder, entry.name);
  if (uri === undefined) return [];
  return !isSure && isLeftOut(ignores, uri, entry.kind === 'folder') ? [] : [{ uri, kind: entry.kind }];
}
