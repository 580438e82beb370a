import type { Origin, Shape } from '../../../text/origin.ts';
import { int } from '../../numbers.ts';
import { bool, object, opaque, placeholder, text, withOrigin } from '../../value.ts';
import type { Methods, ObjectValue, Value } from '../../value.ts';
import type { Clock } from './civil.ts';
import type { CallContext, FunctionSpec } from '../function.ts';
import { fn, variadic } from '../function.ts';
import { clockOf, formatTime, inUtc, unknownTime } from './layout.ts';
import type { Moment } from './layout.ts';

const PRINTED = '2006-01-02 15:04:05.999999999 -0700 MST';

/** time.RFC3339Nano, of which the fraction's trailing zeros are dropped. */
const ENCODED = '2006-01-02T15:04:05.999999999Z07:00';

/** Seconds of Go's zero time, 0001-01-01 00:00:00 UTC. */
export const ZERO_TIME = -62_135_596_800;

/** Go's time.Time. When not all that printing it shows is known, its origin says so and printing gives a placeholder. */
export function timeObject(moment: Moment, origin: Origin): ObjectValue {
  const native = new TimeObject(moment, origin);
  return object(
    native,
    formatTime(moment, PRINTED) === undefined ? opaque(reasonOf(moment), 'any', origin).origin : origin,
  );
}

/** The moment of a time.Time that this file made. */
export function momentOf(value: Value): Moment {
  return value.kind === 'object' && value.object instanceof TimeObject ? value.object.moment : unknownTime;
}

/** A time as an input of something whose result is known though not all of the time is. */
export function knownInput(value: Value): Value {
  if (value.kind !== 'object' || !(value.object instanceof TimeObject)) return value;
  return withOrigin(value, value.object.origin);
}

/** Why something of a moment is unknown. */
export const reasonOf = (moment: Moment): string => (moment.kind === 'unknown' ? moment.reason : 'time zone');

/** A text about a time, or an opaque one. */
export function timeText(
  shown: string | undefined,
  moment: Moment,
  c: CallContext,
  ...inputs: readonly Value[]
): Value {
  return shown === undefined
    ? opaque(reasonOf(moment), 'text', c.computed(...inputs.map(knownInput)))
    : text(shown, c.computed(...inputs.map(knownInput)));
}

class TimeObject {
  readonly moment: Moment;
  readonly origin: Origin;
  readonly type = 'time.Time';
  readonly goKind = 'struct';
  readonly truth = true;
  #methods: Methods | undefined;

  constructor(moment: Moment, origin: Origin) {
    this.moment = moment;
    this.origin = origin;
  }

  get methods(): Methods {
    return (this.#methods ??= methodsOf(this.moment));
  }

  readonly field = (): undefined => undefined;
  readonly print = (): string => formatTime(this.moment, PRINTED) ?? placeholder;

  get json(): (() => string) | undefined {
    const written = formatTime(this.moment, ENCODED);
    return written === undefined ? undefined : () => written;
  }
}

function methodsOf(moment: Moment): Methods {
  const clockPart = (get: (clock: Clock) => number): FunctionSpec => {
    const clock = clockOf(moment);
    return numberOf(clock && get(clock), 'int', moment);
  };
  const instant = moment.kind === 'fixed' || moment.kind === 'machine' ? moment : undefined;
  const nanos = instant && BigInt(instant.seconds) * 1_000_000_000n + BigInt(instant.nanos);
  return {
    ...Object.fromEntries(Object.entries(others).map(([name, shape]) => [name, notComputed(shape)])),
    Year: clockPart((clock) => clock.year),
    Day: clockPart((clock) => clock.day),
    YearDay: clockPart((clock) => clock.yearDay),
    Hour: clockPart((clock) => clock.hour),
    Minute: clockPart((clock) => clock.minute),
    Second: clockPart((clock) => clock.second),
    Nanosecond: numberOf(moment.kind === 'unknown' ? undefined : moment.nanos, 'int', moment),
    Unix: numberOf(instant?.seconds, 'int64', moment),
    UnixMilli: numberOf(nanos === undefined ? undefined : floorDiv(nanos, 1_000_000n), 'int64', moment),
    UnixMicro: numberOf(nanos === undefined ? undefined : floorDiv(nanos, 1_000n), 'int64', moment),
    UnixNano: numberOf(nanos, 'int64', moment),
    IsZero: fn([], (_, c) =>
      instant
        ? bool(instant.seconds === ZERO_TIME && instant.nanos === 0, c.computed())
        : opaque(reasonOf(moment), 'bool', c.computed()),
    ),
    Format: fn(['string'], ([layout], c) => timeText(formatTime(moment, layout.text), moment, c, layout)),
    String: fn([], (_, c) => timeText(formatTime(moment, PRINTED), moment, c)),
    UTC: fn([], (_, c) =>
      timeObject(instant ? inUtc(instant.seconds, instant.nanos) : unknownLike(moment), c.computed()),
    ),
    Local: fn([], (_, c) => timeObject(instant ? { ...instant, kind: 'machine' } : moment, c.computed())),
  };
}

/** A moment of which nothing is known any more, for the same reason. */
export const unknownLike = (moment: Moment): Moment => ({ kind: 'unknown', reason: reasonOf(moment) });

/** Towards minus infinity, as Go counts from the epoch. */
function floorDiv(value: bigint, by: bigint): bigint {
  return (value - (((value % by) + by) % by)) / by;
}

function numberOf(value: number | bigint | undefined, type: 'int' | 'int64', moment: Moment): FunctionSpec {
  return fn([], (_, c) =>
    value === undefined ? opaque(reasonOf(moment), 'number', c.computed()) : int(value, c.computed(), type),
  );
}

const notComputed = (shape: Shape): FunctionSpec =>
  variadic([], 'any', (_, args, c) => opaque('not computed', shape, c.computed(...args)));

/** Go's other methods, whose results are not worked out. */
const others: Readonly<Record<string, Shape>> = {
  Add: 'any',
  AddDate: 'any',
  After: 'bool',
  AppendBinary: 'any',
  AppendFormat: 'any',
  AppendText: 'any',
  Before: 'bool',
  Compare: 'number',
  Equal: 'bool',
  GoString: 'text',
  In: 'any',
  IsDST: 'bool',
  Location: 'any',
  MarshalBinary: 'any',
  MarshalJSON: 'any',
  MarshalText: 'any',
  Month: 'any',
  Round: 'any',
  Sub: 'any',
  Truncate: 'any',
  Weekday: 'any',
};
