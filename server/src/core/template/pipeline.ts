import { Calling, checkArgument, checkConstant, checkNil, invoke, paramAt, wrongCount } from './call.ts';
import { evaluateFields } from './fields.ts';
import { fail, tooLarge } from './functions/function.ts';
import type { Failure, FunctionSpec, ParamType } from './functions/function.ts';
import { evaluateLogic } from './logic.ts';
import { nodeText } from './nodeText.ts';
import type { AnyNode } from './nodeText.ts';
import type {
  BoolNode,
  CommandNode,
  IdentifierNode,
  NumberNode,
  Operand,
  PipeNode,
  StringNode,
  VariableNode,
} from './nodes.ts';
import { float, int } from './numbers.ts';
import { quoted } from './quote.ts';
import { Caller, maximumLevel } from './run.ts';
import { unwrapped } from './scope.ts';
import type { Scope, Slot } from './scope.ts';
import { bool, nil, nilInterface, opaque, text } from './value.ts';
import type { Value } from './value.ts';
import { workOfItems, workOfUnits } from './work.ts';

/** A value or why there is none, in Go's words; the scope is then at the node that the message is about. */
export type Outcome = Value | Failure;

/** The value of a pipeline. Declared variables are left on the scope's stack. */
export function evaluatePipeline(scope: Scope, dot: Slot, pipe: PipeNode): Outcome {
  scope.at(pipe);
  const { run } = scope;
  if (!run.step()) return outOfSteps;
  if (run.level > maximumLevel) return tooDeep;
  run.level++;
  const result = evaluateCommands(scope, dot, pipe);
  run.level--;
  return result.kind === 'failure' ? result : declare(scope, pipe, result);
}

function evaluateCommands(scope: Scope, dot: Slot, pipe: PipeNode): Outcome {
  let value: Value | undefined;
  for (const command of pipe.commands) {
    const result = evaluateCommand(scope, dot, command, value);
    if (result.kind === 'failure') return result;
    value = unwrapped(result);
  }
  return value ?? fail('missing value for command');
}

export const outOfSteps: Failure = { kind: 'failure', problem: 'limit', message: 'the template takes too many steps' };

const tooDeep: Failure = { kind: 'failure', problem: 'limit', message: 'templates are nested too deep' };

function declare(scope: Scope, pipe: PipeNode, value: Value): Outcome {
  for (const { name } of pipe.declarations) {
    if (!pipe.assigns) scope.push(name, { value, wrapped: false });
    else if (!scope.assign(name, { value, wrapped: false })) return fail(`undefined variable: ${name}`);
  }
  return value;
}

function evaluateCommand(scope: Scope, dot: Slot, command: CommandNode, final: Value | undefined): Outcome {
  const [head, ...args] = command.operands;
  if (!head) return fail('missing value for command');
  switch (head.kind) {
    case 'field':
      scope.at(head);
      return evaluateFields(scope, dot, dot, head, head.names, args, final);
    case 'chain':
    case 'variable':
      return evaluateReference(scope, dot, head, args, final);
    case 'identifier':
      return evaluateFunction(scope, dot, head, command, args, final);
    default:
      return evaluateOperandCommand(scope, dot, head, args.length > 0 || final !== undefined);
  }
}

function evaluateOperandCommand(
  scope: Scope,
  dot: Slot,
  head: Exclude<Operand, IdentifierNode>,
  given: boolean,
): Outcome {
  if (head.kind !== 'pipe') scope.at(head);
  if (given) return fail(`can't give argument to non-function ${nodeText(head)}`);
  return head.kind === 'nil' ? fail('nil is not a command') : evaluateOperand(scope, dot, head);
}

/** An operand that stands alone, whatever its type. */
export function evaluateOperand(scope: Scope, dot: Slot, node: Operand): Outcome {
  scope.at(node);
  switch (node.kind) {
    case 'dot':
      return dot.value;
    case 'field':
      return evaluateFields(scope, dot, dot, node, node.names, [], undefined);
    case 'chain':
    case 'variable':
      return evaluateReference(scope, dot, node, [], undefined);
    case 'pipe':
      return evaluatePipeline(scope, dot, node);
    case 'identifier':
      return evaluateFunction(scope, dot, node, node, [], undefined);
    case 'nil':
      return nil(scope.constant(node.range));
    case 'bad':
      return opaque(node.message, 'any', scope.constant(node.range));
    default:
      return constantValue(scope, node);
  }
}

/** `$x`, `$x.a.b` and `(…).a.b`. */
function evaluateReference(
  scope: Scope,
  dot: Slot,
  node: Operand,
  args: readonly Operand[],
  final: Value | undefined,
): Outcome {
  scope.at(node);
  if (node.kind === 'variable') return evaluateVariable(scope, dot, node, args, final);
  if (node.kind !== 'chain') return fail(`can't evaluate ${nodeText(node)}`);
  if (node.base.kind === 'nil') return fail(`indirection through explicit nil in ${nodeText(node)}`);
  const base = evaluateOperand(scope, dot, node.base);
  if (base.kind === 'failure') return base;
  const wrapped = node.base.kind === 'identifier' && base.kind === 'nil';
  const receiver = { value: wrapped ? nilInterface(base.origin) : base, wrapped };
  return evaluateFields(scope, dot, receiver, node, node.names, args, final);
}

