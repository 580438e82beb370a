import { builtin } from './builtin.ts';
import { certificates } from './certificates.ts';
import { dates } from './dates.ts';
import { defaults } from './defaults.ts';
import { dicts } from './dicts.ts';
import { helm } from './helm.ts';
import { math } from './math.ts';
import { random } from './random.ts';
import { sequence } from './sequence.ts';
import { stringLists } from './stringLists.ts';
import { strings } from './strings.ts';
import { types } from './types.ts';
import { json } from './json.ts';
import { lists } from './lists.ts';
import { toml } from './toml.ts';
import { yaml } from './yaml.ts';
import { encoding } from './encoding.ts';
import { path } from './path.ts';
import { regex } from './regex.ts';
import { semver } from './semver.ts';
import { url } from './url.ts';
import type { FunctionFamily, FunctionSpec } from './function.ts';

/** Every function by name. Of equal names the later family's wins, as in Helm's own order. */
export const functions: ReadonlyMap<string, FunctionSpec> = join([
  builtin,
  defaults,
  strings,
  stringLists,
  random,
  math,
  sequence,
  types,
  lists,
  dicts,
  json,
  yaml,
  toml,
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
