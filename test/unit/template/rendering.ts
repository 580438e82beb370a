import { evaluate } from '../../../server/src/core/template/evaluate.ts';
import type { Rendering } from '../../../server/src/core/template/evaluate.ts';
import { fn, variadic } from '../../../server/src/core/template/functions/function.ts';
import type { FunctionFamily, Limits } from '../../../server/src/core/template/functions/function.ts';
import { functions } from '../../../server/src/core/template/functions/index.ts';
import { float, int, toNumber } from '../../../server/src/core/template/numbers.ts';
import { parseTemplate } from '../../../server/src/core/template/parser.ts';
import { problemText } from '../../../server/src/core/template/problemText.ts';
import type { Site } from '../../../server/src/core/template/problem.ts';
import { below, TOP } from '../../../server/src/core/template/sharedPath.ts';
import { noTrace } from '../../../server/src/core/template/trace.ts';
import type { Trace } from '../../../server/src/core/template/trace.ts';
import { bool, list, map, nil, opaque, text } from '../../../server/src/core/template/value.ts';
import type { Value } from '../../../server/src/core/template/value.ts';
import { noOrigin } from '../../../server/src/core/text/origin.ts';
import type { ValuesOrigin } from '../../../server/src/core/text/origin.ts';
import { toUri } from '../../../server/src/core/text/uri.ts';

/** JSON with undefined for what is not known. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

export const file = toUri('file:///chart/templates/t.yaml');
export const valuesFile = toUri('file:///chart/values.yaml');

export const valuesAt = (...path: readonly string[]): ValuesOrigin => ({
  kind: 'values',
  file: valuesFile,
  path,
  setting: path,
});

/** Data as a values file gives it: numbers are floats, every value knows its path, maps are shared. */
export function fromValues(json: Json, ...path: readonly string[]): Value {
  const origin = valuesAt(...path);
  if (json === undefined) return opaque('not known', 'any', origin);
  if (json === null) return nil(origin);
  if (typeof json === 'string') return text(json, origin);
  if (typeof json === 'number') return float(json, origin);
  if (typeof json === 'boolean') return bool(json, origin);
  if (Array.isArray(json))
    return list(
      json.map((item: Json, i) => fromValues(item, ...path, String(i))),
      origin,
    );
  const entries = Object.entries(json).map(([key, child]): [string, Value] => [key, fromValues(child, ...path, key)]);
  return { ...map(new Map(entries), origin), shared: path.reduce(below, TOP) };
}

/** A few functions for signatures of all types; one of the same name in the families wins. */
const extra: FunctionFamily = {
  upper: fn(['string'], ([s], c) => text(s.text.toUpperCase(), c.computed(s))),
  until: fn(['int'], ([n], c) =>
    list(
      Array.from({ length: toNumber(n) }, (_, i) => int(i, c.computed(n))),
      c.computed(n),
      'int',
    ),
  ),
  f64: fn(['float64'], ([n]) => n),
  list: variadic([], 'any', (_, values, c) => list(values, c.computed(...values)), {
    passesUnknown: true,
    looks: false,
  }),
  hasKey: fn(['map', 'string'], ([m, key], c) => bool(m.entries.has(key.text), c.computed(m, key))),
  set: fn(
    ['map', 'string', 'any'],
    ([m, key, value], c) => {
      c.write(m, key.text, value);
      return m;
    },
    { passesUnknown: true, looks: false },
  ),
};

export const limits: Limits = { steps: 100_000, output: 100_000, depth: 50, items: 1000 };

export interface Rendered extends Rendering {
  /** The first problem in Go's words. */
  readonly error: string;
}

/** Renders a template whose defines are its own. */
export function render(
  source: string,
  data: Json | Value,
  options: { trace?: Trace; limits?: Partial<Limits>; lint?: boolean } = {},
): Rendered {
  const parsed = parseTemplate(source);
  const defines = new Map(parsed.defines.map((define) => [define.name, define]));
  const start = (name: string): number => defines.get(name)?.range.start ?? 0;
  const rendering = evaluate(
    { name: 't.yaml', anchor: { file, define: '' }, body: parsed.body },
    isValue(data) ? data : fromValues(data),
    {
      find: (name) => {
        const define = defines.get(name);
        return define && { name, anchor: { file, define: name }, body: define.body };
      },
      functions: new Map([...Object.entries(extra), ...functions]),
      host: { helm: 4, lint: options.lint ?? false, lookup: () => map(new Map(), noOrigin) },
      limits: { ...limits, ...options.limits },
      parse: (text) => parseTemplate(text),
    },
    options.trace ?? noTrace,
  );
  const locate = (site: Site): string => {
    const before = source.slice(0, start(site.place.anchor.define) + site.position);
    const line = before.lastIndexOf('\n') + 1;
    return `t.yaml:${before.split('\n').length}:${new TextEncoder().encode(before.slice(line)).length}`;
  };
  const first = rendering.problems[0];
  return { ...rendering, error: first ? problemText(first, locate) : '' };
}

function isValue(data: Json | Value): data is Value {
  return typeof data === 'object' && data !== null && 'origin' in data;
}