function evaluateVariable(
  scope: Scope,
  dot: Slot,
  node: VariableNode,
  args: readonly Operand[],
  final: Value | undefined,
): Outcome {
  const slot = scope.lookup(node.name);
  if (!slot) return fail(`undefined variable: ${node.name}`);
  if (node.names.length > 0) return evaluateFields(scope, dot, slot, node, node.names, args, final);
  return args.length > 0 || final ? fail(`can't give argument to non-function ${nodeText(node)}`) : slot.value;
}

/** A constant free of any type. What Go makes of a complex one is not worked out. */
function constantValue(scope: Scope, node: BoolNode | NumberNode | StringNode): Outcome {
  if (node.kind === 'bool') return bool(node.value, scope.constant(node.range));
  if (node.kind === 'string') return stringValue(scope, node);
  const origin = scope.constant(node.range);
  if (node.text.endsWith('i')) return opaque('a complex number', 'any', origin);
  if (!node.idealInt && node.float !== undefined) return float(node.float, origin);
  return node.int === undefined ? fail(`${node.text} overflows int`) : int(node.int, origin);
}

function stringValue(scope: Scope, node: StringNode): Value {
  const inner = { start: node.range.start + 1, end: node.range.end - 1 };
  if (node.text.length - 2 === node.value.length && node.text.startsWith(node.value, 1))
    return scope.literal(node.value, inner, true);
  return scope.body.tpl ? text(node.value, scope.body.tpl.source.origin) : scope.literal(node.value, inner, false);
}

function evaluateFunction(
  scope: Scope,
  dot: Slot,
  node: IdentifierNode,
  whole: AnyNode,
  args: readonly Operand[],
  final: Value | undefined,
): Outcome {
  scope.at(node);
  if (!scope.run.step()) return outOfSteps;
  if (node.name === 'and' || node.name === 'or') return evaluateLogic(scope, dot, node.name, args, final);
  const spec = scope.run.options.functions.get(node.name);
  return spec
    ? callSpec(scope, dot, spec, node.name, whole, args, final)
    : fail(`function ${quoted(node.name)} not defined`);
}

/** Calls a function or method with arguments as written and the value that the pipeline hands on. */
export function callSpec(
  scope: Scope,
  dot: Slot,
  spec: FunctionSpec,
  name: string,
  whole: AnyNode,
  args: readonly Operand[],
  final: Value | undefined,
): Outcome {
  const wrong = wrongCount(name, spec, args.length, final !== undefined);
  if (wrong !== undefined) return fail(wrong);
  const values: Value[] = [];
  for (const arg of args) {
    const value = evaluateArgument(scope, dot, arg, paramAt(spec, values.length));
    if (value.kind === 'failure') return value;
    values.push(value);
  }
  if (final) {
    const value = checkArgument(final, paramAt(spec, values.length));
    if (value.kind === 'failure') return value;
    values.push(value);
  }
  return perform(scope, spec, name, whole, values);
}

function perform(scope: Scope, spec: FunctionSpec, name: string, whole: AnyNode, values: readonly Value[]): Outcome {
  const { run } = scope;
  const { services, recorder } = run;
  if (!services) return fail(`error calling ${name}: not available`);
  run.caller = new Caller(scope, whole);
  const result = invoke(spec, values, new Calling(name, whole, scope.placeOf(whole), services, recorder), recorder);
  run.spend(values);
  run.charge(workOfItems(recorder.takeLooked()));
  if (result.kind !== 'failure') run.spend([result]);
  // It may have made as much as that, to find that it is too large; a value that a message shows is put together piece by piece.
  else
    run.charge(result.problem === 'limit' ? workOfUnits(services.limits.output) : workOfItems(result.message.length));
  if (result.kind === 'string' && result.text.length > services.limits.output)
    return tooLarge(`the text that ${name} makes`);
  if (result.kind === 'opaque' && result.mayFail !== undefined && !values.includes(result))
    run.doubted(`error calling ${name}: ${result.mayFail}`, scope.siteOf(whole));
  if (result.kind !== 'failure') return result;
  scope.at(whole);
  return result.problem === 'error' ? { ...result, message: `error calling ${name}: ${result.message}` } : result;
}

/** One argument, checked against its parameter's type. */
export function evaluateArgument(scope: Scope, dot: Slot, node: Operand, param: ParamType): Outcome {
  scope.at(node);
  if (node.kind === 'nil') {
    const origin = scope.constant(node.range);
    return checkNil(origin, param, nil(origin));
  }
  const value = evaluateOperand(scope, dot, node);
  if (value.kind === 'failure') return value;
  const constant = node.kind === 'bool' || node.kind === 'number' || node.kind === 'string';
  return constant ? checkConstant(node, value, param, nodeText(node)) : checkArgument(value, param);
}
