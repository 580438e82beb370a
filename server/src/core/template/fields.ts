import { childOf } from '../text/origin.ts';
import { fail } from './functions/function.ts';
import type { FunctionSpec } from './functions/function.ts';
import type { AnyNode } from './nodeText.ts';
import type { Operand } from './nodes.ts';
import { joined } from './call.ts';
import { callSpec } from './pipeline.ts';
import type { Outcome } from './pipeline.ts';
import { wrappedNil } from './scope.ts';
import type { Scope, Slot } from './scope.ts';
import { typeName } from './types.ts';
import { bytes, nil, nilInterface, opaque, text } from './value.ts';
import type { MapValue, OpaqueValue, Value } from './value.ts';

/** `.a.b.c` of a receiver; only the last name takes the arguments. */
export function evaluateFields(
  scope: Scope,
  dot: Slot,
  receiver: Slot,
  node: AnyNode,
  names: readonly string[],
  args: readonly Operand[],
  final: Value | undefined,
): Outcome {
  let { value, wrapped } = receiver;
  for (let i = 0; i < names.length; i++) {
    const last = i === names.length - 1;
    const name = names[i] ?? '';
    const field = evaluateField(scope, dot, { value, wrapped }, node, name, last ? args : [], last ? final : undefined);
    if (field.kind === 'failure') return field;
    wrapped = value.kind === 'map' && value.elem === 'interface {}' && !value.methods?.[name];
    value = field;
  }
  return value;
}

function evaluateField(
  scope: Scope,
  dot: Slot,
  receiver: Slot,
  node: AnyNode,
  name: string,
  args: readonly Operand[],
  final: Value | undefined,
): Outcome {
  const { value } = receiver;
  const typed = receiver.wrapped ? 'interface {}' : typeName(value);
  if (value.kind === 'nil') {
    return value.wrapped ? fail(`nil pointer evaluating interface {}.${name}`) : nil(childOf(value.origin, name));
  }
  if (value.kind === 'opaque' && value.oneOf) {
    const { oneOf: alternatives, reason, origin } = value;
    const results = alternatives.map((one) =>
      evaluateField(scope, dot, { value: one, wrapped: receiver.wrapped }, node, name, args, final),
    );
    return joined(results, reason, origin);
  }
  if (value.kind === 'opaque') return value.entries?.get(name) ?? unknownField(value);
  const method = methodOf(value, name);
  if (method) return callSpec(scope, dot, method, name, node, args, final);
  const given = args.length > 0 || final !== undefined;
  if (value.kind === 'map')
    return given ? fail(`${name} is not a method but has arguments`) : element(scope, value, name);
  const field = value.kind === 'object' ? value.object.field(name) : undefined;
  if (!field) return fail(`can't evaluate field ${name} in type ${typed}`);
  return given ? fail(`${name} has arguments but cannot be invoked as function`) : field;
}

function unknownField({ reason, origin }: OpaqueValue): Value {
  return opaque(reason, 'any', origin.kind === 'unknown' ? origin.of : origin);
}

function methodOf(value: Value, name: string): FunctionSpec | undefined {
  const container = value.kind === 'map' || value.kind === 'list';
  const methods = container ? value.methods : value.kind === 'object' ? value.object.methods : undefined;
  return methods && Object.hasOwn(methods, name) ? methods[name] : undefined;
}

function element(scope: Scope, map: MapValue, key: string): Value {
  const value = scope.run.recorder.read(map, key);
  if (value === undefined) return zeroOf(map, key);
  return map.elem === 'interface {}' ? wrappedNil(value) : value;
}

/** What a map yields for a key it does not have: the zero value of its element type. */
export function zeroOf(map: MapValue, key: string): Value {
  const origin = childOf(map.origin, key);
  if (map.elem === 'string') return text('', origin);
  return map.elem === '[]uint8' ? { ...bytes(new Uint8Array(), origin), isNil: true } : nilInterface(origin);
}
