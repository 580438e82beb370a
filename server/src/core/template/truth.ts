import { isHole } from '../text/traced.ts';
import { partsOf } from './value.ts';
import type { MapValue, StringValue, Value } from './value.ts';

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
      return mapTruth(value);
    case 'object':
      return value.object.truth;
    case 'opaque':
      return value.isTrue ?? sameTruth(value.oneOf ?? []);
  }
}

/** Where all that a value can be have the same truth, it is known. */
function sameTruth([first, ...others]: readonly Value[]): boolean | undefined {
  const is = first && truth(first);
  return others.every((other) => truth(other) === is) ? is : undefined;
}

/** A map of nothing but entries that may not be there is perhaps empty. */
function mapTruth({ entries }: MapValue): boolean | undefined {
  if (entries.size === 0) return false;
  for (const entry of entries.values()) if (entry.kind !== 'opaque' || !entry.maybeAbsent) return true;
  return undefined;
}

/** Text that is nothing but placeholders may be empty. */
function stringTruth(value: StringValue): boolean | undefined {
  if (value.text === '') return false;
  if (!value.holes) return true;
  const { origins, maybe } = partsOf(value);
  return origins.some((origin, i) => !isHole(origin) && maybe[i] !== true) ? true : undefined;
}
