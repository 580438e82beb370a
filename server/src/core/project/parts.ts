import type { ArtefactReference } from '../catalog/artefactMatch.ts';
import type { ArtefactMatch } from '../catalog/companions.ts';
import { crdsIn, matchArtefact } from '../catalog/companions.ts';
import type { HelmChartItem } from '../kustomize/helmChart.ts';
import type { PathMention } from '../kustomize/pathMention.ts';
import { artefactsOf, refOf } from '../kustomize/reference.ts';
import type { Span } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Query } from '../workspace/query.ts';
import type { BuildChart, BuildEntry } from './build.ts';
import { buildQuery } from './build.ts';
import { vendoredQuery } from './vendored.ts';

/** Something in a build that the catalog knows. */
export interface Part {
  readonly file: Uri;
  readonly from:
    | { readonly kind: 'entry'; readonly mention: PathMention }
    | { readonly kind: 'chart'; readonly chart: HelmChartItem };
  /** Short and as its project calls it: `tigera-operator.yaml`, `karpenter-crd`. */
  readonly name: string;
  readonly matches: readonly ArtefactMatch[];
  /** Bare: `3.30.0`. Undefined for a branch, a commit, a template, or none. */
  readonly version: string | undefined;
  /** The version as written, `v3.30.0`, where the part says it. */
  readonly written: string | undefined;
  /** The whole entry, or the chart's name. */
  readonly span: Span;
  /** The version's text where it stands, else the entry. */
  readonly versionSpan: Span;
  /** Full names of the CRDs in it, where the catalog knows them. */
  readonly crds: readonly string[] | undefined;
}

/** The known parts of a build, in the order of its entries and then its charts. */
export const partsQuery: Query<Uri, readonly Part[]> = {
  name: 'parts',
  compute(db, root) {
    const build = db.get(buildQuery, root);
    const local = build.entries.flatMap((entry) => {
      const vendored = entry.located?.kind === 'file' ? db.get(vendoredQuery, entry.located.uri) : undefined;
      return entryPart(entry, vendored ? [vendored] : artefactsOf(entry.mention.reference));
    });
    return [...local, ...build.charts.flatMap(chartPart)];
  },
};

/** What the catalog knows of one entry; empty for most. */
export function entryPart(
  { file, mention, span }: Pick<BuildEntry, 'file' | 'mention' | 'span'>,
  references: readonly ArtefactReference[],
): Part[] {
  const matches = references.flatMap(matchArtefact);
  const [first] = matches;
  if (!first) return [];
  const ref = refOf(mention.reference);
  const at =
    ref && mention.literal
      ? { start: mention.range.start + ref.range.start, end: mention.range.start + ref.range.end }
      : span.range;
  return [
    {
      file,
      from: { kind: 'entry', mention },
      name: lastSegment(mention.path),
      matches,
      version: first.version,
      written: ref?.text ?? first.version,
      span,
      versionSpan: { uri: file, range: at },
      crds: references.map(crdsIn).find((crds) => crds !== undefined),
    },
  ];
}

function chartPart({ file, chart, span }: BuildChart): Part[] {
  const { name, repo, version } = chart;
  if (name === undefined) return [];
  const reference: ArtefactReference = { form: 'chart', name, repo, version };
  const matches = matchArtefact(reference);
  const [first] = matches;
  if (!first) return [];
  const at = chart.entries.get('version')?.value.range ?? span.range;
  const nameRange = chart.entries.get('name')?.value.range ?? span.range;
  return [
    {
      file,
      from: { kind: 'chart', chart },
      name,
      matches,
      version: first.version,
      written: version,
      span: { uri: file, range: nameRange },
      versionSpan: { uri: file, range: at },
      crds: crdsIn(reference),
    },
  ];
}

/** The file's name in an address, without its query. */
function lastSegment(address: string): string {
  const path = /^[^?#]*/.exec(address)?.[0] ?? address;
  return path.split('/').findLast((segment) => segment !== '') ?? address;
}
