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
  readonly matches: (path: readonly string[]) => boolean;
}

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
  const folders = new Map<string, boolean>();
  return { problems, ignores: (path) => ignoresAny(patterns, path, folders) };
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
    return (path) => matches(path.at(-1) ?? '');
  }
  const segments = body.replace(/^\//, '').split('/').map(nameMatcher);
  return (path) => path.length === segments.length && segments.every((matches, i) => matches(path[i] ?? ''));
}

/** Most names in patterns are plain. */
const nameMatcher = (pattern: string): ((name: string) => boolean) =>
  /[*?[\\]/.test(pattern) ? (name) => matchName(pattern, name) : (name) => name === pattern;

/** `folders` is what is known of folders already. */
function ignoresAny(patterns: readonly Pattern[], path: string, folders: Map<string, boolean>): boolean {
  return isInIgnored(patterns, path, folders) || isIgnored(patterns, path.split('/'), false);
}

/** Whether a path lies in a folder that is ignored. */
function isInIgnored(patterns: readonly Pattern[], path: string, folders: Map<string, boolean>): boolean {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return false;
  const folder = path.slice(0, slash);
  const known = folders.get(folder);
  if (known !== undefined) return known;
  const found = isInIgnored(patterns, folder, folders) || isIgnored(patterns, folder.split('/'), true);
  folders.set(folder, found);
  return found;
}

function isIgnored(patterns: readonly Pattern[], path: readonly string[], isFolder: boolean): boolean {
  for (const { negated, foldersOnly, matches } of patterns) {
    if (negated) {
      if ((foldersOnly && !isFolder) || !matches(path)) return true;
    } else if ((!foldersOnly || isFolder) && matches(path)) return true;
  }
  return false;
}
