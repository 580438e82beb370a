import type { RenderedDocument } from '../chart/documents.ts';
import { doubtAbout } from '../chart/find.ts';
import type { Hook, HookAnnotations, HookEvent } from '../chart/hook.ts';
import { HOOK_EVENTS } from '../chart/hook.ts';
import { hooksOf } from '../chart/order.ts';
import type { Release } from '../chart/release.ts';

/** A document with a hook annotation, as Helm takes it; without `hook` it is dropped, for the `unknown` event. */
export interface Shown {
  readonly document: RenderedDocument;
  readonly annotations: HookAnnotations;
  readonly hook: Hook | undefined;
  readonly unknown: string;
}

/** Runs of places that are listed one by one. */
const MOST_RUNS = 3;

/** `pre-install 2 of 4 · not on upgrade`, for all that one place makes. `scenario` is empty for the defaults. */
export function lensTitle(release: Release, shown: readonly Shown[], scenario: string): string {
  const hooks = shown.flatMap(({ hook }) => hook ?? []);
  const parts = [
    ...(hooks.length > 0 ? [eventsText(release, hooks), ...notOn(hooks)] : []),
    ...droppedText(shown.filter(({ hook }) => !hook)),
    ...(shown.every(({ document }) => document.maybe) ? ['perhaps not rendered'] : []),
    ...(scenario === '' ? [] : [`with ${scenario}`]),
  ];
  return parts.join(' · ');
}

function eventsText(release: Release, hooks: readonly Hook[]): string {
  const events = HOOK_EVENTS.filter((event) => hooks.some((hook) => hook.events.includes(event)));
  const more = doubtAbout(release) === undefined ? '' : ' or more';
  const text = events.map((event) => `${event} ${placesText(release, hooks, event)}${more}`).join(', ');
  return hooks.length === 1 ? text : `${hooks.length} hooks: ${text}`;
}

/** The places, counted from 1, and how many hooks the event has: `2 of 4`, `3–12 of 16`. */
function placesText(release: Release, hooks: readonly Hook[], event: HookEvent): string {
  const all = hooksOf(release.hooks, event);
  const own = all.flatMap((hook, i) => (hooks.includes(hook) ? [i + 1] : []));
  const runs = runsOf(own);
  if (runs.length > MOST_RUNS) return `${own.length} of ${all.length}`;
  return `${runs.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')} of ${all.length}`;
}

interface Run {
  readonly from: number;
  readonly to: number;
}

/** Numbers in order, those that follow one another joined. */
function runsOf(numbers: readonly number[]): readonly Run[] {
  const runs: Run[] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last.to === number - 1) runs[runs.length - 1] = { from: last.from, to: number };
    else runs.push({ from: number, to: number });
  }
  return runs;
}

/** Which of install and upgrade none of the hooks runs on, while all run on the other. */
function notOn(hooks: readonly Hook[]): readonly string[] {
  const runs = ({ events }: Hook, operation: string): boolean => events.some((event) => event.endsWith(operation));
  const onlyOn = (one: string, other: string): boolean => hooks.every((hook) => runs(hook, one) && !runs(hook, other));
  if (onlyOn('-install', '-upgrade')) return ['not on upgrade'];
  return onlyOn('-upgrade', '-install') ? ['not on install'] : [];
}

function droppedText(dropped: readonly Shown[]): readonly string[] {
  const [first] = dropped;
  if (!first) return [];
  const what = dropped.length === 1 ? 'this object' : `${dropped.length} objects`;
  const why = first.unknown === '' ? 'an empty item names no event' : `“${first.unknown}” is no event`;
  return [`Helm drops ${what}: ${why}`];
}
