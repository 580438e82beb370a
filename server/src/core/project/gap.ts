import type { Moment } from './availability.ts';
import type { GraphObject, Need } from './hookGraph.ts';

/**
 * What is wrong between an object and one that it needs.
 * `missing`: a hook needs an object that is no hook, before those are made or after they are deleted;
 * `failed-install`: the same at pre-delete, where it is missing only when an install failed half-way;
 * `order`: both are hooks of one event, in the wrong order; `event-gap`: a hook is not run at an operation that needs it;
 * `stale`: a pre-upgrade hook reads what the release before wrote; `deleted`: the object's policy deleted it;
 * `deadlock`: what Helm may wait for needs a hook that runs after the waiting.
 */
export type GapKind = 'missing' | 'failed-install' | 'order' | 'event-gap' | 'stale' | 'deleted' | 'deadlock';

/** A need that is not met at a moment. */
export interface Gap {
  readonly kind: GapKind;
  readonly need: Need;
  readonly provider: GraphObject;
  readonly moment: Moment;
  /**
   * For `event-gap`: whether an older operation may have left the object; for `order`: whether nothing waits for the
   * consumer, or the order is right under the name that the release has here.
   */
  readonly isMild: boolean;
}

/** The gaps of some kind by the object that should be there, in the order in which they are met. */
export function gapsByProvider(gaps: readonly Gap[], kind: GapKind): readonly (readonly [Gap, ...Gap[]])[] {
  const groups = new Map<GraphObject, [Gap, ...Gap[]]>();
  for (const gap of gaps) {
    if (gap.kind !== kind) continue;
    const own = groups.get(gap.provider);
    if (own) own.push(gap);
    else groups.set(gap.provider, [gap]);
  }
  return [...groups.values()];
}
