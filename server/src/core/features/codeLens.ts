import type { RenderedDocument } from '../chart/documents.ts';
import type { HookAnnotations } from '../chart/hook.ts';
import type { Release } from '../chart/release.ts';
import { scenarioData } from '../project/given.ts';
import { chartsOver, releaseKeysOf } from '../project/generated.ts';
import { releaseOf } from '../project/release.ts';
import type { ReleaseKey } from '../project/releaseKey.ts';
import { releaseKey, scenarioOf } from '../project/releaseKey.ts';
import { spanOf } from '../project/source.ts';
import { targetsQuery } from '../project/targets.ts';
import type { Uri } from '../text/uri.ts';
import { lineIndexQuery } from '../workspace/queries.ts';
import type { Db } from '../workspace/query.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Shown } from './codeLensText.ts';
import { lensTitle } from './codeLensText.ts';
import { placeOfDocument, printingPlace } from './documentPlace.ts';
import { idOf } from './timelineObject.ts';

/** A line above a hook that says when it runs. */
export interface Lens {
  /** A UTF-16 offset in the line below it. */
  readonly offset: number;
  readonly title: string;
  /** The id of the scenario that it speaks of; empty for the defaults. */
  readonly scenario: string;
  /** The object in the timeline; the first where one place makes several. */
  readonly object: string;
}

/**
 * The lenses of a template: at each hook's annotation, or at the kind where that is written elsewhere; in a helper at the
 * annotation that it writes for others. `most` scenarios are looked at for what the defaults don't render; one is fast.
 */
export const lensesOf = (workspace: Workspace, uri: Uri, most: number): Promise<readonly Lens[]> =>
  workspace.ensureLoaded((db) => {
    db.get(targetsQuery, '');
    const [chart] = chartsOver(db, uri);
    if (chart === undefined) return [];
    const lenses = new Map<number, Lens>();
    // Asking for scenarios, even for one, looks at what the defaults decided: too much for a keystroke.
    for (const key of most > 1 ? releaseKeysOf(db, chart, most) : [releaseKey(chart)])
      for (const [line, lens] of lensesIn(db, key, uri)) if (!lenses.has(line)) lenses.set(line, lens);
    return [...lenses].sort(([a], [b]) => a - b).map(([, lens]) => lens);
  });

/** What one release shows in a file, by line. */
function lensesIn(db: Db, key: ReleaseKey, uri: Uri): ReadonlyMap<number, Lens> {
  const release = releaseOf(db, key);
  if (!release?.templates.some((template) => template.uri === uri)) return new Map();
  const lines = db.get(lineIndexQuery, uri);
  const groups = new Map<number, { readonly offset: number; readonly all: Shown[] }>();
  for (const shown of shownIn(release)) {
    for (const offset of placesIn(db, shown, uri)) {
      const { line } = lines.offsetToPosition(offset);
      const group = groups.get(line);
      if (!group) groups.set(line, { offset, all: [shown] });
      else if (!group.all.includes(shown)) group.all.push(shown);
    }
  }
  const { name } = scenarioData(key);
  return new Map(
    [...groups].map(([line, { offset, all }]) => [
      line,
      { offset, title: lensTitle(release, all, name), scenario: scenarioOf(key), object: idOfFirst(all) },
    ]),
  );
}

const idOfFirst = ([first]: readonly Shown[]): string => (first ? idOf(first.document) : '');

const shownIn = ({ hooks, dropped }: Release): readonly Shown[] => [
  ...hooks.map((hook) => ({ document: hook.document, annotations: hook.annotations, hook, unknown: '' })),
  ...dropped.map((one) => ({ ...one, hook: undefined })),
];

/** Where a file says something of a hook: at most its own place, and the helper that writes its annotation. */
function placesIn(
  db: Db,
  { document, annotations }: { readonly document: RenderedDocument; readonly annotations: HookAnnotations },
  uri: Uri,
): readonly number[] {
  const written = printingPlace(document, annotations.hook.key.range);
  const helper = written?.call && written.anchor.file === uri ? spanOf(db, written) : undefined;
  const own = document.render.template.uri === uri ? placeOfDocument(db, document, annotations.hook) : undefined;
  return [own, helper].flatMap((span) => (span?.uri === uri ? [span.range.start] : []));
}
