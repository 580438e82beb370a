import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Digests in lower-case hexadecimal digits. */
export const sha1Hex = (bytes: Uint8Array): string => bytesToHex(sha1(bytes));
export const sha256Hex = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));
export const sha512Hex = (bytes: Uint8Array): string => bytesToHex(sha512(bytes));

/** HMAC with SHA-256 (RFC 2104). */
export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array => hmac(sha256, key, message);

/** 64 bytes of scrypt (RFC 7914) with N = 32768, r = 8, p = 2, which takes about half a second. */
export const slowKey = (password: Uint8Array, salt: Uint8Array): Uint8Array =>
  scrypt(password, salt, { N: 32_768, r: 8, p: 2, dkLen: 64 });

const adlerModulus = 65521;

/** The Adler-32 checksum (RFC 1950), unsigned. */
export function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % adlerModulus;
    high = (high + low) % adlerModulus;
  }
  return high * 65536 + low;
}
