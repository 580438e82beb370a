import { clockAt } from './civil.ts';
import type { Clock } from './civil.ts';

/**
 * A point in time as far as it is known. `fixed`: `seconds` since 1970 in UTC, shown in a zone of that offset (seconds
 * east); its name is undefined where it depends on the machine. `machine`: the same, shown in a zone that is not known.
 * `wall`: `seconds` is what the clock of the machine's zone shows, the instant is not known (in an hour that the zone
 * skips, Go would show another). `unknown`: nothing is known.
 */
export type Moment =
  | {
      readonly kind: 'fixed';
      readonly seconds: number;
      readonly nanos: number;
      readonly offset: number;
      readonly zone: string | undefined;
    }
  | { readonly kind: 'machine' | 'wall'; readonly seconds: number; readonly nanos: number }
  | { readonly kind: 'unknown'; readonly reason: string };

export const unknownTime = { kind: 'unknown', reason: 'time' } as const satisfies Moment;

/** An instant shown in UTC. */
export const inUtc = (seconds: number, nanos = 0): Moment => ({
  kind: 'fixed',
  seconds,
  nanos,
  offset: 0,
  zone: 'UTC',
});

/** What the clock of a moment's zone shows; undefined when that is not known. */
export function clockOf(moment: Moment): Clock | undefined {
  if (moment.kind === 'wall') return clockAt(moment.seconds);
  return moment.kind === 'fixed' ? clockAt(moment.seconds + moment.offset) : undefined;
}

const element =
  /Jan(?:uary|(?![a-z]))|Mon(?:day|(?![a-z]))|MST|0[1-6]|002|15?|2(?:006)?|_2(?!006)|__2|[345]|PM|pm|-07(?:0000|:00:00|00|:00)?|Z07(?:0000|:00:00|00|:00)?|[.,](?:0+|9+)(?![0-9])/;

/** A layout cut before and after its first element; without one, `element` is empty. */
export interface Cut {
  readonly before: string;
  readonly element: string;
  readonly after: string;
}

/** Go's nextStdChunk. */
export function cutLayout(layout: string): Cut {
  const match = element.exec(layout);
  if (!match) return { before: layout, element: '', after: '' };
  const [found] = match;
  return { before: layout.slice(0, match.index), element: found, after: layout.slice(match.index + found.length) };
}

export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** Go's Time.Format; undefined when the layout asks for something that is not known. */
export function formatTime(moment: Moment, layout: string): string | undefined {
  const clock = clockOf(moment);
  let out = '';
  for (let rest = layout; rest !== '';) {
    const cut = cutLayout(rest);
    const shown = cut.element === '' ? '' : formatElement(cut.element, moment, clock);
    if (shown === undefined) return undefined;
    out += cut.before + shown;
    rest = cut.after;
  }
  return out;
}

function formatElement(name: string, moment: Moment, clock: Clock | undefined): string | undefined {
  if (moment.kind === 'unknown') return undefined;
  if (name.startsWith('.') || name.startsWith(',')) return fraction(name, moment.nanos);
  if (name === 'MST' || name.startsWith('Z') || name.startsWith('-')) {
    if (moment.kind !== 'fixed') return undefined;
    return name === 'MST' ? moment.zone : offsetText(name, moment.offset);
  }
  return clock && (dateElement(name, clock) ?? clockElement(name, clock));
}

function dateElement(name: string, { year, month, day, yearDay, weekday }: Clock): string | undefined {
  switch (name) {
    case '06':
      return padded(Math.abs(year) % 100, 2);
    case '2006':
      return padded(year, 4);
    case 'Jan':
      return months[month - 1]?.slice(0, 3);
    case 'January':
      return months[month - 1];
    case '1':
      return String(month);
    case '01':
      return padded(month, 2);
    case 'Mon':
      return weekdays[weekday]?.slice(0, 3);
    case 'Monday':
      return weekdays[weekday];
    case '2':
      return String(day);
    case '_2':
      return String(day).padStart(2);
    case '02':
      return padded(day, 2);
    case '__2':
      return String(yearDay).padStart(3);
    case '002':
      return padded(yearDay, 3);
    default:
      return undefined;
  }
}

function clockElement(name: string, { hour, minute, second }: Clock): string | undefined {
  switch (name) {
    case '15':
      return padded(hour, 2);
    case '3':
      return String(hour % 12 || 12);
    case '03':
      return padded(hour % 12 || 12, 2);
    case '4':
      return String(minute);
    case '04':
      return padded(minute, 2);
    case '5':
      return String(second);
    case '05':
      return padded(second, 2);
    case 'PM':
      return hour >= 12 ? 'PM' : 'AM';
    case 'pm':
      return hour >= 12 ? 'pm' : 'am';
    default:
      return undefined;
  }
}

const padded = (value: number, width: number): string =>
  (value < 0 ? '-' : '') + String(Math.abs(value)).padStart(width, '0');

function offsetText(name: string, offset: number): string {
  if (offset === 0 && name.startsWith('Z')) return 'Z';
  const size = Math.abs(offset);
  const separator = name.includes(':') ? ':' : '';
  const parts = [padded(Math.floor(size / 3600), 2)];
  if (name.length > 3) parts.push(padded(Math.floor(size / 60) % 60, 2));
  if (name.length > 6) parts.push(padded(size % 60, 2));
  return (Math.trunc(offset / 60) < 0 ? '-' : '+') + parts.join(separator);
}

/** Zeros ask for that many digits, nines for at most as many without zeros at the end. */
function fraction(name: string, nanos: number): string {
  const digits = padded(nanos, 9).slice(0, name.length - 1);
  if (name[1] === '0') return name.charAt(0) + digits;
  const kept = withoutZeros(digits);
  return kept === '' ? '' : name.charAt(0) + kept;
}

function withoutZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}
