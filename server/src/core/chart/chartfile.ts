import type { TextRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { items, textOf } from '../yaml/lookup.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse.ts';
import { resolve } from '../yaml/walk.ts';
import { validate } from './chartfileCheck.ts';
import { dependenciesOf } from './dependency.ts';
import type { Dependency } from './dependency.ts';
import { jsonName } from './jsonName.ts';
import { field, sanitized, textField } from './goField.ts';

/** What Chart.yaml says, numbers and booleans as the text that Helm makes of them. Missing texts are empty. */
export interface Chartfile {
  readonly uri: Uri;
  /** The mapping, for the place of any field: see {@link chartfileField}. */
  readonly node: YamlMap | undefined;
  /** `v1` where the file names none (Helm's loader). */
  readonly apiVersion: string;
  readonly name: string;
  readonly version: string;
  readonly appVersion: string;
  readonly kubeVersion: string;
  readonly description: string;
  readonly type: string;
  readonly home: string;
  readonly icon: string;
  readonly condition: string;
  readonly tags: string;
  readonly deprecated: boolean;
  readonly keywords: readonly string[];
  readonly sources: readonly string[];
  readonly maintainers: readonly Maintainer[];
  /** Undefined where the file has none, which a template can tell from an empty map. */
  readonly annotations: ReadonlyMap<string, string> | undefined;
  /** Of Chart.yaml; those of a v1 chart's requirements.yaml replace them, see load.ts. */
  readonly dependencies: readonly Dependency[] | undefined;
  readonly problems: readonly ChartProblem[];
}

export interface Maintainer {
  readonly name: string;
  readonly email: string;
  readonly url: string;
}

/** Something for which Helm refuses the chart; `warning` for what it only mentions. */
export interface ChartProblem {
  readonly severity: 'error' | 'warning';
  readonly uri: Uri;
  /** Undefined for a file as a whole or one that is missing. */
  readonly range: TextRange | undefined;
  /** In Helm's words. */
  readonly message: string;
  /** Helm 3 does not mind. */
  readonly since4?: true;
}

const UNMARSHALING = 'error unmarshaling JSON: while decoding JSON: json: ';

/** Reads Chart.yaml. Never throws; what Helm would refuse is a problem. */
export function parseChartfile(uri: Uri, text: string): Chartfile {
  const stream = parseYaml(text);
  const root = resolve(stream.documents[0]?.root);
  const node = root?.kind === 'map' ? root : undefined;
  const { refusal } = stream;
  const problems: ChartProblem[] = [];
  const load = (range: TextRange, message: string): void => {
    problems.push(problemAt(uri, range, `cannot load Chart.yaml: ${message}`));
  };
  if (refusal) load(refusal.range, `error converting YAML to JSON: ${refusal.message}`);
  else if (root && !node && !(root.kind === 'scalar' && root.value === null))
    load(root.range, `${UNMARSHALING}cannot unmarshal ${jsonName(root)} into Go value of type v2.Metadata`);
  const read = { ...fieldsOf(uri, node), problems: [] };
  return { ...read, problems: [...problems, ...validate(read)] };
}

/** The entry of a field, found as Go's JSON decoder finds it: a different case is a second choice. */
export const chartfileField = (chartfile: Chartfile, name: string): YamlEntry | undefined =>
  field(chartfile.node, name);

export const problemAt = (uri: Uri, range: TextRange | undefined, message: string): ChartProblem => ({
  severity: 'error',
  uri,
  range,
  message,
});

function fieldsOf(uri: Uri, node: YamlMap | undefined): Omit<Chartfile, 'problems'> {
  const apiVersion = textField(node, 'apiVersion');
  const clean = (name: string): string => sanitized(textField(node, name));
  return {
    uri,
    node,
    apiVersion: apiVersion === '' ? 'v1' : apiVersion,
    name: clean('name'),
    version: textField(node, 'version'),
    appVersion: clean('appVersion'),
    kubeVersion: clean('kubeVersion'),
    description: clean('description'),
    type: textField(node, 'type'),
    home: clean('home'),
    icon: clean('icon'),
    condition: clean('condition'),
    tags: clean('tags'),
    deprecated: isTrue(field(node, 'deprecated')?.value),
    keywords: texts(field(node, 'keywords')?.value),
    sources: texts(field(node, 'sources')?.value),
    maintainers: items(field(node, 'maintainers')?.value).map(({ value }) => maintainerOf(value)),
    annotations: annotationsOf(field(node, 'annotations')?.value),
    dependencies: dependenciesOf(uri, field(node, 'dependencies')?.value),
  };
}

const texts = (node: YamlNode | undefined): readonly string[] =>
  items(node).map(({ value }) => sanitized(textOf(value) ?? ''));

function isTrue(node: YamlNode | undefined): boolean {
  const scalar = resolve(node);
  return scalar?.kind === 'scalar' && scalar.value === true;
}

const maintainerOf = (node: YamlNode): Maintainer => ({
  name: sanitized(textField(node, 'name')),
  email: sanitized(textField(node, 'email')),
  url: sanitized(textField(node, 'url')),
});

function annotationsOf(node: YamlNode | undefined): ReadonlyMap<string, string> | undefined {
  const map = resolve(node);
  if (map?.kind !== 'map') return undefined;
  return new Map(map.entries.map((entry) => [entry.name, textOf(entry.value) ?? '']));
}
