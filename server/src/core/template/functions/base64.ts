/** Decoded bytes, or the text of Go's CorruptInputError. */
export type Decoded =
  { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly message: string };

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits64 = `${letters}${letters.toLowerCase()}0123456789+/`;
const digits32 = `${letters}234567`;
const PAD = 0x3d;

/** Base64 with padding, Go's base64.StdEncoding. */
export const encodeBase64 = (bytes: Uint8Array): string => encode(bytes, digits64, 6, 4);

/** Base32 with padding, Go's base32.StdEncoding. */
export const encodeBase32 = (bytes: Uint8Array): string => encode(bytes, digits32, 5, 8);

function encode(bytes: Uint8Array, digits: string, width: number, quantum: number): string {
  let out = '';
  let bits = 0;
  let count = 0;
  for (const byte of bytes) {
    bits = ((bits & 0xff) << 8) | byte;
    count += 8;
    for (; count >= width; count -= width) out += digits.charAt((bits >> (count - width)) & ((1 << width) - 1));
  }
  if (count > 0) out += digits.charAt((bits << (width - count)) & ((1 << width) - 1));
  return out.padEnd(Math.ceil(out.length / quantum) * quantum, '=');
}

/** Decodes as Go's base64.StdEncoding does: line breaks are passed over, padding is needed, spare bits are ignored. */
export function decodeBase64(source: Uint8Array): Decoded {
  const out = new Uint8Array(Math.floor(source.length / 4) * 3);
  let length = 0;
  for (let at = 0; at < source.length;) {
    const read = readQuantum(source, at);
    if (read.fault !== undefined) return corrupt('base64', read.fault);
    for (let i = 1; i < read.count; i++) out[length++] = (read.bits >> (24 - 8 * i)) & 0xff;
    at = read.next;
  }
  return { ok: true, bytes: out.subarray(0, length) };
}

interface Quantum {
  readonly next: number;
  /** The digits read; they are the upper ones of 24 bits. */
  readonly count: number;
  readonly bits: number;
  readonly fault: number | undefined;
}

const faulty = (fault: number): Quantum => ({ next: fault, count: 0, bits: 0, fault });

function readQuantum(source: Uint8Array, start: number): Quantum {
  let at = start;
  let bits = 0;
  for (let count = 0; count < 4;) {
    if (at === source.length) return count === 0 ? { next: at, count: 0, bits, fault: undefined } : faulty(at - count);
    const byte = source[at++] ?? 0;
    const digit = digitOf(byte);
    if (digit >= 0) bits |= digit << (18 - 6 * count++);
    else if (byte === PAD) return readPadding(source, at, count, bits);
    else if (!isLineBreak(byte)) return faulty(at - 1);
  }
  return { next: at, count: 4, bits, fault: undefined };
}

/** What follows the first `=`, which stands before `from`. */
function readPadding(source: Uint8Array, from: number, count: number, bits: number): Quantum {
  if (count < 2) return faulty(from - 1);
  let at = from;
  if (count === 2) {
    at = afterLineBreaks(source, at);
    if (at === source.length) return faulty(at);
    if (source[at] !== PAD) return faulty(at - 1);
    at++;
  }
  at = afterLineBreaks(source, at);
  return at < source.length ? faulty(at) : { next: at, count, bits, fault: undefined };
}

function afterLineBreaks(source: Uint8Array, from: number): number {
  let at = from;
  while (isLineBreak(source[at])) at++;
  return at;
}

const isLineBreak = (byte: number | undefined): boolean => byte === 10 || byte === 13;

function digitOf(byte: number): number {
  if (byte >= 0x41 && byte <= 0x5a) return byte - 0x41;
  if (byte >= 0x61 && byte <= 0x7a) return byte - 0x47;
  if (byte >= 0x30 && byte <= 0x39) return byte + 4;
  return byte === 0x2b ? 62 : byte === 0x2f ? 63 : -1;
}

/** Decodes as Go's base32.StdEncoding does; positions in its message count without line breaks. */
export function decodeBase32(source: Uint8Array): Decoded {
  const bytes = withoutLineBreaks(source);
  const out: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const group: number[] = [];
    while (group.length < 8) {
      const byte = bytes[at];
      if (byte === undefined) return corrupt('base32', at - group.length);
      at++;
      if (byte === PAD && group.length >= 2 && bytes.length - at < 8) {
        const fault = paddingFault(bytes, at, group.length);
        if (fault !== undefined) return corrupt('base32', fault);
        at = bytes.length;
        break;
      }
      const digit = byte < 0x80 ? digits32.indexOf(String.fromCharCode(byte)) : -1;
      if (digit < 0) return corrupt('base32', at - 1);
      group.push(digit);
    }
    pushGroup(group, out);
  }
  return { ok: true, bytes: Uint8Array.from(out) };
}

function withoutLineBreaks(source: Uint8Array): Uint8Array {
  if (!source.includes(10) && !source.includes(13)) return source;
  const kept = new Uint8Array(source.length);
  let length = 0;
  for (const byte of source) if (!isLineBreak(byte)) kept[length++] = byte;
  return kept.subarray(0, length);
}

function paddingFault(bytes: Uint8Array, at: number, count: number): number | undefined {
  if (bytes.length - at + count < 7) return bytes.length;
  for (let i = 0; i < 7 - count; i++) {
    if (at + i < bytes.length && bytes[at + i] !== PAD) return at + i - 1;
  }
  return count === 3 || count === 6 ? at - 1 : undefined;
}

function pushGroup(group: readonly number[], out: number[]): void {
  let bits = 0;
  let count = 0;
  for (const digit of group) {
    bits = ((bits & 0x7f) << 5) | digit;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    out.push((bits >> count) & 0xff);
  }
}

const corrupt = (encoding: string, at: number): Decoded => ({
  ok: false,
  message: `illegal ${encoding} data at input byte ${at}`,
});
