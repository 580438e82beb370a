import type { YamlEntry, YamlItem, YamlMap, YamlNode } from '../yaml/nodes.ts';
import { items, stringOf } from '../yaml/lookup.ts';
import { resolve } from '../yaml/walk.ts';
import { goField, structItems, type StructItem } from './goFields.ts';

/** A chart that a kustomization renders with `helm template`. A text that is absent, empty or no text is undefined. */
export interface HelmChartItem {
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly repo: string | undefined;
  readonly releaseName: string | undefined;
  /** Absent, the kustomization's own namespace counts. */
  readonly namespace: string | undefined;
  readonly valuesFile: string | undefined;
  readonly additionalValuesFiles: readonly string[];
  readonly valuesInline: YamlNode | undefined;
  readonly valuesMerge: string | undefined;
  readonly includeCRDs: boolean;
  readonly skipHooks: boolean;
  readonly skipTests: boolean;
  readonly apiVersions: readonly string[];
  readonly kubeVersion: string | undefined;
  /** From `helmChartInflationGenerator`, whose fields have other names and which knows fewer of them. */
  readonly legacy: boolean;
  readonly item: YamlItem;
  readonly node: YamlMap;
  /** The entries that count, by the lower-case name in `helmCharts`: `releasename`. */
  readonly entries: ReadonlyMap<string, YamlEntry>;
}

/** The items of `helmCharts`, then those of the old field, as kustomize joins them. */
export function readHelmCharts(charts: YamlNode | undefined, old: YamlNode | undefined): readonly HelmChartItem[] {
  return [...structItems(charts).map((item) => readItem(item, false)), ...structItems(old).map(readLegacy)];
}

/** `helmGlobals.chartHome`, else that of the last old item that has one, else `charts`. */
export function readChartHome(globals: YamlNode | undefined, old: YamlNode | undefined): string {
  if (resolve(globals)?.kind === 'map') return textField(goField(globals, 'chartHome')) ?? 'charts';
  const homes = structItems(old).flatMap(({ node }) => textField(goField(node, 'chartHome')) ?? []);
  return homes.at(-1) ?? 'charts';
}

/** The folder, below the chart home, where kustomize looks for a chart before it pulls it; undefined without a name. */
export function chartFolder(chart: HelmChartItem): string | undefined {
  if (chart.name === undefined) return undefined;
  if (chart.version === undefined || chart.repo === undefined) return chart.name;
  return `${chart.name}-${chart.version}/${chart.name}`;
}

/** Old names and the fields they are carried to (api/types/helmchartargs.go); the others are dropped. */
const LEGACY_NAMES: Readonly<Record<string, string>> = {
  chartname: 'name',
  chartversion: 'version',
  chartrepourl: 'repo',
  values: 'valuesfile',
  valueslocal: 'valuesinline',
  valuesmerge: 'valuesmerge',
  releasename: 'releasename',
};

function readLegacy(item: StructItem): HelmChartItem {
  const carried = [...item.fields].flatMap(([name, entry]): [string, YamlEntry][] => {
    const target = LEGACY_NAMES[name];
    return target === undefined ? [] : [[target, entry]];
  });
  return readItem({ ...item, fields: new Map(carried) }, true);
}

function readItem({ item, node, fields }: StructItem, legacy: boolean): HelmChartItem {
  const value = (name: string): YamlNode | undefined => resolve(fields.get(name)?.value);
  return {
    name: textField(value('name')),
    version: textField(value('version')),
    repo: textField(value('repo')),
    releaseName: textField(value('releasename')),
    namespace: textField(value('namespace')),
    valuesFile: textField(value('valuesfile')),
    additionalValuesFiles: texts(value('additionalvaluesfiles')),
    valuesInline: value('valuesinline'),
    valuesMerge: textField(value('valuesmerge')),
    includeCRDs: isTrue(value('includecrds')),
    skipHooks: isTrue(value('skiphooks')),
    skipTests: isTrue(value('skiptests')),
    apiVersions: texts(value('apiversions')).flatMap(flagItems),
    kubeVersion: textField(value('kubeversion')),
    legacy,
    item,
    node,
    entries: fields,
  };
}

function textField(node: YamlNode | undefined): string | undefined {
  const text = stringOf(node);
  return text === '' ? undefined : text;
}

function texts(node: YamlNode | undefined): readonly string[] {
  return items(node).flatMap((item) => stringOf(item.value) ?? []);
}

/**
 * Each entry is a `--api-versions` of its own (AsHelmArgs in api/types/helmchartargs.go), which helm splits at commas
 * (StringSliceVarP in pkg/cmd/template.go); nothing is trimmed, and no API version holds the quotes of CSV.
 */
const flagItems = (text: string): readonly string[] => (text === '' ? [] : text.split(','));

function isTrue(node: YamlNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true;
}
