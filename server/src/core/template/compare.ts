import { fail } from './functions/function.ts';
import type { Failure } from './functions/function.ts';
import { verbText } from './printfVerb.ts';
import { show } from './show.ts';
import { typeName } from './types.ts';
import { compareText } from './utf8.ts';
import type { Value } from './value.ts';

type BasicKind = 'bool' | 'int' | 'uint' | 'float' | 'string' | 'none';

function basicKind(value: Value): BasicKind {
  if (value.kind === 'int') return value.type.startsWith('u') ? 'uint' : 'int';
  return value.kind === 'bool' || value.kind === 'float' || value.kind === 'string' ? value.kind : 'none';
}

/** text/template's `eq` of two values: whole numbers of any sign compare, otherwise the kinds must be the same. */
export function equal(a: Value, b: Value): boolean | Failure {
  const kind = basicKind(a);
  if (a.kind === 'int' && b.kind === 'int') return a.value === b.value;
  if (kind !== basicKind(b)) {
    if (a.kind === 'nil' || b.kind === 'nil') return false;
    return fail(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
  }
  if (a.kind === 'bool' && b.kind === 'bool') return a.value === b.value;
  if (a.kind === 'float' && b.kind === 'float') return a.value === b.value;
  if (a.kind === 'string' && b.kind === 'string') return a.text === b.text;
  return equalReferences(a, b);
}

function equalReferences(a: Value, b: Value): boolean | Failure {
  if (isNil(a) || isNil(b)) return isNil(a) && isNil(b);
  if (a.kind === 'object' && b.kind === 'object') return a.object === b.object;
  if (goKind(a) !== goKind(b))
    return fail(`non-comparable types ${verbText(a, 's')}: ${typeName(a)}, ${typeName(b)}: ${show(b)}`);
  return fail(`non-comparable type ${verbText(b, 's')}: ${typeName(b)}`);
}

const isNil = (value: Value): boolean =>
  value.kind === 'nil' || ((value.kind === 'map' || value.kind === 'list') && value.isNil);

const goKind = (value: Value): string => (value.kind === 'bytes' ? 'list' : value.kind);

/** The sign of a − b for numbers of one kind and for strings (NaN for floats that have no order), as `lt` and its like need it. */
export function compared(a: Value, b: Value): number | Failure {
  const kind = basicKind(a);
  const other = basicKind(b);
  if (kind === 'none' || other === 'none') return fail('invalid type for comparison');
  if (a.kind === 'int' && b.kind === 'int') return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
  if (kind !== other) return fail(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
  if (a.kind === 'float' && b.kind === 'float') return a.value < b.value ? -1 : a.value === b.value ? 0 : 1;
  if (a.kind === 'string' && b.kind === 'string') return compareText(a.text, b.text);
  return fail('invalid type for comparison');
}
