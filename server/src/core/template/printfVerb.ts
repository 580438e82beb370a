import { noOrigin } from '../text/origin.ts';
import type { Origin } from '../text/origin.ts';
import { TracedBuilder } from '../text/traced.ts';
import { noFlags, padded, padding, runeCount } from './printfFlags.ts';
import type { Flags } from './printfFlags.ts';
import { floatVerbText, integerText } from './printfNumber.ts';
import { appendQuoted, canBackquote, quoted } from './quote.ts';
import { int } from './numbers.ts';
import { isAddress, maximumDepth, maximumShown, sortedKeys, TOO_MUCH } from './show.ts';
import { kindName, typeName } from './types.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';
import { list, opaque, partsOf, placeholder, text } from './value.ts';
import type { BytesValue, ListValue, MapValue, ObjectValue, StringValue, Value } from './value.ts';

/** One value under a verb without flags, as text. */
export function verbText(value: Value, verb: string): string {
  const builder = new TracedBuilder();
  appendArgument(builder, value, verb, noFlags, value.origin);
  return builder.finish().text;
}

/** Appends one argument of printf under its verb. */
export function appendArgument(
  out: TracedBuilder,
  value: Value,
  verb: string,
  flags: Readonly<Flags>,
  added: Origin,
): void {
  if (value.kind === 'opaque') out.append(placeholder, value.origin);
  else if (value.kind === 'nil') appendNil(out, value.origin, verb, flags);
  else if (verb === 'T') out.append(textUnder(typeName(value), 's', flags) ?? '', value.origin);
  else if (verb === 'p') appendPointer(out, value, flags, added);
  else appendValue(out, value, verb, flags, added, 0);
}

function appendNil(out: TracedBuilder, origin: Origin, verb: string, flags: Readonly<Flags>): void {
  out.append(verb === 'T' || verb === 'v' ? padded('<nil>', flags) : `%!${verb}(<nil>)`, origin);
}

/** `type=value`, as bad verbs and extra arguments are shown. */
export function appendTyped(out: TracedBuilder, value: Value, flags: Readonly<Flags>, added: Origin): void {
  if (value.kind === 'nil') out.append('<nil>', value.origin);
  else {
    if (value.kind !== 'opaque') out.append(`${typeName(value)}=`, added);
    appendArgument(out, value, 'v', flags, added);
  }
}

function appendBad(out: TracedBuilder, value: Value, verb: string, flags: Readonly<Flags>, added: Origin): void {
  out.append(`%!${verb}(`, added);
  appendTyped(out, value, flags, added);
  out.append(')', added);
}

/** An address differs from run to run. */
function appendPointer(out: TracedBuilder, value: Value, flags: Readonly<Flags>, added: Origin): void {
  if (['map', 'slice', 'ptr', 'func'].includes(kindName(value)))
    appendUnknown(out, 'an address in memory', value.origin);
  else appendBad(out, value, 'p', flags, added);
}

function appendUnknown(out: TracedBuilder, reason: string, origin: Origin): void {
  out.append(placeholder, opaque(reason, 'text', origin).origin);
}

function appendValue(
  out: TracedBuilder,
  value: Value,
  verb: string,
  flags: Readonly<Flags>,
  added: Origin,
  depth: number,
): void {
  switch (value.kind) {
    case 'string':
      return appendString(out, value, verb, flags, added);
    case 'list':
    case 'map':
      return depth > maximumDepth || out.length > maximumShown
        ? appendUnknown(out, TOO_MUCH, added)
        : appendContainer(out, value, verb, flags, added, depth);
    case 'opaque':
      return out.append(placeholder, value.origin);
    case 'bytes':
      if (flags.sharpV && depth > 0) return out.append(goBytes(value, '[]uint8', flags), value.origin);
      if (flags.sharpV || 'sqxX'.includes(verb)) return appendScalar(out, value, verb, flags, added);
      return appendContainer(out, octets(value), verb, flags, added, depth);
    case 'nil':
      return appendInnerNil(out, value.origin, verb, flags);
    default:
      if (depth > 0 && isAddress(value)) return appendUnknown(out, 'an address in memory', value.origin);
      return appendScalar(out, value, verb, flags, added);
  }
}

function appendInnerNil(out: TracedBuilder, origin: Origin, _verb: string, flags: Readonly<Flags>): void {
  out.append(flags.sharpV ? 'interface {}(nil)' : '<nil>', origin);
}

const octets = (value: BytesValue): ListValue =>
  list(
    Array.from(value.bytes, (byte) => int(byte, value.origin, 'uint8')),
    value.origin,
    'uint8',
  );

type Scalar = Exclude<Value, StringValue | ListValue | MapValue | { kind: 'opaque' | 'nil' }>;

function appendScalar(out: TracedBuilder, value: Scalar, verb: string, flags: Readonly<Flags>, added: Origin): void {
  const shown = scalarText(value, verb, flags);
  if (shown === null) appendUnknown(out, `%${verb} is not supported here`, value.origin);
  else if (shown === undefined) appendBad(out, value, verb, flags, added);
  else out.append(shown, value.origin);
}

