import type { Origin, Place } from '../text/origin.ts';
import { attempt, attemptUnseen, settle } from './branches.ts';
import { shown } from './show.ts';
import { callTemplate } from './include.ts';
import type { ActionNode, BadNode, IfNode, ListNode, Node, PipeNode, TextNode, WithNode } from './nodes.ts';
import { evaluatePipeline } from './pipeline.ts';
import { walkRange } from './range.ts';
import { maximumLevel } from './run.ts';
import type { Scope, Slot } from './scope.ts';
import { truth } from './truth.ts';
import type { Decision, Guard } from './trace.ts';
import { computedOrigin, opaque, partsOf, placeholder } from './value.ts';
import type { Value } from './value.ts';

/** How a list of nodes ended: at its end, or at a break or continue of the range around. */
export type Ending = 'end' | 'break' | 'continue';

/** Executes nodes in order into the scope's output. */
export function walkList(scope: Scope, dot: Slot, list: ListNode): Ending {
  const { run } = scope;
  run.level++;
  let ending: Ending = 'end';
  for (const node of list.nodes) {
    ending = hasBudget(scope, node) ? walkNode(scope, dot, node) : 'break';
    if (ending !== 'end') break;
  }
  run.level--;
  return ending;
}

/** Counts a step; reports once when steps or output are spent. */
function hasBudget(scope: Scope, node: Node): boolean {
  const { run } = scope;
  if (!run.step()) {
    run.stop('the template takes too many steps', scope.siteOf(node));
    return false;
  }
  if (run.level > maximumLevel) {
    run.stop('templates are nested too deep', scope.siteOf(node));
    return false;
  }
  if (scope.out.length <= run.options.limits.output) return true;
  run.stop('the output is too large', scope.siteOf(node));
  return false;
}

function walkNode(scope: Scope, dot: Slot, node: Node): Ending {
  switch (node.kind) {
    case 'text':
      writeText(scope, node);
      return 'end';
    case 'action':
      walkAction(scope, dot, node);
      return 'end';
    case 'if':
    case 'with':
      return walkCondition(scope, dot, node);
    case 'range':
      return walkRange(scope, dot, node);
    case 'template':
      scope.at(node);
      callTemplate(scope, dot, node);
      return 'end';
    case 'break':
    case 'continue':
      return node.kind;
    case 'bad':
      writeHole(scope, node, node.message);
      return 'end';
    default:
      return 'end';
  }
}

function writeText(scope: Scope, node: TextNode): void {
  const literal = scope.literal(node.text, node.range, true);
  if (literal.parts) scope.out.appendPart(literal.text, literal.parts, 0, literal.text.length, scope.maybe);
  else scope.out.append(literal.text, literal.origin, scope.maybe);
}

function walkAction(scope: Scope, dot: Slot, node: ActionNode): void {
  scope.at(node);
  const value = evaluateOrReport(scope, dot, node.pipe);
  if (node.pipe.declarations.length === 0) print(scope, node, value);
}

/** The value of a pipeline; when it fails, that is reported, and its variables and the result are opaque. */
export function evaluateOrReport(scope: Scope, dot: Slot, pipe: PipeNode): Value {
  const mark = scope.mark();
  const value = evaluatePipeline(scope, dot, pipe);
  if (value.kind !== 'failure') return value;
  if (value.problem === 'limit') scope.run.stop(value.message, scope.site());
  else scope.run.report(value.problem, value.message, scope.site());
  const instead = opaque(value.message, 'any', scope.constant(pipe.range));
  scope.pop(mark);
  for (const { name } of pipe.declarations) {
    if (!pipe.assigns) scope.push(name, { value: instead, wrapped: false });
    else scope.assign(name, { value: instead, wrapped: false });
  }
  return instead;
}

function writeHole(scope: Scope, node: BadNode, reason: string): void {
  scope.out.append(placeholder, opaque(reason, 'any', scope.constant(node.range)).origin, scope.maybe);
}

/** Writes what an action prints; every part that is no template text is marked as printed here. */
function print(scope: Scope, node: ActionNode, value: Value): void {
  let place: Place | undefined;
  let last: { readonly of: Origin; readonly is: Origin } | undefined;
  const printed = (origin: Origin): Origin => {
    if (origin.kind === 'literal' || origin.kind === 'printed') return origin;
    // The padding of an embedded file is one origin in thousands of parts.
    if (last?.of !== origin) {
      place ??= scope.placeOf(node);
      last = { of: origin, is: printedAt(origin, place) };
    }
    return last.is;
  };
  if (value.kind === 'nil') scope.out.append('<no value>', printed(value.origin), scope.maybe);
  else if (value.kind === 'string') {
    scope.out.appendPart(value.text, partsOf(value), 0, value.text.length, scope.maybe, printed);
  } else if (value.kind === 'opaque') {
    writeLead(scope, node);
    scope.out.append(placeholder, printed(value.origin), scope.maybe);
  } else {
    scope.run.recorder.look(value);
    const text = shown(value, value.origin);
    scope.out.appendPart(text.text, partsOf(text), 0, text.text.length, scope.maybe, printed);
  }
}

