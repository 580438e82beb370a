import type { MatchBudget } from '../base/glob.ts';
import { matchName } from '../base/glob.ts';

/** The rules of a chart's .helmignore. */
export interface IgnoreRules {
  /** Whether Helm leaves a file out: it, or a folder it lies in, is ignored. */
  readonly ignores: (path: string) => boolean;
  /** Lines that make Helm refuse the chart, zero-based, with its message. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

interface Pattern {
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  readonly matches: (path: readonly string[], budget: MatchBudget) => boolean;
}

/** For all paths of a chart together; those that come when they are spent count as not ignored. */
const MOST_STEPS = 50_000_000;

/**
 * Reads a .helmignore as Helm does (pkg/ignore/rules.go), which is not as git does: a pattern without a slash matches
 * names, one with a slash whole paths, the first match counts, and `!p` ignores all that does not match p.
 * `templates/.?*` is always ignored.
 */
export function parseHelmignore(text: string): IgnoreRules {
  const patterns: Pattern[] = [];
  const problems: { line: number; message: string }[] = [];
  [...text.split('\n'), 'templates/.?*'].forEach((source, line) => {
    const rule = source.trim();
    if (rule === '' || rule.startsWith('#')) return;
    if (rule.includes('**')) problems.push({ line, message: 'double-star (**) syntax is not supported' });
    else patterns.push(patternOf(rule));
  });
  const matching: Matching = { patterns, folders: new Map(), budget: { left: MOST_STEPS } };
  return { problems, ignores: (path) => ignoresAny(matching, path) };
}

function patternOf(rule: string): Pattern {
  const negated = rule.startsWith('!');
  const folders = rule.endsWith('/');
  const body = rule.slice(negated ? 1 : 0, folders ? -1 : undefined);
  return { negated, foldersOnly: folders, matches: matcherOf(body) };
}

function matcherOf(body: string): Pattern['matches'] {
  if (!body.includes('/')) {
    const matches = nameMatcher(body);
    return (path, budget) => matches(path.at(-1) ?? '', budget);
  }
  const segments = body.replace(/^\//, '').split('/').map(nameMatcher);
  return (path, budget) =>
    path.length === segments.length && segments.every((matches, i) => matches(path[i] ?? '', budget));
}

/** Most names in patterns are plain. */
const nameMatcher = (pattern: string): ((name: string, budget: MatchBudget) => boolean) =>
  /[*?[\\]/.test(pattern) ? (name, budget) => matchName(pattern, name, budget) : (name) => name === pattern;

interface Matching {
  readonly patterns: readonly Pattern[];
  /** What is known of folders already. */
  readonly folders: Map<string, boolean>;
  readonly budget: MatchBudget;
}

function ignoresAny(matching: Matching, path: string): boolean {
  return isInIgnored(matching, path) || isIgnored(matching, path.split('/'), false);
}

/** Whether a path lies in a folder that is ignored. */
function isInIgnored(matching: Matching, path: string): boolean {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return false;
  const folder = path.slice(0, slash);
  const known = matching.folders.get(folder);
  if (known !== undefined) return known;
  const found = isInIgnored(matching, folder) || isIgnored(matching, folder.split('/'), true);
  matching.folders.set(folder, found);
  return found;
}

function isIgnored({ patterns, budget }: Matching, path: readonly string[], isFolder: boolean): boolean {
  for (const { negated, foldersOnly, matches } of patterns) {
    if (--budget.left < 0) return false;
    if (negated) {
      if ((foldersOnly && !isFolder) || !matches(path, budget)) return budget.left >= 0;
    } else if ((!foldersOnly || isFolder) && matches(path, budget)) return true;
  }
  return false;
}
