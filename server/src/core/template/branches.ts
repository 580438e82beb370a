import { noOrigin } from '../text/origin.ts';
import type { Origin } from '../text/origin.ts';
import { TracedBuilder } from '../text/traced.ts';
import { oneOf, UNCERTAIN } from './choice.ts';
import type { Change, Journal } from './journal.ts';
import type { Scope, Slot } from './scope.ts';
import { opaque } from './value.ts';
import type { Value } from './value.ts';

/*
 * What a body leaves behind of which nobody knows whether it is executed, or how often, or in which order: variables that it
 * assigned and maps that it changed are then one of several values, or unknown.
 */

/** What a body changed, after which everything is as it was before. */
export interface Effects {
  readonly variables: readonly Slot[];
  readonly changes: readonly Change[];
}

/** Executes something and undoes what it changed. */
export function attempt(scope: Scope, act: () => void): Effects {
  const before = scope.variables();
  const { journal } = scope.run.recorder.keeping(act);
  scope.pop(before.length);
  const effects = { variables: scope.variables(), changes: journal.changes() };
  scope.restore(before);
  journal.undo();
  return effects;
}

/** Executes something for what it changes, without its output. */
export function attemptUnseen(scope: Scope, act: () => void): Effects {
  const { out } = scope;
  scope.out = new TracedBuilder();
  const effects = attempt(scope, act);
  scope.out = out;
  return effects;
}

/** Either the one or the other has happened, which something of this origin decides. */
export function settle(scope: Scope, one: Effects, other: Effects, origin: Origin): void {
  settleVariables(scope, one.variables, other.variables, origin);
  const { recorder } = scope.run;
  for (const { map, key, before, after } of one.changes) {
    const same = other.changes.find((change) => change.map.entries === map.entries && change.key === key);
    recorder.write(map, key, either(after, same ? same.after : before, origin));
  }
  for (const { map, key, before, after } of other.changes) {
    const done = one.changes.some((change) => change.map.entries === map.entries && change.key === key);
    if (!done) recorder.write(map, key, either(before, after, origin));
  }
}

function settleVariables(scope: Scope, one: readonly Slot[], other: readonly Slot[], origin: Origin): void {
  scope.restore(
    one.map((slot, i) => {
      const alternative = other[i] ?? slot;
      if (slot.value === alternative.value) return slot;
      return { ...slot, value: oneOf([slot.value, alternative.value], UNCERTAIN, origin) };
    }),
  );
}

function either(a: Value | undefined, b: Value | undefined, origin: Origin): Value | undefined {
  if (a && b) return oneOf([a, b], UNCERTAIN, origin);
  const there = a ?? b;
  return there && { ...opaque(UNCERTAIN, 'any', origin), maybeAbsent: true };
}

/** Something has happened in part, or several times in an unknown order: what it changed is unknown. */
export function forget(
  scope: Scope,
  before: readonly Slot[],
  journal: Journal,
  reason: string,
  origin: Origin = noOrigin,
): void {
  scope.restore(
    scope.variables().map((slot, i) => {
      const old = before[i];
      return !old || old.value === slot.value ? slot : { ...slot, value: opaque(reason, 'any', origin) };
    }),
  );
  for (const change of journal.changes()) forgetChange(scope, change, opaque(reason, 'any', origin));
}

function forgetChange(scope: Scope, { map, key, before, after }: Change, unknown: Value): void {
  scope.run.recorder.write(map, key, before && after ? unknown : perhaps(unknown));
}

const perhaps = (value: Value): Value => (value.kind === 'opaque' ? { ...value, maybeAbsent: true } : value);
