import { quoteGo } from './lexerMessage.ts';
import { unquoteCharacter } from './literal.ts';
import type { NumberNode } from './nodes.ts';

/** What a NumberNode says of its literal. */
export type NumberValue = Pick<NumberNode, 'int' | 'float' | 'idealInt'>;

const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;
/** Longer literals are refused, where Go has no bound: what stands in charts has some twenty characters. */
const MAX_LENGTH = 1000;

/**
 * The value of a number, character or complex constant as text/template/parse/node.go newNumber finds it, or Go's words
 * for why it has none. A literal above int64 that fits uint64 has a float and no int; a complex one with an imaginary
 * part has neither.
 */
export function parseNumber(text: string, kind: 'number' | 'charConstant' | 'complex'): NumberValue | string {
  if (kind === 'charConstant') {
    const value = unquoteCharacter(text);
    return typeof value === 'string' ? value : { int: BigInt(value), float: value, idealInt: true };
  }
  if (text.length > MAX_LENGTH) return `illegal number syntax: ${quoteGo(text)}`;
  if (kind === 'complex') return parseComplex(text);
  const imaginary = text.endsWith('i') ? parseFloat64(text.slice(0, -1)) : undefined;
  if (imaginary !== undefined) return complexValue(0, imaginary);
  const integer = parseInteger(text);
  if (integer !== undefined) {
    return { int: integer <= MAX_INT64 ? integer : undefined, float: Number(integer), idealInt: true };
  }
  return parseFraction(text);
}

function parseFraction(text: string): NumberValue | string {
  const float = parseFloat64(text);
  if (float === undefined) return `illegal number syntax: ${quoteGo(text)}`;
  if (!/[.eEpP]/.test(text)) return `integer overflow: ${quoteGo(text)}`;
  return { int: wholeInt64(float), float, idealInt: false };
}

function parseComplex(text: string): NumberValue | string {
  const split = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
  const at = isExponentSign(text, split)
    ? Math.max(text.lastIndexOf('+', split - 1), text.lastIndexOf('-', split - 1))
    : split;
  const real = parseFloat64(text.slice(0, at));
  const imaginary = parseFloat64(text.slice(at, -1));
  if (real === undefined) return invalidFloat(text.slice(0, at));
  return imaginary === undefined ? invalidFloat(text.slice(at, -1)) : complexValue(real, imaginary);
}

function isExponentSign(text: string, sign: number): boolean {
  const hex = /^[+-]?0[xX]/.test(text);
  return (hex ? 'pP' : 'eE').includes(text.charAt(sign - 1) || ' ');
}

const invalidFloat = (text: string): string => `strconv.ParseFloat: parsing ${quoteGo(text)}: invalid syntax`;

function complexValue(real: number, imaginary: number): NumberValue {
  if (imaginary !== 0) return { int: undefined, float: undefined, idealInt: false };
  return { int: wholeInt64(real), float: real, idealInt: false };
}

function wholeInt64(float: number): bigint | undefined {
  const whole = Number.isInteger(float) && float >= -(2 ** 63) && float < 2 ** 63;
  return whole ? BigInt(float) : undefined;
}

/** A whole number in Go's base prefixes: 0x, 0o, 0b, and octal after a plain 0. Undefined when it fits neither int64 nor uint64. */
export function parseInteger(text: string): bigint | undefined {
  const signed = /^[+-]/.test(text);
  const body = signed ? text.slice(1) : text;
  if (!underscoresSeparateDigits(body)) return undefined;
  const literal = octalPrefixed(body.replaceAll('_', ''));
  if (literal === undefined) return undefined;
  const value = BigInt(literal);
  if (text.startsWith('-')) return value <= MAX_INT64 + 1n ? -value : undefined;
  return value <= (signed ? MAX_INT64 : MAX_UINT64) ? value : undefined;
}

/** The literal in a form BigInt reads, without leading zeros; undefined when it is no integer or far too long for one. */
function octalPrefixed(body: string): string | undefined {
  const match = /^(0[xX](?=[0-9a-fA-F])|0[oO](?=[0-7])|0[bB](?=[01])|0(?=\d)|)0*([0-9a-fA-F]*)$/.exec(body);
  const [, prefix, digits] = match ?? [];
  if (prefix === undefined || digits === undefined || digits.length > 64 || body === '') return undefined;
  const base = prefix === '0' ? '0o' : prefix.toLowerCase();
  const allowed = base === '0x' ? /^[0-9a-fA-F]*$/ : base === '0o' ? /^[0-7]*$/ : base === '0b' ? /^[01]*$/ : /^\d*$/;
  return allowed.test(digits) ? base + (digits || '0') : undefined;
}

/** A float as Go's strconv.ParseFloat reads it: hex needs an exponent, `_` separates digits. Undefined also when it is infinite. */
export function parseFloat64(text: string): number | undefined {
  const body = /^[+-]/.test(text) ? text.slice(1) : text;
  if (!underscoresSeparateDigits(body)) return undefined;
  const plain = body.replaceAll('_', '');
  const value = /^0[xX]/.test(plain) ? hexFloat(plain) : decimalFloat(plain);
  if (value === undefined || !Number.isFinite(value)) return undefined;
  return text.startsWith('-') ? -value : value;
}

function decimalFloat(text: string): number | undefined {
  return /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

function hexFloat(text: string): number | undefined {
  const [, whole = '', fraction = '', exponent] =
    /^0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d+)$/.exec(text) ?? [];
  if (exponent === undefined || whole + fraction === '') return undefined;
  return Number(BigInt(`0x${whole}${fraction}`)) * 2 ** (Number(exponent) - 4 * fraction.length);
}

/** Go's rule for `_`: each follows a digit or the base prefix, and a digit follows it. */
function underscoresSeparateDigits(body: string): boolean {
  if (!body.includes('_')) return true;
  const prefixed = /^0[xXoObB]/.test(body);
  const hex = /^0[xX]/.test(body);
  const digits = prefixed ? `0${body.slice(2)}` : body;
  return hex ? !/_(?![0-9a-fA-F])|(?<![0-9a-fA-F])_/.test(digits) : !/_(?!\d)|(?<!\d)_/.test(digits);
}
