import { entry, textOf } from '../yaml/lookup.ts';
import type { YamlEntry, YamlNode } from '../yaml/nodes.ts';
import { resolve } from '../yaml/walk.ts';

/** The entry that Go's JSON decoder takes for a struct field: the exact name, else the last in another case. */
export function field(node: YamlNode | undefined, name: string): YamlEntry | undefined {
  const exact = entry(node, name);
  if (exact) return exact;
  const map = resolve(node);
  if (map?.kind !== 'map') return undefined;
  const folded = name.toLowerCase();
  return map.entries.findLast((own) => own.name.toLowerCase() === folded);
}

/** A field of type string; empty where it is missing, null or a collection. */
export const textField = (node: YamlNode | undefined, name: string): string => textOf(field(node, name)?.value) ?? '';

const SPACE = /\s/gu;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;

/** Helm's sanitizeString: every kind of space becomes a blank, what cannot be printed goes. */
export const sanitized = (text: string): string => text.replace(SPACE, ' ').replace(UNPRINTABLE, '');
