import type { Finding, RuleMeta, Severity } from '../rules/rule.ts';
import { SEVERITIES } from '../rules/rule.ts';
import type { Config } from '../config/config.ts';
import { matchGlob } from '../base/glob.ts';
import type { Settings } from '../workspace/query.ts';

/** Whether a rule runs at all under these settings: stable, or in preview and asked for; alone where `only` is set. */
export function isOn(meta: RuleMeta, settings: Settings): boolean {
  if (settings.enabled.includes(meta.id)) return true;
  if (settings.only && !meta.id.startsWith('engine/')) return false;
  return meta.stage === 'stable' || settings.preview || isSeverity(settings.rules[meta.id]);
}

/** The finding under the user's configuration, or undefined where it is off or its file is ignored. `path` is relative to the workspace folder. */
export function configured(finding: Finding, path: string, config: Config, settings: Settings): Finding | undefined {
  if (config.ignore.some((glob) => matchGlob(glob, path))) return undefined;
  const said = levelOf(finding.rule, path, config, settings);
  if (said === 'off') return undefined;
  return isSeverity(said) ? { ...finding, severity: said } : finding;
}

/** What the user's configuration says of a rule in a file: a severity, `off` or nothing. */
export function levelOf(rule: string, path: string, config: Config, settings: Settings): string | undefined {
  const override = config.overrides.findLast(
    (own) => own.rules.has(rule) && own.paths.some((glob) => matchGlob(glob, path)),
  );
  return override?.rules.get(rule) ?? config.rules.get(rule) ?? settings.rules[rule];
}

/** Whether a word is one of the four severities. */
export const isSeverity = (word: string | undefined): word is Severity => SEVERITIES.some((s) => s === word);
