const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes in padded base64, as encoding/json writes a []byte. */
export function base64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const digits = [18, 12, 6, 0].map((shift) => ALPHABET.charAt((three >> shift) & 63)).join('');
    const missing = Math.max(0, at + 3 - bytes.length);
    pieces.push(digits.slice(0, 4 - missing) + '='.repeat(missing));
  }
  return pieces.join('');
}
