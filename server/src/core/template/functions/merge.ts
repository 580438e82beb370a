import { truth } from '../truth.ts';
import { opaque } from '../value.ts';
import type { MapValue, Value } from '../value.ts';
import type { CallContext } from './function.ts';

/** Go would overflow its stack where a map holds itself; we stop. */
const maximumDepth = 100;

/** What stays the same throughout a merge. */
export interface Merging {
  readonly overwrite: boolean;
  readonly c: CallContext;
  /** Keys that may still be merged: maps that share others may lead to one by ever so many ways. */
  readonly budget: { left: number };
}

/** Far more than values have. */
export const MOST_MERGED = 200_000;

/**
 * Merges a map into another in place as dario.cat/mergo v1.0.1 does with and without its override option. What the
 * destination lacks, or has empty (false, 0, "", an empty collection), is taken over as it is, so that both then share
 * maps and lists. Maps on both sides are merged; lists are never joined. Not all is merged when the budget ends.
 */
export function mergeInto(to: MapValue, source: MapValue, how: Merging, depth = 0): void {
  if (to.entries === source.entries) return;
  if (depth > maximumDepth) how.budget.left = 0;
  for (const [key, value] of [...source.entries]) {
    if (--how.budget.left < 0) return;
    mergeKey(to, key, value, how, depth);
  }
}

function mergeKey(to: MapValue, key: string, value: Value, how: Merging, depth: number): void {
  const { overwrite, c } = how;
  const old = to.entries.get(key);
  if (value.kind === 'nil') {
    if (overwrite) c.write(to, key, value);
    return;
  }
  if (value.kind === 'opaque' || old?.kind === 'opaque') {
    const after = mergedUnknown(old, value, overwrite, c);
    if (after !== old) c.write(to, key, after);
    return;
  }
  if (old?.kind === 'map' && value.kind === 'map') {
    if (!old.isNil) mergeInto(old, value, how, depth + 1);
    // Two empty maps: the source's takes the other one's place.
    if (old.entries.size > 0) return;
    c.write(to, key, value);
    return;
  }
  const has = old ? truth(old) : false;
  if (overwrite || has === false) c.write(to, key, value);
  else if (has === undefined && old)
    c.write(to, key, opaque('may be replaced by a merge', 'any', c.computed(old, value)));
}

/** What stands for a key when either side is unknown. */
function mergedUnknown(old: Value | undefined, value: Value, overwrite: boolean, c: CallContext): Value {
  if (!old) return value;
  if (old.kind === 'opaque') return overwrite && value.kind !== 'opaque' && value.kind !== 'map' ? value : old;
  const has = truth(old);
  if (old.kind !== 'map' && has === true && !overwrite) return old;
  if (old.kind !== 'map' && has === false) return value;
  const reason = value.kind === 'opaque' ? value.reason : 'depends on an unknown value';
  return opaque(reason, 'any', c.computed(old, value));
}
