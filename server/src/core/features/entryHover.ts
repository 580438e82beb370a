import type { HelmChartItem } from '../kustomize/helmChart.ts';
import type { Kustomization } from '../kustomize/kustomization.ts';
import type { PathMention } from '../kustomize/pathMention.ts';
import { refOf } from '../kustomize/reference.ts';
import { kustomizationQuery, manifestsQuery } from '../project/kustomizations.ts';
import { locate } from '../project/locate.ts';
import { rootsQuery } from '../project/build.ts';
import type { Part } from '../project/parts.ts';
import { partsQuery } from '../project/parts.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import { partText } from './partHover.ts';

const MOST_OBJECTS = 6;

/** Explains a path in a kustomization: what it is, its version, its companion and whether that is listed. */
export function entryHover(db: Db, kustomization: Kustomization, mention: PathMention): string {
  const found = findPart(
    db,
    ({ file, from }) =>
      file === kustomization.uri && from.kind === 'entry' && from.mention.range.start === mention.range.start,
  );
  const known = found ? partText(db, found.root, found.part) : [];
  return [...known, ...whatItIs(db, kustomization, mention)].join('\n\n');
}

/** Explains a chart of `helmCharts`. */
export function chartHover(
  db: Db,
  { uri }: Kustomization,
  { name, version, repo, includeCRDs, node }: HelmChartItem,
): string {
  const found = findPart(
    db,
    ({ file, from }) => file === uri && from.kind === 'chart' && from.chart.node.range.start === node.range.start,
  );
  const known = found ? partText(db, found.root, found.part) : [];
  const what = `Chart \`${name ?? '?'}\`${version === undefined ? ', the newest version at each build' : ` ${version}`}${repo === undefined ? '' : ` from \`${repo}\``}.`;
  const crds = includeCRDs
    ? 'CRDs in its `crds/` are rendered (`includeCRDs: true`).'
    : 'CRDs in its `crds/` are not rendered (`includeCRDs` is false).';
  return [...known, what, crds].join('\n\n');
}

/** The first build of the workspace that has the part. */
function findPart(db: Db, isIt: (part: Part) => boolean): { root: Uri; part: Part } | undefined {
  for (const root of db.get(rootsQuery, '')) {
    const part = db.get(partsQuery, root).find(isIt);
    if (part) return { root, part };
  }
  return undefined;
}

function whatItIs(db: Db, { directory }: Kustomization, mention: PathMention): readonly string[] {
  const { reference, path } = mention;
  switch (reference.kind) {
    case 'local':
      return localText(db, directory, path);
    case 'http':
      return [`Downloaded from \`${reference.host}\` at each build.${floating(mention)}`];
    case 'git': {
      const { spec } = reference;
      const folder = spec.path === '' ? 'The root folder' : `Folder \`${spec.path}\``;
      return [`${folder} of \`${spec.githubRepo ?? spec.repoPath}\`, cloned at each build.${floating(mention)}`];
    }
    case 'unknown':
      return [
        reference.reason === 'empty'
          ? 'An empty entry, which kustomize refuses.'
          : 'Filled in later; nothing is checked here.',
      ];
  }
}

function floating(mention: PathMention): string {
  const ref = refOf(mention.reference);
  if (!ref) return ' It names no version: what is built can change by itself.';
  if (ref.templated) return ' Its version is filled in later.';
  return ref.kind === 'branch'
    ? ` \`${ref.text}\` is a branch: what is built can change by itself.`
    : ` Version \`${ref.text}\`.`;
}

function localText(db: Db, directory: Uri, path: string): readonly string[] {
  const located = locate(db, directory, path);
  switch (located.kind) {
    case 'file':
      return [`File with ${objectsText(db, located.uri)}.`];
    case 'kustomization': {
      const target = db.get(kustomizationQuery, located.uri);
      const count =
        (target?.resources.length ?? 0) + (target?.components.length ?? 0) + (target?.helmCharts.length ?? 0);
      return [`${target?.kind ?? 'Kustomization'} with ${count} ${count === 1 ? 'entry' : 'entries'}.`];
    }
    case 'folder':
      return ['A folder without a kustomization file.'];
    case 'absent':
      return ['Nothing is there.'];
    case 'unknown':
      return ['Outside the opened folders, or not readable.'];
  }
}

function objectsText(db: Db, uri: Uri): string {
  const objects = db.get(manifestsQuery, uri);
  if (objects.length === 0) return 'no Kubernetes objects';
  const named = objects.slice(0, MOST_OBJECTS).map(({ gvk, name }) => `${gvk.kind} \`${name}\``);
  const rest = objects.length - named.length;
  return rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ');
}
