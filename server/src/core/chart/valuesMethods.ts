import { fail, fn } from '../template/functions/function.ts';
import type { CallContext } from '../template/functions/function.ts';
import { map, namedMap, text } from '../template/value.ts';
import type { MapValue, Methods, Value } from '../template/value.ts';
import { tableAt, valueAt } from './tables.ts';
import { toYaml } from './toYaml.ts';

/**
 * `.Values` and the like: a map type with methods that hide keys of the same name (pkg/chart/common/values.go).
 * The entries are shared with `table`.
 */
export function valuesValue(table: MapValue, helm: 3 | 4): MapValue {
  const named = helm === 4 ? 'common.Values' : 'chartutil.Values';
  return { ...namedMap(table.entries, table.origin, named, methodsOf(table, helm)), shared: table.shared };
}

function methodsOf(table: MapValue, helm: 3 | 4): Methods {
  return {
    AsMap: fn([], () => (table.entries.size === 0 ? map(new Map(), table.origin) : table)),
    YAML: fn([], (_, c) => {
      c.look(table);
      const yaml = toYaml(table, c);
      return yaml.kind === 'string' ? text(`${yaml.text}\n`, c.computed(yaml)) : yaml;
    }),
    Table: fn(['string'], ([path], c) => {
      readOnTheWay(table, path.text, c);
      const found = tableAt(table, path.text);
      return found ? valuesValue(found, helm) : fail(`"${path.text}" is not a table`);
    }),
    PathValue: fn(['string'], ([path], c) => {
      readOnTheWay(table, path.text, c);
      return valueAt(table, path.text) ?? fail(`"${path.text}" is not a value`);
    }),
    Encode: fn(['any'], () => fail('wrong type for value; expected io.Writer')),
  };
}

/** Tells which keys a dotted path looks up. */
function readOnTheWay(table: MapValue, path: string, c: CallContext): void {
  let at: Value | undefined = table;
  for (const step of path.split('.')) at = at?.kind === 'map' ? c.read(at, step) : undefined;
}
