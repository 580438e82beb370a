import { HOOK_EVENT_FACTS } from '../catalog/data/hookEvents.ts';
import type { HookEventFacts } from '../catalog/data/hookEvents.ts';
import type { HookEvent } from '../chart/hook.ts';
import type { GraphObject } from './hookGraph.ts';

/** Argo CD's own annotation for hooks. */
export const ARGO_HOOK = 'argocd.argoproj.io/hook';

/** The phases in which Argo CD runs hooks of these events (gitops-engine, pkg/sync/hook/helm/type.go). */
export const phasesOf = (events: readonly HookEvent[]): readonly NonNullable<HookEventFacts['argo']>[] => [
  ...new Set(
    HOOK_EVENT_FACTS.flatMap(({ name, argo }) => (argo && events.some((event) => event === name) ? [argo] : [])),
  ),
];

/** The phases in which Argo CD runs an object by its Helm hook annotation: none where Argo CD's own annotation counts instead. */
export const argoPhases = ({ hook, document }: GraphObject): readonly NonNullable<HookEventFacts['argo']>[] =>
  hook && !document.head.annotations.has(ARGO_HOOK) ? phasesOf(hook.events) : [];
