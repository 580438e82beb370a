import { kindName, typeName } from '../types.ts';
import { bool, opaque, text } from '../value.ts';
import type { StringValue, Value } from '../value.ts';
import type { CallContext, FunctionFamily, FunctionSpec, Traits } from './function.ts';
import { fn } from './function.ts';

const naming: Traits = { passesUnknown: true, looks: false, result: 'text' };
const testing: Traits = { passesUnknown: true, looks: false, result: 'bool' };

/** Sprig's reflect.go: Go's names of types. A text with unknown parts is a text all the same. */
export const types: FunctionFamily = {
  typeOf: fn(['any'], ([value], c) => named(value, goType(value), c), naming),
  kindOf: fn(['any'], ([value], c) => named(value, kindName(value), c), naming),
  typeIs: test((name, value) => name === goType(value)),
  typeIsLike: test((name, value) => name === goType(value) || `*${name}` === goType(value)),
  kindIs: test((name, value) => name === kindName(value)),
};

/** What `%T` prints; of a nil no type is left once it is an argument. */
const goType = (value: Value): string => (value.kind === 'nil' ? '<nil>' : typeName(value));

function named(value: Value, name: string, c: CallContext): Value {
  return value.kind === 'opaque' ? opaque(value.reason, 'text', c.computed(value)) : text(name, c.computed(value));
}

function test(holds: (name: string, value: Value) => boolean): FunctionSpec {
  return fn(['string', 'any'], ([name, value], c) => tested(name, value, holds, c), testing);
}

function tested(
  name: StringValue,
  value: Value,
  holds: (name: string, value: Value) => boolean,
  c: CallContext,
): Value {
  if (name.holes || value.kind === 'opaque') {
    return opaque('depends on an unknown value', 'bool', c.computed(name, value));
  }
  const outcome = holds(name.text, value);
  c.decided(value, outcome, [name]);
  return bool(outcome, c.computed(name, value));
}
