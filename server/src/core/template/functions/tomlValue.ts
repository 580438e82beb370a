import type { Origin } from '../../text/origin.ts';
import { list, map } from '../value.ts';
import type { Value } from '../value.ts';
import { TomlTables } from './tomlTables.ts';
import type { TomlNode } from './tomlTables.ts';

/** What was read as Go has it: tables and arrays of an origin, scalars of their own. */
export function valueOf(node: TomlNode, origin: Origin): Value {
  if (node instanceof Map)
    return map(new Map([...node].map(([key, child]) => [key, valueOf(child, origin)] as const)), origin);
  if (node instanceof TomlTables)
    return list(
      node.tables.map((table) => valueOf(table, origin)),
      origin,
      'map[string]interface {}',
    );
  return 'kind' in node
    ? node
    : list(
        node.map((child) => valueOf(child, origin)),
        origin,
      );
}
