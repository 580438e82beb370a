import type { MatchBudget } from '../base/glob.ts';
import { matchGlob } from '../base/glob.ts';
import { nearest } from '../base/nearest.ts';
import type { TextRange } from '../text/range.ts';
import { entry, get, items, stringOf } from '../yaml/lookup.ts';
import type { YamlEntry, YamlNode, YamlStream } from '../yaml/nodes.ts';
import { effectiveEntries, resolve } from '../yaml/walk.ts';

/** What `.chartwright.yaml` of a workspace folder says. Rule values are a severity or `off`. */
export interface Config {
  readonly rules: ReadonlyMap<string, string>;
  /** Globs below the folder; findings in files that match are dropped. */
  readonly ignore: readonly string[];
  /** What the charts are deployed with. */
  readonly profiles: readonly Profile[];
  /** The last override that matches a file and names the rule wins. */
  readonly overrides: readonly Override[];
  readonly problems: readonly ConfigProblem[];
  /** Every rule id that is named, so that the host can tell those that no rule has. */
  readonly named: readonly { readonly id: string; readonly range: TextRange }[];
}

/** A tool that deploys charts in a way of its own, for which there are rules. */
export const PROFILES = ['argocd'] as const;
export type Profile = (typeof PROFILES)[number];

/** Settings for the files that one of `paths` matches. */
export interface Override {
  readonly paths: readonly string[];
  /** In place of the configuration's own; undefined where it says nothing. */
  readonly profiles: readonly Profile[] | undefined;
  readonly rules: ReadonlyMap<string, string>;
}

/** What is wrong in a configuration, in words for people. */
export interface ConfigProblem {
  readonly range: TextRange;
  readonly message: string;
}

/** The name of the file in a workspace folder. */
export const CONFIG_FILE = '.chartwright.yaml';

/** What holds where there is no such file. */
export const NO_CONFIG: Config = { rules: new Map(), ignore: [], profiles: [], overrides: [], problems: [], named: [] };

const LEVELS = ['error', 'warning', 'info', 'hint', 'off'];
const KEYS = ['rules', 'ignore', 'profile', 'overrides'];

/** Reads a configuration; what is wrong in it becomes a problem and is passed over. */
export function readConfig(stream: YamlStream): Config {
  const problems: ConfigProblem[] = stream.problems.map(({ range, message }) => ({ range, message }));
  const root = resolve(stream.documents[0]?.root);
  if (root === undefined || problems.length > 0) return { ...NO_CONFIG, problems };
  if (root.kind !== 'map')
    return { ...NO_CONFIG, problems: [{ range: root.range, message: 'The configuration must be a mapping.' }] };
  problems.push(...root.entries.filter(({ name }) => !KEYS.includes(name)).map(noSetting));
  const overrides = bounded(get(root, 'overrides'), 'overrides', problems);
  return {
    rules: readRules(get(root, 'rules'), problems),
    ignore: readTexts(get(root, 'ignore'), 'ignore', problems),
    profiles: readProfiles(entry(root, 'profile')?.value, problems),
    overrides: overrides.map(({ value }) => ({
      paths: readTexts(entry(value, 'paths')?.value, 'paths', problems),
      profiles: entry(value, 'profile') && readProfiles(entry(value, 'profile')?.value, problems),
      rules: readRules(get(value, 'rules'), problems),
    })),
    problems,
    named: [get(root, 'rules'), ...overrides.map(({ value }) => get(value, 'rules'))].flatMap(namesIn),
  };
}

const noSetting = ({ name, key }: YamlEntry): ConfigProblem => ({
  range: key.range,
  message: `\`${name}\` is no setting; there are ${KEYS.map((k) => `\`${k}\``).join(', ')}.`,
});

/** What a configuration says of one file. */
export interface FileConfig extends Pick<Config, 'rules' | 'profiles'> {
  readonly isIgnored: boolean;
}

/** Steps of matching one path with all globs; what is left when they are spent matches nothing. */
const STEPS_OF_PATH = 100_000;

/** What a configuration says of a file, by its path below the workspace folder: of overrides the last that says something decides. */
export function configAt({ rules, profiles, ignore, overrides }: Config, path: string): FileConfig {
  const budget: MatchBudget = { left: STEPS_OF_PATH };
  const matches = (glob: string): boolean => budget.left > 0 && matchGlob(glob, path, budget);
  const isIgnored = ignore.some(matches);
  const own = overrides.filter(({ paths }) => paths.some(matches));
  return {
    isIgnored,
    rules:
      own.length === 0 ? rules : new Map([rules, ...own.map((override) => override.rules)].flatMap((map) => [...map])),
    profiles: own.findLast((override) => override.profiles !== undefined)?.profiles ?? profiles,
  };
}

/** One name, or a list of names. */
function readProfiles(node: YamlNode | undefined, problems: ConfigProblem[]): readonly Profile[] {
  const real = resolve(node);
  const named = real?.kind === 'seq' ? real.items.map(({ value }) => value) : real ? [real] : [];
  return named.flatMap((one) => {
    const written = stringOf(one) ?? '';
    const profile = PROFILES.find((own) => own === written);
    if (profile) return [profile];
    const near = nearest(written, PROFILES);
    const known = PROFILES.map((own) => `\`${own}\``).join(', ');
    const hint = near === undefined ? `there is ${known}.` : `did you mean \`${near}\`?`;
    problems.push({ range: one.range, message: `\`${written}\` is no profile; ${hint}` });
    return [];
  });
}

const namesIn = (node: YamlNode | undefined): Config['named'] =>
  [...effectiveEntries(node)].map(([id, { key }]) => ({ id, range: key.range }));

function readRules(node: YamlNode | undefined, problems: ConfigProblem[]): ReadonlyMap<string, string> {
  const rules = new Map<string, string>();
  for (const [id, { value }] of effectiveEntries(node)) {
    const level = levelOf(value);
    if (level === undefined)
      problems.push({ range: value.range, message: `\`${id}\` must be one of ${LEVELS.join(', ')}.` });
    else rules.set(id, level);
  }
  return rules;
}

/** A level as written; an unquoted `off` is a boolean to YAML 1.1, and means what it says. */
function levelOf(value: YamlNode): string | undefined {
  const scalar = resolve(value);
  if (scalar?.kind !== 'scalar') return undefined;
  const word = typeof scalar.value === 'string' ? scalar.value : scalar.source.toLowerCase();
  return LEVELS.includes(word) ? word : undefined;
}

/** Globs that are read of one list, and overrides of one file. */
const MOST = 1_000;

function readTexts(node: YamlNode | undefined, name: string, problems: ConfigProblem[]): readonly string[] {
  if (node === undefined) return [];
  const texts = bounded(node, name, problems).map((item) => stringOf(item.value));
  if (resolve(node)?.kind !== 'seq' || texts.includes(undefined))
    problems.push({ range: node.range, message: `\`${name}\` must be a list of globs.` });
  return texts.filter((text) => text !== undefined);
}

function bounded(node: YamlNode | undefined, name: string, problems: ConfigProblem[]): ReturnType<typeof items> {
  const all = items(node);
  const next = all[MOST];
  if (next) problems.push({ range: next.value.range, message: `Of \`${name}\` only the first ${MOST} are read.` });
  return all.slice(0, MOST);
}
