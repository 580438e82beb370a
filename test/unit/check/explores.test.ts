import { describe, expect, it } from 'vitest';
import { Checker } from '../../../server/src/core/check/check.ts';
import type { Scope } from '../../../server/src/core/features/checking.ts';
import { ALL_SCENARIOS, checkScope } from '../../../server/src/core/features/checking.ts';
import { MemoryFileSystem } from '../../../server/src/core/fs/memory.ts';
import { RULES } from '../../../server/src/core/rules/index.ts';
import type { Uri } from '../../../server/src/core/text/uri.ts';
import { Workspace } from '../../../server/src/core/workspace/workspace.ts';

const FOLDER = 'file:///chart' as Uri;
const ID = 'hook/unresolved-reference';

/** A hook whose account has a letter too few, and a switch. */
const fs = new MemoryFileSystem(
  Object.entries({
    'Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
    'values.yaml': 'extra: false\n',
    'templates/extra.yaml': '{{ if .Values.extra }}\nkind: ConfigMap\n{{ end }}\n',
    'templates/account.yaml': `apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .Release.Name }}-hooks
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-weight: "-1"
`,
    'templates/job.yaml': `apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .Release.Name }}-migrate
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
spec:
  template:
    spec:
      serviceAccountName: {{ .Release.Name }}-hook
      restartPolicy: Never
`,
  }).map(([path, text]): [Uri, string] => [`${FOLDER}/${path}` as Uri, text]),
);

async function look(scope: Scope): Promise<{ readonly found: boolean; readonly explored: boolean }> {
  const workspace = new Workspace(fs);
  await workspace.setFolders([FOLDER]);
  const { findings } = await checkScope(workspace, new Checker(RULES), scope);
  const counts = workspace.memo.takeCounts();
  return {
    found: findings.some(({ rule, scenario }) => rule === ID && scenario === null),
    explored: [...counts.keys()].includes('scenarios'),
  };
}

describe('a rule that explores scenarios', () => {
  it('does not run at a keystroke, which would render them all', async () => {
    expect(await look({ kind: 'files', uris: [`${FOLDER}/templates/job.yaml` as Uri] })).toEqual({
      found: false,
      explored: false,
    });
  });

  it('runs on the defaults too when nothing is left to explore, and not before', async () => {
    expect(await look({ kind: 'workspace', scenarios: 1 })).toEqual({ found: false, explored: true });
    expect(await look({ kind: 'workspace', scenarios: ALL_SCENARIOS })).toEqual({ found: true, explored: true });
  });
});
