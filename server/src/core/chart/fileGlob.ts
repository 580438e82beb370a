/** One step of a pattern: a literal character, a test of one character, `*` within a folder, `**` across folders. */
type Step =
  | { readonly kind: 'one'; readonly test: (char: string) => boolean }
  | { readonly kind: 'many'; readonly crosses: boolean };

/** How many patterns the braces of one may stand for. */
const MOST_ALTERNATIVES = 256;

/**
 * A pattern of `.Files.Glob` (gobwas/glob with `/` as separator): `*` and `?` stay within a folder, `**` does not,
 * `[abc]` `[!a-z]` `{a,b}`, and a backslash quotes. One that cannot be read matches everything, as in Helm.
 */
export function compileFileGlob(pattern: string): (path: string) => boolean {
  const alternatives = expand(pattern);
  if (!alternatives) return () => true;
  const compiled = alternatives.map(stepsOf);
  if (compiled.some((steps) => steps === undefined)) return () => true;
  return (path) => compiled.some((steps) => steps !== undefined && matches(steps, Array.from(path)));
}

/** All texts without braces that a pattern stands for; undefined when braces do not fit or stand for too many. */
function expand(pattern: string): readonly string[] | undefined {
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
  return (char) => (isRange ? low <= char && char <= high : body.includes(char)) !== negated;
}

/**
 * Most paths differ before the first asterisk. From there on it steps through the path with all positions in the
 * pattern that fit so far: at most their product.
 */
function matches(steps: readonly Step[], path: readonly string[]): boolean {
  const first = steps.findIndex(({ kind }) => kind === 'many');
  const fixed = first < 0 ? steps.length : first;
  for (let i = 0; i < fixed; i++) if (!isOne(steps[i], path[i])) return false;
  let at = closure(steps, new Set([fixed]));
  for (const char of path.slice(fixed)) {
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
