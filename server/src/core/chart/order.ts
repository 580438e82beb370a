import { compareText } from '../base/compare.ts';
import { INSTALL_ORDER, UNINSTALL_ORDER } from '../catalog/data/kinds.ts';
import type { RenderedDocument } from './documents.ts';
import type { Hook, HookEvent } from './hook.ts';

/** Documents in the order in which Helm creates them: by kind, of one kind as they are. */
export const inInstallOrder = (documents: readonly RenderedDocument[], helm: 3 | 4): readonly RenderedDocument[] =>
  byKind(documents, ({ head }) => head.kind, INSTALL_ORDER[helm]);

/** Documents in the order in which Helm deletes them. */
export const inUninstallOrder = (documents: readonly RenderedDocument[], helm: 3 | 4): readonly RenderedDocument[] =>
  byKind(documents, ({ head }) => head.kind, UNINSTALL_ORDER[helm]);

/** Hooks as a release lists them, and `helm template` prints them: by kind only. */
export const hooksByKind = (hooks: readonly Hook[], helm: 3 | 4): readonly Hook[] =>
  byKind(hooks, ({ document }) => document.head.kind, INSTALL_ORDER[helm]);

/** Unknown kinds come last, by name (lessByKind in kind_sorter.go). The sort is stable. */
function byKind<T>(items: readonly T[], kindOf: (item: T) => string, order: readonly string[]): readonly T[] {
  const places = new Map(order.map((kind, i) => [kind, i]));
  return [...items].sort((a, b) => {
    const left = kindOf(a);
    const right = kindOf(b);
    const distance = (places.get(left) ?? order.length) - (places.get(right) ?? order.length);
    return distance || (places.has(left) ? 0 : compareText(left, right));
  });
}

/**
 * The hooks of one event in the order in which they run, one after the other: weight, then name, then kind, then
 * path and position (hookByWeight in pkg/action/hooks.go, stable over the order of a release's list; the documentation
 * puts kind before name). `hooks` must be in that list's order. A hook that names the event twice runs twice.
 */
export function hooksOf(hooks: readonly Hook[], event: HookEvent): readonly Hook[] {
  return hooks.flatMap((hook) => hook.events.filter((own) => own === event).map(() => hook)).sort(compareHooks);
}

/** Negative where a hook runs before another at an event of both; 0 where their places in the release's list decide. */
export const compareHooks = (a: Hook, b: Hook): number =>
  a.weight - b.weight || compareText(a.document.head.name, b.document.head.name);

/** What a user does to a release. */
export type Operation = 'install' | 'upgrade' | 'rollback' | 'delete' | 'test';

/** One step of an operation: the hooks of an event, or everything that is no hook. */
export type Lane =
  | { readonly kind: 'hooks'; readonly event: HookEvent; readonly hooks: readonly Hook[] }
  | { readonly kind: 'manifests'; readonly documents: readonly RenderedDocument[] };

const EVENTS: Readonly<Record<Operation, readonly (HookEvent | 'manifests')[]>> = {
  install: ['pre-install', 'manifests', 'post-install'],
  upgrade: ['pre-upgrade', 'manifests', 'post-upgrade'],
  rollback: ['pre-rollback', 'manifests', 'post-rollback'],
  delete: ['pre-delete', 'manifests', 'post-delete'],
  test: ['test'],
};

/** The steps of an operation in order. Rollback and delete run the hooks that are stored with the older release. */
export function lanesOf(
  release: { readonly hooks: readonly Hook[]; readonly manifests: readonly RenderedDocument[] },
  operation: Operation,
  helm: 3 | 4,
): readonly Lane[] {
  return EVENTS[operation].map((step) => {
    if (step !== 'manifests') return { kind: 'hooks', event: step, hooks: hooksOf(release.hooks, step) };
    const order = operation === 'delete' ? inUninstallOrder : inInstallOrder;
    return { kind: 'manifests', documents: order(release.manifests, helm) };
  });
}
