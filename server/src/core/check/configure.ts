import type { Config } from '../config/config.ts';
import { configQuery } from '../project/configuration.ts';
import type { Finding } from '../rules/rule.ts';
import type { Uri } from '../text/uri.ts';
import { relativePath } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import { configured, levelOf } from './severity.ts';

/** A file's path in its workspace folder, and that folder's configuration. */
interface Home {
  readonly path: string;
  readonly config: Config;
}

function homeIn(db: Db, uri: Uri): Home {
  const folder = db.workspaceFolder(uri);
  return { path: relativePath(folder, uri), config: db.get(configQuery, folder) };
}

/** Applies the configuration to findings, of which many lie in one file. */
export function configuring(db: Db): (finding: Finding) => Finding[] {
  const known = new Map<Uri, Home>();
  const settings = db.settings();
  return (finding) => {
    const { uri } = finding.span;
    const home = known.get(uri) ?? homeIn(db, uri);
    known.set(uri, home);
    const result = configured(finding, home.path, home.config, settings);
    return result ? [result] : [];
  };
}

/** What the user's configuration says of a rule in a file: a severity, `off` or nothing. */
export function levelIn(db: Db, rule: string, uri: Uri): string | undefined {
  const { path, config } = homeIn(db, uri);
  return levelOf(rule, path, config, db.settings());
}
