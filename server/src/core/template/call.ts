import { isDisordered, KEY_ORDER, leavesOf } from '../text/origin.ts';
import type { Origin, Place } from '../text/origin.ts';
import { alternativesOf, choicesOf, oneOf } from './choice.ts';
import type { CallContext, Failure, FunctionSpec, ParamType, Services } from './functions/function.ts';
import { fail } from './functions/function.ts';
import { disordered } from './functions/unordered.ts';
import { int } from './numbers.ts';
import { nodeText } from './nodeText.ts';
import type { AnyNode } from './nodeText.ts';
import type { NumberNode, Operand } from './nodes.ts';
import type { Recorder } from './record.ts';
import { isAssignable, paramName, typeName } from './types.ts';
import { holeText, list, map, opaque } from './value.ts';
import type { MapValue, OpaqueValue, StringValue, Value } from './value.ts';
import { workOfAll } from './work.ts';

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
  if (value.kind === 'opaque') return misfit(value, param) ?? value;
  if (isAssignable(value, param)) return value;
  if (value.kind !== 'nil') return fail(`wrong type for value; expected ${paramName(param)}; got ${typeName(value)}`);
  if (value.wrapped) return fail(`wrong type for value; expected ${paramName(param)}; got interface {}`);
  return nilArgument(value.origin, param) ?? fail(`invalid value; expected ${paramName(param)}`);
}

/** Go's complaint where it has one about each value that an argument can be. */
function misfit({ oneOf: alternatives = [] }: OpaqueValue, param: ParamType): Failure | undefined {
  const wrong = alternatives.map((value) => checkArgument(value, param)).filter((result) => result.kind === 'failure');
  return wrong.length === alternatives.length ? wrong[0] : undefined;
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

/** The steps of one more call of a function, for another of the values that an argument can be. */
const CALL = 4;

/**
 * Calls a function with checked arguments; an unknown one makes the result opaque unless the function passes such on,
 * or gives the same for all that the argument can be.
 */
export function invoke(
  spec: FunctionSpec,
  args: readonly Value[],
  context: CallContext,
  recorder: Recorder,
): Value | Failure {
  const choices = spec.traits.acts ? undefined : choicesOf(args);
  if (!choices) return invokeOnce(spec, args, context, recorder);
  const results = choices.map((choice) => {
    context.services.charge(CALL + workOfAll(choice));
    return invokeChoice(spec, choice, context, recorder);
  });
  return joined(results, reasonOf(args), context.computed(...args));
}

function invokeChoice(
  spec: FunctionSpec,
  args: readonly Value[],
  context: CallContext,
  recorder: Recorder,
): Value | Failure {
  const checked = args.map((arg, i) => checkArgument(arg, paramAt(spec, i)));
  const wrong = checked.find((arg) => arg.kind === 'failure');
  return wrong ?? invokeOnce(spec, checked as readonly Value[], context, recorder);
}

/** What comes of all alternatives together. Where only some fail, nobody knows whether Helm does. */
export function joined(results: readonly (Value | Failure)[], reason: string, origin: Origin): Value | Failure {
  const values = results.filter((result) => result.kind !== 'failure');
  const failure = results.find((result) => result.kind === 'failure');
  if (!failure) return oneOf(values, reason, origin);
  return values.length === 0 ? failure : { ...opaque(reason, 'any', origin), mayFail: failure.message };
}

const reasonOf = (args: readonly Value[]): string =>
  args.flatMap((arg) => (arg.kind === 'opaque' && arg.oneOf ? [arg.reason] : []))[0] ?? '';

function invokeOnce(
  spec: FunctionSpec,
  args: readonly Value[],
  context: CallContext,
  recorder: Recorder,
): Value | Failure {
  const only = args.length === 1 ? args[0] : undefined;
  if (spec.traits.ofBytes && only?.kind === 'opaque' && only.bytes)
    return spec.traits.ofBytes(only.bytes, only, context);
  const { unknown, shuffled } = lookAt(spec, args, recorder);
  if (unknown) {
    if (spec.traits.acts) for (const map of mapsOf(args[0])) context.spoil(map);
    return opaque(unknown.reason, spec.traits.result ?? 'any', context.computed(...args));
  }
  const result = spec.call(
    spec.traits.passesUnknown ? args.map((arg, i) => textForHole(arg, paramAt(spec, i))) : args,
    context,
  );
  return shuffled && result.kind === 'string' ? disordered(result) : result;
}

const mapsOf = (value: Value | undefined): readonly MapValue[] =>
  value ? alternativesOf(value).filter((one) => one.kind === 'map') : [];

function textForHole(arg: Value, param: ParamType): Value {
  return arg.kind === 'opaque' && param === 'string' ? holeText(arg) : arg;
}

interface Looked {
  /** The unknown argument that decides the result. */
  readonly unknown?: Unknown;
  /** Whether items whose places are uncertain are in what the function looks at. */
  readonly shuffled?: boolean;
}

/** Looks for what is unknown in arguments. Records what the function is about to look at. */
function lookAt(spec: FunctionSpec, args: readonly Value[], recorder: Recorder): Looked {
  const { traits } = spec;
  let shuffled = false;
  for (const [i, arg] of args.entries()) {
    if (traits.passesUnknown) {
      if (arg.kind === 'opaque' && !['any', 'string'].includes(paramAt(spec, i))) return { unknown: arg };
      if (traits.looks !== false && recorder.look(arg)) shuffled = true;
    } else {
      const unknown =
        traits.looks === false ? shallowUnknown(arg) : recorder.lookForUnknown(arg, traits.anyOrder === true);
      if (unknown) return { unknown };
    }
  }
  return { shuffled };
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
  if (hole?.kind === 'unknown') return hole.reason;
  return origins.some(isDisordered) ? KEY_ORDER : 'stands in a branch whose condition is not known';
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

  spoil(map: MapValue): void {
    this.#recorder.spoil(map);
  }

  decided(subject: Value, outcome: boolean, others: readonly Value[] = []): void {
    this.#recorder.decide(this.name, subject, outcome, others);
  }
}
