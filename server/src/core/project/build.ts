import type { HelmChartItem } from '../kustomize/helmChart.ts';
import type { Kustomization } from '../kustomize/kustomization.ts';
import type { PathMention } from '../kustomize/pathMention.ts';
import { sameData } from '../base/compare.ts';
import type { Span } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Db, Query } from '../workspace/query.ts';
import { kustomizationFilesQuery, kustomizationQuery } from './kustomizations.ts';
import type { Located } from './locate.ts';
import { locate } from './locate.ts';

/** A kustomization with everything it takes in, without the order in which kustomize accumulates. */
export interface Build {
  readonly root: Uri;
  /** The root first, then every kustomization below it, each once. */
  readonly kustomizations: readonly Uri[];
  readonly entries: readonly BuildEntry[];
  readonly charts: readonly BuildChart[];
  /** Local files that entries name, in the order of the entries. */
  readonly files: readonly Uri[];
}

/** An item of `resources`, `bases` or `components` of one of the build's kustomizations. */
export interface BuildEntry {
  readonly file: Uri;
  readonly mention: PathMention;
  /** Undefined for a remote or an unknown entry. */
  readonly located: Located | undefined;
  readonly span: Span;
}

/** An item of `helmCharts`. */
export interface BuildChart {
  readonly file: Uri;
  readonly chart: HelmChartItem;
  readonly span: Span;
}

const MOST_KUSTOMIZATIONS = 2_000;

/** The build that begins at a kustomization file. A cycle is entered once. */
export const buildQuery: Query<Uri, Build> = {
  name: 'build',
  compute(db, root) {
    const seen = new Set<Uri>([root]);
    const entries: BuildEntry[] = [];
    const charts: BuildChart[] = [];
    for (const uri of seen) {
      const kustomization = db.get(kustomizationQuery, uri);
      if (!kustomization) continue;
      entries.push(...entriesOf(db, kustomization));
      charts.push(
        ...kustomization.helmCharts.map((chart) => ({ file: uri, chart, span: { uri, range: chart.node.range } })),
      );
      for (const next of basesOf(db, kustomization)) if (seen.size < MOST_KUSTOMIZATIONS) seen.add(next);
    }
    const files = entries.flatMap(({ located }) => (located?.kind === 'file' ? [located.uri] : []));
    return { root, kustomizations: [...seen], entries, charts, files: [...new Set(files)] };
  },
};

/** The kustomization files that no other discovered one builds on; a Component is never a root. */
export const rootsQuery: Query<string, readonly Uri[]> = {
  name: 'roots',
  compute(db) {
    const all = db.get(kustomizationFilesQuery, '');
    const used = new Set(all.flatMap((uri) => db.get(usesQuery, uri)));
    return all.filter((uri) => !used.has(uri) && db.get(kustomizationQuery, uri)?.kind !== 'Component');
  },
  same: sameData,
};

/** The kustomization files that one takes in directly. */
const usesQuery: Query<Uri, readonly Uri[]> = {
  name: 'uses',
  compute(db, uri) {
    const kustomization = db.get(kustomizationQuery, uri);
    return kustomization ? basesOf(db, kustomization) : [];
  },
  same: sameData,
};

function entriesOf(db: Db, { uri, directory, resources, components }: Kustomization): readonly BuildEntry[] {
  return [...resources, ...components].map((mention) => ({
    file: uri,
    mention,
    located: mention.reference.kind === 'local' ? locate(db, directory, mention.path) : undefined,
    span: { uri, range: mention.range },
  }));
}

function basesOf(db: Db, { directory, resources, components }: Kustomization): readonly Uri[] {
  return [...resources, ...components].flatMap(({ reference, path }) => {
    if (reference.kind !== 'local') return [];
    const located = locate(db, directory, path);
    return located.kind === 'kustomization' ? [located.uri] : [];
  });
}
