import { zeroOf } from './fields.ts';
import { fail } from './functions/function.ts';
import type { CallContext, Failure } from './functions/function.ts';
import { chosenFrom } from './functions/unordered.ts';
import { int } from './numbers.ts';
import { typeName } from './types.ts';
import { encodeUtf8 } from './utf8.ts';
import { opaque } from './value.ts';
import type { ListValue, Value } from './value.ts';

/** text/template's `index x k1 k2 …`. */
export function indexed(item: Value, keys: readonly Value[], c: CallContext): Value | Failure {
  if (item.kind === 'nil') return fail('index of untyped nil');
  let at: Value = item;
  for (const key of keys) {
    const next = step(at, key, c);
    if (next.kind === 'failure') return next;
    at = next;
  }
  return at;
}

function step(item: Value, key: Value, c: CallContext): Value | Failure {
  if (item.kind === 'nil') return fail('index of nil pointer');
  if (item.kind === 'opaque') return opaque(item.reason, 'any', c.computed(item));
  if (key.kind === 'opaque') return opaque(key.reason, 'any', c.computed(item, key));
  switch (item.kind) {
    case 'map':
      if (key.kind === 'nil') return fail('value is nil; should be of type string');
      if (key.kind !== 'string') return fail(`value has type ${typeName(key)}; should be string`);
      if (key.holes) return opaque('the key is unknown', 'any', c.computed(item, key));
      return c.read(item, key.text) ?? zeroOf(item, key.text);
    case 'list':
      return element('slice', item.items.length, key, (i) => chosenAt(item, i));
    case 'string':
      return byteAt(encodeUtf8(item.text), item, key, c);
    case 'bytes':
      return byteAt(item.bytes, item, key, c);
    default:
      return fail(`can't index item of type ${typeName(item)}`);
  }
}

function chosenAt({ items, origin }: ListValue, index: number): Value | undefined {
  const item = items[index];
  return item && chosenFrom(items, item, origin);
}

function byteAt(bytes: Uint8Array, item: Value, key: Value, c: CallContext): Value | Failure {
  const kind = item.kind === 'string' ? 'string' : 'slice';
  return element(kind, bytes.length, key, (i) =>
    i < bytes.length ? int(bytes[i] ?? 0, c.computed(item), 'uint8') : undefined,
  );
}

function element(
  kind: 'slice' | 'string',
  length: number,
  key: Value,
  take: (index: number) => Value | undefined,
): Value | Failure {
  if (key.kind === 'nil') return fail('cannot index slice/array with nil');
  if (key.kind !== 'int') return fail(`cannot index slice/array with type ${typeName(key)}`);
  if (key.value < 0n || key.value > BigInt(length)) return fail(`index out of range: ${key.value.toString()}`);
  // Go lets the length itself through its own check and panics behind it.
  return take(Number(key.value)) ?? fail(`reflect: ${kind} index out of range`);
}
