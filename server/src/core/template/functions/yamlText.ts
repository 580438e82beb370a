import type { Origin } from '../../text/origin.ts';
import type { TracedText } from '../../text/traced.ts';
import { floatText } from '../floatText.ts';
import { holeText, map, text } from '../value.ts';
import type { ListValue, MapValue, ObjectValue, StringValue, Value } from '../value.ts';
import { encodeBase64 } from './base64.ts';
import { jsonNumber } from './jsonText.ts';
import { naturallySorted } from './naturalOrder.ts';
import type { YamlDialect } from './yamlStyle.ts';
import { YamlWriter } from './yamlWriter.ts';

/**
 * A value as Go's YAML encoders write it, without the last line break: scalars keep their origins, keys, dashes and
 * indentation have their container's. The value must have passed `unencodable`. Undefined when it gets longer than
 * `limit` UTF-16 units.
 */
export function yamlText(value: Value, dialect: YamlDialect, limit: number): TracedText | undefined {
  const emitter = new Emitter(dialect, limit);
  emitter.node(value, { indent: -1, inMap: false, key: false, origin: value.origin });
  return emitter.tooLong ? undefined : emitter.writer.finish();
}

/** Where a node stands: what emitterc.go keeps in its indent and context flags. */
interface Context {
  readonly indent: number;
  /** Whether it is the key or the value of a mapping. */
  readonly inMap: boolean;
  /** Whether it is a key with its colon on the same line. */
  readonly key: boolean;
  /** What is added around it has the origin of the container. */
  readonly origin: Origin;
}

class Emitter {
  readonly writer: YamlWriter;
  readonly #dialect: YamlDialect;
  readonly #limit: number;

  constructor(dialect: YamlDialect, limit: number) {
    this.writer = new YamlWriter(dialect);
    this.#dialect = dialect;
    this.#limit = limit;
  }

  get tooLong(): boolean {
    return this.writer.length > this.#limit;
  }

  node(value: Value, context: Context): void {
    if (this.tooLong) return;
    if (value.kind === 'object') this.node(encoded(value), context);
    else if (value.kind === 'map') this.#map(value, context);
    else if (value.kind === 'list') this.#list(value, context);
    else if (value.kind === 'bytes' && this.#dialect === 'v3') this.#bytes(value.bytes, context, value.origin);
    else this.#scalar(value, context);
  }

  #scalar(value: Value, context: Context): void {
    const written = scalarText(value, this.#dialect);
    if (typeof written === 'string') this.writer.plain(written, value.origin, context.origin);
    else this.writer.string(written, context.indent < 0 ? 2 : context.indent + 2, context.key, context.origin);
  }

  #map(map: MapValue, context: Context): void {
    if (map.isNil && this.#dialect === 'v2') this.writer.plain('null', map.origin, context.origin);
    else if (map.entries.size === 0) this.#empty('{', '}', map.origin);
    else {
      const inner: Context = {
        indent: context.indent < 0 ? 0 : context.indent + 2,
        inMap: true,
        key: false,
        origin: map.origin,
      };
      for (const key of naturallySorted(map.entries.keys(), this.#dialect)) this.#entry(map, key, inner);
    }
  }

  #entry(map: MapValue, key: string, context: Context): void {
    const { writer } = this;
    const { origin, indent } = context;
    writer.indentTo(indent, origin);
    const simple = writer.isSimpleKey(key);
    if (!simple) writer.indicator('?', origin, true, true);
    this.node(text(key, origin), { ...context, key: simple });
    if (!simple) writer.indentTo(indent, origin);
    writer.indicator(':', origin, !simple, !simple);
    const child = map.entries.get(key);
    if (child) this.node(child, context);
  }

  #list(list: ListValue, context: Context): void {
    if (list.isNil && this.#dialect === 'v2') this.writer.plain('null', list.origin, context.origin);
    else if (list.items.length === 0) this.#empty('[', ']', list.origin);
    else {
      const indent = this.#listIndent(context);
      for (const item of list.items) this.#item(item, indent, list.origin);
    }
  }

  /** Under a key version 2 does not indent a list; version 3 does. */
  #listIndent({ indent, inMap }: Context): number {
    if (indent < 0) return 0;
    return this.#dialect === 'v2' && inMap && !this.writer.indention ? indent : indent + 2;
  }

  #item(item: Value, indent: number, origin: Origin): void {
    this.writer.indentTo(indent, origin);
    this.writer.indicator('-', origin, true, true);
    this.node(item, { indent, inMap: false, key: false, origin });
  }

  #bytes(bytes: Uint8Array, context: Context, origin: Origin): void {
    if (bytes.length === 0) this.#empty('[', ']', origin);
    const indent = this.#listIndent(context);
    for (const byte of bytes) {
      this.writer.indentTo(indent, origin);
      this.writer.indicator('-', origin, true, true);
      this.writer.plain(String(byte), origin, origin);
    }
  }

  #empty(open: string, close: string, origin: Origin): void {
    this.writer.indicator(open, origin, true);
    this.writer.indicator(close, origin, false);
  }
}

/** An object in the form that it has in JSON. */
function encoded({ object, origin }: ObjectValue): Value {
  const form = object.json?.() ?? '';
  return typeof form === 'string' ? text(form, origin) : map(new Map(form), origin);
}

/** A plain word for what is no string, and a string for what is. An unknown value is a placeholder. */
function scalarText(value: Value, dialect: YamlDialect): string | StringValue {
  switch (value.kind) {
    case 'string':
      return value;
    case 'bool':
      return String(value.value);
    case 'int':
      return value.value.toString();
    case 'float':
      return dialect === 'v2' ? numberThroughJson(value.value) : yamlFloat(value.value);
    case 'bytes':
      return value.isNil ? 'null' : text(encodeBase64(value.bytes), value.origin);
    case 'opaque':
      return holeText(value);
    default:
      return 'null';
  }
}

const MAX_UINT64 = 2n ** 64n - 1n;
const MIN_INT64 = -(2n ** 63n);

/** sigs.k8s.io/yaml writes JSON first and reads it as YAML, which makes whole numbers of what JSON wrote without a point. */
function numberThroughJson(value: number): string {
  const written = jsonNumber(value);
  const whole = /^-?\d+$/.test(written) ? BigInt(written) : undefined;
  const fits = whole !== undefined && whole >= MIN_INT64 && whole <= MAX_UINT64;
  return fits ? whole.toString() : floatText(value, 'g');
}

function yamlFloat(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return floatText(value, 'g');
}
