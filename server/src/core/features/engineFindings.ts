import type { Checker } from '../check/check.ts';
import { CONFIG_FILE } from '../config/config.ts';
import { configQuery } from '../project/configuration.ts';
import type { Finding } from '../rules/rule.ts';
import type { TextRange } from '../text/range.ts';
import { textRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import { joinUri } from '../text/uri.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What discovery and loading could not do; said once each, at the place itself. */
export function engineFindings(workspace: Workspace): readonly Finding[] {
  const unreadable = workspace.unreadable.map(({ uri, message }) =>
    engineFinding(
      uri,
      'engine/unreadable',
      'error',
      `This folder can't be read: ${message}. Nothing in it is checked.`,
    ),
  );
  const [folder] = workspace.snapshot.inputs.folders;
  if (!workspace.limitReached || folder === undefined) return unreadable;
  const limit =
    'There is more here than is read (20,000 files, 64 folders deep). Check a part of it, or ignore folders in .gitignore.';
  return [...unreadable, engineFinding(folder, 'engine/limit-reached', 'info', limit)];
}

/** What is wrong in the configuration of a workspace folder. */
export function configFindings(db: Snapshot, checker: Checker): readonly Finding[] {
  const isRule = (id: string): boolean => checker.rules.some((rule) => rule.meta.id === id);
  return db.inputs.folders.flatMap((folder) => {
    const uri = joinUri(folder, CONFIG_FILE);
    const { problems, named } = db.get(configQuery, folder);
    const unknown = named
      .filter(({ id }) => !isRule(id))
      .map(({ id, range }) => ({ range, message: `There is no rule \`${id}\`.` }));
    return [...problems, ...unknown].flatMap(({ range, message }) =>
      uri ? [engineFinding(uri, 'engine/unreadable', 'error', `${message} It is passed over.`, range)] : [],
    );
  });
}

function engineFinding(
  uri: Uri,
  rule: string,
  severity: Finding['severity'],
  message: string,
  range: TextRange = textRange(0, 0),
): Finding {
  const span = { uri, range };
  return {
    rule,
    severity,
    message,
    span,
    related: [],
    scenario: null,
    target: { kind: 'kustomization', key: uri },
    data: {},
  };
}
