/** A number as Go's strconv reads it out of a YAML 1.1 scalar. */
export interface GoNumber {
  readonly type: 'int' | 'float';
  /** The nearest double; Helm holds every number as one. */
  readonly value: number;
  /** Exact decimal text of an integer; of a float what a string field gets. */
  readonly text: string;
}

const INT = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const DOT_FLOAT = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;

/**
 * Reads a plain scalar as go.yaml.in/yaml/v2's resolve.go does: `0x`, `0o`, `0b`, a leading zero for octal,
 * `_` anywhere after the first character; `08` is a float because it is no octal number. Undefined: it is text.
 */
export function parseGoNumber(source: string): GoNumber | undefined {
  const plain = source.includes('_') ? source.replaceAll('_', '') : source;
  if (source.startsWith('.')) return DOT_FLOAT.test(source) ? float(plain) : undefined;
  if (INT.test(plain)) {
    const found = int(plain);
    if (found) return found;
  }
  if (FLOAT.test(plain)) return float(plain);
  // yaml.v2 hands what follows `0b` to ParseInt, which takes one more sign there.
  return /^0b[-+][01]+$/.test(plain) ? int(`${plain.charAt(2)}0b${plain.slice(3)}`) : undefined;
}

function int(plain: string): GoNumber | undefined {
  const signed = plain.startsWith('-') || plain.startsWith('+');
  const negative = plain.startsWith('-');
  const big = magnitude(signed ? plain.slice(1) : plain);
  if (negative ? big > MAX_INT64 + 1n : big > (signed ? MAX_INT64 : MAX_UINT64)) return undefined;
  const value = negative ? -big : big;
  return { type: 'int', value: Number(value), text: value.toString() };
}

function magnitude(digits: string): bigint {
  if (digits.length < 16 && !digits.startsWith('0')) return BigInt(Number(digits));
  if (/^0[0-7]+$/.test(digits)) return boundedBigInt(`0o${digits.slice(1)}`);
  return boundedBigInt(digits.toLowerCase());
}

/** A run of digits too long for 64 bits in any base is not worth converting. */
function boundedBigInt(digits: string): bigint {
  const stripped = digits.replace(/^(0[xob])0+(?=.)/, '$1').replace(/^0+(?=[0-9])/, '');
  return stripped.length > 70 ? MAX_UINT64 + 1n : BigInt(stripped);
}

function float(plain: string): GoNumber | undefined {
  const value = Number(plain);
  return Number.isFinite(value) ? { type: 'float', value, text: formatFloat32(value) } : undefined;
}

/**
 * `strconv.FormatFloat(value, 'g', -1, 32)`: how sigs.k8s.io/yaml turns a float into a JSON key or a string field.
 * The fewest digits that read back as the same 32-bit float; exponent form below 1e-4 and from 1e6 on.
 */
export function formatFloat32(value: number): string {
  const rounded = Math.fround(value);
  if (!Number.isFinite(rounded)) return rounded > 0 ? '+Inf' : rounded < 0 ? '-Inf' : 'NaN';
  if (rounded === 0) return Object.is(rounded, -0) ? '-0' : '0';
  for (let digits = 0; digits < 9; digits++) {
    const candidate = rounded.toExponential(digits);
    if (Math.fround(Number(candidate)) === rounded) return layOut(candidate);
  }
  return layOut(rounded.toExponential(8));
}

function layOut(exponential: string): string {
  const [mantissa = '', power = '0'] = exponential.split('e');
  const exponent = Number(power);
  const digits = mantissa.replace(/[-.]/g, '');
  const sign = mantissa.startsWith('-') ? '-' : '';
  if (exponent < -4 || exponent >= 6) {
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const rest = digits.slice(exponent + 1);
  return sign + whole + (rest === '' ? '' : `.${rest}`);
}
