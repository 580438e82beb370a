import { decryptCbc } from '../../base/cipher.ts';
import type { Origin } from '../../text/origin.ts';
import { TracedBuilder } from '../../text/traced.ts';
import { decodeUtf8, encodeUtf8, isUtf8, utf8Length } from '../utf8.ts';
import { binary, opaque, partsOf, placeholder, text, tracedText } from '../value.ts';
import type { IntValue, StringValue, Value } from '../value.ts';
import { decodeBase32, decodeBase64, encodeBase32, encodeBase64 } from './base64.ts';
import type { Decoded } from './base64.ts';
import { isPasswordKind, passwordOf } from './derivedPassword.ts';
import type { CallContext, Failure, FunctionFamily, FunctionSpec, Traits } from './function.ts';
import { fail, fn, tooLarge } from './function.ts';

const computing: Traits = { result: 'text' };

/** Sprig's encodings and ciphers, and what of its crypto.go yields text. Certificates have a family of their own. */
export const encoding: FunctionFamily = {
  b64enc: encoder(encodeBase64),
  b64dec: fn(['string'], ([s], c) => decoded(s, decodeBase64, c), computing),
  b32enc: encoder(encodeBase32),
  b32dec: fn(['string'], ([s], c) => decoded(s, decodeBase32, c), computing),
  uuidv4: fn([], (_, c) => opaque('random', 'text', c.computed()), computing),
  bcrypt: fn(['string'], ([password], c) => hashed(password, c), computing),
  htpasswd: fn(['string', 'string'], ([user, password], c) => passwordLine(user, password, c), computing),
  derivePassword: fn(
    ['uint32', 'string', 'string', 'string', 'string'],
    ([counter, kind, password, user, site], c) => derived(counter, kind, [password, user, site], c),
    computing,
  ),
  genPrivateKey: fn(
    ['string'],
    ([kind], c) =>
      keyKinds.has(kind.text)
        ? opaque('random', 'text', c.computed(kind))
        : text(`Unknown type ${kind.text}`, c.computed(kind)),
    computing,
  ),
  encryptAES: fn(
    ['string', 'string'],
    ([password, plain], c) =>
      plain.text === '' ? text('', c.computed(plain)) : opaque('random', 'text', c.computed(password, plain)),
    computing,
  ),
  decryptAES: fn(['string', 'string'], ([password, secret], c) => decrypted(password, secret, c), computing),
};

const keyKinds: ReadonlySet<string> = new Set(['', 'rsa', 'dsa', 'ecdsa', 'ed25519']);

type Account = readonly [password: StringValue, user: StringValue, site: StringValue];

function derived(counter: IntValue, kind: StringValue, account: Account, c: CallContext): Value {
  if (!isPasswordKind(kind.text)) return text(`cannot find password template ${kind.text}`, c.computed(kind));
  const origin = c.computed(counter, kind, ...account);
  const [password, user, site] = account;
  const key = c.services.passwords.of(password.text, user.text);
  return key
    ? text(passwordOf(key, counter.value, kind.text, site.text), origin)
    : opaque('too many derived passwords', 'text', origin);
}

function encoder(encode: (bytes: Uint8Array) => string): FunctionSpec {
  const encoded = (bytes: Uint8Array, of: Value, c: CallContext): Value | Failure => {
    const result = encode(bytes);
    return result.length > c.services.limits.output ? tooLarge('the text') : text(result, c.computed(of));
  };
  return fn(['string'], ([s], c) => encoded(encodeUtf8(s.text), s, c), { ...computing, ofBytes: encoded });
}

function decoded(s: StringValue, decode: (bytes: Uint8Array) => Decoded, c: CallContext): Value {
  const result = decode(encodeUtf8(s.text));
  if (!result.ok) return text(result.message, c.computed(s));
  return bytesText(result.bytes, c.computed(s));
}

/** bcrypt of golang.org/x/crypto hashes with a random salt and refuses more than 72 bytes. */
function hashed(password: StringValue, c: CallContext): Value {
  const refusal = hashRefusal(password);
  return refusal === undefined ? opaque('random', 'text', c.computed(password)) : text(refusal, c.computed(password));
}

const hashRefusal = (password: StringValue): string | undefined =>
  utf8Length(password.text) > 72
    ? 'failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes'
    : undefined;

function passwordLine(user: StringValue, password: StringValue, c: CallContext): Value {
  if (user.text.includes(':')) return text(`invalid username: ${user.text}`, c.computed(user));
  const builder = new TracedBuilder();
  builder.appendPart(user.text, partsOf(user), 0, user.text.length);
  builder.append(':', c.computed());
  const refusal = hashRefusal(password);
  if (refusal === undefined) builder.append(placeholder, opaque('random', 'text', c.computed(password)).origin);
  else builder.append(refusal, c.computed(password));
  return tracedText(builder.finish(), c.computed(user, password));
}

/** AES with CBC, and the panics of Go's slices and cipher: nothing is checked before. */
function decrypted(password: StringValue, secret: StringValue, c: CallContext): Value | Failure {
  if (secret.text === '') return text('', c.computed(secret));
  const source = encodeUtf8(secret.text);
  const result = decodeBase64(source);
  if (!result.ok) return fail(result.message);
  const capacity = Math.floor(source.length / 4) * 3;
  const { length } = result.bytes;
  if (capacity < 16) return fail(`runtime error: slice bounds out of range [:16] with capacity ${capacity}`);
  if (length < 16) return fail(`runtime error: slice bounds out of range [16:${length}]`);
  if (length % 16 !== 0) return fail('crypto/cipher: input not full blocks');
  if (length === 16) return fail('runtime error: index out of range [-1]');
  const key = new Uint8Array(32);
  key.set(encodeUtf8(password.text).subarray(0, 32));
  const plain = decryptCbc(key, result.bytes.subarray(0, 16), result.bytes.subarray(16));
  const end = plain.length - (plain.at(-1) ?? 0);
  if (end < 0) return fail(`runtime error: slice bounds out of range [:${end}]`);
  return bytesText(plain.subarray(0, end), c.computed(password, secret));
}

/** What is no UTF-8 cannot be held as text. */
const bytesText = (bytes: Uint8Array, origin: Origin): Value =>
  isUtf8(bytes) ? text(decodeUtf8(bytes), origin) : binary(bytes, origin);
