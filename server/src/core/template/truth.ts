import { isHole } from '../text/traced.ts';
import type { StringValue, Value } from './value.ts';

/** Go's truth of a value (empty, zero and nil are false, a struct is true); undefined when it is not known. */
export function truth(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'nil':
      return false;
    case 'bool':
      return value.value;
    case 'int':
      return value.value !== 0n;
    case 'float':
      return value.value !== 0;
    case 'string':
      return stringTruth(value);
    case 'bytes':
      return value.bytes.length > 0;
    case 'list':
      return value.items.length > 0;
    case 'map':
      return value.entries.size > 0;
    case 'object':
      return value.object.truth;
    case 'opaque':
      return undefined;
  }
}

/** Text that is nothing but placeholders may be empty. */
function stringTruth(value: StringValue): boolean | undefined {
  if (value.text === '') return false;
  if (!value.holes) return true;
  return value.parts?.origins.some((origin) => !isHole(origin)) === true ? true : undefined;
}
