import type { Origin } from '../text/origin.ts';
import { TracedBuilder } from '../text/traced.ts';
import { floatText } from './floatText.ts';
import { compareText } from './utf8.ts';
import { opaque, partsOf, placeholder, tracedText } from './value.ts';
import type { MapValue, StringValue, Value } from './value.ts';

/** Go's own printer has no bound, and a template can put a map into itself, or lists into lists that double at each level. */
export const maximumDepth = 100;
export const maximumShown = 1_000_000;

/** Why what lies deeper or behind is not known. */
export const TOO_MUCH = 'more than is printed here';

/** A value as fmt prints it for %v, without origins; unknown parts show as the placeholder. */
export function show(value: Value): string {
  switch (value.kind) {
    case 'nil':
      return '<nil>';
    case 'bool':
      return String(value.value);
    case 'int':
      return value.value.toString();
    case 'float':
      return floatText(value.value, 'g');
    case 'string':
      return value.text;
    case 'bytes':
      return `[${value.bytes.join(' ')}]`;
    case 'object':
      return value.object.print();
    case 'opaque':
      return placeholder;
    default: {
      const builder = new TracedBuilder();
      appendShown(builder, value, value.origin);
      return builder.finish().text;
    }
  }
}

/** Appends a value as %v prints it; each part keeps its origin, brackets and blanks get `added`. */
export function appendShown(builder: TracedBuilder, value: Value, added: Origin, depth = 0): void {
  if (value.kind === 'string') builder.appendPart(value.text, partsOf(value), 0, value.text.length);
  else if (value.kind === 'list') {
    builder.append('[', added);
    value.items.forEach((item, i) => {
      if (i > 0) builder.append(' ', added);
      appendChild(builder, item, added, depth);
    });
    builder.append(']', added);
  } else if (value.kind === 'map') {
    builder.append('map[', added);
    sortedKeys(value).forEach((key, i) => {
      builder.append(`${i > 0 ? ' ' : ''}${key}:`, added);
      const child = value.entries.get(key);
      if (child) appendChild(builder, child, added, depth);
    });
    builder.append(']', added);
  } else if (depth > 0 && isAddress(value)) {
    const address = opaque('an address in memory', 'text', value.origin);
    builder.append(placeholder, address.origin);
  } else builder.append(show(value), value.origin);
}

/** Inside of something else, fmt prints a pointer to a struct as a number. */
export const isAddress = (value: Value): boolean => value.kind === 'object' && value.object.print().startsWith('&');

function appendChild(builder: TracedBuilder, value: Value, added: Origin, depth: number): void {
  if (depth < maximumDepth && builder.length < maximumShown) appendShown(builder, value, added, depth + 1);
  else if (builder.length <= maximumShown + placeholder.length)
    builder.append(placeholder, opaque(TOO_MUCH, 'text', added).origin);
}

/** A value as text that keeps origins: %v, but a string of bytes is its text, as sprig's strval has it. */
export function shown(value: Value, added: Origin): StringValue {
  if (value.kind === 'string') return value;
  const builder = new TracedBuilder();
  appendShown(builder, value, added);
  return tracedText(builder.finish(), added);
}

/** The keys in the order in which Go ranges over and prints a map. */
export const sortedKeys = (map: MapValue): readonly string[] => [...map.entries.keys()].sort(compareText);
