import type { YamlEntry, YamlItem, YamlMap, YamlNode } from '../yaml/nodes.ts';
import { items } from '../yaml/lookup.ts';
import { effectiveEntries, resolve } from '../yaml/walk.ts';

/**
 * The entries of a map as kustomize decodes it into a struct. It turns YAML into JSON, which sorts keys and keeps the
 * last of equal ones, and decodes that with encoding/json, which takes names in any case: of `Resources` and
 * `resources` the latter comes later and wins. Keys of the result are in lower case.
 */
export function goFields(node: YamlNode | undefined): ReadonlyMap<string, YamlEntry> {
  const sorted = [...effectiveEntries(node).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return new Map(sorted.map((entry) => [entry.name.toLowerCase(), entry]));
}

/** The value that a struct's field receives, aliases followed; undefined when it is not written. */
export function goField(node: YamlNode | undefined, name: string): YamlNode | undefined {
  const found = goFields(node).get(name.toLowerCase());
  return found && resolve(found.value);
}

/** An item of a list of structs. */
export interface StructItem {
  readonly item: YamlItem;
  readonly node: YamlMap;
  /** By lower-case name, see {@link goFields}. */
  readonly fields: ReadonlyMap<string, YamlEntry>;
}

/** The items of a list that are maps; all others stop kustomize. */
export function structItems(list: YamlNode | undefined): readonly StructItem[] {
  return items(list).flatMap((item) => {
    const node = resolve(item.value);
    return node?.kind === 'map' ? [{ item, node, fields: goFields(node) }] : [];
  });
}
