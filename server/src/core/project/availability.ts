import { HOOK_OPERATIONS } from '../catalog/data/hookEvents.ts';
import type { Hook, HookEvent } from '../chart/hook.ts';
import type { Operation } from '../chart/order.ts';
import { compareHooks } from '../chart/order.ts';
import type { Release } from '../chart/release.ts';
import { getPath, stringOf } from '../yaml/lookup.ts';
import type { GraphObject, HookGraph, Need } from './hookGraph.ts';

/** A point of an operation: the hooks of an event, or the installing of everything else. */
export type Step = HookEvent | 'manifests';

/** A moment at which an object is needed. */
export interface Moment {
  readonly operation: Operation;
  readonly step: Step;
}

/**
 * Whether an object exists at a moment, from best to worst.
 * `there`; `previous`: as the release before left it; `leftover`: if an older operation made it, and as it was then;
 * `later`: made afterwards in the same operation; `after`: a hook of the same event that runs afterwards;
 * `deleted`: made and already deleted by its policy; `never`: nothing makes it.
 */
export type Availability = (typeof AVAILABILITIES)[number];

const AVAILABILITIES = ['there', 'previous', 'leftover', 'later', 'after', 'deleted', 'never'] as const;

const STEPS: Readonly<Record<Operation, readonly Step[]>> = {
  install: ['pre-install', 'manifests', 'post-install'],
  upgrade: ['pre-upgrade', 'manifests', 'post-upgrade'],
  rollback: ['pre-rollback', 'manifests', 'post-rollback'],
  delete: ['pre-delete', 'manifests', 'post-delete'],
  test: ['test'],
};

/** The operation that an event belongs to. */
export const operationOf = (event: HookEvent): Operation =>
  HOOK_OPERATIONS.find((operation) => STEPS[operation].includes(event)) ?? 'test';

/** Whether rules ask what is there at a step: of rollbacks and tests they say nothing. */
export const isJudged = (step: Step): boolean => !['pre-rollback', 'post-rollback', 'test'].includes(step);

/**
 * When an object runs: at its events, or with the rest at each install and upgrade; in the order of operations, however
 * the events are written. Where templates ask which it is, a render tells about its own operation only.
 */
export const momentsOf = ({ unseen }: HookGraph, { hook }: GraphObject): readonly Moment[] =>
  (hook
    ? HOOK_MOMENTS.filter(({ step }) => step !== 'manifests' && hook.events.includes(step))
    : MAKING_MOMENTS
  ).filter(({ operation }) => operation !== unseen);

const HOOK_MOMENTS: readonly Moment[] = HOOK_OPERATIONS.flatMap((operation) =>
  STEPS[operation].map((step) => ({ operation, step })),
);

const MAKING_MOMENTS: readonly Moment[] = HOOK_MOMENTS.filter(
  ({ operation, step }) => step === 'manifests' && (operation === 'install' || operation === 'upgrade'),
);

/** The best that the providers of a need offer at a moment, and who offers it. `never` without any. */
export function bestProvider(
  release: Release,
  need: Need,
  moment: Moment,
): { readonly availability: Availability; readonly provider: GraphObject | undefined } {
  let best: { availability: Availability; provider: GraphObject | undefined } | undefined;
  for (const provider of need.providers) {
    const availability = availabilityOf(release, provider, need.consumer, moment);
    if (!best || AVAILABILITIES.indexOf(availability) < AVAILABILITIES.indexOf(best.availability))
      best = { availability, provider };
  }
  return best ?? { availability: 'never', provider: undefined };
}

/** Whether `provider` exists when `consumer` runs (the order is that of pkg/action/install.go, upgrade.go, uninstall.go). */
export function availabilityOf(
  release: Release,
  provider: GraphObject,
  consumer: GraphObject,
  moment: Moment,
): Availability {
  return provider.hook ? ofHook(release, provider.hook, consumer.hook, moment) : ofRegular(provider, moment);
}

function ofRegular(provider: GraphObject, { step }: Moment): Availability {
  switch (step) {
    case 'pre-install':
      return 'later';
    case 'pre-upgrade':
    case 'pre-rollback':
      return 'previous';
    case 'post-delete':
      return isKept(provider) ? 'there' : 'deleted';
    default:
      return 'there';
  }
}

function ofHook(
  release: Release,
  provider: Hook,
  consumer: Hook | undefined,
  { operation, step }: Moment,
): Availability {
  const steps = STEPS[operation];
  const at = steps.indexOf(step);
  const own = provider.events.map((event) => steps.indexOf(event)).filter((place) => place >= 0);
  const reaped = provider.deletePolicies.includes('hook-succeeded');
  if (consumer && own.includes(at) && step !== 'manifests' && isBefore(release, provider, consumer, step))
    return 'there';
  const earlier = own.some((place) => place < at);
  if (earlier && !reaped) return 'there';
  if (own.includes(at)) return remains(provider, operation) ? 'leftover' : 'after';
  if (earlier) return 'deleted';
  if (own.length > 0 && operation === 'install') return 'later';
  return fromBefore(provider, operation) ?? (own.length > 0 ? 'later' : 'never');
}

/** What an older operation left of a hook that this operation does not make in time. */
function fromBefore(provider: Hook, operation: Operation): Availability | undefined {
  if (operation === 'install') return undefined;
  const made = provider.events.map(operationOf);
  if (!made.includes('install') && !(made.includes('upgrade') && operation !== 'upgrade')) return undefined;
  if (provider.deletePolicies.includes('hook-succeeded')) return 'deleted';
  // An upgrade never made what only an install makes, so that a release from an older chart lacks it.
  return operation === 'upgrade' || !made.includes('install') ? 'leftover' : 'there';
}

const remains = (provider: Hook, operation: Operation): boolean => {
  const found = fromBefore(provider, operation);
  return found === 'leftover' || found === 'there';
};

/** Whether one hook runs before another at an event. One that is in the list twice counts by its first run. */
function isBefore({ hooks }: Release, first: Hook, second: Hook, event: HookEvent): boolean {
  const runs = (hook: Hook): boolean => hook.events.includes(event);
  if (!runs(first) || !runs(second)) return !runs(first) && runs(second);
  const distance = compareHooks(first, second);
  return distance < 0 || (distance === 0 && hooks.indexOf(first) < hooks.indexOf(second));
}

/** Whether uninstall leaves an object. */
export const isKept = ({ manifest }: GraphObject): boolean =>
  stringOf(getPath(manifest.node, ['metadata', 'annotations', 'helm.sh/resource-policy']))
    ?.trim()
    .toLowerCase() === 'keep';

/** Whether an upgrade deletes a hook before it makes it again: before-hook-creation is what Helm does where nothing is said. */
export const isRemadeOnUpgrade = ({ hook, kind }: GraphObject): boolean =>
  hook !== undefined &&
  kind !== 'CustomResourceDefinition' &&
  hook.events.some((event) => event.endsWith('-upgrade')) &&
  (hook.annotations.deletePolicy === undefined || hook.deletePolicies.includes('before-hook-creation'));
