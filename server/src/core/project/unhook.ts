import type { Hook } from '../chart/hook.ts';
import { HOOK_ANNOTATION } from '../chart/hook.ts';
import { runsOnce } from '../manifest/podSpec.ts';
import type { Db } from '../workspace/query.ts';
import { getPath, mapOf } from '../yaml/lookup.ts';
import { releaseKeysOf } from './generated.ts';
import { removals } from './hookEdit.ts';
import type { GraphObject } from './hookGraph.ts';
import { hookGraphOf } from './hookGraph.ts';
import type { SourceEdit } from './literalEdit.ts';
import { toSourceEdits } from './literalEdit.ts';
import type { ReleaseKey } from './releaseKey.ts';
import { chartOf } from './releaseKey.ts';

/** Helm takes over an object that a hook made only when it is told to (pkg/action/validate.go). */
export const UNHOOK_TITLE = 'Make it a regular object (releases that have it need --take-ownership once)';

/**
 * Takes the hook annotations away, and the mapping with them where it holds nothing else. Undefined where under some
 * values a hook needs the object, which a regular one would come too late for.
 */
export function unhook(
  db: Db,
  key: ReleaseKey,
  { hook, document, manifest, kind, name: own }: GraphObject,
): readonly SourceEdit[] | undefined {
  const metadata = mapOf(getPath(manifest.node, ['metadata']));
  const annotations = mapOf(getPath(metadata, ['annotations']));
  if (!hook || !metadata || !annotations) return undefined;
  const edits = removals(db, document, annotations, metadata, ({ name }) => name.startsWith(HOOK_ANNOTATION));
  const inSource = edits && toSourceEdits(db, document, edits);
  return inSource && !isNeededEarly(db, key, kind, own) ? inSource : undefined;
}

/** Whether in some scenario a Job or Pod that runs before an install makes the rest, or after it is deleted, needs an object. */
function isNeededEarly(db: Db, key: ReleaseKey, kind: string, name: string): boolean {
  for (const release of releaseKeysOf(db, chartOf(key))) {
    const graph = hookGraphOf(db, release);
    const uses = graph?.objects.filter((o) => o.kind === kind && o.name === name).flatMap(graph.usesOf) ?? [];
    if (uses.some(({ consumer }) => consumer.hook && runsOnce(consumer.manifest) && isEarly(consumer.hook)))
      return true;
  }
  return false;
}

const isEarly = ({ events }: Hook): boolean => events.includes('pre-install') || events.includes('post-delete');
