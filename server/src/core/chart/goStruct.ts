import type { Origin } from '../text/origin.ts';
import { show } from '../template/show.ts';
import { truth } from '../template/truth.ts';
import type { Methods, NativeObject, ObjectValue, Value } from '../template/value.ts';
import { object } from '../template/value.ts';

interface GoStruct {
  readonly type: string;
  readonly goKind: 'struct' | 'ptr';
  readonly fields: Readonly<Record<string, Value>>;
  /** Methods of the struct's pointer, and with them what fmt prints, which templates reach until Go copies the struct. */
  readonly pointer?: { readonly methods: Methods; readonly print: string };
  /** The fields in braces unless given. */
  readonly print?: (() => string) | undefined;
  /** What is reached by a name of its own although its fields stand among these. */
  readonly embedded?: Readonly<Record<string, Value>>;
  /** The names that encoding/json writes; a question mark behind one says that an empty field is left out. */
  readonly json?: Readonly<Record<string, string>>;
  readonly origin: Origin;
}

/** A Go struct as templates see it: fields by name, unknown ones an error. */
export function structOf(options: GoStruct): ObjectValue {
  const plain = nativeOf(options);
  const { pointer } = options;
  if (!pointer) return object(plain, options.origin);
  return object({ ...plain, methods: pointer.methods, print: () => pointer.print, copied: plain }, options.origin);
}

function nativeOf({ type, goKind, fields, print, embedded = {}, json }: GoStruct): NativeObject {
  const native: NativeObject = {
    type,
    goKind,
    methods: {},
    field: (name) => [fields, embedded].find((all) => Object.hasOwn(all, name))?.[name],
    print: () => print?.() ?? `${goKind === 'ptr' ? '&' : ''}{${Object.values(fields).map(shownField).join(' ')}}`,
    truth: true,
  };
  return json ? { ...native, json: () => encoded(fields, json) } : native;
}

const shownField = (value: Value): string =>
  value.kind === 'object' ? (value.object.copied ?? value.object).print() : show(value);

function encoded(
  fields: Readonly<Record<string, Value>>,
  names: Readonly<Record<string, string>>,
): ReadonlyMap<string, Value> {
  const written = Object.entries(fields).flatMap(([field, value]): readonly [string, Value][] => {
    const name = names[field] ?? field;
    if (!name.endsWith('?')) return [[name, value]];
    return truth(value) === false ? [] : [[name.slice(0, -1), value]];
  });
  return new Map(written);
}
