import type { TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import { get, isTruncated, stringOf } from '../yaml/lookup.ts';
import type { YamlMap, YamlNode, YamlStream } from '../yaml/nodes.ts';

/** What `.chartwright.yaml` of a workspace folder says. Rule values are a severity or `off`. */
export interface Config {
  readonly rules: ReadonlyMap<string, string>;
  /** Globs below the folder; findings in files that match are dropped. */
  readonly ignore: readonly string[];
  readonly overrides: readonly { readonly paths: readonly string[]; readonly rules: ReadonlyMap<string, string> }[];
  readonly problems: readonly ConfigProblem[];
}

export interface ConfigProblem {
  readonly range: TextRange;
  readonly message: string;
}

export const CONFIG_FILE = '.chartwright.yaml';
export const NO_CONFIG: Config = { rules: new Map(), ignore: [], overrides: [], problems: [] };
