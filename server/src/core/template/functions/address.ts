import { quoted } from '../quote.ts';

/** Why a text is no IP address, in the words of Go's netip.ParseAddr; for an address whether it is one of IPv4. */
export type AddressResult =
  | { readonly ok: true; readonly is4: boolean; readonly zone: string }
  | { readonly ok: false; readonly message: string };

/** Reads an IP address as Go's netip.ParseAddr does: IPv4, IPv6, or IPv6 with `%zone`. */
export function parseAddress(text: string): AddressResult {
  const first = /[.:%]/.exec(text)?.[0];
  if (first === undefined) return refused(text, { message: 'unable to parse IP' });
  if (first === '%') return refused(text, { message: 'missing IPv6 address' });
  if (first === ':') return parse6(text);
  const fault = fault4(text);
  return fault ? refused(text, fault) : { ok: true, is4: true, zone: '' };
}

/** Whether Go's net.ParseIP takes the text: an address without a zone. */
export function isAddress(text: string): boolean {
  const result = parseAddress(text);
  return result.ok && result.zone === '';
}

interface Fault {
  readonly message: string;
  readonly at?: string;
}

function refused(text: string, { message, at }: Fault): AddressResult {
  const place = at === undefined ? '' : ` (at ${quoted(at)})`;
  return { ok: false, message: `ParseAddr(${quoted(text)}): ${message}${place}` };
}

function fault4(text: string): Fault | undefined {
  let value = 0;
  let dots = 0;
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char >= '0' && char <= '9') {
      if (digits === 1 && value === 0) return { message: 'IPv4 field has octet with leading zero' };
      value = value * 10 + Number(char);
      digits++;
      if (value > 255) return { message: 'IPv4 field has value >255' };
    } else if (char !== '.') return { message: 'unexpected character', at: text.slice(i) };
    else {
      if (i === 0 || i === text.length - 1 || text[i - 1] === '.')
        return { message: 'IPv4 field must have at least one digit', at: text.slice(i) };
      if (dots++ === 3) return { message: 'IPv4 address too long' };
      value = 0;
      digits = 0;
    }
  }
  return dots < 3 ? { message: 'IPv4 address too short' } : undefined;
}

function parse6(text: string): AddressResult {
  const percent = text.indexOf('%');
  const zone = percent < 0 ? '' : text.slice(percent + 1);
  if (percent >= 0 && zone === '') return refused(text, { message: 'zone must be a non-empty string' });
  const fault = fault6(percent < 0 ? text : text.slice(0, percent));
  return fault ? refused(text, fault) : { ok: true, is4: false, zone };
}

function fault6(text: string): Fault | undefined {
  let rest = text;
  let gap = rest.startsWith('::');
  if (gap) rest = rest.slice(2);
  if (gap && rest === '') return undefined;
  let filled = 0;
  while (filled < 16) {
    const digits = /^[0-9a-fA-F]*/.exec(rest)?.[0].length ?? 0;
    if (digits > 4) return { message: 'each group must have 4 or less digits', at: rest };
    if (digits === 0) return { message: 'each colon-separated field must have at least one digit', at: rest };
    if (rest[digits] === '.') return faultTail(rest, filled, gap);
    filled += 2;
    rest = rest.slice(digits);
    if (rest === '') break;
    if (!rest.startsWith(':')) return { message: 'unexpected character, want colon', at: rest };
    if (rest.length === 1) return { message: 'colon must be followed by more characters', at: rest };
    rest = rest.slice(1);
    if (!rest.startsWith(':')) continue;
    if (gap) return { message: 'multiple :: in address', at: rest };
    gap = true;
    rest = rest.slice(1);
    if (rest === '') break;
  }
  return faultEnd(rest, filled, gap);
}

function faultTail(rest: string, filled: number, gap: boolean): Fault | undefined {
  if (!gap && filled !== 12)
    return { message: 'embedded IPv4 address must replace the final 2 fields of the address', at: rest };
  if (filled + 4 > 16)
    return { message: 'too many hex fields to fit an embedded IPv4 at the end of the address', at: rest };
  return fault4(rest) ?? faultEnd('', filled + 4, gap);
}

function faultEnd(rest: string, filled: number, gap: boolean): Fault | undefined {
  if (rest !== '') return { message: 'trailing garbage after address', at: rest };
  if (filled < 16) return gap ? undefined : { message: 'address string too short' };
  return gap ? { message: 'the :: must expand to at least one field of zeros' } : undefined;
}