/** What `indent` and `nindent` put before a text that nobody knows, since the action failed before them. */
function writeLead(scope: Scope, node: ActionNode): void {
  const [head, spaces, ...more] = node.pipe.commands.at(-1)?.operands ?? [];
  if (head?.kind !== 'identifier' || spaces?.kind !== 'number' || more.length > 0 || node.pipe.commands.length < 2)
    return;
  const count = Number(spaces.int ?? 0n);
  if (!['indent', 'nindent'].includes(head.name) || count < 0 || count > MOST_BLANKS) return;
  const origin: Origin = { kind: 'computed', name: head.name, place: scope.placeOf(node), inputs: [] };
  if (head.name === 'nindent') scope.out.append('\n', origin, scope.maybe);
  scope.out.append(' '.repeat(count), origin, scope.maybe);
}

const MOST_BLANKS = 100;

function printedAt(origin: Origin, place: Place): Origin {
  if (origin.kind !== 'unknown') return { kind: 'printed', place, of: origin };
  return origin.of.kind === 'printed' ? origin : { ...origin, of: { kind: 'printed', place, of: origin.of } };
}

function walkCondition(scope: Scope, dot: Slot, node: IfNode | WithNode): Ending {
  const mark = scope.mark();
  const { result: value, decisions } = scope.run.recorder.condition(() => {
    const result = evaluateOrReport(scope, dot, node.pipe);
    decideBare(scope, node.kind, result);
    return result;
  });
  const is = truth(value);
  const inner = node.kind === 'with' ? { value, wrapped: false } : dot;
  const ending =
    is === undefined
      ? walkUnsure(
          scope,
          { dot: inner, list: node.body },
          { dot, list: node.otherwise },
          computedOrigin(node.kind, scope.placeOf(node), [value]),
        )
      : walkGuarded(scope, is ? inner : dot, is ? node.body : node.otherwise, is, decisions);
  scope.pop(mark);
  return ending;
}

interface Branch {
  readonly dot: Slot;
  readonly list: ListNode | undefined;
}

/**
 * Branches of which nobody knows which one is executed: the first that writes something is rendered, everything in it
 * marked; what they leave behind is uncertain.
 */
function walkUnsure(scope: Scope, first: Branch, second: Branch, origin: Origin): Ending {
  const start = scope.out.close();
  const one = attempt(scope, () => walkMaybe(scope, first.dot, first.list));
  const unseen = scope.out.wroteSince(start);
  const walkSecond = (): void => walkMaybe(scope, second.dot, second.list);
  const other = unseen ? attemptUnseen(scope, walkSecond) : attempt(scope, walkSecond);
  settle(scope, one, other, origin);
  return 'end';
}

/** A bare condition on a values path is a decision of its own; one that a comparison made is already recorded. */
export function decideBare(scope: Scope, operator: string, value: Value): void {
  const is = truth(value);
  const { kind } = value.origin;
  if (is === undefined || kind === 'literal' || (kind === 'computed' && scope.run.recorder.hasDecided)) return;
  scope.run.recorder.decide(operator, value, is, []);
}

/** A body whose condition is unknown: rendered once, everything in it marked. */
export function walkMaybe(scope: Scope, dot: Slot, body: ListNode | undefined): void {
  if (!body) return;
  const { maybe, run } = scope;
  scope.maybe = true;
  run.doubt++;
  const ending = walkList(scope, dot, body);
  run.doubt--;
  scope.maybe = maybe;
  if (ending !== 'end') scope.leave(ending);
  if (scope.left) scope.maybe = true;
}

function walkGuarded(
  scope: Scope,
  dot: Slot,
  body: ListNode | undefined,
  outcome: boolean,
  decisions: readonly Decision[],
): Ending {
  if (!body) return 'end';
  const { recorder } = scope.run;
  const outer: Guard | undefined = recorder.guard;
  if (decisions.length > 0) recorder.guard = { decisions, outcome, outer };
  const ending = walkList(scope, dot, body);
  recorder.guard = outer;
  return ending;
}
