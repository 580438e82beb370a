import { RE2JS, RE2JSSyntaxException } from 're2js';
import { toEnginePattern } from './dialect.ts';
import { REGEXP_LIMITS, spendNothing } from './limits.ts';
import type { RegexpLimits, Spend } from './limits.ts';
import type { GroupNames } from './match.ts';
import { Regexp } from './regexp.ts';
import { estimateSize } from './size.ts';

/** `syntax` carries the message of Go's `regexp.Compile`; `limit` says that we, not Go, refuse the pattern. */
export type CompileResult =
  | { readonly ok: true; readonly regexp: Regexp }
  | { readonly ok: false; readonly reason: 'syntax' | 'limit'; readonly message: string };

/** Steps of a search (see {@link RegexpLimits}) that take as long as reading a character of a pattern, or an instruction. */
const STEPS_OF_CHARACTER = 4000;
const STEPS_OF_INSTRUCTION = 250;

/** Compiles a pattern in Go's syntax (RE2). Keep the result: see `RegexpCache`. `spend` is told what that and each search cost. */
export function compile(
  pattern: string,
  limits: RegexpLimits = REGEXP_LIMITS,
  spend: Spend = spendNothing,
): CompileResult {
  const size = pattern.length > limits.pattern ? Infinity : estimateSize(pattern);
  if (size > limits.program) return tooLarge();
  spend(pattern.length * STEPS_OF_CHARACTER + size * STEPS_OF_INSTRUCTION);
  const { pattern: enginePattern, originalNames } = toEnginePattern(pattern);
  try {
    const engine = RE2JS.compile(enginePattern);
    if (engine.programSize() * (1 + engine.groupCount()) > limits.captures) return tooLarge();
    return { ok: true, regexp: new Regexp(engine, groupNames(engine, originalNames), limits, spend) };
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) return tooLarge();
    const part = error.input === enginePattern ? pattern : (error.input ?? '');
    return { ok: false, reason: 'syntax', message: `error parsing regexp: ${error.error}: \`${part}\`` };
  }
}

/** Escapes a text so that it matches itself, as Go's `QuoteMeta` does. */
export function quoteMeta(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

function groupNames(engine: RE2JS, originalNames: ReadonlyMap<string, string>): GroupNames {
  const names = new Map<string, number[]>();
  const byNumber = Object.entries(engine.namedGroups()).sort((a, b) => a[1] - b[1]);
  for (const [engineName, group] of byNumber) {
    const name = originalNames.get(engineName) ?? engineName;
    names.set(name, [...(names.get(name) ?? []), group]);
  }
  return names;
}

function tooLarge(): CompileResult {
  return { ok: false, reason: 'limit', message: 'the expression is too large' };
}
