import type { FunctionFamily, FunctionSpec } from './function.ts';
import { builtin } from './builtin.ts';
import { defaults } from './defaults.ts';
import { helm } from './helm.ts';

/** Every function by name. Of equal names the later family's wins, as in Helm's own order. */
export const functions: ReadonlyMap<string, FunctionSpec> = join([builtin, defaults, helm]);

function join(families: readonly FunctionFamily[]): ReadonlyMap<string, FunctionSpec> {
  return new Map(families.flatMap((family) => Object.entries(family)));
}
