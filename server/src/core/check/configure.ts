import { fileConfigQuery } from '../project/configuration.ts';
import type { Finding } from '../rules/rule.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import { configured, levelOf } from './severity.ts';

/** Applies the configuration to findings. */
export function configuring(db: Db): (finding: Finding) => Finding[] {
  const settings = db.settings();
  return (finding) => {
    const result = configured(finding, db.get(fileConfigQuery, finding.span.uri), settings);
    return result ? [result] : [];
  };
}

/** What the user's configuration says of a rule in a file: a severity, `off` or nothing. */
export const levelIn = (db: Db, rule: string, uri: Uri): string | undefined =>
  levelOf(rule, db.get(fileConfigQuery, uri), db.settings());
