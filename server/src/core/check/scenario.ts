import type { ReleaseKey } from '../project/releaseKey.ts';
import type { PlainValue } from '../project/given.ts';
import { isGivenFile, scenarioData } from '../project/given.ts';
import type { Finding, Severity } from '../rules/rule.ts';
import { SEVERITIES } from '../rules/rule.ts';

/** A finding outside the defaults says what to set to see it, and drops one step unless that is what a user gives. */
export function inScenario(finding: Finding): Finding {
  const { kind, key } = finding.target;
  if (kind !== 'release') return finding;
  const { name, set, files, upgrade } = scenarioData(key as ReleaseKey);
  if (name === '') return finding;
  const scenario = { name, values: files };
  // Every release is upgraded.
  if (upgrade && set.length === 0 && files.length === 0)
    return { ...finding, message: `${finding.message} (as an upgrade renders it)`, scenario: { ...scenario, set: {} } };
  const values: Record<string, PlainValue> = {};
  for (const [path, value] of set) values[path.join('.')] = value;
  const isGiven = files.some(isGivenFile);
  const how = files.length > 0 ? `with the values of \`${isGiven ? name : files.join('`, `')}\`` : `with \`${name}\``;
  return {
    ...finding,
    severity: isGiven ? finding.severity : milder(finding.severity),
    message: `${finding.message} (${how})`,
    scenario: { ...scenario, set: values },
  };
}

const milder = (severity: Severity): Severity => SEVERITIES[SEVERITIES.indexOf(severity) + 1] ?? 'hint';
