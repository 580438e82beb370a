import { dayNumber, daysIn, isLeap } from './civil.ts';
import { quoteBytes } from './duration.ts';
import { readElement } from './element.ts';
import type { Fields } from './element.ts';
import { cutLayout, inUtc } from './layout.ts';
import type { Moment } from './layout.ts';
import { fromByteString, toByteString } from '../urlEscape.ts';

/** A moment, or the text of Go's ParseError. */
export type TimeResult =
  { readonly ok: true; readonly moment: Moment } | { readonly ok: false; readonly message: string };

/** Go's time.ParseInLocation in the machine's zone, which is not known. */
export function parseTime(layout: string, text: string): TimeResult {
  const fields: Fields = { year: 0, hour: 0, minute: 0, second: 0, nanos: 0 };
  let rest = toByteString(text);
  const refused = (message: string): TimeResult => ({
    ok: false,
    message: `parsing time ${quoteBytes(text)}${message}`,
  });
  const unfit = (value: string, element: string): TimeResult =>
    refused(` as ${quoteBytes(layout)}: cannot parse ${quoteRaw(value)} as ${quoteRaw(element)}`);
  for (let left = toByteString(layout); ;) {
    const cut = cutLayout(left);
    const skipped = skip(rest, cut.before);
    if (skipped.prefix !== '') return unfit(skipped.rest, cut.before);
    rest = skipped.rest;
    if (cut.element === '') break;
    const read = readElement(cut.element, rest, cut.after, fields);
    if (!read) return unfit(rest, cut.element);
    if (read.range !== undefined) return refused(`: ${read.range} out of range`);
    rest = read.rest;
    left = cut.after;
  }
  if (rest !== '') return refused(`: extra text: ${quoteRaw(rest)}`);
  const fault = settleDate(fields);
  return fault === undefined ? { ok: true, moment: momentOf(fields) } : refused(`: ${fault}`);
}

const quoteRaw = (byteString: string): string => quoteBytes(fromByteString(byteString) ?? byteString);

/** Passes over literal text; blanks match any number of blanks. What of the prefix is left did not match. */
function skip(value: string, prefix: string): { rest: string; prefix: string } {
  let rest = value;
  let left = prefix;
  while (left !== '') {
    if (left.startsWith(' ')) {
      if (rest !== '' && !rest.startsWith(' ')) break;
      left = left.replace(/^ +/, '');
      rest = rest.replace(/^ +/, '');
    } else {
      if (rest === '' || rest[0] !== left[0]) break;
      left = left.slice(1);
      rest = rest.slice(1);
    }
  }
  return { rest, prefix: left };
}

/** Fills in month and day as Go's parse does at its end; the text of its error without `: `. */
function settleDate(fields: Fields): string | undefined {
  if (fields.afternoon === true && fields.hour < 12) fields.hour += 12;
  else if (fields.afternoon === false && fields.hour === 12) fields.hour = 0;
  if (fields.yearDay !== undefined) {
    const { yearDay, year } = fields;
    if (yearDay < 1 || yearDay > (isLeap(year) ? 366 : 365)) return 'day-of-year out of range';
    const date = dateInYear(year, yearDay);
    if (fields.month !== undefined && fields.month !== date.month) return 'day-of-year does not match month';
    if (fields.day !== undefined && fields.day !== date.day) return 'day-of-year does not match day';
    Object.assign(fields, date);
  }
  fields.month ??= 1;
  fields.day ??= 1;
  return fields.day < 1 || fields.day > daysIn(fields.month, fields.year) ? 'day out of range' : undefined;
}

function dateInYear(year: number, yearDay: number): { month: number; day: number } {
  let day = yearDay;
  let month = 1;
  for (; day > daysIn(month, year); month++) day -= daysIn(month, year);
  return { month, day };
}

function momentOf({ year, month, day, hour, minute, second, nanos, zone }: Fields): Moment {
  const seconds = dayNumber(year, month ?? 1, day ?? 1) * 86_400 + hour * 3600 + minute * 60 + second;
  if (zone === undefined) return { kind: 'wall', seconds, nanos };
  if (zone === 'utc') return inUtc(seconds, nanos);
  if (zone === 'named') return { kind: 'unknown', reason: 'time zone' };
  return { kind: 'fixed', seconds: seconds - zone, nanos, offset: zone, zone: undefined };
}
