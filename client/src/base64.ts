/** Few enough arguments for one call in every engine, and a multiple of three, so that the parts of base64 join. */
const CHUNK = 3 * 8192;

/** The base64 form of bytes, with what both Node and a web worker have. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK) {
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + CHUNK))));
  }
  return parts.join('');
}
