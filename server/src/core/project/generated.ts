import { MOST_SCENARIOS } from '../chart/scenarios.ts';
import type { TemplateRender } from '../chart/renderTemplate.ts';
import type { Anchor } from '../text/origin.ts';
import type { TextRange } from '../text/range.ts';
import { contains } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import { templateQuery } from './chartSource.ts';
import { releaseOf } from './release.ts';
import type { ReleaseKey } from './releaseKey.ts';
import { releaseKey } from './releaseKey.ts';
import { scenariosOf } from './scenario.ts';
import { homeOf, isOwnFile, ownersQuery } from './targets.ts';

/** A place in a rendered template's text. */
export interface GeneratedPlace {
  readonly render: TemplateRender;
  /** UTF-16 offsets in the rendered text; empty for a cursor in literal text. */
  readonly range: TextRange;
}

/** Where a range of a template's source has gone in a release, in Helm's order of templates; every loop turn and call is one. */
export function toGenerated(db: Db, key: ReleaseKey, uri: Uri, range: TextRange): readonly GeneratedPlace[] {
  const release = releaseOf(db, key);
  if (!release) return [];
  const { anchor, start } = anchorAt(db, uri, range);
  const relative = { start: range.start - start, end: range.end - start };
  return release.renders.flatMap((render) =>
    render.rendering.map.toGenerated(anchor, relative).map((found) => ({ render, range: found })),
  );
}

/** The innermost body that holds a range of a template file, and the offset at which it begins. */
function anchorAt(db: Db, file: Uri, range: TextRange): { readonly anchor: Anchor; readonly start: number } {
  const define = db.get(templateQuery, file).defines.findLast((own) => contains(own.range, range));
  return define
    ? { anchor: { file, define: define.name }, start: define.range.start }
    : { anchor: { file, define: '' }, start: 0 };
}

/**
 * The charts that a file belongs to, by their Chart.yaml; a subchart in charts/ belongs to the chart around it, and what
 * lies in an archive to the chart that has the archive. Charts that take it in from elsewhere are not meant.
 */
export const chartsOver = (db: Db, uri: Uri): readonly Uri[] =>
  (db.get(ownersQuery, '').get(uri.replace(/\.tgz!.*$/s, '.tgz') as Uri) ?? [])
    .filter((target) => target.kind === 'chart' && isOwnFile(target, uri))
    .map(homeOf);

/** The releases of a chart to look at, one by one: the defaults, then every other scenario. Asking for more than one costs renders. */
export function* releaseKeysOf(db: Db, chart: Uri, most = MOST_SCENARIOS): Generator<ReleaseKey> {
  yield releaseKey(chart);
  yield* scenariosOf(db, chart, most).keys;
}
