import { hmacSha256, slowKey } from '../../base/hash.ts';
import { encodeUtf8 } from '../utf8.ts';

/** Slow keys of one rendering. There is a bound on how many, since a template could ask for any number of them. */
export class PasswordKeys {
  readonly #known = new Map<string, Uint8Array>();

  /** The key of a user's master password; undefined once the bound is met. */
  of(password: string, user: string): Uint8Array | undefined {
    const name = JSON.stringify([password, user]);
    const known = this.#known.get(name);
    if (known || this.#known.size >= MOST_KEYS) return known;
    const key = slowKey(encodeUtf8(password), salted(user, []));
    this.#known.set(name, key);
    return key;
  }
}

const MOST_KEYS = 4;

/** Whether sprig knows passwords of this kind. */
export const isPasswordKind = (kind: string): boolean => Object.hasOwn(FORMS, kind);

/** Sprig's derivePassword (its crypto.go): the algorithm of Master Password, given the key. */
export function passwordOf(key: Uint8Array, counter: bigint, kind: string, site: string): string {
  const seed = hmacSha256(key, salted(site, bigEndian(Number(counter))));
  const forms = FORMS[kind] ?? [];
  const form = forms[(seed[0] ?? 0) % forms.length] ?? '';
  return Array.from(form, (letter, i) => {
    const characters = CHARACTERS[letter] ?? '';
    return characters.charAt((seed[i + 1] ?? 0) % characters.length);
  }).join('');
}

function salted(name: string, end: readonly number[]): Uint8Array {
  const bytes = encodeUtf8(name);
  const salt = encodeUtf8('com.lyndir.masterpassword');
  return Uint8Array.from([...salt, ...bigEndian(bytes.length), ...bytes, ...end]);
}

const bigEndian = (value: number): readonly number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);

/** Each letter stands for one of {@link CHARACTERS}. */
const FORMS: Readonly<Record<string, readonly string[]>> = {
  maximum: ['anoxxxxxxxxxxxxxxxxx', 'axxxxxxxxxxxxxxxxxno'],
  long: [
    'CvcvnoCvcvCvcv',
    'CvcvCvcvnoCvcv',
    'CvcvCvcvCvcvno',
    'CvccnoCvcvCvcv',
    'CvccCvcvnoCvcv',
    'CvccCvcvCvcvno',
    'CvcvnoCvccCvcv',
    'CvcvCvccnoCvcv',
    'CvcvCvccCvcvno',
    'CvcvnoCvcvCvcc',
    'CvcvCvcvnoCvcc',
    'CvcvCvcvCvccno',
    'CvccnoCvccCvcv',
    'CvccCvccnoCvcv',
    'CvccCvccCvcvno',
    'CvcvnoCvccCvcc',
    'CvcvCvccnoCvcc',
    'CvcvCvccCvccno',
    'CvccnoCvcvCvcc',
    'CvccCvcvnoCvcc',
    'CvccCvcvCvccno',
  ],
  medium: ['CvcnoCvc', 'CvcCvcno'],
  short: ['Cvcn'],
  basic: ['aaanaaan', 'aannaaan', 'aaannaaa'],
  pin: ['nnnn'],
};

const CHARACTERS: Readonly<Record<string, string>> = {
  V: 'AEIOU',
  C: 'BCDFGHJKLMNPQRSTVWXYZ',
  v: 'aeiou',
  c: 'bcdfghjklmnpqrstvwxyz',
  A: 'AEIOUBCDFGHJKLMNPQRSTVWXYZ',
  a: 'AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz',
  n: '0123456789',
  o: "@&%?,=[]_:-+*$#!'^~;()/.",
  x: 'AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()',
};
