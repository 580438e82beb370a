import { describe, expect, it } from 'vitest';
import { noOrigin, restsOnUnknown, valuesOf } from '../../../../server/src/core/text/origin.ts';
import { describeAsGo } from './asGo.ts';
import type { Case } from './asGo.ts';
import { render, valuesAt } from '../rendering.ts';

/** Templates and what Go 1.26.8, sprig 3.3.0, the same in every time zone give for them. */
const outputs: readonly Case[] = [
  ['{{ dateInZone "Monday, 02-Jan-06 15:04:05 MST" 0 "UTC" }}', 'Thursday, 01-Jan-70 00:00:00 UTC'],
  ['{{ dateInZone "2006-01-02T15:04:05.000Z07:00" -1 "UTC" }}', '1969-12-31T23:59:59.000Z'],
  [
    '{{ dateInZone "002 __2 _2 2 1 01 3 03 PM pm .000 .999 -07:00:00" 951782400 "" }}',
    '060  60 29 29 2 02 12 12 AM am .000  +00:00:00',
  ],
  ['{{ dateInZone "_2006 20060102 Janx Mony 0" 68256000 "../x" }}', '_1972 19720301 Janx Mony 0'],
  ['{{ toDate "2006-01-02T15:04:05Z07:00" "2024-02-28T23:30:09Z" }}', '2024-02-28 23:30:09 +0000 UTC'],
  ['{{ toDate "2006-01-02T15:04:05Z07:00" "2024-02-28T23:30:09Z" | unixEpoch }}', '1709163009'],
  [
    '{{ (toDate "2006-01-02T15:04:05Z07:00" "2024-02-28T23:30:09Z").Year }} {{ (toDate "2006-01-02T15:04:05Z07:00" "2024-02-28T23:30:09Z").YearDay }} {{ (toDate "2006-01-02T15:04:05Z07:00" "2024-02-28T23:30:09Z").UnixMilli }}',
    '2024 59 1709163009000',
  ],
  [
    '{{ dateInZone "2006-01-02 15:04:05.999" (toDate "2006-01-02T15:04:05Z07:00" "2024-02-28T23:30:09Z" | dateModify "-24h30m9.5s") "UTC" }}',
    '2024-02-27 22:59:59.5',
  ],
  ['{{ toDate "2006-01-02T15:04:05Z07:00" "2024-02-28T23:30:09Z" | dateModify "nonsense" | unixEpoch }}', '1709163009'],
  ['{{ toDate "02/01/06" "29/02/24" | date "Mon Jan _2 2006" }}', 'Thu Feb 29 2024'],
  ['{{ toDate "2006-01-02 3:04PM" "2024-05-06 12:08AM" | date "15:04:05" }}', '00:08:00'],
  ['{{ toDate "2006-01-02" "nonsense" }}', '0001-01-01 00:00:00 +0000 UTC'],
  ['{{ toDate "2006-002" "2024-060" | htmlDate }}', '2024-02-29'],
  ['{{ htmlDateInZone 86400 "UTC" }}', '1970-01-02'],
  ['{{ date "no layout" 0 }}', 'no layout'],
  [
    '{{ duration "95" }} {{ duration "-3600" }} {{ duration "x" }} {{ duration 95 }} {{ duration "99999999999999999999" }}',
    '1m35s -1h0m0s 0s 0s -1s',
  ],
  [
    '{{ durationRound "2400h10m5s" }} {{ durationRound "8761h" }} {{ durationRound "61s" }} {{ durationRound "-1.5s" }} {{ durationRound "x" }} {{ durationRound 95 }}',
    '3mo 1y 1m 1s 0s 0s',
  ],
  ['{{ (toDate "2006-01-02T15:04:05Z07:00" "2024-02-28T23:30:09Z").UnixNano | durationRound }}', '54y'],
  ['{{ (toDate "2006-01-02T15:04:05Z07:00" "1970-01-02T03:04:05Z").Unix | duration }}', '27h4m5s'],
];

