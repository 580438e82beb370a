import { isDisordered, KEY_ORDER, leavesOf, noOrigin } from '../text/origin.ts';
import type { Origin, Place, Shape } from '../text/origin.ts';
import { isHole, isUncertain, summaryOf } from '../text/traced.ts';
import type { Paddings } from '../text/paddings.ts';
import type { Parts, TracedText } from '../text/traced.ts';
import type { FunctionSpec } from './functions/function.ts';
import type { SharedPath } from './sharedPath.ts';

/** A value of Go's template world with where it comes from. Made by the functions below and in numbers.ts only. */
export type Value =
  | NilValue
  | BoolValue
  | IntValue
  | FloatValue
  | StringValue
  | BytesValue
  | ListValue
  | MapValue
  | ObjectValue
  | OpaqueValue;

/**
 * Go's nil. `wrapped` tells a nil interface (a missing or null key: field access on it is an error) from no value
 * at all (a pipeline's nil result: field access on it gives no value again). Functions need not care.
 */
export interface NilValue {
  readonly kind: 'nil';
  readonly wrapped: boolean;
  readonly origin: Origin;
}

export interface BoolValue {
  readonly kind: 'bool';
  readonly value: boolean;
  readonly origin: Origin;
}

export type IntType = 'int' | 'int8' | 'int16' | 'int32' | 'int64' | 'uint' | 'uint8' | 'uint16' | 'uint32' | 'uint64';

/** A whole number of one of Go's integer types, always within that type. */
export interface IntValue {
  readonly kind: 'int';
  readonly type: IntType;
  readonly value: bigint;
  readonly origin: Origin;
}

/** A float64; every number from a values file is one. */
export interface FloatValue {
  readonly kind: 'float';
  readonly value: number;
  readonly origin: Origin;
}

/** A string. Without `parts` all of it has `origin`; with them `origin` sums them up. */
export interface StringValue {
  readonly kind: 'string';
  readonly text: string;
  readonly origin: Origin;
  readonly parts: Parts | undefined;
  /** Whether part of it is not known: a placeholder stands there, or what is there only perhaps, or in another order. */
  readonly holes: boolean;
  /** Of a long text that lives longer than a rendering. */
  readonly paddings?: Paddings | undefined;
}

/** A []uint8. */
export interface BytesValue {
  readonly kind: 'bytes';
  readonly bytes: Uint8Array;
  /** A nil slice, which YAML and JSON write as null. */
  readonly isNil?: true;
  readonly origin: Origin;
}

/** A Go slice. `elem` is the element type in Go's words: `interface {}`, `string`, `int`, … */
export interface ListValue {
  readonly kind: 'list';
  readonly elem: string;
  readonly items: readonly Value[];
  /** A nil slice, which YAML and JSON write as null. */
  readonly isNil: boolean;
  readonly origin: Origin;
  /** The name of a named slice type, e.g. `common.VersionSet`, and its methods. */
  readonly named?: string;
  readonly methods?: Methods;
}

/**
 * A Go map with string keys: a reference, changed in place by `set` and its like.
 * `elem` is the element type in Go's words; `named` the name of a named map type, e.g. `common.Values`.
 */
export interface MapValue {
  readonly kind: 'map';
  readonly elem: string;
  readonly named: string | undefined;
  readonly entries: Map<string, Value>;
  readonly methods: Methods | undefined;
  /** A nil map, in which nothing can be set. */
  readonly isNil: boolean;
  readonly origin: Origin;
  /** The path by which templates of the whole release reach this map, when they share it; undefined for a private one. */
  shared: SharedPath | undefined;
}

export type Methods = Readonly<Record<string, FunctionSpec>>;

/** Something of Go that is none of the above: a struct, a time, a duration, `.Files`, `.Capabilities`. */
export interface ObjectValue {
  readonly kind: 'object';
  readonly object: NativeObject;
  readonly origin: Origin;
}

export interface NativeObject {
  /** Go's name of the type, as `%T` and messages have it. */
  readonly type: string;
  /** Go's kind, as `kindOf` has it, e.g. `struct`, `ptr`, `int64`. */
  readonly goKind: string;
  readonly methods: Methods;
  /** An exported field (or key); undefined when there is none. */
  readonly field: (name: string) => Value | undefined;
  /** What fmt prints for %v. */
  readonly print: () => string;
  /** What functions get instead, since Go copies a struct and the methods of its pointer are then out of reach. */
  readonly copied?: NativeObject;
  /** What encoding/json writes: a text, or fields in their order; without it that is not known. */
  readonly json?: (() => string | ReadonlyMap<string, Value>) | undefined;
  /** Go's truth of it; always true for a struct. */
  readonly truth: boolean;
}

