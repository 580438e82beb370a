import { leavesOf } from '../text/origin.ts';
import type { Origin, Place } from '../text/origin.ts';
import type { CallContext, Failure, FunctionSpec, ParamType, Services } from './functions/function.ts';
import { fail } from './functions/function.ts';
import { int } from './numbers.ts';
import { nodeText } from './nodeText.ts';
import type { AnyNode } from './nodeText.ts';
import type { NumberNode, Operand } from './nodes.ts';
import type { Recorder } from './record.ts';
import { isAssignable, paramName, typeName } from './types.ts';
import { holeText, list, map, opaque } from './value.ts';
import type { MapValue, OpaqueValue, StringValue, Value } from './value.ts';

/** Go's complaint about the number of arguments, `final` being the value a pipeline hands on; undefined when it fits. */
export function wrongCount(name: string, spec: FunctionSpec, written: number, final: boolean): string | undefined {
  const got = written + (final ? 1 : 0);
  const want = spec.params.length;
  if (spec.rest !== undefined) {
    return got < want ? `wrong number of args for ${name}: want at least ${want} got ${written}` : undefined;
  }
  return got === want ? undefined : `wrong number of args for ${name}: want ${want} got ${got}`;
}

/** The type of the argument at an index. */
export const paramAt = (spec: FunctionSpec, index: number): ParamType => spec.params[index] ?? spec.rest ?? 'any';

/** A value as an argument of a parameter's type, or Go's complaint. */
export function checkArgument(value: Value, param: ParamType): Value | Failure {
  if (param === 'any') return copied(value);
  if (value.kind === 'opaque' || isAssignable(value, param)) return value;
  if (value.kind !== 'nil') return fail(`wrong type for value; expected ${paramName(param)}; got ${typeName(value)}`);
  if (value.wrapped) return fail(`wrong type for value; expected ${paramName(param)}; got interface {}`);
  return nilArgument(value.origin, param) ?? fail(`invalid value; expected ${paramName(param)}`);
}

function copied(value: Value): Value {
  return value.kind === 'object' && value.object.copied ? { ...value, object: value.object.copied } : value;
}

/** The literal `nil` as an argument. */
export function checkNil(origin: Origin, param: ParamType, whenAny: Value): Value | Failure {
  if (param === 'any') return whenAny;
  return nilArgument(origin, param) ?? fail(`cannot assign nil to ${paramName(param)}`);
}

function nilArgument(origin: Origin, param: ParamType): Value | undefined {
  if (param === 'map') return { ...map(new Map(), origin), isNil: true };
  if (param === 'list') return { ...list([], origin), isNil: true };
  return undefined;
}

/** A constant adapts to the parameter: `1e3` is an int where one is wanted. `ideal` is its value free of any type. */
export function checkConstant(node: Operand, ideal: Value, param: ParamType, shown: string): Value | Failure {
  if (param === 'any') return ideal;
  if (param === 'int' || param === 'int64' || param === 'uint32') return wholeConstant(node, ideal, param, shown);
  if (param === 'float64' && node.kind === 'number' && node.float !== undefined) {
    return { kind: 'float', value: node.float, origin: ideal.origin };
  }
  if (param === node.kind && ideal.kind === param) return ideal;
  const expected = param === 'float64' ? 'float' : paramName(param);
  return !['string', 'bool', 'float64'].includes(param)
    ? fail(`can't handle ${shown} for arg of type ${paramName(param)}`)
    : fail(`expected ${expected}; found ${shown}`);
}

function wholeConstant(node: Operand, ideal: Value, param: 'int' | 'int64' | 'uint32', shown: string): Value | Failure {
  const whole = node.kind === 'number' ? wholeOf(node) : undefined;
  if (whole !== undefined && (param !== 'uint32' || whole >= 0n)) return int(whole, ideal.origin, param);
  return fail(`expected ${param === 'uint32' ? 'unsigned integer' : 'integer'}; found ${shown}`);
}

const wholeOf = (node: NumberNode): bigint | undefined => node.int;

/** Calls a function with checked arguments; an unknown one makes the result opaque unless the function passes such on. */
export function invoke(
  spec: FunctionSpec,
  args: readonly Value[],
  context: CallContext,
  recorder: Recorder,
): Value | Failure {
  const only = args.length === 1 ? args[0] : undefined;
  if (spec.traits.ofBytes && only?.kind === 'opaque' && only.bytes)
    return spec.traits.ofBytes(only.bytes, only, context);
  const unknown = firstUnknown(spec, args, recorder);
  if (unknown) return opaque(unknown.reason, spec.traits.result ?? 'any', context.computed(...args));
  return spec.call(
    spec.traits.passesUnknown ? args.map((arg, i) => textForHole(arg, paramAt(spec, i))) : args,
    context,
  );
}

function textForHole(arg: Value, param: ParamType): Value {
  return arg.kind === 'opaque' && param === 'string' ? holeText(arg) : arg;
}

/** The unknown argument that decides a result, if there is one. Records what the function is about to look at. */
function firstUnknown(spec: FunctionSpec, args: readonly Value[], recorder: Recorder): Unknown | undefined {
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === undefined) continue;
    if (spec.traits.passesUnknown) {
      if (arg.kind === 'opaque' && !['any', 'string'].includes(paramAt(spec, i))) return arg;
      if (spec.traits.looks !== false) recorder.look(arg);
    } else {
      const unknown = spec.traits.looks === false ? shallowUnknown(arg) : recorder.lookForUnknown(arg);
      if (unknown) return unknown;
    }
  }
  return undefined;
}

type Unknown = Pick<OpaqueValue, 'reason'>;

/** Why a value itself, not its children, is unknown. */
export function shallowUnknown(value: Value): Unknown | undefined {
  if (value.kind === 'opaque') return value;
  return value.kind === 'string' && value.holes ? { reason: holeReason(value) } : undefined;
}

function holeReason(value: StringValue): string {
  const origins = value.parts?.origins ?? [value.origin];
  const hole = origins.find((origin) => origin.kind === 'unknown' && !origin.answered);
  return hole?.kind === 'unknown' ? hole.reason : 'unknown';
}

/** What one call of a function sees. */
export class Calling implements CallContext {
  readonly name: string;
  readonly place: Place;
  readonly services: Services;
  readonly #recorder: Recorder;
  readonly #node: AnyNode;

  constructor(name: string, node: AnyNode, place: Place, services: Services, recorder: Recorder) {
    this.name = name;
    this.#node = node;
    this.place = place;
    this.services = services;
    this.#recorder = recorder;
  }

  computed(...inputs: readonly Value[]): Origin {
    return {
      kind: 'computed',
      name: this.name,
      place: this.place,
      inputs: leavesOf(inputs.map((input) => input.origin)),
    };
  }

  callee(given: Value): string {
    const first = this.#node.kind === 'command' ? this.#node.operands[1] : undefined;
    if (first) return nodeText(first);
    return given.kind === 'string' ? given.text : `<${typeName(given)} Value>`;
  }

  read(from: MapValue, key: string): Value | undefined {
    return this.#recorder.read(from, key);
  }

  look(value: Value): void {
    this.#recorder.look(value);
  }

  write(to: MapValue, key: string, value: Value): void {
    this.#recorder.write(to, key, value);
  }

  remove(from: MapValue, key: string): void {
    this.#recorder.write(from, key, undefined);
  }

  decided(subject: Value, outcome: boolean, others: readonly Value[] = []): void {
    this.#recorder.decide(this.name, subject, outcome, others);
  }
}
