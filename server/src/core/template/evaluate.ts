import { RegexpCache } from '../regexp/cache.ts';
import { REGEXP_LIMITS } from '../regexp/limits.ts';
import { SourceMap } from '../text/sourceMap.ts';
import { TracedBuilder } from '../text/traced.ts';
import { PasswordKeys } from './functions/derivedPassword.ts';
import type { Services } from './functions/function.ts';
import { include, tpl } from './include.ts';
import { layOut } from './layout.ts';
import type { OpaqueSpan } from './layout.ts';
import { withoutMarks } from './noValue.ts';
import type { Problem } from './problem.ts';
import { Recorder } from './record.ts';
import { Run } from './run.ts';
import type { RunOptions, TemplateBody } from './run.ts';
import { Scope } from './scope.ts';
import type { Trace } from './trace.ts';
import type { Value } from './value.ts';
import { walkList } from './walk.ts';

/** One executed template. */
export interface Rendering {
  /** As Helm prints it, `<no value>` taken out, save for opaque parts. */
  readonly text: string;
  readonly map: SourceMap;
  readonly opaque: readonly OpaqueSpan[];
  /** In the order of execution; the first without `maybe` is what Helm would stop at. */
  readonly problems: readonly Problem[];
  readonly steps: number;
}

/** Executes a body with data as dot and `$`. Never throws over templates or data: failures are problems and holes. */
export function evaluate(body: TemplateBody, data: Value, options: RunOptions, trace: Trace): Rendering {
  const run = new Run(options, new Recorder(trace));
  run.services = servicesOf(run);
  const builder = new TracedBuilder();
  walkList(new Scope(run, body, undefined, builder, data), { value: data, wrapped: false }, body.body);
  const { traced, opaque } = layOut(withoutMarks(builder.finish()));
  return { text: traced.text, map: new SourceMap(traced.parts), opaque, problems: run.problems, steps: run.steps };
}

/** Compiled patterns that one rendering keeps. */
const MOST_PATTERNS = 200;

/** Steps of a regular expression that take as long as one of ours: a hundred million are at most a third of a second. */
const REGEXP_STEPS = 1000;

function servicesOf(run: Run): Services {
  const { host, limits } = run.options;
  return {
    host,
    limits,
    regexps: new RegexpCache(MOST_PATTERNS, REGEXP_LIMITS, (steps) => run.charge(steps / REGEXP_STEPS)),
    passwords: new PasswordKeys(),
    charge: (steps) => run.charge(steps),
    include: (name, data, place) => include(run, name, data, place),
    tpl: (source, data, place) => tpl(run, source, data, place),
  };
}