/** What cannot be known and for which Helm has no answer either. */
export interface OpaqueValue {
  readonly kind: 'opaque';
  readonly reason: string;
  readonly shape: Shape;
  readonly origin: Origin;
  /** The bytes of a Go string that is no UTF-8, which no string here can hold. Encodings and hashes know them. */
  readonly bytes?: Uint8Array;
  /** What is known of a map of which not all keys are. */
  readonly entries?: ReadonlyMap<string, Value>;
  /** All that it can be, where that is a few values; see choice.ts. */
  readonly oneOf?: readonly Value[];
  /** Whether it is true to Go, where that is known although the value is not. */
  readonly isTrue?: boolean;
  /** Go's words where Helm may fail instead of having any value. */
  readonly mayFail?: string;
  /** Of a map's entry that may not be there at all. */
  readonly maybeAbsent?: true;
}

/** The key of the entry that says that no key of its map is certain any more. No YAML can have it. */
export const UNSURE = '\0unsure';

/** The word that stands for unknown text within a line. */
export const placeholder = 'opaque';

/** Go's zero reflect.Value: no value at all. */
export const nil = (origin: Origin): NilValue => ({ kind: 'nil', wrapped: false, origin });

/** A nil interface, what a missing key of a map yields. */
export const nilInterface = (origin: Origin): NilValue => ({ kind: 'nil', wrapped: true, origin });

export const bool = (value: boolean, origin: Origin): BoolValue => ({ kind: 'bool', value, origin });

/** A string of one origin. */
export const text = (value: string, origin: Origin): StringValue => ({
  kind: 'string',
  text: value,
  origin,
  parts: undefined,
  holes: isHole(origin) || isDisordered(origin),
});

/** A string whose parts have origins of their own. */
export function tracedText(traced: TracedText, otherwise: Origin): StringValue {
  const { origins, ends, maybe } = traced.parts;
  const only = origins[0];
  if (only === undefined) return text('', otherwise);
  if (ends.length === 1 && maybe[0] !== true) return text(traced.text, only);
  const origin: Origin =
    otherwise.kind === 'computed' ? { ...otherwise, inputs: leavesOf(summaryOf(traced.parts)) } : otherwise;
  return { kind: 'string', text: traced.text, origin, parts: traced.parts, holes: isUncertain(traced.parts) };
}

export const bytes = (value: Uint8Array, origin: Origin): BytesValue => ({ kind: 'bytes', bytes: value, origin });

/** A slice; `elem` is Go's element type. */
export const list = (items: readonly Value[], origin: Origin, elem = 'interface {}'): ListValue => ({
  kind: 'list',
  elem,
  items,
  isNil: false,
  origin,
});

/** A map[string]interface {} unless `elem` says otherwise. The given Map is used, not copied. */
export const map = (entries: Map<string, Value>, origin: Origin, elem = 'interface {}'): MapValue => ({
  kind: 'map',
  elem,
  named: undefined,
  entries,
  methods: undefined,
  isNil: false,
  origin,
  shared: undefined,
});

/** A map type with a name and methods, e.g. `.Values`. */
export function namedMap(entries: Map<string, Value>, origin: Origin, named: string, methods: Methods): MapValue {
  return { ...map(entries, origin), named, methods };
}

export const object = (native: NativeObject, origin: Origin): ObjectValue => ({
  kind: 'object',
  object: native,
  origin,
});

/** What is not known. Helm's own answer, where it has one, is given as `assumed` instead. */
export const opaque = (reason: string, shape: Shape, origin: Origin): OpaqueValue => ({
  kind: 'opaque',
  reason,
  shape,
  origin: { kind: 'unknown', reason, shape, answered: false, of: origin },
});

/** A Go string of bytes that are no UTF-8. */
export const binary = (content: Uint8Array, origin: Origin): OpaqueValue => ({
  ...opaque('binary data', 'text', origin),
  bytes: content,
});

/** The origin of what Helm answers in place of something unknown; the value itself is that answer. */
export const assumed = (reason: string, shape: Shape, of: Origin = noOrigin): Origin => ({
  kind: 'unknown',
  reason,
  shape,
  answered: true,
  of,
});

/** An opaque value as text: a placeholder that stays recognisable in whatever it is joined into. */
export const holeText = (value: OpaqueValue): StringValue => text(placeholder, value.origin);

/** The origin of text in which the order of a map's keys decides what stands where. */
export const inChance = (origin: Origin): Origin => (isHole(origin) ? origin : assumed(KEY_ORDER, 'text', origin));

/** A value's text as one segment list, whatever it is made of. */
export function partsOf(value: StringValue): Parts {
  const { parts, origin } = value;
  if (!parts) return { ends: [value.text.length], origins: [origin], maybe: [false] };
  const shuffled = origin.kind === 'unknown' && origin.reason === KEY_ORDER;
  return shuffled ? { ...parts, origins: parts.origins.map(inChance) } : parts;
}

/** The same string or value with another origin; parts keep theirs. */
export function withOrigin<V extends Value>(value: V, origin: Origin): V {
  return { ...value, origin };
}

/** The origin that a function's result has: its name, the place of the call, the union of its inputs'. */
export function computedOrigin(name: string, place: Place, inputs: readonly Value[]): Origin {
  const origins: Origin[] = [];
  for (const input of inputs) origins.push(input.origin);
  return { kind: 'computed', name, place, inputs: leavesOf(origins) };
}
