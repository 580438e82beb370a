import type { Finding, RuleMeta, Severity } from '../rules/rule.ts';
import { SEVERITIES } from '../rules/rule.ts';
import type { FileConfig } from '../config/config.ts';
import type { Settings } from '../workspace/query.ts';

/** Whether a rule runs at all under these settings: stable, or in preview and asked for; alone where `only` is set. */
export function isOn(meta: RuleMeta, settings: Settings): boolean {
  if (settings.enabled.includes(meta.id)) return true;
  if (settings.only && !meta.id.startsWith('engine/')) return false;
  return meta.stage === 'stable' || settings.preview || isSeverity(settings.rules[meta.id]);
}

/** The finding under the configuration of its file, or undefined where it is off or the file is ignored. */
export function configured(finding: Finding, config: FileConfig, settings: Settings): Finding | undefined {
  const said = config.isIgnored ? 'off' : levelOf(finding.rule, config, settings);
  if (said === 'off') return undefined;
  return isSeverity(said) ? { ...finding, severity: said } : finding;
}

/** What the configuration of a file says of a rule: a severity, `off` or nothing. */
export const levelOf = (rule: string, config: FileConfig, settings: Settings): string | undefined =>
  config.rules.get(rule) ?? settings.rules[rule];

/** Whether a word is one of the four severities. */
export const isSeverity = (word: string | undefined): word is Severity => SEVERITIES.some((s) => s === word);
