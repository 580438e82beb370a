const MAX_UINT64 = '18446744073709551615';

/** The order of two non-negative decimal numbers without leading zeros, of any length. */
export function compareDigits(a: string, b: string): number {
  if (a.length !== b.length) return a.length < b.length ? -1 : 1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Whether a text is a decimal number without leading zeros that Go's `strconv.ParseUint` would hold in 64 bits. */
export function fitsUint64(text: string): boolean {
  return /^(?:0|[1-9][0-9]{0,19})$/.test(text) && compareDigits(text, MAX_UINT64) <= 0;
}

/** Digits without their leading zeros; at least one digit stays. */
export function stripZeros(digits: string): string {
  return digits.replace(/^0+(?=[0-9])/, '');
}
