import { decodePercent } from './goQuery.ts';

/**
 * `IsRemoteFile` of kustomize (api/internal/loader/fileloader.go): whether Go's `url.Parse` reads an entry without an error
 * and finds the scheme http or https. Such an entry is downloaded, any other is looked for on disk.
 */
export function isRemoteFile(entry: string): boolean {
  const hash = entry.indexOf('#');
  const address = hash < 0 ? entry : entry.slice(0, hash);
  // The fragment must be decodable as well.
  if (!/^https?:/i.test(address) || hasControl(entry) || decodePercent(entry.slice(address.length)) === undefined)
    return false;
  const rest = address.slice(address.indexOf(':') + 1);
  // Without a slash after the scheme all is opaque, and not looked into.
  if (!rest.startsWith('/')) return true;
  const question = rest.indexOf('?');
  const path = question < 0 ? rest : rest.slice(0, question);
  if (!path.startsWith('//')) return decodePercent(path) !== undefined;
  const slash = path.indexOf('/', 2);
  const authority = slash < 0 ? path.slice(2) : path.slice(2, slash);
  return isAuthority(authority) && (slash < 0 || decodePercent(path.slice(slash)) !== undefined);
}

function isAuthority(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at >= 0 && !isUserInfo(text.slice(0, at))) return false;
  const host = text.slice(at + 1);
  if (!host.startsWith('[')) return isHost(host);
  const close = host.lastIndexOf(']');
  return close >= 0 && /^(?::\d*)?$/.test(host.slice(close + 1)) && isIpv6(host.slice(1, close));
}

/** net/url: validUserinfo, then the escapes. */
function isUserInfo(text: string): boolean {
  return /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(text) && decodePercent(text) !== undefined;
}

/** net/url: in a host, only non-ASCII bytes may be escaped, and few signs may stand unescaped. */
function isHost(text: string): boolean {
  if (!/^[^:]*(?::\d*)?$/.test(text) || text.includes('[')) return false;
  const escaped = text.match(/%[\s\S]{0,2}/g) ?? [];
  if (escaped.some((escape) => !/^%[89A-Fa-f][0-9A-Fa-f]$/.test(escape))) return false;
  return !/[\s^`{|}\\]/.test(text.replace(/[^\x20-\x7e]/g, ''));
}

/** A rough check: net/url parses the address, which no one writes into a kustomization. */
function isIpv6(text: string): boolean {
  return /^[0-9A-Fa-f:.]+$/.test(text);
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 || code === 127) return true;
  }
  return false;
}
