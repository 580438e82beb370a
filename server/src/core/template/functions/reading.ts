import type { Origin } from '../../text/origin.ts';
import { list, map, text } from '../value.ts';
import type { ListValue, MapValue, Value } from '../value.ts';

/** What fromYaml and its like give for text that they cannot read: the error under the key `Error`. */
export const errorIn = (message: string, origin: Origin): MapValue =>
  map(new Map([['Error', text(message, origin)]]), origin);

/** What the `…Array` functions give for text that they cannot read: the error as the only item. */
export const errorItem = (message: string, origin: Origin): ListValue => list([text(message, origin)], origin);

/** A document where Go wants a map; `error` is what decoding complained of on the way. null leaves a nil map. */
export function mapOr(
  value: Value,
  error: string | undefined,
  words: (text: string) => string,
  origin: Origin,
): MapValue {
  if (value.kind === 'nil') return { ...map(new Map(), origin), isNil: true };
  if (value.kind !== 'map') return errorIn(words(mismatch(value, 'map[string]interface {}')), origin);
  if (error !== undefined) value.entries.set('Error', text(error, origin));
  return value;
}

/** A document where Go wants a list. */
export function listOr(
  value: Value,
  error: string | undefined,
  words: (text: string) => string,
  origin: Origin,
): ListValue {
  if (value.kind === 'nil') return { ...list([], origin), isNil: true };
  if (value.kind !== 'list') return errorItem(words(mismatch(value, '[]interface {}')), origin);
  return error === undefined ? value : errorItem(error, origin);
}

const names: Readonly<Partial<Record<Value['kind'], string>>> = {
  map: 'object',
  list: 'array',
  string: 'string',
  bool: 'bool',
  float: 'number',
};

/** encoding/json's words for a document of the wrong kind. */
const mismatch = (value: Value, wanted: string): string =>
  `cannot unmarshal ${names[value.kind] ?? 'number'} into Go value of type ${wanted}`;
