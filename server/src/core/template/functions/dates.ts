import { text } from '../value.ts';
import type { StringValue, Value } from '../value.ts';
import { durationText, parseDuration, roundDuration } from './time/duration.ts';
import type { CallContext, Failure, FunctionFamily, FunctionSpec, Traits } from './function.ts';
import { fail, fn } from './function.ts';
import { formatTime, inUtc, unknownTime } from './time/layout.ts';
import type { Moment } from './time/layout.ts';
import { knownInput, momentOf, timeObject, timeText, unknownLike, ZERO_TIME } from './time/object.ts';
import { parseTime } from './time/parse.ts';

const asText: Traits = { result: 'text' };

/** Sprig's date.go. What the clock or the machine's time zone decides is opaque. */
export const dates: FunctionFamily = {
  now: fn([], (_, c) => timeObject(unknownTime, c.computed())),
  ago: fn(['any'], ([date], c) => timeText(undefined, unknownTime, c, date), asText),
  date: fn(['string', 'any'], ([layout, date], c) => formatted(layout, date, 'Local', c, [layout, date]), asText),
  date_in_zone: inZone(),
  dateInZone: inZone(),
  htmlDate: fn(['any'], ([date], c) => formatted(htmlLayout(c), date, 'Local', c, [date]), asText),
  htmlDateInZone: fn(
    ['any', 'string'],
    ([date, zone], c) => formatted(htmlLayout(c), date, zone.text, c, [date, zone]),
    asText,
  ),
  date_modify: modifying(false),
  dateModify: modifying(false),
  must_date_modify: modifying(true),
  mustDateModify: modifying(true),
  toDate: reading(false),
  mustToDate: reading(true),
  unixEpoch: fn(
    ['time'],
    ([date], c) => {
      const moment = momentOf(date);
      const known = moment.kind === 'fixed' || moment.kind === 'machine';
      return timeText(known ? String(moment.seconds) : undefined, moment, c, date);
    },
    asText,
  ),
  duration: fn(['any'], ([seconds], c) => text(durationText(nanosOf(seconds)), c.computed(seconds)), asText),
  durationRound: fn(['any'], ([value], c) => roundedDuration(value, c), asText),
};

const htmlLayout = (c: CallContext): StringValue => text('2006-01-02', c.computed());

function inZone(): FunctionSpec {
  return fn(
    ['string', 'any', 'string'],
    ([layout, date, zone], c) => formatted(layout, date, zone.text, c, [layout, date, zone]),
    asText,
  );
}

function formatted(layout: StringValue, date: Value, zone: string, c: CallContext, inputs: readonly Value[]): Value {
  const moment = shownIn(momentIn(date), zone);
  return timeText(formatTime(moment, layout.text), moment, c, ...inputs);
}

/** A time, or seconds as int or int64; everything else, a float64 from a values file too, is the present time. */
function momentIn(date: Value): Moment {
  if (date.kind === 'object' && date.object.type === 'time.Time') return momentOf(date);
  if (date.kind !== 'int' || !['int', 'int32', 'int64'].includes(date.type)) return unknownTime;
  const seconds = Number(date.value);
  return Math.abs(seconds) < farthest ? inUtc(seconds) : { kind: 'unknown', reason: 'a time out of range' };
}

/** Years far beyond any date, where seconds are still whole numbers. */
const farthest = 1e14;

/** Names that no zone file can have, and UTC under its other name; Go takes UTC for a zone that it cannot find. */
const isUtc = (zone: string): boolean =>
  zone === '' || zone === 'UTC' || zone === 'Etc/UTC' || zone.includes('..') || /^[/\\]/.test(zone);

/** The moment in another zone. Which zones there are, and what they are called, depends on the machine. */
function shownIn(moment: Moment, zone: string): Moment {
  if (moment.kind === 'unknown' || (moment.kind === 'wall' && zone === 'Local')) return moment;
  if (moment.kind === 'wall') return unknownLike(moment);
  const { seconds, nanos } = moment;
  return isUtc(zone) ? inUtc(seconds, nanos) : { kind: 'machine', seconds, nanos };
}

/** A duration that cannot be read leaves the date as it is, or is an error. */
function modifying(must: boolean): FunctionSpec {
  return fn(['string', 'time'], ([by, date], c): Value | Failure => {
    const duration = parseDuration(by.text);
    if (!duration.ok) return must ? fail(duration.message) : date;
    return timeObject(moved(momentOf(date), duration.nanos), c.computed(by, knownInput(date)));
  });
}

function moved(moment: Moment, by: bigint): Moment {
  if (moment.kind === 'unknown') return moment;
  if (moment.kind === 'wall') return by === 0n ? moment : unknownLike(moment);
  const nanos = BigInt(moment.nanos) + by;
  const rest = Number(((nanos % SECOND) + SECOND) % SECOND);
  return { ...moment, seconds: moment.seconds + Number((nanos - BigInt(rest)) / SECOND), nanos: rest };
}

const SECOND = 1_000_000_000n;

/** A text that does not fit the layout gives Go's zero time, or is an error. */
function reading(must: boolean): FunctionSpec {
  return fn(['string', 'string'], ([layout, s], c): Value | Failure => {
    const result = parseTime(layout.text, s.text);
    if (!result.ok && must) return fail(result.message);
    return timeObject(result.ok ? result.moment : inUtc(ZERO_TIME), c.computed(layout, s));
  });
}

/** Seconds as text or int64, other types are none, as nanoseconds; text beyond 64 bits is the nearest number. */
function nanosOf(seconds: Value): bigint {
  if (seconds.kind === 'int') return seconds.type === 'int64' ? wrapped(seconds.value * SECOND) : 0n;
  return seconds.kind === 'string' ? wrapped(parseInt64(seconds.text) * SECOND) : 0n;
}

/** Go's strconv.ParseInt with the error dropped: what is too large for 64 bits is told before what is no digit. */
function parseInt64(text: string): bigint {
  const [, sign = '', zeros = '', digits = '', rest = ''] = /^([+-]?)(0*)([0-9]*)([^]*)$/.exec(text) ?? [];
  const most = (1n << 63n) - (sign === '-' ? 0n : 1n);
  const tooLong = digits.length > 20 || BigInt(digits || '0') >= 1n << 64n;
  if (!tooLong && (rest !== '' || zeros + digits === '')) return 0n;
  const size = tooLong || BigInt(digits) > most ? most : BigInt(digits || '0');
  return sign === '-' ? -size : size;
}

const wrapped = (value: bigint): bigint => BigInt.asIntN(64, value);

function roundedDuration(value: Value, c: CallContext): Value {
  if (value.kind === 'object' && value.object.type === 'time.Time') return timeText(undefined, unknownTime, c, value);
  if (value.kind === 'int') return text(roundDuration(value.type === 'int64' ? value.value : 0n), c.computed(value));
  const read = value.kind === 'string' ? parseDuration(value.text) : undefined;
  return text(roundDuration(read?.ok === true ? read.nanos : 0n), c.computed(value));
}