/** Templates and the errors they end with. */
const errors: readonly Case[] = [
  [
    '{{ mustToDate "2006-01-02" "2024-13-02" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <mustToDate "2006-01-02" "2024-13-02">: error calling mustToDate: parsing time "2024-13-02": month out of range',
  ],
  [
    '{{ mustToDate "2006-01-02" "2023-02-29" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <mustToDate "2006-01-02" "2023-02-29">: error calling mustToDate: parsing time "2023-02-29": day out of range',
  ],
  [
    '{{ mustToDate "2006-01-02" "2024-1-02" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <mustToDate "2006-01-02" "2024-1-02">: error calling mustToDate: parsing time "2024-1-02" as "2006-01-02": cannot parse "1-02" as "01"',
  ],
  [
    '{{ mustToDate "2006-01-02" "2024-01-02x" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <mustToDate "2006-01-02" "2024-01-02x">: error calling mustToDate: parsing time "2024-01-02x": extra text: "x"',
  ],
  [
    '{{ mustToDate "15:04" "é" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <mustToDate "15:04" "é">: error calling mustToDate: parsing time "\\xc3\\xa9" as "15:04": cannot parse "\\xc3\\xa9" as "15"',
  ],
  [
    '{{ mustToDate "2006-002" "2023-366" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <mustToDate "2006-002" "2023-366">: error calling mustToDate: parsing time "2023-366": day-of-year out of range',
  ],
  [
    '{{ mustToDate "-0700" "+2500" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <mustToDate "-0700" "+2500">: error calling mustToDate: parsing time "+2500": time zone offset hour out of range',
  ],
  [
    '{{ mustToDate "Jan 2" "Foo 2" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <mustToDate "Jan 2" "Foo 2">: error calling mustToDate: parsing time "Foo 2" as "Jan 2": cannot parse "Foo 2" as "Jan"',
  ],
  [
    '{{ mustDateModify "x" (toDate "2006-01-02T15:04:05Z07:00" "2024-02-28T23:30:09Z") }}',
    'template: t.yaml:1:3: executing "t.yaml" at <mustDateModify "x" (toDate "2006-01-02T15:04:05Z07:00" "2024-02-28T23:30:09Z")>: error calling mustDateModify: time: invalid duration "x"',
  ],
  [
    '{{ must_date_modify "1" (toDate "2006-01-02T15:04:05Z07:00" "2024-02-28T23:30:09Z") }}',
    'template: t.yaml:1:3: executing "t.yaml" at <must_date_modify "1" (toDate "2006-01-02T15:04:05Z07:00" "2024-02-28T23:30:09Z")>: error calling must_date_modify: time: missing unit in duration "1"',
  ],
  [
    '{{ mustDateModify "1d" (toDate "2006-01-02T15:04:05Z07:00" "2024-02-28T23:30:09Z") }}',
    'template: t.yaml:1:3: executing "t.yaml" at <mustDateModify "1d" (toDate "2006-01-02T15:04:05Z07:00" "2024-02-28T23:30:09Z")>: error calling mustDateModify: time: unknown unit "d" in duration "1d"',
  ],
  [
    '{{ dateModify "1h" "x" }}',
    'template: t.yaml:1:19: executing "t.yaml" at <"x">: can\'t handle "x" for arg of type time.Time',
  ],
  ['{{ unixEpoch 3 }}', 'template: t.yaml:1:13: executing "t.yaml" at <3>: can\'t handle 3 for arg of type time.Time'],
  ['{{ now.Nope }}', 'template: t.yaml:1:3: executing "t.yaml" at <now>: can\'t evaluate field Nope in type time.Time'],
  [
    '{{ now | upper }}',
    'template: t.yaml:1:9: executing "t.yaml" at <upper>: wrong type for value; expected string; got time.Time',
  ],
];

describeAsGo(outputs, errors, {});

/** Templates whose result the clock or the machine's time zone decides. */
const open: readonly string[] = [
  'now',
  'now.Unix',
  'now.Year',
  'now | unixEpoch',
  'now.UTC.Format "2006"',
  'now | date "2006"',
  'now | dateModify "1h" | htmlDate',
  'ago 0',
  'date "15:04" 0',
  'date "2006" .float',
  'dateInZone "15:04" 0 "Europe/Paris"',
  'toDate "2006-01-02" "2024-02-29"',
  'toDate "2006-01-02" "2024-02-29" | unixEpoch',
  'toDate "2006-01-02" "2024-02-29" | date "-0700"',
  'toDate "2006-01-02 MST" "2024-02-29 CET" | date "2006"',
  'durationRound now',
];

describe('dates', () => {
  it.each(open)('leaves open: %s', (call) => {
    const { text, opaque, error } = render(`a: {{ ${call} }}`, { float: 3 });
    expect([text, opaque.length, error]).toEqual(['a: opaque', 1, '']);
  });

  it('knows the clock of a time though not its zone, and rests on the text alone', () => {
    const { map, text } = render('{{ toDate "2006-01-02" .day | date "Monday" }}', { day: '2024-02-29' });
    expect(text).toBe('Thursday');
    const [segment] = map.toSource({ start: 0, end: 8 });
    expect(valuesOf(segment?.origin ?? noOrigin)).toEqual([valuesAt('day')]);
    expect(restsOnUnknown(segment?.origin ?? noOrigin)).toBe(false);
  });
});
