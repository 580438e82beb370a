import type { Origin } from '../text/origin.ts';
import type { FloatValue, IntType, IntValue } from './value.ts';

/** A whole number; it wraps around at its type's width as Go's does. A fraction of a JavaScript number is cut off. */
export function int(value: bigint | number, origin: Origin, type: IntType = 'int'): IntValue {
  return { kind: 'int', type, value: wrap(toBigint(value), type), origin };
}

/** An int64, what sprig's arithmetic works in. */
export const int64 = (value: bigint | number, origin: Origin): IntValue => int(value, origin, 'int64');

export const float = (value: number, origin: Origin): FloatValue => ({ kind: 'float', value, origin });

/**
 * A float64 as int64: cut off towards zero. Outside int64 Go leaves the result to the processor;
 * amd64 gives the least int64, also for NaN.
 */
export function floatToInt64(value: number): bigint {
  if (!(value >= -(2 ** 63) && value < 2 ** 63)) return -(2n ** 63n);
  return BigInt(Math.trunc(value));
}

/** The number for use as a count or an index in our own code; beyond 2^53 it is only near. */
export const toNumber = (value: IntValue): number => Number(value.value);

function toBigint(value: bigint | number): bigint {
  return typeof value === 'bigint' ? value : floatToInt64(value);
}

function wrap(value: bigint, type: IntType): bigint {
  if (type === 'int' || type === 'int64') return BigInt.asIntN(64, value);
  const bits = type === 'uint' ? 64 : Number(type.replace(/^u?int/, ''));
  return type.startsWith('u') ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value);
}
