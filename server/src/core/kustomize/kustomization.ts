import { helmChartField, kustomizationField, type KustomizationField } from '../catalog/kustomizationFields.ts';
import { basename, dirname, type Uri } from '../text/uri.ts';
import { stringOf } from '../yaml/lookup.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlStream } from '../yaml/nodes.ts';
import { isMergeKey } from '../yaml/scalar.ts';
import { resolve } from '../yaml/walk.ts';
import { goField, goFields, structItems } from './goFields.ts';
import { readChartHome, readHelmCharts, type HelmChartItem } from './helmChart.ts';
import { pathMentions, type PathMention } from './pathMention.ts';
import { problemsOf, type KustomizationProblem } from './problems.ts';

/** A kustomization file as kustomize decodes it (api/types/kustomization.go). What it refuses stands in `problems`. */
export interface Kustomization {
  readonly uri: Uri;
  /** The folder that paths in it are relative to. */
  readonly directory: Uri;
  /** The first document's map; undefined when there is none. */
  readonly root: YamlMap | undefined;
  /** As written; `Kustomization` when absent. */
  readonly kind: string;
  readonly apiVersion: string | undefined;
  readonly namespace: string | undefined;
  /** The fields that count, by the name that kustomize gives them. */
  readonly fields: ReadonlyMap<string, YamlEntry>;
  /** Keys that kustomize does not know, at the top and in the items of `helmCharts`. It refuses the file. */
  readonly unknownFields: readonly UnknownField[];
  /** Fields that are written more than once, also in different case. All but one are dropped without a word. */
  readonly repeatedFields: readonly RepeatedField[];
  /** The items of `resources`, then those of `bases`. */
  readonly resources: readonly PathMention[];
  readonly components: readonly PathMention[];
  /** Every path in the file, those of resources and components included. */
  readonly mentions: readonly PathMention[];
  readonly helmCharts: readonly HelmChartItem[];
  /** Relative to `directory`. */
  readonly chartHome: string;
  /** `sortOptions.order`; it counts only in the root of a build. */
  readonly sortOrder: string | undefined;
  readonly problems: readonly KustomizationProblem[];
}

/** A key that kustomize refuses. */
export interface UnknownField {
  readonly name: string;
  readonly within: 'kustomization' | 'helmCharts';
  readonly entry: YamlEntry;
}

/** A field that is written more than once; `winner` is the entry that counts. */
export interface RepeatedField {
  readonly name: string;
  readonly entries: readonly YamlEntry[];
  readonly winner: YamlEntry;
}

/** The names that kustomize recognises, in its order (api/konfig/general.go). */
export const FILE_NAMES: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Whether kustomize takes a file of this name for a kustomization; the case counts. */
export function isKustomizationFile(uri: Uri): boolean {
  return FILE_NAMES.includes(basename(uri));
}

/** Reads a kustomization file. Never throws; a broken file gives what could be read and its problems. */
export function readKustomization(uri: Uri, stream: YamlStream): Kustomization {
  const value = resolve(stream.documents[0]?.root);
  const root = value?.kind === 'map' ? value : undefined;
  const fields = knownFields(root);
  const field = (name: string): YamlNode | undefined => fields.get(name)?.value;
  const mentions = pathMentions(new Map([...fields].map(([name, entry]) => [name.toLowerCase(), entry])));
  const old = field('helmChartInflationGenerator');
  const kind = stringOf(field('kind'));
  return {
    uri,
    directory: dirname(uri),
    root,
    kind: kind === undefined || kind === '' ? 'Kustomization' : kind,
    apiVersion: stringOf(field('apiVersion')),
    namespace: stringOf(field('namespace')),
    fields,
    unknownFields: unknownFields(root, field('helmCharts')),
    repeatedFields: repeatedFields(root, fields),
    resources: mentions.filter((mention) => mention.field === 'resources' || mention.field === 'bases'),
    components: mentions.filter((mention) => mention.field === 'components'),
    mentions,
    helmCharts: readHelmCharts(field('helmCharts'), old),
    chartHome: readChartHome(field('helmGlobals'), old),
    sortOrder: stringOf(goField(field('sortOptions'), 'order')),
    problems: problemsOf(stream, root, fields),
  };
}

function knownFields(root: YamlMap | undefined): ReadonlyMap<string, YamlEntry> {
  const out = new Map<string, YamlEntry>();
  for (const entry of goFields(root).values()) {
    const known = kustomizationField(entry.name);
    if (known) out.set(known.name, entry);
  }
  return out;
}

function unknownFields(root: YamlMap | undefined, charts: YamlNode | undefined): readonly UnknownField[] {
  const within = (
    node: YamlMap,
    place: UnknownField['within'],
    lookup: (key: string) => KustomizationField | undefined,
  ): readonly UnknownField[] =>
    [...goFields(node).values()]
      .filter((entry) => lookup(entry.name) === undefined)
      .map((entry) => ({ name: entry.name, within: place, entry }));
  return [
    ...(root ? within(root, 'kustomization', kustomizationField) : []),
    ...structItems(charts).flatMap(({ node }) => within(node, 'helmCharts', helmChartField)),
  ];
}

function repeatedFields(root: YamlMap | undefined, fields: ReadonlyMap<string, YamlEntry>): readonly RepeatedField[] {
  const groups = new Map<string, YamlEntry[]>();
  for (const entry of root?.entries ?? []) {
    if (isMergeKey(entry.key)) continue;
    const name = kustomizationField(entry.name)?.name ?? entry.name;
    groups.set(name, [...(groups.get(name) ?? []), entry]);
  }
  return [...groups].flatMap(([name, entries]) => {
    const winner = fields.get(name) ?? entries.at(-1);
    return entries.length > 1 && winner ? [{ name, entries, winner }] : [];
  });
}
