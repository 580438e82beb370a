import type { YamlNode } from '../yaml/nodes.ts';
import { resolve } from '../yaml/walk.ts';

/** What Go's JSON decoder calls a value that it cannot put where it should go. */
export function jsonName(node: YamlNode): string {
  const real = resolve(node);
  if (real?.kind === 'map') return 'object';
  if (real?.kind === 'seq') return 'array';
  return typeof real?.value === 'boolean' ? 'bool' : typeof real?.value;
}
