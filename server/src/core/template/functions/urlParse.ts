import { quoted } from '../quote.ts';
import { parseAddress } from './address.ts';
import { escapePart, fromByteString, toByteString, unescapePart } from './urlEscape.ts';
import type { UrlPart } from './urlEscape.ts';

/** Go's url.URL in byte strings. */
export interface Url {
  readonly scheme: string;
  readonly opaque: string;
  readonly user: UserInfo | undefined;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

interface UserInfo {
  readonly name: string;
  readonly password: string | undefined;
}

export type UrlResult = { readonly ok: true; readonly url: Url } | { readonly ok: false; readonly message: string };

/** Reads a URL as Go's url.Parse (Go 1.26) does; the message is that of its error. */
export function parseUrl(text: string): UrlResult {
  const whole = toByteString(text);
  const hash = whole.indexOf('#');
  const before = hash < 0 ? whole : whole.slice(0, hash);
  const refused = (message: string, url: string): UrlResult => ({
    ok: false,
    message: `parse ${quoted(fromByteString(url) ?? url)}: ${message}`,
  });
  const faults = new Faults();
  const url = parseReference(before, faults);
  if (faults.first !== undefined) return refused(faults.first, before);
  const fragment = unescapePart(hash < 0 ? '' : whole.slice(hash + 1), 'fragment');
  return fragment.ok ? { ok: true, url: { ...url, fragment: fragment.value } } : refused(fragment.message, whole);
}

/** Reading goes on after a fault, so that the parts are read in Go's order and only the first counts. */
class Faults {
  first: string | undefined;

  add(message: string): void {
    this.first ??= message;
  }
}

const nothing: Url = { scheme: '', opaque: '', user: undefined, host: '', path: '', query: '', fragment: '' };

function parseReference(text: string, faults: Faults): Url {
  if (/[\u0000-\u001f\u007f]/.test(text)) faults.add('net/url: invalid control character in URL');
  if (text === '*') return { ...nothing, path: '*' };
  const { scheme, rest } = schemeOf(text, faults);
  const mark = rest.indexOf('?');
  const before = mark < 0 ? rest : rest.slice(0, mark);
  const url = { ...nothing, scheme, query: mark < 0 ? '' : rest.slice(mark + 1) };
  if (!before.startsWith('/')) {
    if (scheme !== '') return { ...url, opaque: before };
    if ((before.split('/', 1)[0] ?? '').includes(':')) faults.add('first path segment in URL cannot contain colon');
  }
  if (!before.startsWith('//') || (scheme === '' && before.startsWith('///')))
    return { ...url, path: unescaped(before, 'path', faults) };
  const slash = before.indexOf('/', 2);
  const end = slash < 0 ? before.length : slash;
  return {
    ...url,
    ...parseAuthority(scheme, before.slice(2, end), faults),
    path: unescaped(before.slice(end), 'path', faults),
  };
}

function schemeOf(text: string, faults: Faults): { scheme: string; rest: string } {
  if (text.startsWith(':')) faults.add('missing protocol scheme');
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1];
  if (scheme === undefined) return { scheme: '', rest: text };
  return { scheme: scheme.toLowerCase(), rest: text.slice(scheme.length + 1) };
}

function parseAuthority(scheme: string, text: string, faults: Faults): Pick<Url, 'user' | 'host'> {
  const at = text.lastIndexOf('@');
  const host = parseHost(scheme, text.slice(at + 1), faults);
  return { host, user: at < 0 ? undefined : parseUser(text.slice(0, at), faults) };
}

function parseUser(text: string, faults: Faults): UserInfo {
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(text)) faults.add('net/url: invalid userinfo');
  const colon = text.indexOf(':');
  if (colon < 0) return { name: unescaped(text, 'userinfo', faults), password: undefined };
  return {
    name: unescaped(text.slice(0, colon), 'userinfo', faults),
    password: unescaped(text.slice(colon + 1), 'userinfo', faults),
  };
}

function parseHost(scheme: string, text: string, faults: Faults): string {
  const bracket = text.lastIndexOf('[');
  if (bracket > 0) faults.add('invalid IP-literal');
  if (bracket === 0) return parseBracketed(text, faults);
  const first = text.indexOf(':');
  const lenient = scheme !== 'http' && scheme !== 'https';
  if (first >= 0) checkPort(text.slice(lenient ? text.lastIndexOf(':') : first), faults);
  return unescaped(text, 'host', faults);
}

function parseBracketed(text: string, faults: Faults): string {
  const close = text.lastIndexOf(']');
  if (close < 0) faults.add("missing ']' in host");
  checkPort(text.slice(close + 1), faults);
  const name = text.slice(1, close);
  const zone = name.indexOf('%25');
  const plain =
    zone < 0
      ? unescaped(name, 'host', faults)
      : unescaped(name.slice(0, zone), 'host', faults) + unescaped(name.slice(zone), 'zone', faults);
  const address = parseAddress(fromByteString(plain) ?? plain);
  if (!address.ok) faults.add(`invalid host: ${address.message}`);
  else if (address.is4) faults.add('invalid IP-literal');
  return `[${plain}]${text.slice(close + 1)}`;
}

function checkPort(port: string, faults: Faults): void {
  if (!isPort(port)) faults.add(`invalid port ${quoted(fromByteString(port) ?? port)} after host`);
}

const isPort = (text: string): boolean => /^(?::[0-9]*)?$/.test(text);

function unescaped(text: string, part: UrlPart, faults: Faults): string {
  const result = unescapePart(text, part);
  if (result.ok) return result.value;
  faults.add(result.message);
  return '';
}

/** Go's Hostname: without port and brackets. */
export function hostname(host: string): string {
  const colon = host.lastIndexOf(':');
  const name = colon >= 0 && isPort(host.slice(colon)) ? host.slice(0, colon) : host;
  return name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name;
}

/** Go's Userinfo.String. */
export const userText = ({ name, password }: UserInfo): string =>
  escapePart(name, 'userinfo') + (password === undefined ? '' : `:${escapePart(password, 'userinfo')}`);

/** Go's URL.String of a URL made of its parts. */
export function urlText(url: Url): string {
  const scheme = url.scheme === '' ? '' : `${url.scheme}:`;
  const query = url.query === '' ? '' : `?${url.query}`;
  const fragment = url.fragment === '' ? '' : `#${escapePart(url.fragment, 'fragment')}`;
  return scheme + (url.opaque === '' ? hierarchy(url) : url.opaque) + query + fragment;
}

function hierarchy(url: Url): string {
  const { scheme, user, host } = url;
  const path = url.path === '*' ? '*' : escapePart(url.path, 'path');
  const authority =
    host !== '' || user !== undefined || (scheme !== '' && path !== '')
      ? `//${user === undefined ? '' : `${userText(user)}@`}${escapePart(host, 'host')}`
      : '';
  if (path !== '' && !path.startsWith('/') && host !== '') return `${authority}/${path}`;
  const bare = scheme === '' && authority === '' && (path.split('/', 1)[0] ?? '').includes(':');
  return `${bare ? './' : authority}${path}`;
}
