import { TracedBuilder } from '../../text/traced.ts';
import { decodeUtf8, encodeUtf8, isUtf8, utf8Length } from '../utf8.ts';
import { binary, opaque, partsOf, placeholder, text, tracedText } from '../value.ts';
import type { StringValue, Value } from '../value.ts';
import { decodeBase32, decodeBase64, encodeBase32, encodeBase64 } from './base64.ts';
import type { Decoded } from './base64.ts';
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
    ([counter, kind, ...others], c) =>
      passwordKinds.has(kind.text)
        ? opaque('a derived password', 'text', c.computed(counter, kind, ...others))
        : text(`cannot find password template ${kind.text}`, c.computed(kind)),
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

const passwordKinds: ReadonlySet<string> = new Set(['maximum', 'long', 'medium', 'short', 'basic', 'pin']);
const keyKinds: ReadonlySet<string> = new Set(['', 'rsa', 'dsa', 'ecdsa', 'ed25519']);

function encoder(encode: (bytes: Uint8Array) => string): FunctionSpec {
  const encoded = (bytes: Uint8Array, of: Value, c: CallContext): Value | Failure => {
    const result = encode(bytes);
    return result.length > c.services.limits.output ? tooLarge('the text') : text(result, c.computed(of));
  };
  return fn(['string'], ([s], c) => encoded(encodeUtf8(s.text), s, c), { ...computing, ofBytes: encoded });
}

/** What is no text when decoded cannot be held as text. */
function decoded(s: StringValue, decode: (bytes: Uint8Array) => Decoded, c: CallContext): Value {
  const result = decode(encodeUtf8(s.text));
  if (!result.ok) return text(result.message, c.computed(s));
  if (!isUtf8(result.bytes)) return binary(result.bytes, c.computed(s));
  return text(decodeUtf8(result.bytes), c.computed(s));
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

/** The panics of Go's slices and cipher, which come before any decrypting; that itself is not done here. */
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
  return opaque('encrypted', 'text', c.computed(password, secret));
}
