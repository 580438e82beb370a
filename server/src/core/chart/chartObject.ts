import type { Origin } from '../text/origin.ts';
import { show } from '../template/show.ts';
import { bool, list, map, text } from '../template/value.ts';
import type { MapValue, Value } from '../template/value.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { resolve } from '../yaml/walk.ts';
import { chartfileField } from './chartfile.ts';
import type { Maintainer } from './chartfile.ts';
import type { ChartNode, DependencyUse } from './chartTree.ts';
import { field } from './goField.ts';
import { structOf } from './goStruct.ts';

/** `.Chart`: a map under Helm 4 (pkg/chart/common.go), a struct under Helm 3, with Go's field names in both. */
export function chartValue(node: ChartNode, helm: 3 | 4): Value {
  const origin: Origin = { kind: 'given', name: '.Chart' };
  const make: Make = (type, fields, json) =>
    helm === 4
      ? map(new Map(Object.entries(fields)), origin)
      : structOf({ type, goKind: type.startsWith('*') ? 'ptr' : 'struct', fields, json, origin });
  const lists: Lists = (values, elem, isGiven) =>
    helm === 4
      ? list(values, origin)
      : { ...list(values, origin, elem), isNil: values.length === 0 && isGiven !== true };
  const fields = fieldsOf(node, make, lists);
  const isRoot = { IsRoot: bool(node.parent === undefined, given('IsRoot')) };
  const all = { ...fields, ...isRoot };
  if (helm === 4) return map(new Map(Object.entries(all)), origin);
  const metadata = make('chart.Metadata', fields, metadataNames);
  const print = (): string => `{${show(metadata)} ${show(isRoot.IsRoot)}}`;
  const type = 'struct { chart.Metadata; IsRoot bool }';
  const embedded = { Metadata: metadata };
  return structOf({ type, goKind: 'struct', fields: all, print, embedded, json: metadataNames, origin });
}

type Make = (type: string, fields: Readonly<Record<string, Value>>, json: Readonly<Record<string, string>>) => Value;
/** Helm 3 tells an empty list that is given from none. */
type Lists = (values: readonly Value[], elem: string, isGiven?: boolean) => Value;

/** The names in pkg/chart/metadata.go and dependency.go of Helm 3. */
const metadataNames: Readonly<Record<string, string>> = {
  Name: 'name?',
  Home: 'home?',
  Sources: 'sources?',
  Version: 'version?',
  Description: 'description?',
  Keywords: 'keywords?',
  Maintainers: 'maintainers?',
  Icon: 'icon?',
  APIVersion: 'apiVersion?',
  Condition: 'condition?',
  Tags: 'tags?',
  AppVersion: 'appVersion?',
  Deprecated: 'deprecated?',
  Annotations: 'annotations?',
  KubeVersion: 'kubeVersion?',
  Dependencies: 'dependencies?',
  Type: 'type?',
};
const maintainerNames: Readonly<Record<string, string>> = { Name: 'name?', Email: 'email?', URL: 'url?' };
const dependencyNames: Readonly<Record<string, string>> = {
  Name: 'name',
  Version: 'version?',
  Repository: 'repository',
  Condition: 'condition?',
  Tags: 'tags?',
  Enabled: 'enabled?',
  ImportValues: 'import-values?',
  Alias: 'alias?',
};

const given = (name: string): Origin => ({ kind: 'given', name: `.Chart.${name}` });

function fieldsOf(node: ChartNode, make: Make, lists: Lists): Readonly<Record<string, Value>> {
  const { chartfile } = node.chart;
  const isGiven = (name: string): boolean => isList(chartfileField(chartfile, name)?.value);
  const texts = (names: readonly string[], field: string): Value =>
    lists(
      names.map((name) => text(name, given(field))),
      'string',
      isGiven(field.toLowerCase()),
    );
  return {
    Name: text(node.name, given('Name')),
    Home: text(chartfile.home, given('Home')),
    Sources: texts(chartfile.sources, 'Sources'),
    Version: text(chartfile.version, given('Version')),
    Description: text(chartfile.description, given('Description')),
    Keywords: texts(chartfile.keywords, 'Keywords'),
    Maintainers: lists(
      chartfile.maintainers.map((maintainer) => maintainerValue(maintainer, make)),
      '*chart.Maintainer',
      isGiven('maintainers'),
    ),
    Icon: text(chartfile.icon, given('Icon')),
    APIVersion: text(chartfile.apiVersion, given('APIVersion')),
    Condition: text(chartfile.condition, given('Condition')),
    Tags: text(chartfile.tags, given('Tags')),
    AppVersion: text(chartfile.appVersion, given('AppVersion')),
    Deprecated: bool(chartfile.deprecated, given('Deprecated')),
    Annotations: annotationsValue(chartfile.annotations),
    KubeVersion: text(chartfile.kubeVersion, given('KubeVersion')),
    Dependencies: lists(
      node.uses.map((use) => dependencyValue(use, make, lists)),
      '*chart.Dependency',
    ),
    Type: text(chartfile.type, given('Type')),
  };
}

const isList = (node: YamlNode | undefined): boolean => resolve(node)?.kind === 'seq';

function annotationsValue(annotations: ReadonlyMap<string, string> | undefined): MapValue {
  const origin = given('Annotations');
  const entries = [...(annotations ?? [])].map(
    ([key, value]) => [key, text(value, given(`Annotations.${key}`))] as const,
  );
  return { ...map(new Map(entries), origin, 'string'), isNil: annotations === undefined };
}

function maintainerValue({ name, email, url }: Maintainer, make: Make): Value {
  const origin = given('Maintainers');
  const fields = { Name: text(name, origin), Email: text(email, origin), URL: text(url, origin) };
  return make('*chart.Maintainer', fields, maintainerNames);
}

function dependencyValue({ entry, name, enabled }: DependencyUse, make: Make, lists: Lists): Value {
  const origin = given('Dependencies');
  const fields = {
    Name: text(name, origin),
    Version: text(entry.version, origin),
    Repository: text(entry.repository, origin),
    Condition: text(entry.condition, origin),
    Tags: lists(
      entry.tags.map((tag) => text(tag, origin)),
      'string',
      isList(field(entry.node, 'tags')?.value),
    ),
    Enabled: bool(enabled, origin),
    ImportValues: lists(
      entry.importValues.map(({ child, parent }) =>
        map(
          new Map([
            ['child', text(child, origin)],
            ['parent', text(parent, origin)],
          ]),
          origin,
          'string',
        ),
      ),
      'interface {}',
    ),
    Alias: text(entry.alias, origin),
  };
  return make('*chart.Dependency', fields, dependencyNames);
}
