/** A number as shopspring's decimal has it: value × 10^exponent, exactly. */
export interface Decimal {
  readonly value: bigint;
  readonly exponent: number;
}

/** Decimal places of a quotient. */
const divisionPlaces = 16;

/** The shortest digits that mean this float. Undefined for what is no finite number. */
export function decimalOf(float: number): Decimal | undefined {
  if (!Number.isFinite(float)) return undefined;
  const [mantissa = '0', exponent = '0'] = float.toExponential().split('e');
  const fraction = mantissa.split('.')[1] ?? '';
  return { value: BigInt(mantissa.replace('.', '')), exponent: Number(exponent) - fraction.length };
}

/** The nearest float. */
export const floatOf = ({ value, exponent }: Decimal): number =>
  value === 0n ? 0 : Number(`${value.toString()}e${exponent}`);

/** a + b. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return { value: scaled(a, exponent) + scaled(b, exponent), exponent };
}

/** a − b. */
export const subtractDecimals = (a: Decimal, b: Decimal): Decimal => addDecimals(a, { ...b, value: -b.value });

/** a × b. */
export const multiplyDecimals = (a: Decimal, b: Decimal): Decimal => ({
  value: a.value * b.value,
  exponent: a.exponent + b.exponent,
});

/** a ÷ b to 16 places, halves away from zero. Undefined when b is zero. */
export function divideDecimals(a: Decimal, b: Decimal): Decimal | undefined {
  if (b.value === 0n) return undefined;
  const shift = a.exponent - b.exponent + divisionPlaces;
  const numerator = shift >= 0 ? a.value * 10n ** BigInt(shift) : a.value;
  const denominator = shift >= 0 ? b.value : b.value * 10n ** BigInt(-shift);
  const quotient = numerator / denominator;
  const rounds = 2n * absolute(numerator % denominator) >= absolute(denominator);
  const step = numerator < 0n === denominator < 0n ? 1n : -1n;
  return { value: rounds ? quotient + step : quotient, exponent: -divisionPlaces };
}

const scaled = (d: Decimal, exponent: number): bigint => d.value * 10n ** BigInt(d.exponent - exponent);

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
