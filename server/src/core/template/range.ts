import { disorder } from '../text/origin.ts';
import { forget } from './branches.ts';
import { UNCERTAIN } from './choice.ts';
import type { Failure } from './functions/function.ts';
import type { RangeNode } from './nodes.ts';
import { turnsOf } from './rangeTurns.ts';
import type { Turn, Turns } from './rangeTurns.ts';
import type { Scope, Slot } from './scope.ts';
import { assignedIn, Shuffled } from './shuffled.ts';
import { decideBare, evaluateOrReport, walkList, walkMaybe } from './walk.ts';
import type { Ending } from './walk.ts';
import { computedOrigin, opaque } from './value.ts';
import type { Value } from './value.ts';
import { workOfItems } from './work.ts';

/** `range`: over a list, a map in the order of its keys, a whole number, or nothing; what is unknown is gone through once. */
export function walkRange(scope: Scope, dot: Slot, node: RangeNode): Ending {
  scope.at(node);
  const mark = scope.mark();
  const { result: value, decisions } = scope.run.recorder.condition(() => {
    const result = evaluateOrReport(scope, dot, node.pipe);
    if (result.kind !== 'object') decideBare(scope, 'range', result);
    return result;
  });
  const turns = turnsOf(scope, node, value);
  let ending: Ending = 'end';
  if (turns.kind === 'failure') {
    report(scope, turns);
    rangeOnce(scope, dot, node, opaque(turns.message, 'any', scope.constant(node.pipe.range)));
  } else if (value.kind === 'opaque') rangeOnce(scope, dot, node, value);
  else {
    const { recorder } = scope.run;
    const outer = recorder.guard;
    if (decisions.length > 0) recorder.guard = { decisions, outcome: turns.count > 0, outer };
    if (turns.count > 0) runTurns(scope, node, turns);
    else if (node.otherwise) ending = walkList(scope, dot, node.otherwise);
    recorder.guard = outer;
  }
  scope.pop(mark);
  return ending;
}

function report(scope: Scope, failure: Failure): void {
  if (failure.problem === 'limit') scope.run.stop(failure.message, scope.site());
  else scope.run.report(failure.problem, failure.message, scope.site());
}

/** A range of which a turn is perhaps the last, or is perhaps none, leaves behind what nobody knows. */
function runTurns(scope: Scope, node: RangeNode, turns: Turns): void {
  const { left, maybe } = scope;
  const before = scope.variables();
  scope.left = undefined;
  const { result, journal } = scope.run.recorder.keeping(() =>
    turns.shuffled ? runShuffled(scope, node, turns) : runInOrder(scope, node, turns),
  );
  scope.pop(before.length);
  scope.left = left;
  scope.maybe = maybe;
  if (result === 'uncertain') forget(scope, before, journal, UNCERTAIN);
}

function runInOrder(scope: Scope, node: RangeNode, turns: Turns): 'done' | 'uncertain' {
  const mark = scope.mark();
  const { maybe } = scope;
  let outcome: 'done' | 'uncertain' = 'done';
  let isLeft = false;
  // A template may change the map it ranges over; Go has taken its entries beforehand.
  const all = Array.from({ length: turns.count }, (_, i) => turns.at(i));
  scope.run.charge(workOfItems(turns.count));
  for (const turn of all) {
    const ending = runTurn(scope, node, turn);
    scope.pop(mark);
    if (scope.left ?? turn.perhaps) outcome = 'uncertain';
    if (scope.left === 'continue') scope.arrive();
    scope.maybe = maybe || scope.left !== undefined;
    isLeft = ending === 'break';
    if (isLeft || scope.run.stopped) break;
  }
  if (turns.isTooLong && !isLeft) scope.run.stop('the range is too large', scope.siteOf(node.pipe));
  scope.arrive();
  return outcome;
}

function runTurn(scope: Scope, node: RangeNode, turn: Turn): Ending {
  // A body may be empty.
  scope.run.charge(1);
  setVariables(scope, node, turn);
  if (!turn.perhaps) return walkList(scope, turn.element, node.body);
  walkMaybe(scope, turn.element, node.body);
  return 'end';
}

/**
 * Turns in an order that is left to chance. Each sees as unknown what others leave behind, and all that is written
 * stands in that order. What every turn that assigns a variable, or sets a key, makes of it alike is known in the end.
 */
function runShuffled(scope: Scope, node: RangeNode, turns: Turns): 'done' | 'uncertain' {
  const start = scope.out.close();
  const order = new Shuffled(scope, assignedIn(node));
  let leaves = false;
  for (let i = 0; i < turns.count && !scope.run.stopped; i++) {
    const ending = order.turn(() => runTurn(scope, node, turns.at(i)));
    if (ending === 'break') scope.leave('break');
    leaves ||= scope.left !== undefined;
    if (scope.left === 'continue') scope.arrive();
    scope.maybe ||= scope.left !== undefined;
  }
  scope.arrive();
  const settled = order.finish();
  scope.out.close();
  scope.out.rewrap(start, disorder);
  return leaves || !settled ? 'uncertain' : 'done';
}

/** The body of a range over what is not known is rendered once; how often Helm does, nobody knows. */
function rangeOnce(scope: Scope, dot: Slot, node: RangeNode, value: Value): void {
  const before = scope.variables();
  const { left, maybe } = scope;
  scope.left = undefined;
  const element = {
    value:
      value.kind === 'opaque'
        ? opaque(value.reason, 'any', value.origin.kind === 'unknown' ? value.origin.of : value.origin)
        : value,
    wrapped: false,
  };
  const start = scope.out.close();
  const { journal } = scope.run.recorder.keeping(() => {
    setVariables(scope, node, { key: element.value, element });
    walkMaybe(scope, element, node.body);
    scope.pop(before.length);
    scope.arrive();
    if (!scope.out.wroteSince(start)) walkMaybe(scope, dot, node.otherwise);
  });
  scope.pop(before.length);
  scope.left = left;
  scope.maybe = maybe;
  forget(scope, before, journal, UNCERTAIN, computedOrigin('range', scope.placeOf(node), [value]));
}

function setVariables(scope: Scope, node: RangeNode, { key, element }: Turn): void {
  const [first, second] = node.pipe.declarations;
  if (!first) return;
  const index: Slot = { value: key, wrapped: false };
  if (node.pipe.assigns) {
    scope.assign(first.name, second ? index : element);
    if (second) scope.assign(second.name, element);
  } else {
    scope.assignTop(1, element);
    if (second) scope.assignTop(2, index);
  }
}
