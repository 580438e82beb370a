import type { TextRange } from '../text/range.ts';
import { parseVersion } from '../version/version.ts';
import { items } from '../yaml/lookup.ts';
import { resolve } from '../yaml/walk.ts';
import type { Chartfile, ChartProblem } from './chartfile.ts';
import type { Dependency } from './dependency.ts';
import { field } from './goField.ts';

const TEXTS = ['apiVersion', 'name', 'version', 'appVersion', 'kubeVersion', 'description', 'type', 'home', 'icon'];

/** What Helm's loader refuses in Chart.yaml (Metadata.Validate and the decoder before it), in its words. */
export function validate(chartfile: Chartfile): readonly ChartProblem[] {
  return [...wrongTypes(chartfile), ...checkFields(chartfile), ...checkDependencies(chartfile)];
}

function problem(chartfile: Chartfile, name: string, message: string): ChartProblem {
  const range = field(chartfile.node, name)?.value.range ?? chartfile.node?.range;
  return { severity: 'error', uri: chartfile.uri, range, message };
}

function wrongTypes(chartfile: Chartfile): readonly ChartProblem[] {
  return TEXTS.flatMap((name) => {
    const kind = resolve(field(chartfile.node, name)?.value)?.kind;
    if (kind !== 'map' && kind !== 'seq') return [];
    const found = kind === 'map' ? 'object' : 'array';
    return [problem(chartfile, name, `cannot load Chart.yaml: \`${name}\` must be a string, not ${found}`)];
  });
}

function checkFields(chartfile: Chartfile): readonly ChartProblem[] {
  const { name, version, type } = chartfile;
  const found: ChartProblem[] = [];
  const say = (field: string, text: string): void => {
    found.push(problem(chartfile, field, `validation: ${text}`));
  };
  if (name === '') say('name', 'chart.metadata.name is required');
  else if (name === '.' || name === '..') say('name', `chart.metadata.name "${name}" is not allowed`);
  else if (name.includes('/')) say('name', `chart.metadata.name "${name}" is invalid`);
  if (version === '') say('version', 'chart.metadata.version is required');
  else if (!parseVersion(version)) say('version', `chart.metadata.version "${version}" is invalid`);
  if (!['', 'application', 'library'].includes(type)) say('type', 'chart.metadata.type must be application or library');
  for (const { value } of items(field(chartfile.node, 'maintainers')?.value))
    if (isNull(value)) say('maintainers', 'maintainers must not contain empty or null nodes');
  return found;
}

const isNull = (node: Dependency['node']): boolean => {
  const scalar = resolve(node);
  return scalar?.kind === 'scalar' && scalar.value === null;
};

/** The same for a list of dependencies, wherever it stands. */
export function checkDependencies({ dependencies = [] }: Pick<Chartfile, 'dependencies'>): readonly ChartProblem[] {
  const seen = new Set<string>();
  const found: ChartProblem[] = [];
  for (const dependency of dependencies) {
    const say = (range: TextRange, text: string): void => {
      found.push({ severity: 'error', uri: dependency.uri, range, message: `validation: ${text}` });
    };
    const { node, name, alias } = dependency;
    if (isNull(node)) {
      say(node.range, 'dependencies must not contain empty or null nodes');
      continue;
    }
    if (alias !== '' && !/^[a-zA-Z0-9_-]+$/.test(alias))
      say(
        field(node, 'alias')?.value.range ?? node.range,
        `dependency "${name}" has disallowed characters in the alias`,
      );
    const key = alias === '' ? name : alias;
    if (seen.has(key)) say(node.range, `more than one dependency with name or alias "${key}"`);
    seen.add(key);
  }
  return found;
}
