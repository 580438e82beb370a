/**
 * What an element for a time zone reads: UTC, an offset in seconds east, or a name, whose meaning depends on the
 * machine. `range` names what was out of range.
 */
export interface ZoneRead {
  readonly rest: string;
  readonly range?: string | undefined;
  readonly zone: 'utc' | 'named' | number;
}

/** Reads `MST`, `Z07:00` and `-0700` in all their forms from a byte string; undefined where it does not fit. */
export function readZone(name: string, value: string): ZoneRead | undefined {
  if (name !== 'MST') return readOffset(name, value);
  if (value.startsWith('UTC')) return { rest: value.slice(3), zone: 'utc' };
  const length = nameLength(value);
  return length === undefined ? undefined : { rest: value.slice(length), zone: 'named' };
}

const forms: Readonly<Record<string, RegExp>> = {
  '07': /^(.)(..)/s,
  '0700': /^(.)(..)(..)/s,
  '07:00': /^(.)(..):(..)/s,
  '070000': /^(.)(..)(..)(..)/s,
  '07:00:00': /^(.)(..):(..):(..)/s,
};

/** A range is told before a sign or digits that do not fit; the first part without digits hides those after it. */
function readOffset(name: string, value: string): ZoneRead | undefined {
  if (name.startsWith('Z') && value.startsWith('Z')) return { rest: value.slice(1), zone: 'utc' };
  const match = forms[name.slice(1)]?.exec(value);
  if (!match) return undefined;
  const [whole, sign, ...parts] = match;
  const [hour = 0, minute = 0, second = 0] = numbersUntilFault(parts);
  const rest = value.slice(whole.length);
  const zone = ((hour * 60 + minute) * 60 + second) * (sign === '-' ? -1 : 1);
  const range = second > 60 ? 'second' : minute > 60 ? 'minute' : hour > 24 ? 'hour' : undefined;
  if (range !== undefined) return { rest, zone, range: `time zone offset ${range}` };
  const fits = (sign === '+' || sign === '-') && parts.every((part) => /^[0-9]{2}$/.test(part));
  return fits ? { rest, zone } : undefined;
}

function numbersUntilFault(parts: readonly string[]): readonly number[] {
  const fault = parts.findIndex((part) => !/^[0-9]{2}$/.test(part));
  return (fault < 0 ? parts : parts.slice(0, fault)).map(Number);
}

/** Go's parseTimeZone: how long the name is that a value begins with. */
function nameLength(value: string): number | undefined {
  if (value.length < 3) return undefined;
  if (/^(?:ChST|MeST)/.test(value)) return 4;
  if (value.startsWith('GMT')) return 3 + signedLength(value.slice(3));
  if (/^[+-]/.test(value)) return signedLength(value) || undefined;
  const upper = /^[A-Z]{0,6}/.exec(value)?.[0] ?? '';
  if (upper.length === 3) return 3;
  if (upper.length === 4) return upper.endsWith('T') || upper === 'WITA' ? 4 : undefined;
  return upper.length === 5 && upper.endsWith('T') ? 5 : undefined;
}

/** A sign and a number up to 23. */
function signedLength(value: string): number {
  const [whole = '', digits = ''] = /^[+-]([0-9]+)/.exec(value) ?? [];
  return Number(digits) <= 23 ? whole.length : 0;
}
