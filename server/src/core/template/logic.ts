import { fail } from './functions/function.ts';
import type { Operand } from './nodes.ts';
import { evaluateArgument } from './pipeline.ts';
import type { Outcome } from './pipeline.ts';
import type { Scope, Slot } from './scope.ts';
import { truth } from './truth.ts';
import { nil, opaque } from './value.ts';
import type { OpaqueValue, Value } from './value.ts';

/**
 * `and` and `or` give the first operand that decides, or the last, and evaluate none after it. What the pipeline
 * hands on counts as the last operand but is not looked at. Once an operand is unknown, so is the result; the rest up to
 * one that decides is evaluated all the same, for its problems and decisions: with that the truth of the result is known,
 * whichever of the two it is.
 */
export function evaluateLogic(
  scope: Scope,
  dot: Slot,
  name: 'and' | 'or',
  args: readonly Operand[],
  final: Value | undefined,
): Outcome {
  if (args.length === 0 && !final) return fail(`wrong number of args for ${name}: want at least 1 got 0`);
  let unknown: Value | undefined;
  let last: Value | undefined;
  for (const arg of args) {
    const value = evaluateArgument(scope, dot, arg, 'any');
    if (value.kind === 'failure') return value;
    last = value;
    const is = truth(value);
    if (is === undefined) unknown ??= value;
    else {
      scope.run.recorder.decide(name, value, is, []);
      if (is === (name === 'or')) return unknown ? { ...unknownOf(unknown), isTrue: is } : value;
    }
  }
  if (unknown) return unknownOf(unknown);
  return final ?? last ?? nil(scope.constant({ start: 0, end: 0 }));
}

const unknownOf = ({ origin }: Value): OpaqueValue => opaque('depends on an unknown value', 'any', origin);
