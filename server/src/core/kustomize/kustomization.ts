import { helmChartField, kustomizationField, type KustomizationField } from '../catalog/kustomizationFields.ts';
import type { TextRange } from '../text/range.ts';
import { basename, dirname, type Uri } from '../text/uri.ts';
import { items, stringOf } from '../yaml/lookup.ts';
import type { YamlDocument, YamlEntry, YamlMap, YamlNode, YamlStream } from '../yaml/nodes.ts';
import { isMergeKey } from '../yaml/scalar.ts';
import { effectiveEntries, resolve } from '../yaml/walk.ts';
import { misfit } from './fieldTypes.ts';
import { goField, goFields, structItems } from './goFields.ts';
import { readChartHome, readHelmCharts, type HelmChartItem } from './helmChart.ts';
import { pathMentions, type PathMention } from './pathMention.ts';

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

export interface UnknownField {
  readonly name: string;
  readonly within: 'kustomization' | 'helmCharts';
  readonly entry: YamlEntry;
}

export interface RepeatedField {
  readonly name: string;
  readonly entries: readonly YamlEntry[];
  readonly winner: YamlEntry;
}

/**
 * `syntax`: the YAML has errors, and what could be read is here. `not-a-map`: the root is a list or a scalar.
 * `empty`: kustomize says that the file is empty. `multiple-documents`: all after the first are ignored.
 * `wrong-type`: a value that does not fit its field. `wrong-kind`, `wrong-api-version`: refused.
 */
export interface KustomizationProblem {
  readonly kind:
    'syntax' | 'not-a-map' | 'empty' | 'multiple-documents' | 'wrong-type' | 'wrong-kind' | 'wrong-api-version';
  readonly range: TextRange;
  /** The field, for the kinds that speak of one; of a syntax error its message. */
  readonly detail: string | undefined;
}

/** The names that kustomize recognises, in its order (api/konfig/general.go). */
export const FILE_NAMES: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Whether kustomize takes a file of this name for a kustomization; the case counts. */
export function isKustomizationFile(uri: Uri): boolean {
  return FILE_NAMES.includes(basename(uri));
}

/** Reads a kustomization file. Never throws; a broken file gives what could be read and its problems. */
export function readKustomization(uri: Uri, stream: YamlStream): Kustomization {
  const [document, ...others] = stream.documents;
  const value = resolve(document?.root);
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
    problems: [
      ...stream.problems.map((problem) => ({ kind: 'syntax' as const, range: problem.range, detail: problem.message })),
      ...documentProblems(document, others, root, fields),
      ...typeProblems(root, kustomizationField),
      ...structItems(field('helmCharts')).flatMap(({ node }) => typeProblems(node, helmChartField)),
      ...headProblems(fields),
    ],
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

function documentProblems(
  document: YamlDocument | undefined,
  others: readonly YamlDocument[],
  root: YamlMap | undefined,
  fields: ReadonlyMap<string, YamlEntry>,
): readonly KustomizationProblem[] {
  const out: KustomizationProblem[] = [];
  const second = others.find((other) => other.root !== undefined);
  if (second) out.push({ kind: 'multiple-documents', range: second.range, detail: undefined });
  if (!document) return out;
  const value = resolve(document.root);
  if (document.root && !root && !isNull(value)) {
    out.push({ kind: 'not-a-map', range: document.root.range, detail: value?.kind });
  } else if ([...fields.keys()].every((name) => name === 'apiVersion' || name === 'kind' || isZero(name, fields))) {
    out.push({ kind: 'empty', range: root?.range ?? document.range, detail: undefined });
  }
  return out;
}

/** Fields that are moved into others before kustomize asks whether the file is empty: an empty list leaves no trace. */
const MOVED = ['bases', 'imageTags', 'helmChartInflationGenerator'];

/** Whether Go's zero value is all that a field leaves behind. An empty list or map is not: `resources: []` builds. */
function isZero(name: string, fields: ReadonlyMap<string, YamlEntry>): boolean {
  const value = resolve(fields.get(name)?.value);
  if (MOVED.includes(name) && value?.kind === 'seq') return items(value).length === 0;
  return isNull(value) || (value?.kind === 'scalar' && value.value === '');
}

/** Every spelling of a field is decoded, also one that another spelling overrides afterwards. */
function typeProblems(
  node: YamlNode | undefined,
  lookup: (key: string) => KustomizationField | undefined,
): readonly KustomizationProblem[] {
  return [...effectiveEntries(node).values()].flatMap((entry): readonly KustomizationProblem[] => {
    const field = lookup(entry.name);
    const bad = field && misfit(entry.value, field.type);
    return bad ? [{ kind: 'wrong-type', range: bad.range, detail: field.name }] : [];
  });
}

/** `EnforceFields` of kustomize: the kind, and the one version that goes with it. */
function headProblems(fields: ReadonlyMap<string, YamlEntry>): readonly KustomizationProblem[] {
  const out: KustomizationProblem[] = [];
  const kind = fields.get('kind');
  const version = fields.get('apiVersion');
  const kindText = stringOf(kind?.value) ?? '';
  const versionText = stringOf(version?.value) ?? '';
  if (kind && !['', 'Kustomization', 'Component'].includes(kindText)) {
    out.push({ kind: 'wrong-kind', range: kind.value.range, detail: 'kind' });
  }
  const expected = `kustomize.config.k8s.io/${kindText === 'Component' ? 'v1alpha1' : 'v1beta1'}`;
  if (version && versionText !== '' && versionText !== expected) {
    out.push({ kind: 'wrong-api-version', range: version.value.range, detail: expected });
  }
  return out;
}

function isNull(node: YamlNode | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.value === null);
}
