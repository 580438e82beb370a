import { toByteString } from '../urlEscape.ts';

/** Nanoseconds, or the text of Go's error. */
export type DurationResult =
  { readonly ok: true; readonly nanos: bigint } | { readonly ok: false; readonly message: string };

const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const LIMIT = 1n << 63n;

/** Go's time.ParseDuration. */
export function parseDuration(text: string): DurationResult {
  const refused = (what: string): DurationResult => ({ ok: false, message: `time: ${what} ${quoteBytes(text)}` });
  const negative = text.startsWith('-');
  let rest = negative || text.startsWith('+') ? text.slice(1) : text;
  if (rest === '0') return { ok: true, nanos: 0n };
  if (rest === '') return refused('invalid duration');
  let total = 0n;
  while (rest !== '') {
    const [term = '', whole = '', fraction = '', unit = ''] = /^([0-9]*)(?:\.([0-9]*))?([^.0-9]*)/.exec(rest) ?? [];
    if (whole + fraction === '') return refused('invalid duration');
    const size = units[unit];
    const value = boundedInt(whole);
    if (value === undefined) return refused('invalid duration');
    if (unit === '') return refused('missing unit in duration');
    if (size === undefined || !Object.hasOwn(units, unit))
      return refused(`unknown unit ${quoteBytes(unit)} in duration`);
    total += value * size + fractionOf(fraction, size);
    if (value > LIMIT / size || total > LIMIT) return refused('invalid duration');
    rest = rest.slice(term.length);
  }
  if (negative) return { ok: true, nanos: -total };
  return total < LIMIT ? { ok: true, nanos: total } : refused('invalid duration');
}

/** Leading zeros do not count towards Go's overflow. */
function boundedInt(digits: string): bigint | undefined {
  const plain = digits.replace(/^0+/, '');
  if (plain.length > 19) return undefined;
  const value = BigInt(plain || '0');
  return value <= LIMIT ? value : undefined;
}

/** Go computes a fraction in float64 from as many digits as fit 63 bits. */
function fractionOf(digits: string, unit: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    if (value > (LIMIT - 1n) / 10n) break;
    const next = value * 10n + BigInt(digit);
    if (next > LIMIT) break;
    value = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(value) * (Number(unit) / scale)));
}

/** Go's Duration.String of nanoseconds within 64 bits. */
export function durationText(nanos: bigint): string {
  const size = nanos < 0n ? -nanos : nanos;
  const sign = nanos < 0n ? '-' : '';
  if (size === 0n) return '0s';
  if (size < 1_000n) return `${sign}${size}ns`;
  if (size < 1_000_000n) return `${sign}${decimal(size, 3)}µs`;
  if (size < 1_000_000_000n) return `${sign}${decimal(size, 6)}ms`;
  const minutes = size / units60;
  const seconds = decimal(size % units60, 9);
  if (minutes === 0n) return `${sign}${seconds}s`;
  const hours = minutes / 60n;
  return `${sign}${hours === 0n ? '' : `${hours}h`}${minutes % 60n}m${seconds}s`;
}

const units60 = 60_000_000_000n;

function decimal(value: bigint, places: number): string {
  const digits = value.toString().padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0{1,9}$/, '');
  return `${digits.slice(0, -places)}${fraction === '' ? '' : `.${fraction}`}`;
}

const rounded: readonly (readonly [bigint, string])[] = [
  [31_536_000n, 'y'],
  [2_592_000n, 'mo'],
  [86_400n, 'd'],
  [3_600n, 'h'],
  [60n, 'm'],
  [1n, 's'],
];

/** Sprig's durationRound: the largest unit of which there is more than one, without its sign. */
export function roundDuration(nanos: bigint): string {
  const size = nanos < 0n ? -nanos : nanos;
  for (const [seconds, name] of rounded) {
    const unit = seconds * 1_000_000_000n;
    if (size > unit) return `${size / unit}${name}`;
  }
  return '0s';
}

/** The quotes of Go's time package: every byte that is no printable ASCII is escaped, save for DEL. */
export function quoteBytes(text: string): string {
  let out = '"';
  for (const char of toByteString(text)) {
    const code = char.charCodeAt(0);
    if (code >= 0x80 || code < 0x20) out += `\\x${code.toString(16).padStart(2, '0')}`;
    else out += char === '"' || char === '\\' ? `\\${char}` : char;
  }
  return `${out}"`;
}
