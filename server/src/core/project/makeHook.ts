import { DELETE_ANNOTATION, HOOK_ANNOTATION, WEIGHT_ANNOTATION } from '../chart/hook.ts';
import type { HookEvent } from '../chart/hook.ts';
import type { Db } from '../workspace/query.ts';
import { mergeEdits, setEvents } from './graphPlace.ts';
import { addAnnotations } from './annotationEdit.ts';
import type { Gap } from './gap.ts';
import type { GraphObject, HookGraph } from './hookGraph.ts';
import type { SourceEdit } from './literalEdit.ts';
import { toSourceEdits } from './literalEdit.ts';

/** A change of hooks, in words and as edits. */
export interface HookChange {
  readonly title: string;
  readonly edits: readonly SourceEdit[];
}

/** Gives the hook of a gap other events; nothing where these are the ones it has, or it can't be edited. */
export function moved(db: Db, { need }: Gap, to: Partial<Record<HookEvent, HookEvent>>): readonly HookChange[] {
  const { consumer } = need;
  const old = consumer.hook?.events ?? [];
  const events = [...new Set(old.map((event) => to[event] ?? event))];
  const edits = events.join() === old.join() ? undefined : setEvents(db, consumer, events);
  const name = consumer.named ? consumer.name : `this ${consumer.kind}`;
  return edits ? [{ title: `Run ${name} on ${events.join(',')}`, edits }] : [];
}

/**
 * Makes hooks of the regular objects that a hook needs, an account with its roles, so that they are there before it.
 * Nothing where anything else uses one of them: what upgrades delete and make again is not for running pods.
 */
export function madeHooks(db: Db, graph: HookGraph, gap: Gap): readonly HookChange[] {
  const { consumer } = gap.need;
  const objects = neededObjects(graph, gap);
  if (!consumer.hook || objects.some((object) => isUsedElsewhere(graph, object, objects))) return [];
  const events = [...new Set(consumer.hook.events)];
  const added = [
    [`"${HOOK_ANNOTATION}"`, events.join(',')],
    [`"${WEIGHT_ANNOTATION}"`, `"${consumer.hook.weight - 1}"`],
    // What an uninstall makes nothing deletes later.
    ...(events.every(isDeletion) ? [[`"${DELETE_ANNOTATION}"`, 'before-hook-creation,hook-succeeded'] as const] : []),
  ] as const;
  const all = objects.map(({ document, manifest }) => {
    const edits = addAnnotations(document.text, manifest.node, added);
    return edits && toSourceEdits(db, document, edits);
  });
  if (all.includes(undefined)) return [];
  const names = [...new Set(objects.map(({ kind, name }) => `${kind} ${name}`))].join(', ');
  const effect = events.every(isDeletion)
    ? 'upgrades no longer have them, and uninstall makes them'
    : 'the next upgrade of a release that has them makes them anew';
  const title = `Make hooks of ${names} (${effect})`;
  return [{ title, edits: mergeEdits(all.flatMap((edits) => edits ?? [])) }];
}

const isDeletion = (event: HookEvent): boolean => event.endsWith('-delete');

/** The object of a gap; of an account or role, all of the identity. */
function neededObjects({ needsOf }: HookGraph, { need, provider }: Gap): readonly GraphObject[] {
  const isIdentity = (via: string): boolean => via === 'serviceAccount' || via === 'permission';
  if (!isIdentity(need.via)) return [provider];
  const parts = needsOf(need.consumer).flatMap(({ via, providers }) => (isIdentity(via) ? providers : []));
  return [...new Set(parts.filter(({ hook }) => !hook))];
}

const isUsedElsewhere = ({ usesOf }: HookGraph, object: GraphObject, objects: readonly GraphObject[]): boolean =>
  usesOf(object).some(({ consumer }) => !consumer.hook && !objects.includes(consumer));
