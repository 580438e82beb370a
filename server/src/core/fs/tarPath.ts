/** Where in a chart a file of its archive stands, or why Helm refuses the archive. */
export type ArchivedPath =
  { readonly kind: 'path'; readonly path: string } | { readonly kind: 'refused'; readonly problem: string };

/** UTF-16 units and segments of a path; no disk can hold a longer one. */
const LONGEST = 4096;
const DEEPEST = 64;

/** Stands for a first segment that leads elsewhere; nothing but the address rests on that one. */
const TOP = '-';

/**
 * The path that a name in a chart's tar stands for, with the packed folder as its first segment. It leads nowhere else:
 * Helm drops the first segment whatever it is, and works out `.` and `..` (LoadArchiveFiles in its loader).
 */
export function pathInside(name: string): ArchivedPath {
  if (name.length > LONGEST) return refused(`it has a name of more than ${LONGEST} characters`);
  const [top = '', ...rest] = name.split(name.includes('\\') ? '\\' : '/');
  const below = rest.join('/');
  if (below.startsWith('/')) return refused('chart illegally contains absolute paths');
  const path = cleaned(below);
  if (path === '')
    return refused(`chart illegally contains content outside the base directory: ${JSON.stringify(name)}`);
  if (path.startsWith('..')) return refused('chart illegally references parent directory');
  if (/^[a-zA-Z]:\//.test(path)) return refused('chart contains illegally named files');
  if (top === 'Chart.yaml') return refused('chart yaml not in base directory');
  if (path.split('/').length > DEEPEST) return refused(`it has folders in more than ${DEEPEST} folders`);
  return { kind: 'path', path: `${isElsewhere(top) ? TOP : top}/${path}` };
}

const isElsewhere = (top: string): boolean => top === '' || top === '.' || top === '..';

const refused = (problem: string): ArchivedPath => ({ kind: 'refused', problem });

/** As Go's path.Clean, but empty for the folder itself. */
function cleaned(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else kept.push(segment);
  }
  return kept.join('/');
}
