import { chartsOver } from '../project/generated.ts';
import { releaseOf } from '../project/release.ts';
import { releaseKey } from '../project/releaseKey.ts';
import { targetsQuery } from '../project/targets.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A template that lies in the archive of a subchart, where nobody edits. */
export interface ArchivedTemplate {
  readonly uri: Uri;
  /** As Helm names it, e.g. `shop/charts/cache/templates/a.yaml`. */
  readonly name: string;
  readonly text: string;
}

/** The templates of a .tgz in a chart's `charts/`; none where the defaults switch that subchart off. */
export const archivedTemplates = (workspace: Workspace, archive: Uri): Promise<readonly ArchivedTemplate[]> =>
  workspace.ensureLoaded((db) => templatesIn(db, archive));

function templatesIn(db: Db, archive: Uri): readonly ArchivedTemplate[] {
  db.get(targetsQuery, '');
  const [chart] = chartsOver(db, archive);
  const release = chart === undefined ? undefined : releaseOf(db, releaseKey(chart));
  const templates = release?.templates ?? [];
  return templates.filter(({ uri }) => uri.startsWith(`${archive}!/`));
}
