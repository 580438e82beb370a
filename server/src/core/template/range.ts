import { childOf } from '../text/origin.ts';
import type { Failure } from './functions/function.ts';
import { fail } from './functions/function.ts';
import { insideOf } from './functions/unordered.ts';
import type { RangeNode } from './nodes.ts';
import { int } from './numbers.ts';
import { wrappedNil } from './scope.ts';
import type { Scope, Slot } from './scope.ts';
import { show, sortedKeys } from './show.ts';
import { decideBare, evaluateOrReport, walkList, walkMaybe } from './walk.ts';
import type { Ending } from './walk.ts';
import { nil, opaque, text } from './value.ts';
import type { IntValue, Value } from './value.ts';

interface Turn {
  readonly key: Value;
  readonly element: Slot;
}

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
    rangeOnce(scope, node, opaque(turns.message, 'any', scope.constant(node.pipe.range)));
  } else if (value.kind === 'opaque') rangeOnce(scope, node, value);
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

interface Turns {
  readonly kind: 'turns';
  readonly count: number;
  readonly at: (index: number) => Turn;
}

function turnsOf(scope: Scope, node: RangeNode, value: Value): Turns | Failure {
  switch (value.kind) {
    case 'list':
      return { kind: 'turns', count: value.items.length, at: (i) => listTurn(value.items[i], i, value.elem, value) };
    case 'map': {
      scope.run.recorder.look(value);
      const keys = sortedKeys(value);
      return {
        kind: 'turns',
        count: keys.length,
        at: (i) => mapTurn(keys[i] ?? '', value.entries.get(keys[i] ?? ''), value),
      };
    }
    case 'bytes':
      return {
        kind: 'turns',
        count: value.bytes.length,
        at: (i) => countTurn(int(i, value.origin), int(value.bytes[i] ?? 0, value.origin, 'uint8')),
      };
    case 'int':
      return countTurns(scope, node, value);
    case 'nil':
    case 'opaque':
      return { kind: 'turns', count: 0, at: () => countTurn(value, value) };
    default:
      return fail(`range can't iterate over ${show(value)}`);
  }
}

function countTurns(scope: Scope, node: RangeNode, value: IntValue): Turns | Failure {
  if (node.pipe.declarations.length > 1) return fail(`can't use ${show(value)} to iterate over more than one variable`);
  const { items } = scope.run.options.limits;
  if (value.value > BigInt(items)) return { kind: 'failure', problem: 'limit', message: 'the range is too large' };
  const count = Math.max(0, Number(value.value));
  return { kind: 'turns', count, at: (i) => countTurn(nil(value.origin), int(i, value.origin, value.type)) };
}

const countTurn = (key: Value, element: Value): Turn => ({ key, element: { value: element, wrapped: false } });

function listTurn(item: Value | undefined, index: number, elem: string, of: Value): Turn {
  const wrapped = elem === 'interface {}';
  const value = insideOf(of, item ?? nil(of.origin));
  return { key: int(index, of.origin), element: { value: wrapped ? wrappedNil(value) : value, wrapped } };
}

function mapTurn(key: string, value: Value | undefined, of: Value): Turn {
  const wrapped = of.kind === 'map' && of.elem === 'interface {}';
  const element = insideOf(of, value ?? nil(of.origin));
  return {
    key: text(key, childOf(of.origin, key)),
    element: { value: wrapped ? wrappedNil(element) : element, wrapped },
  };
}

function runTurns(scope: Scope, node: RangeNode, turns: Turns): void {
  const mark = scope.mark();
  // A template may change the map it ranges over; Go has taken its entries beforehand.
  const all = Array.from({ length: turns.count }, (_, i) => turns.at(i));
  for (const turn of all) {
    setVariables(scope, node, turn);
    const ending = walkList(scope, turn.element, node.body);
    scope.pop(mark);
    if (ending === 'break' || scope.run.stopped) return;
  }
}

function rangeOnce(scope: Scope, node: RangeNode, value: Value): void {
  const mark = scope.mark();
  const element = {
    value:
      value.kind === 'opaque'
        ? opaque(value.reason, 'any', value.origin.kind === 'unknown' ? value.origin.of : value.origin)
        : value,
    wrapped: false,
  };
  setVariables(scope, node, { key: element.value, element });
  walkMaybe(scope, element, node.body);
  scope.pop(mark);
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
