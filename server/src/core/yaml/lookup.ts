import type { YamlEntry, YamlItem, YamlMap, YamlNode } from './nodes.ts';
import { isMergeKey, scalarText } from './scalar.ts';
import { effectiveEntries, resolve } from './walk.ts';

/** The value of a map's entry by its JSON name, see {@link entry}; an alias is followed. Undefined for anything but a map. */
export function get(node: YamlNode | undefined, name: string): YamlNode | undefined {
  const found = entry(node, name);
  return found && resolve(found.value);
}

/**
 * The entry of a map that counts for a JSON name: the last of equal ones. A merge key (`<<`) supplies entries of
 * the merged map, which lie elsewhere in the text. Aliases to maps are followed.
 */
export function entry(node: YamlNode | undefined, name: string): YamlEntry | undefined {
  const map = resolve(node);
  if (map?.kind !== 'map') return undefined;
  if (map.entries.some((own) => isMergeKey(own.key))) return effectiveEntries(map).get(name);
  return map.entries.findLast((own) => own.name === name);
}

/** The value at a path of JSON names and zero-based indexes, aliases followed. */
export function getPath(node: YamlNode | undefined, path: readonly (string | number)[]): YamlNode | undefined {
  let found = resolve(node);
  for (const step of path) {
    const next = typeof step === 'number' ? items(found)[step]?.value : get(found, step);
    found = resolve(next);
  }
  return found;
}

/** The map that a node is, or that an alias stands for. */
export function mapOf(node: YamlNode | undefined): YamlMap | undefined {
  const map = resolve(node);
  return map?.kind === 'map' ? map : undefined;
}

/** The items of a sequence; none for anything else. Aliases are followed. */
export function items(node: YamlNode | undefined): readonly YamlItem[] {
  const seq = resolve(node);
  return seq?.kind === 'seq' ? seq.items : [];
}

/** Whether YAML reads the node as text, and so not as a number, boolean, null or collection. */
export function isString(node: YamlNode | undefined): boolean {
  return stringOf(node) !== undefined;
}

/** The text of a node that YAML reads as a string; undefined for all others. Aliases are followed. */
export function stringOf(node: YamlNode | undefined): string | undefined {
  const scalar = resolve(node);
  return scalar?.kind === 'scalar' && typeof scalar.value === 'string' ? scalar.value : undefined;
}

/**
 * What a Go field of type string receives: numbers and booleans become text (`010` is "8"), as sigs.k8s.io/yaml does
 * where it knows the target, e.g. in Helm's annotations. Undefined for null and collections.
 */
export function textOf(node: YamlNode | undefined): string | undefined {
  const scalar = resolve(node);
  return scalar?.kind === 'scalar' && scalar.value !== null ? scalarText(scalar) : undefined;
}