function scalarText(value: Scalar, verb: string, flags: Readonly<Flags>): string | null | undefined {
  switch (value.kind) {
    case 'bool':
      return verb === 't' || verb === 'v' ? padded(String(value.value), flags) : undefined;
    case 'int':
      return integerText(value, verb, flags);
    case 'float':
      return floatVerbText(value.value, verb, flags);
    case 'bytes':
      return bytesText(value, verb, flags);
    case 'object':
      // Of an object's fields and their types, which `%#v` and `%+v` show, not all is known.
      if (!'vsxXq'.includes(verb) || flags.sharpV || (flags.plusV && !hasText(value))) return null;
      return textUnder(value.object.print(), verb, flags);
  }
}

/** Whether Go's fmt asks a method for the text, whatever the flags. */
const hasText = ({ object }: ObjectValue): boolean => Object.hasOwn(object.methods, 'String');

function bytesText(value: BytesValue, verb: string, flags: Readonly<Flags>): string | undefined {
  if (verb === 's' || verb === 'q') return textUnder(decodeUtf8(value.bytes), verb, flags);
  if (verb === 'x' || verb === 'X') return hexText(value.bytes, verb, flags);
  return goBytes(value, '[]byte', flags);
}

/** Go's syntax of bytes; the type has its short name only where it is an argument itself. */
function goBytes({ bytes, isNil }: BytesValue, type: string, flags: Readonly<Flags>): string {
  if (isNil) return `${type}(nil)`;
  return `${type}{${Array.from(bytes, (byte) => integerText(int(byte, noOrigin, 'uint8'), 'v', flags)).join(', ')}}`;
}

function appendString(
  out: TracedBuilder,
  value: StringValue,
  verb: string,
  flags: Readonly<Flags>,
  added: Origin,
): void {
  if (verb === 's' || (verb === 'v' && !flags.sharpV)) {
    const end = truncated(value.text, flags).length;
    const { before, after } = padding(flags, flags.width === undefined ? 0 : runeCount(value.text.slice(0, end)));
    out.append(before, added);
    out.appendPart(value.text, partsOf(value), 0, end);
    out.append(after, added);
  } else if (verb === 'q' && plainQuote(flags)) {
    out.append('"', added);
    appendQuoted(out, value.text, partsOf(value));
    out.append('"', added);
  } else if (value.holes) appendUnknown(out, 'a part of it is unknown', value.origin);
  else {
    const shown = textUnder(value.text, verb, flags);
    if (shown === undefined) appendBad(out, value, verb, flags, added);
    else out.append(shown, value.origin);
  }
}

const plainQuote = (flags: Readonly<Flags>): boolean =>
  !flags.sharp && !flags.plus && flags.width === undefined && flags.precision === undefined;

function textUnder(value: string, verb: string, flags: Readonly<Flags>): string | undefined {
  if (verb === 's' || (verb === 'v' && !flags.sharpV)) return padded(truncated(value, flags), flags);
  if (verb === 'x' || verb === 'X') return hexText(encodeUtf8(value), verb, flags);
  if (verb !== 'q' && verb !== 'v') return undefined;
  const cut = truncated(value, flags);
  return padded(flags.sharp && canBackquote(cut) ? `\`${cut}\`` : quoted(cut, flags.plus), flags);
}

function truncated(value: string, flags: Readonly<Flags>): string {
  if (flags.precision === undefined) return value;
  return value.length <= flags.precision ? value : Array.from(value).slice(0, flags.precision).join('');
}

function hexText(bytes: Uint8Array, verb: 'x' | 'X', flags: Readonly<Flags>): string {
  const used = flags.precision === undefined ? bytes : bytes.subarray(0, flags.precision);
  const prefix = flags.sharp ? `0${verb}` : '';
  const digits = Array.from(used, (byte) => byte.toString(16).padStart(2, '0'));
  const cased = verb === 'X' ? digits.map((pair) => pair.toUpperCase()) : digits;
  if (cased.length === 0) return padded('', flags);
  return padded(flags.space ? cased.map((pair) => prefix + pair).join(' ') : prefix + cased.join(''), flags);
}

function appendContainer(
  out: TracedBuilder,
  value: ListValue | MapValue,
  verb: string,
  flags: Readonly<Flags>,
  added: Origin,
  depth: number,
): void {
  if (flags.sharpV && value.isNil) return out.append(`${typeName(value)}(nil)`, added);
  const name = flags.sharpV ? typeName(value) : value.kind === 'map' ? 'map' : '';
  out.append(name + (flags.sharpV ? '{' : '['), added);
  const separator = flags.sharpV ? ', ' : ' ';
  if (value.kind === 'list') {
    value.items.forEach((item, i) => {
      if (i > 0) out.append(separator, added);
      appendValue(out, item, verb, flags, added, depth + 1);
    });
  } else {
    sortedKeys(value).forEach((key, i) => {
      if (i > 0) out.append(separator, added);
      appendValue(out, text(key, added), verb, flags, added, depth + 1);
      out.append(':', added);
      const child = value.entries.get(key);
      if (child) appendValue(out, child, verb, flags, added, depth + 1);
    });
  }
  out.append(flags.sharpV ? '}' : ']', added);
}
