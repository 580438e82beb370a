import type { RegexpCache } from '../../regexp/cache.ts';
import type { Origin, Place, Shape } from '../../text/origin.ts';
import type {
  BoolValue,
  FloatValue,
  IntValue,
  ListValue,
  MapValue,
  ObjectValue,
  StringValue,
  Value,
} from '../value.ts';
import type { PasswordKeys } from './derivedPassword.ts';

/**
 * One function of the template language. The signature is Go's; call.ts counts, converts and checks arguments by it
 * and words the errors, so `call` only ever sees what its signature promises.
 */
export interface FunctionSpec {
  readonly params: readonly ParamType[];
  /** The type of any further arguments. */
  readonly rest: ParamType | undefined;
  readonly traits: Traits;
  readonly call: (args: readonly Value[], context: CallContext) => Value | Failure;
}

export interface Traits {
  /**
   * The function only moves its arguments, or joins text: it takes opaque values, strings with placeholders, and
   * containers that hold such, and keeps them. Without it, any unknown input makes the whole result opaque
   * before `call` is reached. An opaque value for a `string` parameter comes as a placeholder string,
   * for an `any` parameter as itself; for any other type the result is opaque.
   */
  readonly passesUnknown?: true;
  /** False when containers are passed on without looking inside, so no read of their content is recorded. */
  readonly looks?: false;
  /** What the function makes of its only argument when that is a Go string of bytes that are no UTF-8. */
  readonly ofBytes?: (bytes: Uint8Array, of: Value, context: CallContext) => Value | Failure;
  /** It changes its first argument, or does what must not be done for each alternative of an argument: it gets such an argument as unknown. */
  readonly acts?: true;
  /** The order of a list makes no difference to it, or it copes with items whose places are uncertain. */
  readonly anyOrder?: true;
  /** The shape of the result when an unknown input makes it opaque; `any` unless given. */
  readonly result?: Shape;
}

/** Go's parameter types that occur: `any` is interface {} or reflect.Value, `map` map[string]interface {}, `list` []interface {}. */
export type ParamType = keyof ParamValues;

export interface ParamValues {
  readonly any: Value;
  readonly string: StringValue;
  readonly bool: BoolValue;
  readonly int: IntValue;
  readonly int64: IntValue;
  readonly uint32: IntValue;
  readonly float64: FloatValue;
  readonly map: MapValue;
  readonly list: ListValue;
  readonly time: ObjectValue;
  readonly certificate: ObjectValue;
  readonly version: ObjectValue;
}

/** A function's error. `refused` is the chart's own word (fail, required), `limit` ours. */
export interface Failure {
  readonly kind: 'failure';
  readonly problem: ProblemKind;
  /** Go's text without the `error calling x: ` that call.ts adds. */
  readonly message: string;
}

/** `error`: Helm fails here; `refused`: the chart says so itself; `limit`: a budget of ours ended. */
export type ProblemKind = 'error' | 'refused' | 'limit';

/** The result that says a function failed, in Go's words. */
export const fail = (message: string): Failure => ({ kind: 'failure', problem: 'error', message });

/** The result that says the result would pass a budget. */
export const tooLarge = (what: string): Failure => ({
  kind: 'failure',
  problem: 'limit',
  message: `${what} is too large`,
});

export type FunctionFamily = Readonly<Record<string, FunctionSpec>>;

/** What a function may ask of the rendering around it. */
export interface CallContext {
  /** The name it was called by. */
  readonly name: string;
  /** The calling node. */
  readonly place: Place;
  readonly services: Services;
  /** The origin of a result computed from these inputs. */
  computed(...inputs: readonly Value[]): Origin;
  /** Looks up a key, for functions with `looks: false`; a missing one is undefined. */
  read(map: MapValue, key: string): Value | undefined;
  /** Says that all of a value is looked at, for what is no argument or with `looks: false`. */
  look(value: Value): void;
  /** Sets a key in place. */
  write(map: MapValue, key: string, value: Value): void;
  remove(map: MapValue, key: string): void;
  /** Says that nobody knows which keys of a map were changed. */
  spoil(map: MapValue): void;
  /** The first argument as it is written, or what Go's reflection calls one that a pipeline hands on. */
  callee(given: Value): string;
  /** Says that `subject` decided or was compared with `others`; nothing happens unless it rests on a values path. */
  decided(subject: Value, outcome: boolean, others?: readonly Value[]): void;
}

/** The parts of an evaluator and its caller that functions reach. */
export interface Services {
  readonly host: TemplateHost;
  readonly limits: Limits;
  readonly regexps: RegexpCache;
  readonly passwords: PasswordKeys;
  /** Counts steps of work that neither the arguments nor the result tell of. */
  charge(steps: number): void;
  include(name: string, data: Value, place: Place): Value | Failure;
  tpl(source: StringValue, data: Value, place: Place): Value | Failure;
}

/** What belongs to a chart or a cluster. `.Files` and `.Capabilities` are values in the data, not here. */
export interface TemplateHost {
  readonly helm: 3 | 4;
  /** In lint mode required and fail return "". */
  readonly lint: boolean;
  lookup(apiVersion: string, kind: string, namespace: string, name: string, place: Place): Value;
}

/** Budgets. Counted in steps and units, never in time. */
export interface Limits {
  /** Nodes evaluated and functions called in one rendering. */
  readonly steps: number;
  /** UTF-16 units of one file's output, and of any one string a function makes. */
  readonly output: number;
  /** Calls of named templates inside each other. */
  readonly depth: number;
  /** Items of a list that a function makes, and turns of a range over a number. */
  readonly items: number;
}

type Args<P extends readonly ParamType[]> = { readonly [K in keyof P]: ParamValues[P[K]] };

/** A function with a fixed number of arguments. */
export function fn<const P extends readonly ParamType[]>(
  params: P,
  call: (args: Args<P>, context: CallContext) => Value | Failure,
  traits: Traits = {},
): FunctionSpec {
  return { params, rest: undefined, traits, call: (args, context) => call(args as unknown as Args<P>, context) };
}

/** A variadic function: the fixed parameters, then any number of `rest`. */
export function variadic<const P extends readonly ParamType[], R extends ParamType>(
  params: P,
  rest: R,
  call: (args: Args<P>, more: readonly ParamValues[R][], context: CallContext) => Value | Failure,
  traits: Traits = {},
): FunctionSpec {
  const count = params.length;
  return {
    params,
    rest,
    traits,
    call: (args, context) =>
      call(
        args.slice(0, count) as unknown as Args<P>,
        args.slice(count) as unknown as readonly ParamValues[R][],
        context,
      ),
  };
}
