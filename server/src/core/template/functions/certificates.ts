import type { Origin } from '../../text/origin.ts';
import { show } from '../show.ts';
import { decodeUtf8, encodeUtf8 } from '../utf8.ts';
import { object, opaque, placeholder } from '../value.ts';
import type { ListValue, ObjectValue, Value } from '../value.ts';
import { isAddress } from './address.ts';
import { decodeBase64 } from './base64.ts';
import type { CallContext, Failure, FunctionFamily, Traits } from './function.ts';
import { fail, fn } from './function.ts';
import { quoted } from '../quote.ts';

const making: Traits = { passesUnknown: true };

/**
 * Sprig's certificates. Their text is never known: keys are random, and what a template supplies is not read as X.509,
 * so that a malformed one is not noticed unless it holds no PEM block at all.
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
  buildCustomCert: fn(
    ['string', 'string'],
    (args, c) => customFault(args[0], args[1]) ?? certificate('a certificate that is not read', args, c),
    making,
  ),
};

/** Go's `certificate{Cert, Key}`, both unknown. */
function certificate(reason: string, inputs: readonly Value[], c: CallContext): ObjectValue {
  const of = c.computed(...inputs);
  const field = (name: string): Value | undefined =>
    name === 'Cert' || name === 'Key' ? opaque(reason, 'text', of) : undefined;
  const native = {
    type: 'sprig.certificate',
    goKind: 'struct',
    methods: {},
    field,
    print: () => `{${placeholder} ${placeholder}}`,
    truth: true,
  };
  return object(native, unknownOrigin(reason, of));
}

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

function customFault(cert: Value, key: Value): Failure | undefined {
  if (cert.kind !== 'string' || key.kind !== 'string' || cert.holes) return undefined;
  const certificateBytes = decodeBase64(encodeUtf8(cert.text));
  if (!certificateBytes.ok) return fail('unable to decode base64 certificate');
  if (key.holes) return undefined;
  if (!decodeBase64(encodeUtf8(key.text)).ok) return fail('unable to decode base64 private key');
  return decodeUtf8(certificateBytes.bytes).includes('-----BEGIN ') ? undefined : fail('unable to decode certificate');
}
