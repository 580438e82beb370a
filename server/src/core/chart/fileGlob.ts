import type { MatchBudget } from '../base/glob.ts';

/** One step of a pattern: a literal character, a test of one character, `*` within a folder, `**` across folders. */
type Step =
  | { readonly kind: 'one'; readonly test: (char: string) => boolean }
  | { readonly kind: 'many'; readonly crosses: boolean };

/** How many patterns the braces of one may stand for. */
const MOST_ALTERNATIVES = 256;

/** UTF-16 units of a pattern. */
const LONGEST = 1000;

/** Characters of paths that one pattern looks at, times the steps that may be active at each. */
const MOST_STEPS = 2_000_000;

/** Of adding a character to one of the patterns that braces stand for, which is read in turn. */
const STEPS_OF_COPY = 4;

/** The paths that a pattern matches, and what finding them took; undefined where it is too long, or takes too much. */
export interface Globbed {
  readonly paths: readonly string[] | undefined;
  readonly steps: number;
}

/** Looks for the paths that a pattern of `.Files.Glob` matches, see {@link compileFileGlob}. */
export function globFiles(pattern: string, paths: readonly string[]): Globbed {
  if (pattern.length > LONGEST) return { paths: undefined, steps: 0 };
  const budget: MatchBudget = { left: MOST_STEPS };
  const matches = compileFileGlob(pattern, budget);
  const found = paths.filter((path) => matches(path));
  return { paths: budget.left < 0 ? undefined : found, steps: MOST_STEPS - budget.left };
}

/**
 * A pattern of `.Files.Glob` (gobwas/glob with `/` as separator): `*` and `?` stay within a folder, `**` does not,
 * `[abc]` `[!a-z]` `{a,b}`, and a backslash quotes. One that cannot be read matches everything, as in Helm.
 */
function compileFileGlob(pattern: string, budget: MatchBudget): (path: string) => boolean {
  const alternatives = expand(pattern, budget);
  if (!alternatives) return () => true;
  const compiled = alternatives.map(stepsOf);
  if (compiled.some((steps) => steps === undefined)) return () => true;
  return (path) => compiled.some((steps) => steps !== undefined && matches(steps, Array.from(path), budget));
}

/** All texts without braces that a pattern stands for; undefined when braces do not fit or stand for too many. */
function expand(pattern: string, budget: MatchBudget): readonly string[] | undefined {
  let done = [''];
  const open: { readonly before: readonly string[]; options: string[] }[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? '';
    const last = open.at(-1);
    if (char === '{') {
      open.push({ before: done, options: [] });
      done = [''];
    } else if (char === '}' && last) {
      const options = [...last.options, ...done];
      done = last.before.flatMap((before) => options.map((option) => before + option));
      open.pop();
    } else if (char === ',' && last) {
      last.options.push(...done);
      done = [''];
    } else {
      const taken = char === '\\' ? char + (pattern[++i] ?? '') : char;
      budget.left -= done.length * STEPS_OF_COPY;
      done = done.map((text) => text + taken);
    }
    if (done.length > MOST_ALTERNATIVES) return undefined;
  }
  return open.length === 0 ? done : undefined;
}

function stepsOf(pattern: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  const chars = Array.from(pattern);
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] ?? '';
    if (char === '*') {
      const crosses = chars[i + 1] === '*';
      if (crosses) i++;
      steps.push({ kind: 'many', crosses });
    } else if (char === '?') steps.push({ kind: 'one', test: (c) => c !== '/' });
    else if (char === '[') {
      const close = chars.indexOf(']', i + 2);
      if (close < 0) return undefined;
      steps.push({ kind: 'one', test: setTest(chars.slice(i + 1, close)) });
      i = close;
    } else {
      const literal = char === '\\' ? (chars[++i] ?? '') : char;
      steps.push({ kind: 'one', test: (c) => c === literal });
    }
  }
  return steps;
}

function setTest(set: readonly string[]): (char: string) => boolean {
  const negated = set[0] === '!';
  const body = negated ? set.slice(1) : set;
  const [low = '', dash, high = ''] = body;
  const isRange = body.length === 3 && dash === '-';
  const all = new Set(body);
  return (char) => (isRange ? low <= char && char <= high : all.has(char)) !== negated;
}

/**
 * Most paths differ before the first asterisk. From there on it steps through the path with all positions in the
 * pattern that fit so far: at most their product.
 */
function matches(steps: readonly Step[], path: readonly string[], budget: MatchBudget): boolean {
  const first = steps.findIndex(({ kind }) => kind === 'many');
  const fixed = first < 0 ? steps.length : first;
  for (let i = 0; i < fixed; i++) {
    budget.left--;
    if (!isOne(steps[i], path[i])) return false;
  }
  let at = closure(steps, new Set([fixed]));
  for (const char of path.slice(fixed)) {
    budget.left -= 1 + at.size;
    if (budget.left < 0) return false;
    const next = new Set<number>();
    for (const i of at) {
      const step = steps[i];
      if (step?.kind === 'many' && (step.crosses || char !== '/')) next.add(i);
      else if (step?.kind === 'one' && step.test(char)) next.add(i + 1);
    }
    at = closure(steps, next);
  }
  return at.has(steps.length);
}

const isOne = (step: Step | undefined, char: string | undefined): boolean =>
  step?.kind === 'one' && char !== undefined && step.test(char);

/** `*` and `**` may stand for nothing. */
function closure(steps: readonly Step[], at: Set<number>): Set<number> {
  for (const i of at) if (steps[i]?.kind === 'many') at.add(i + 1);
  return at;
}
