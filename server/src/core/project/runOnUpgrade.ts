import type { HookEvent } from '../chart/hook.ts';
import { MOST_SCENARIOS } from '../chart/scenarios.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import { isArchived } from './chartSource.ts';
import { addEvents, mergeEdits, objectPlace } from './graphPlace.ts';
import type { HookGraph } from './hookGraph.ts';
import { hookGraphOf, upgradeGraphOf } from './hookGraph.ts';
import type { InstallOnly } from './installOnly.ts';
import { installOnlyOf, isInstall } from './installOnly.ts';
import { mayGenerate } from './podWords.ts';
import type { SourceEdit } from './literalEdit.ts';
import type { ReleaseKey } from './releaseKey.ts';
import { chartOf, releaseKey } from './releaseKey.ts';
import { scenariosOf } from './scenario.ts';

/** The events of upgrades that stand for the events of installs that a hook has. */
export const missingEvents = ({ object }: InstallOnly): readonly HookEvent[] =>
  [...new Set(object.hook?.events.filter(isInstall))].map((event) =>
    event === 'pre-install' ? 'pre-upgrade' : 'post-upgrade',
  );

/** What may run again: no random content, and no Job that may make something only once. */
export const mayRunAgain = (db: Db, key: ReleaseKey, graph: HookGraph): readonly InstallOnly[] =>
  installOnlyOf(graph, upgradeGraphOf(db, key)).filter(
    (found) =>
      isPassiveCase(found) ||
      (found.why !== 'pair' && found.why !== 'generated' && found.why !== 'split' && !mayGenerate(found.object)),
  );

/** Whether it is a passive object, which an upgrade may make anew at once. */
export const isPassiveCase = ({ why }: InstallOnly): boolean => why === 'used' || why === 'unseen';

/** Runs every passive hook on upgrades too that a file gives in any scenario; one list of edits, or none. */
export function runFileOnUpgrade(db: Db, key: ReleaseKey, uri: Uri): readonly SourceEdit[] {
  const chart = chartOf(key);
  if (isArchived(uri)) return [];
  const keys = [...new Set([releaseKey(chart), key, ...scenariosOf(db, chart, MOST_SCENARIOS).keys])];
  const edits = keys.flatMap((release) => {
    const graph = hookGraphOf(db, release);
    return graph ? passiveEdits(db, release, graph, uri) : [];
  });
  return mergeEdits(edits).filter((file) => file.uri === uri);
}

const passiveEdits = (db: Db, key: ReleaseKey, graph: HookGraph, uri: Uri): readonly SourceEdit[] =>
  mayRunAgain(db, key, graph)
    .filter((found) => isPassiveCase(found) && objectPlace(db, key, found.object)?.uri === uri)
    .flatMap((found) => addEvents(db, found.object, missingEvents(found)) ?? []);
