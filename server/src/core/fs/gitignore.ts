import type { MatchBudget } from '../base/glob.ts';
import { matchSegments } from '../base/glob.ts';

/** One `.gitignore`, as far as discovery needs it: which names below its folder are left out. */
export interface IgnoreRules {
  /** Whether a path below the file's folder (slash-separated, no leading slash) is ignored; undefined when no line speaks of it. */
  ignores(path: string, isFolder: boolean): boolean | undefined;
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
