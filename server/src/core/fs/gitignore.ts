import type { MatchBudget } from '../base/glob.ts';
import { matchSegments } from '../base/glob.ts';
import type { Uri } from '../text/uri.ts';
import { relativePath } from '../text/uri.ts';

/** One `.gitignore`, as far as discovery needs it: which names below its folder are left out. */
export interface IgnoreRules {
  /** Whether a path below the file's folder (slash-separated, no leading slash) is ignored; undefined when no line speaks of it. */
  ignores(path: string, isFolder: boolean): boolean | undefined;
}

/** A `.gitignore` with the folder that it lies in. */
export interface IgnoreFile {
  readonly folder: Uri;
  readonly rules: IgnoreRules;
}

/** Whether files leave out a path, from the top down to the path's own folder: the last that speaks of it decides. */
export function isLeftOut(files: readonly IgnoreFile[], path: Uri, isFolder: boolean): boolean {
  let ignored = false;
  for (const { folder, rules } of files) ignored = rules.ignores(relativePath(folder, path), isFolder) ?? ignored;
  return ignored;
}

interface Line {
  readonly segments: readonly string[];
  readonly negated: boolean;
  readonly folderOnly: boolean;
}

const MOST_LINES = 5_000;

/** Of matching one path with all lines. */
const STEPS_OF_PATH = 20_000;

/**
 * Reads a `.gitignore`; lines beyond 5,000 are passed over. Patterns: gitignore(5). Once the budget is spent no line speaks; without
 * one each path has its own.
 */
export function parseGitignore(text: string, shared?: MatchBudget): IgnoreRules {
  const lines = text.split(/\r?\n/, MOST_LINES).flatMap(parseLine);
  return {
    ignores(path, isFolder) {
      const parts = path.split('/');
      const budget = shared ?? { left: STEPS_OF_PATH };
      if (budget.left <= 0) return undefined;
      const hit = lines.findLast(
        (line) => (isFolder || !line.folderOnly) && budget.left > 0 && matchSegments(line.segments, parts, budget),
      );
      return hit && !hit.negated;
    },
  };
}

function parseLine(line: string): Line[] {
  const trimmed = line.trimEnd();
  let pattern = trimmed.endsWith('\\') ? line.slice(0, trimmed.length + 1) : trimmed;
  if (pattern === '' || pattern.startsWith('#')) return [];
  const negated = pattern.startsWith('!');
  if (negated) pattern = pattern.slice(1);
  const folderOnly = pattern.endsWith('/');
  if (folderOnly) pattern = pattern.slice(0, -1);
  const anchored = pattern.includes('/');
  const segments = pattern.replace(/^\//, '').split('/');
  return [{ segments: anchored ? segments : ['**', ...segments], negated, folderOnly }];
}
