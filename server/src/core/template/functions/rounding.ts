/** Sprig's round: to `places` decimals, up when the fraction left is at least `from`, whatever the sign. */
export function roundFloat(value: number, places: number, from: number): number {
  const power = powerOfTen(places);
  const digits = power * value;
  const fraction = digits - Math.trunc(digits);
  return (fraction >= from ? Math.ceil(digits) : Math.floor(digits)) / power;
}

/** Go's math.Pow(10, n) for a whole n, which is not always the nearest float: the same squarings in the same order. */
function powerOfTen(places: number): number {
  if (places === 0) return 1;
  if (places === 1) return 10;
  let power = 1;
  let exponent = 0;
  let square = 0.625;
  let squareExponent = 4;
  for (let left = Math.abs(places); left > 0; left = Math.floor(left / 2)) {
    if (squareExponent > 4096) {
      exponent += squareExponent;
      break;
    }
    if (left % 2 === 1) {
      power *= square;
      exponent += squareExponent;
    }
    square *= square;
    squareExponent *= 2;
    if (square < 0.5) {
      square += square;
      squareExponent--;
    }
  }
  return places < 0 ? scale(1 / power, -exponent) : scale(power, exponent);
}

/** math.Ldexp: in two steps, since 2^exponent alone may be out of range where the product is not. */
function scale(value: number, exponent: number): number {
  const half = Math.trunc(Math.max(-2200, Math.min(exponent, 2200)) / 2);
  return value * 2 ** half * 2 ** (Math.max(-2200, Math.min(exponent, 2200)) - half);
}

/** Go's math.Max: an infinity that decides wins over NaN. */
export const largest = (a: number, b: number): number => (a === Infinity || b === Infinity ? Infinity : Math.max(a, b));

/** Go's math.Min. */
export const smallest = (a: number, b: number): number =>
  a === -Infinity || b === -Infinity ? -Infinity : Math.min(a, b);
