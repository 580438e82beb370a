const FORM =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(Z|[-+]\d\d:\d\d)| +(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?)?$/;

/** Whether go.yaml.in/yaml takes an unquoted text for a timestamp (resolve.go parseTimestamp, by Go's time.Parse). */
export function isTimestamp(text: string): boolean {
  const match = FORM.exec(text);
  if (!match) return false;
  const [, year, month, day] = match;
  const clock = [match[4] ?? match[8], match[5] ?? match[9], match[6] ?? match[10]].map((part) => Number(part ?? 0));
  return isDate(Number(year), Number(month), Number(day)) && isClock(clock) && isZone(match[7] ?? 'Z');
}

function isDate(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month >= 1 && month <= 12 && day >= 1 && day <= days;
}

const isClock = ([hour = 0, minute = 0, second = 0]: readonly number[]): boolean =>
  hour < 24 && minute < 60 && second < 60;

const isZone = (zone: string): boolean =>
  zone === 'Z' || (Number(zone.slice(1, 3)) <= 24 && Number(zone.slice(4, 6)) <= 60);
