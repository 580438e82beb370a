/** How Go's strconv writes a float64. `precision` -1 means as few digits as tell it from its neighbours. */
export function floatText(value: number, verb: 'e' | 'f' | 'g' | 'x' | 'b', precision = -1): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  if (verb === 'x') return sign + hexadecimal(size, precision);
  if (verb === 'b') return sign + binary(size);
  if (verb === 'f') return sign + fixed(precision < 0 ? shortest(size) : roundedAt(size, precision), precision);
  if (verb === 'e') return sign + scientific(precision < 0 ? shortest(size) : rounded(size, precision + 1), precision);
  return sign + general(size, precision);
}

/** Digits d₁d₂… without trailing zeros and the point's place: the value is 0.d₁d₂… times ten to the `point`. */
interface Decimal {
  readonly digits: string;
  readonly point: number;
}

function general(size: number, precision: number): string {
  const digits = precision < 0 ? shortest(size) : rounded(size, Math.max(precision, 1));
  // Go decides about the exponent as if six digits had been asked for, when none were.
  let limit = precision < 0 ? 6 : Math.max(precision, 1);
  if (precision >= 0 && limit > digits.digits.length && digits.digits.length >= digits.point)
    limit = digits.digits.length;
  const exponent = digits.point - 1;
  if (exponent < -4 || exponent >= limit) return scientific(digits, -1);
  return fixed(digits, -1);
}

function fixed({ digits, point }: Decimal, precision: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const fraction = point > 0 ? digits.slice(point) : '0'.repeat(digits === '' ? 0 : -point) + digits;
  const shown = precision < 0 ? fraction : fraction.padEnd(precision, '0').slice(0, precision);
  return shown === '' ? whole : `${whole}.${shown}`;
}

function scientific({ digits, point }: Decimal, precision: number): string {
  const first = digits.charAt(0) || '0';
  const rest = precision < 0 ? digits.slice(1) : digits.slice(1).padEnd(precision, '0');
  const exponent = digits === '' ? 0 : point - 1;
  const shown = String(Math.abs(exponent)).padStart(2, '0');
  return `${first}${rest === '' ? '' : `.${rest}`}e${exponent < 0 ? '-' : '+'}${shown}`;
}

/** JavaScript and Go agree on the shortest digits. */
function shortest(size: number): Decimal {
  if (size === 0) return { digits: '', point: 1 };
  const [mantissa = '', exponent = '0'] = size.toExponential().split('e');
  return { digits: trimZeros(mantissa.replace('.', '')), point: Number(exponent) + 1 };
}

const trimZeros = (digits: string): string => digits.replace(/0+$/, '');

/** Rounded to a number of significant digits, halves to even, from the exact value. */
function rounded(size: number, count: number): Decimal {
  if (size === 0) return { digits: '', point: 1 };
  const estimate = Number(size.toExponential(20).split('e')[1]) + 1;
  return roundedAt(size, count - estimate);
}

/** Rounded to a number of digits after the point (before it, when negative), halves to even, from the exact value. */
function roundedAt(size: number, places: number): Decimal {
  if (size === 0) return { digits: '', point: 1 };
  const { mantissa, exponent } = partsOfDouble(size);
  const power = 10n ** BigInt(Math.abs(places));
  let numerator = places >= 0 ? mantissa * power : mantissa;
  let denominator = places >= 0 ? 1n : power;
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  let quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  if (twice > denominator || (twice === denominator && quotient % 2n === 1n)) quotient += 1n;
  if (quotient === 0n) return { digits: '', point: 1 };
  const digits = quotient.toString();
  return { digits: trimZeros(digits), point: digits.length - places };
}

/** mantissa × 2^exponent, exactly. */
function partsOfDouble(size: number): { readonly mantissa: bigint; readonly exponent: number } {
  let mantissa = size;
  let exponent = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent--;
  }
  return { mantissa: BigInt(mantissa), exponent };
}

/** `0x1.8p+01`: hexadecimal digits of the mantissa, halves to even, and a decimal power of two. */
function hexadecimal(size: number, precision: number): string {
  let { mantissa, exponent } = normalized(size);
  if (precision >= 0 && precision < 13) {
    const shift = BigInt(52 - 4 * precision);
    const rest = mantissa & ((1n << shift) - 1n);
    mantissa >>= shift;
    const half = 1n << (shift - 1n);
    if (rest > half || (rest === half && mantissa % 2n === 1n)) mantissa += 1n;
    mantissa <<= shift;
  }
  if (mantissa >> 53n !== 0n) {
    mantissa >>= 1n;
    exponent++;
  }
  const all = mantissa.toString(16).padStart(14, '0');
  const fraction = precision < 0 ? trimZeros(all.slice(1)) : all.slice(1).padEnd(precision, '0').slice(0, precision);
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `0x${all.charAt(0)}${fraction === '' ? '' : `.${fraction}`}p${exponent < 0 ? '-' : '+'}${power}`;
}

/** `4503599627370496p-52`: the mantissa as it is stored. */
function binary(size: number): string {
  const { mantissa, exponent } = normalized(size);
  const subnormal = size < 2 ** -1022;
  const stored = subnormal ? BigInt(size / 2 ** -1074) : mantissa;
  const power = subnormal ? -1074 : exponent - 52;
  return `${stored.toString()}p${power < 0 ? '-' : '+'}${Math.abs(power)}`;
}

/** A mantissa of 53 bits and the exponent of its first one. */
function normalized(size: number): { readonly mantissa: bigint; readonly exponent: number } {
  if (size === 0) return { mantissa: 0n, exponent: 0 };
  const { mantissa, exponent } = partsOfDouble(size);
  const bits = mantissa.toString(2).length;
  const shift = 53 - bits;
  return {
    mantissa: shift >= 0 ? mantissa << BigInt(shift) : mantissa >> BigInt(-shift),
    exponent: exponent + bits - 1,
  };
}
