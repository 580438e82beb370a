import { matchSegments } from '../base/glob.ts';

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
  readonly matches: (path: string) => boolean;
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
  return { problems, ignores: (path) => ignoresAny(patterns, path) };
}

function patternOf(rule: string): Pattern {
  const negated = rule.startsWith('!');
  const folders = rule.endsWith('/');
  const body = rule.slice(negated ? 1 : 0, folders ? -1 : undefined);
  return { negated, foldersOnly: folders, matches: matcherOf(body) };
}

function matcherOf(body: string): (path: string) => boolean {
  if (!body.includes('/')) return (path) => matchSegments([body], [path.slice(path.lastIndexOf('/') + 1)]);
  const segments = body.replace(/^\//, '').split('/');
  return (path) => matchSegments(segments, path.split('/'));
}

function ignoresAny(patterns: readonly Pattern[], path: string): boolean {
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
    if (isIgnored(patterns, path.slice(0, at), true)) return true;
  }
  return isIgnored(patterns, path, false);
}

function isIgnored(patterns: readonly Pattern[], path: string, isFolder: boolean): boolean {
  for (const { negated, foldersOnly, matches } of patterns) {
    if (negated) {
      if ((foldersOnly && !isFolder) || !matches(path)) return true;
    } else if ((!foldersOnly || isFolder) && matches(path)) return true;
  }
  return false;
}
