const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The text of a `!!binary` scalar, as JSON carries it: padded base64, line breaks ignored, bytes read as UTF-8.
 * Bytes that are no UTF-8 become U+FFFD. Undefined when it is no base64.
 */
export function decodeBinary(source: string): string | undefined {
  const bytes = base64Bytes(source.replace(/[\r\n]/g, ''));
  if (!bytes) return undefined;
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return bytes.map((byte) => (byte < 128 ? String.fromCharCode(byte) : '\ufffd')).join('');
  }
}

function base64Bytes(digits: string): number[] | undefined {
  const padding = digits.endsWith('==') ? 2 : digits.endsWith('=') ? 1 : 0;
  if (digits.length % 4 !== 0) return undefined;
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const digit of digits.slice(0, digits.length - padding)) {
    const six = ALPHABET.indexOf(digit);
    if (six < 0) return undefined;
    bits = ((bits << 6) | six) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return bytes;
}
