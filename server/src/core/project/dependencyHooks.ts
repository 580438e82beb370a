import type { HookEvent } from '../chart/hook.ts';
import { DELETE_ANNOTATION, eventOf, HOOK_ANNOTATION, itemsOf } from '../chart/hook.ts';
import type { Release } from '../chart/release.ts';
import { isTable } from '../chart/tables.ts';
import type { Value } from '../template/value.ts';
import type { ValuesOrigin } from '../text/origin.ts';

/** A dependency that is not in charts/ and whose objects become hooks by the chart's own values. */
export interface DependencyHooks {
  /** Its alias, or its name. */
  readonly name: string;
  readonly events: readonly HookEvent[];
  readonly deletePolicies: readonly string[];
  /** Of the value that says so. */
  readonly origin: ValuesOrigin;
}

/** By the name that many charts have for it, annotations for every object. */
export const FOR_ALL = 'commonAnnotations';

/** The dependencies of a release's own chart that its values give hook annotations for all of their objects. */
export const dependencyHooks = ({ missing, values }: Release): readonly DependencyHooks[] =>
  missing.flatMap(({ chart, use }) => {
    const annotations =
      chart.path.length === 0 ? [use.name, FOR_ALL].reduce<Value | undefined>(below, values) : undefined;
    const event = below(annotations, HOOK_ANNOTATION);
    const policy = below(annotations, DELETE_ANNOTATION);
    if (event?.kind !== 'string' || event.origin.kind !== 'values') return [];
    const events = itemsOf(event.text).flatMap((item) => eventOf(item) ?? []);
    const deletePolicies = policy?.kind === 'string' ? itemsOf(policy.text) : [];
    return [{ name: use.name, events, deletePolicies, origin: event.origin }];
  });

const below = (value: Value | undefined, key: string): Value | undefined =>
  isTable(value) ? value.entries.get(key) : undefined;
