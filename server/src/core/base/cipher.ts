import { cbc } from '@noble/ciphers/aes.js';

/** Decrypts AES in CBC mode; padding stays. The text is whole blocks of 16 bytes, the key has 16, 24 or 32. */
export const decryptCbc = (key: Uint8Array, iv: Uint8Array, text: Uint8Array): Uint8Array =>
  cbc(key, iv, { disablePadding: true }).decrypt(text);
