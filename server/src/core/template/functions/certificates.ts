import type { Origin } from '../../text/origin.ts';
import { show } from '../show.ts';
import { decodeUtf8, encodeUtf8, isUtf8 } from '../utf8.ts';
import { assumed, object, opaque, placeholder, text } from '../value.ts';
import type { ListValue, ObjectValue, Value } from '../value.ts';
import { isAddress } from './address.ts';
import { decodeBase64 } from './base64.ts';
import type { CallContext, Failure, FunctionFamily, Traits } from './function.ts';
import { fail, fn } from './function.ts';
import { looksLikeCertificate, looksLikeKey } from './pem.ts';
import { quoted } from '../quote.ts';

const making: Traits = { passesUnknown: true };

/**
 * Sprig's certificates. Those it makes are random. Of what a template supplies only the outline is looked at: it is
 * given back as it is on the assumption that Go's X.509 would take it, and is unknown where even the outline is not.
 */
export const certificates: FunctionFamily = {
  genCA: fn(['string', 'int'], (args, c) => certificate('random', args, c), making),
  genCAWithKey: fn(
    ['string', 'int', 'string'],
    (args, c) => keyFault(args[2]) ?? certificate('random', args, c),
    making,
  ),
  genSelfSignedCert: fn(
    ['string', 'list', 'list', 'int'],
    (args, c) => nameFault(args[1], args[2]) ?? certificate('random', args, c),
    making,
  ),
  genSelfSignedCertWithKey: fn(
    ['string', 'list', 'list', 'int', 'string'],
    (args, c) => keyFault(args[4]) ?? nameFault(args[1], args[2]) ?? certificate('random', args, c),
    making,
  ),
  genSignedCert: fn(
    ['string', 'list', 'list', 'int', 'certificate'],
    (args, c) => nameFault(args[1], args[2]) ?? certificate('random', args, c),
    making,
  ),
  genSignedCertWithKey: fn(
    ['string', 'list', 'list', 'int', 'certificate', 'string'],
    (args, c) => keyFault(args[5]) ?? nameFault(args[1], args[2]) ?? certificate('random', args, c),
    making,
  ),
  buildCustomCert: fn(['string', 'string'], ([cert, key], c) => custom(cert, key, c), making),
};

function certificate(reason: string, inputs: readonly Value[], c: CallContext): ObjectValue {
  const of = c.computed(...inputs);
  return pair(opaque(reason, 'text', of), opaque(reason, 'text', of), unknownOrigin(reason, of));
}

/** Go's `certificate{Cert, Key}`. */
function pair(cert: Value, key: Value, origin: Origin): ObjectValue {
  const native = {
    type: 'sprig.certificate',
    goKind: 'struct',
    methods: {},
    field: (name: string): Value | undefined => (name === 'Cert' ? cert : name === 'Key' ? key : undefined),
    print: () => `{${textOf(cert)} ${textOf(key)}}`,
    truth: true,
  };
  return object(native, origin);
}

const textOf = (value: Value): string => (value.kind === 'string' ? value.text : placeholder);

const unknownOrigin = (reason: string, of: Origin): Origin => opaque(reason, 'any', of).origin;

function keyFault(key: Value): Failure | undefined {
  return pemFault(key) ? fail('parsing private key: no PEM data in input') : undefined;
}

/** Whether a text surely holds no PEM block. */
const pemFault = (value: Value): boolean =>
  value.kind === 'string' && !value.holes && !value.text.includes('-----BEGIN ');

/** Go's getNetIPs, getAlternateDNSStrs and, last, what x509.CreateCertificate says about names. */
function nameFault(ips: ListValue, names: ListValue): Failure | undefined {
  for (const ip of ips.items) {
    if (isUnknown(ip)) continue;
    if (ip.kind !== 'string') return fail(`error parsing ip: ${show(ip)} is not a string`);
    if (!isAddress(ip.text)) return fail(`error parsing ip: ${ip.text}`);
  }
  for (const name of names.items) {
    if (name.kind !== 'string' && !isUnknown(name))
      return fail(`error processing alternate dns name: ${show(name)} is not a string`);
  }
  for (const name of names.items) {
    if (name.kind === 'string' && /[^\u0000-\u007f]/.test(name.text))
      return fail(`error creating certificate: x509: ${quoted(name.text)} cannot be encoded as an IA5String`);
  }
  return undefined;
}

const isUnknown = (value: Value): boolean => value.kind === 'opaque' || (value.kind === 'string' && value.holes);

function custom(cert: Value, key: Value, c: CallContext): Value | Failure {
  const unread = certificate('a certificate that is not read', [cert, key], c);
  if (cert.kind !== 'string' || key.kind !== 'string' || cert.holes) return unread;
  const certBytes = decodeBase64(encodeUtf8(cert.text));
  if (!certBytes.ok) return fail('unable to decode base64 certificate');
  if (key.holes) return unread;
  const keyBytes = decodeBase64(encodeUtf8(key.text));
  if (!keyBytes.ok) return fail('unable to decode base64 private key');
  const [certText, keyText] = [decodeUtf8(certBytes.bytes), decodeUtf8(keyBytes.bytes)];
  if (!certText.includes('-----BEGIN ')) return fail('unable to decode certificate');
  if (!isUtf8(certBytes.bytes) || !isUtf8(keyBytes.bytes)) return unread;
  if (!looksLikeCertificate(certText) || !looksLikeKey(keyText)) return unread;
  const origin = assumed('a certificate that is not checked', 'text', c.computed(cert, key));
  return pair(text(certText, origin), text(keyText, origin), origin);
}
