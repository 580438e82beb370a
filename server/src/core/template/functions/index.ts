import { builtin } from './builtin.ts';
import { certificates } from './certificates.ts';
import { dates } from './dates.ts';
import { defaults } from './defaults.ts';
import { encoding } from './encoding.ts';
import { helm } from './helm.ts';
import { path } from './path.ts';
import { regex } from './regex.ts';
import { semver } from './semver.ts';
import { url } from './url.ts';
import type { FunctionFamily, FunctionSpec } from './function.ts';

/** Every function by name. Of equal names the later family's wins, as in Helm's own order. */
export const functions: ReadonlyMap<string, FunctionSpec> = join([
  builtin,
  defaults,
  encoding,
  certificates,
  regex,
  semver,
  dates,
  url,
  path,
  helm,
]);

function join(families: readonly FunctionFamily[]): ReadonlyMap<string, FunctionSpec> {
  return new Map(families.flatMap((family) => Object.entries(family)));
}
