import type { Origin } from '../text/origin.ts';
import { show } from '../template/show.ts';
import type { Methods, ObjectValue, Value } from '../template/value.ts';
import { object } from '../template/value.ts';

/** A Go struct as templates see it: fields by name, unknown ones an error. */
export function structOf(options: {
  readonly type: string;
  readonly goKind: 'struct' | 'ptr';
  readonly fields: Readonly<Record<string, Value>>;
  readonly methods?: Methods;
  /** What fmt prints; the fields in braces unless given. */
  readonly print?: string;
  readonly origin: Origin;
}): ObjectValue {
  const { type, goKind, fields, methods = {}, origin } = options;
  const print = (): string =>
    options.print ?? `${goKind === 'ptr' ? '&' : ''}{${Object.values(fields).map(show).join(' ')}}`;
  return object(
    {
      type,
      goKind,
      methods,
      field: (name) => (Object.hasOwn(fields, name) ? fields[name] : undefined),
      print,
      truth: true,
    },
    origin,
  );
}
