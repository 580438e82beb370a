import type { Origin } from '../../text/origin.ts';
import { kindName } from '../types.ts';
import { assumed, map, opaque, text } from '../value.ts';
import type { MapValue, Value } from '../value.ts';
import type { CallContext, Failure, FunctionFamily } from './function.ts';
import { fail, fn } from './function.ts';
import { fromByteString, toByteString } from './urlEscape.ts';
import { hostname, parseUrl, urlText, userText } from './urlParse.ts';

/** Sprig's url.go, and getHostByName, to which Helm answers "" unless DNS is enabled. */
export const url: FunctionFamily = {
  urlParse: fn(
    ['string'],
    ([s], c) => {
      const result = parseUrl(s.text);
      if (!result.ok) return fail(`unable to parse url: ${result.message}`);
      const { user, host, ...others } = result.url;
      const parts = { ...others, host, hostname: hostname(host), userinfo: user ? userText(user) : '' };
      const origin = c.computed(s);
      const entries = Object.entries(parts).map(([key, part]) => [key, textOf(part, origin)] as const);
      return map(new Map(entries), origin);
    },
    { result: 'map' },
  ),
  urlJoin: fn(['map'], ([parts], c) => joined(parts, c), { result: 'text', looks: false }),
  getHostByName: fn(['string'], ([s], c) => text('', assumed('network', 'text', c.computed(s))), {
    passesUnknown: true,
    result: 'text',
  }),
};

function textOf(byteString: string, origin: Origin): Value {
  const plain = fromByteString(byteString);
  return plain === undefined ? opaque('binary data', 'text', origin) : text(plain, origin);
}

const keys = ['scheme', 'host', 'path', 'query', 'opaque', 'fragment', 'userinfo'] as const;

function joined(parts: MapValue, c: CallContext): Value | Failure {
  const found = new Map<string, string>();
  const used: Value[] = [];
  for (const key of keys) {
    const value = c.read(parts, key);
    if (value === undefined) continue;
    used.push(value);
    if (value.kind === 'opaque' || (value.kind === 'string' && value.holes))
      return opaque('depends on an unknown value', 'text', c.computed(...used));
    if (value.kind === 'nil') return fail('runtime error: invalid memory address or nil pointer dereference');
    if (value.kind !== 'string')
      return fail(`unable to parse ${key} key, must be of type string, but ${kindName(value)} found`);
    found.set(key, toByteString(value.text));
  }
  const part = (key: (typeof keys)[number]): string => found.get(key) ?? '';
  const userinfo = part('userinfo');
  const parsed = parseUrl(`proto://${fromByteString(userinfo) ?? ''}@host`);
  if (!parsed.ok) return fail(`unable to parse userinfo in dict: ${parsed.message}`);
  const whole = urlText({
    scheme: part('scheme'),
    host: part('host'),
    path: part('path'),
    query: part('query'),
    opaque: part('opaque'),
    fragment: part('fragment'),
    user: userinfo === '' ? undefined : parsed.url.user,
  });
  return text(fromByteString(whole) ?? whole, c.computed(parts, ...used));
}
