import type { Operation } from '../chart/order.ts';
import type { TimelineOperation, TimelineStep } from './timeline.ts';
import type { TimelineHook, TimelineObject } from './timelineObject.ts';
import { lifeText } from './timelineObject.ts';

/** What a user types for an operation. */
export const COMMANDS: Readonly<Record<Operation, string>> = {
  install: 'helm install',
  upgrade: 'helm upgrade',
  rollback: 'helm rollback',
  delete: 'helm uninstall',
  test: 'helm test',
};

export const nameOf = ({ kind, name }: TimelineObject): string => `${kind} ${name}`;

/** What happens to a hook around its run, e.g. `replaces the old one · deleted after success`. */
export const lifeLine = ({ life, kind }: TimelineHook): string => life.map((one) => lifeText(one, kind)).join(' · ');

/** `1 thing`, `2 things`. */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** What a step that has no hooks holds: `3 regular objects`. */
export const restLine = ({ name, count }: TimelineStep): string =>
  name === 'crds' ? `${counted(count, 'file')} of crds/` : counted(count, 'regular object');

/** The kinds of objects in the order in which they come first: `ServiceAccount, 2 × ConfigMap`. */
export function kindsLine(objects: readonly TimelineObject[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of objects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => (count === 1 ? kind : `${count} × ${kind}`)).join(', ');
}

/** Which hooks of an event are deleted at its end, by their places in it: `then deleted: 3, 1`. */
export const deletedLine = (hooks: readonly TimelineHook[], deleted: readonly TimelineHook[]): string =>
  `then deleted: ${deleted.map((hook) => hooks.lastIndexOf(hook) + 1).join(', ')}`;

/** Whether an operation has something to tell: a hook, or one that another operation runs. */
export const hasHooks = ({ steps, absent }: TimelineOperation): boolean =>
  absent.length > 0 || steps.some(({ hooks }) => hooks.length > 0);

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[], last: 'and' | 'or' = 'and'): string {
  const end = items.at(-1) ?? '';
  return items.length < 2 ? end : `${items.slice(0, -1).join(', ')} ${last} ${end}`;
}

/** Why an object is in the chart and yet nowhere. */
export const droppedLine = (object: TimelineObject): string =>
  `Helm drops ${nameOf(object)}: its hook annotation names no event that Helm knows.`;

/** The scenario in words. */
export const scenarioLine = (scenario: string): string => (scenario === '' ? 'default values' : `with ${scenario}`);
