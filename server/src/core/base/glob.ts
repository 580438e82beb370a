/** How many steps may still be taken; without steps left nothing matches. */
export interface MatchBudget {
  left: number;
}

/** Many times what a pattern that somebody wrote needs for a path. */
const STEPS_OF_ONE = 20_000;

/** Whether a slash-separated path matches a glob: `**` any folders, `*` `?` `[…]` within one name. A glob without a slash matches at any depth. */
export function matchGlob(glob: string, path: string, budget?: MatchBudget): boolean {
  const segments = glob
    .replace(/^\.?\//, '')
    .replace(/\/$/, '/**')
    .split('/');
  return matchSegments(segments.length === 1 ? ['**', ...segments] : segments, path.split('/'), budget);
}

/** Matches pattern segments against path segments; `**` stands for any number of them. */
export function matchSegments(
  pattern: readonly string[],
  path: readonly string[],
  budget: MatchBudget = { left: STEPS_OF_ONE },
): boolean {
  let reachable = new Set([0]);
  for (const [i, segment] of pattern.entries()) {
    const next = new Set<number>();
    if (segment === '**') {
      const first = Math.min(...reachable);
      for (let to = i === pattern.length - 1 ? first + 1 : first; to <= path.length; to++) next.add(to);
    } else {
      for (const at of reachable) if (at < path.length && matchName(segment, path[at] ?? '', budget)) next.add(at + 1);
    }
    reachable = next;
    budget.left -= 1 + next.size;
    if (reachable.size === 0 || budget.left < 0) return false;
  }
  return reachable.has(path.length);
}

/** `*`, `?` and `[…]` within one name; greedy with one point of return, so linear in practice and quadratic at worst. */
export function matchName(pattern: string, name: string, budget: MatchBudget = { left: STEPS_OF_ONE }): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let starName = 0;
  while (n < name.length) {
    if (--budget.left < 0) return false;
    const step = matchOne(pattern, p, name[n] ?? '', budget);
    if (pattern[p] === '*') {
      star = p++;
      starName = n;
    } else if (step > 0) {
      p += step;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++starName;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** How many pattern characters match this one character; 0 when they don't. */
function matchOne(pattern: string, at: number, char: string, budget: MatchBudget): number {
  const first = pattern[at];
  if (first === undefined || first === '*') return 0;
  if (first === '?') return 1;
  if (first === '\\') return pattern[at + 1] === char ? 2 : 0;
  if (first !== '[') return first === char ? 1 : 0;
  const close = pattern.indexOf(']', at + 2);
  budget.left -= (close < 0 ? pattern.length : close) - at;
  if (close < 0) return char === '[' ? 1 : 0;
  return inSet(pattern.slice(at + 1, close), char) ? close - at + 1 : 0;
}

function inSet(set: string, char: string): boolean {
  const negated = set.startsWith('!') || set.startsWith('^');
  const body = negated ? set.slice(1) : set;
  let found = false;
  for (let i = 0; i < body.length; i++) {
    const isRange = body[i + 1] === '-' && i + 2 < body.length;
    found ||= isRange ? (body[i] ?? '') <= char && char <= (body[i + 2] ?? '') : body[i] === char;
    if (isRange) i += 2;
  }
  return found !== negated;
}
