import { cutLayout, months, weekdays } from './layout.ts';
import { readZone } from './zone.ts';
import type { ZoneRead } from './zone.ts';

/** What has been read of a time so far. */
export interface Fields {
  year: number;
  month?: number;
  day?: number;
  yearDay?: number;
  hour: number;
  minute: number;
  second: number;
  nanos: number;
  afternoon?: boolean;
  zone?: ZoneRead['zone'];
}

/** What is left, or what was out of range; undefined where the value does not fit the element. */
interface Read {
  readonly rest: string;
  readonly range?: string | undefined;
}

/** Reads one element of a layout from the start of a byte string; `after` is the layout that follows it. */
export function readElement(name: string, value: string, after: string, fields: Fields): Read | undefined {
  switch (name) {
    case '06':
    case '2006':
      return readYear(name, value, fields);
    case 'Jan':
    case 'January':
    case 'Mon':
    case 'Monday':
      return readName(name, value, fields);
    case '1':
    case '01':
      return readNumber(value, name === '01', 1, 12, 'month', (n) => (fields.month = n));
    case '2':
    case '_2':
    case '02':
      return readNumber(
        name === '_2' ? value.replace(/^ /, '') : value,
        name === '02',
        0,
        99,
        '',
        (n) => (fields.day = n),
      );
    case '__2':
    case '002':
      return readYearDay(name, value, fields);
    case 'PM':
    case 'pm':
      return readHalf(name, value, fields);
    default:
      return name.startsWith('.') || name.startsWith(',')
        ? readFraction(name, value, fields)
        : (readClock(name, value, after, fields) ?? readZoneElement(name, value, fields));
  }
}

function readYear(name: string, value: string, fields: Fields): Read | undefined {
  const digits = value.slice(0, name.length);
  if (digits.length < name.length || !(name === '06' ? /^[+-]?[0-9]*$/ : /^[0-9]+$/).test(digits)) return undefined;
  const year = Number(/^[+-]$/.test(digits) ? '0' : digits);
  fields.year = name === '2006' ? year : year >= 69 ? year + 1900 : year + 2000;
  return { rest: value.slice(name.length) };
}

function readName(name: string, value: string, fields: Fields): Read | undefined {
  const long = name.length > 3;
  const names: readonly string[] = name.startsWith('J') ? months : weekdays;
  const index = names.findIndex((one) => startsWithName(value, long ? one : one.slice(0, 3)));
  if (index < 0) return undefined;
  if (name.startsWith('J')) fields.month = index + 1;
  return { rest: value.slice(long ? (names[index] ?? '').length : 3) };
}

const startsWithName = (value: string, name: string): boolean =>
  value.slice(0, name.length).toLowerCase() === name.toLowerCase();

/** One or two digits, two where `fixed`. */
function readNumber(
  value: string,
  fixed: boolean,
  least: number,
  most: number,
  what: string,
  set: (n: number) => void,
): Read | undefined {
  const digits = (fixed ? /^[0-9]{2}/ : /^[0-9]{1,2}/).exec(value)?.[0];
  if (digits === undefined) return undefined;
  const n = Number(digits);
  set(n);
  return { rest: value.slice(digits.length), range: n < least || n > most ? what : undefined };
}

function readYearDay(name: string, value: string, fields: Fields): Read | undefined {
  const trimmed = name === '__2' ? value.replace(/^ {1,2}/, '') : value;
  const digits = (name === '002' ? /^[0-9]{3}/ : /^[0-9]{1,3}/).exec(trimmed)?.[0];
  if (digits === undefined) return undefined;
  fields.yearDay = Number(digits);
  return { rest: trimmed.slice(digits.length) };
}

function readHalf(name: string, value: string, fields: Fields): Read | undefined {
  const half = value.slice(0, 2);
  const after = name === 'PM' ? 'PM' : 'pm';
  if (half !== after && half !== (name === 'PM' ? 'AM' : 'am')) return undefined;
  if (fields.afternoon !== true) fields.afternoon = half === after;
  return { rest: value.slice(2) };
}

function readClock(name: string, value: string, after: string, fields: Fields): Read | undefined {
  switch (name) {
    case '15':
      return readNumber(value, false, 0, 23, 'hour', (n) => (fields.hour = n));
    case '3':
    case '03':
      return readNumber(value, name === '03', 0, 12, 'hour', (n) => (fields.hour = n));
    case '4':
    case '04':
      return readNumber(value, name === '04', 0, 59, 'minute', (n) => (fields.minute = n));
    case '5':
    case '05': {
      const read = readNumber(value, name === '05', 0, 59, 'second', (n) => (fields.second = n));
      return read && read.range === undefined ? withFraction(read.rest, after, fields) : read;
    }
    default:
      return undefined;
  }
}

/** A fraction that the layout does not ask for may follow the seconds. */
function withFraction(rest: string, after: string, fields: Fields): Read {
  const digits = /^[.,][0-9]+/.exec(rest)?.[0];
  if (digits === undefined || /^[.,]/.test(cutLayout(after).element)) return { rest };
  fields.nanos = nanosOf(digits.slice(1));
  return { rest: rest.slice(digits.length) };
}

const nanosOf = (digits: string): number => Number(digits.slice(0, 9).padEnd(9, '0'));

function readFraction(name: string, value: string, fields: Fields): Read | undefined {
  if (name[1] === '9') {
    const digits = /^[.,][0-9]+/.exec(value)?.[0];
    if (digits === undefined) return { rest: value };
    fields.nanos = nanosOf(digits.slice(1));
    return { rest: value.slice(digits.length) };
  }
  const digits = value.slice(1, name.length);
  if (value.length < name.length || !/^[.,]$/.test(value.charAt(0)) || !/^[+-]?[0-9]*$/.test(digits.slice(0, 9)))
    return undefined;
  const rest = value.slice(name.length);
  if (/^-0*[1-9]/.test(digits)) return { rest, range: 'fractional second' };
  fields.nanos = Number(digits.slice(0, 9).replace(/^[+-]/, '') || '0') * 10 ** Math.max(0, 9 - digits.length);
  return { rest };
}

function readZoneElement(name: string, value: string, fields: Fields): Read | undefined {
  if (name !== 'MST' && !name.startsWith('Z') && !name.startsWith('-')) return undefined;
  const read = readZone(name, value);
  if (read) fields.zone = read.zone;
  return read;
}
