import { expect, it } from 'vitest';
import { Checker } from '../../../server/src/core/check/check.ts';
import { checkScope } from '../../../server/src/core/features/checking.ts';
import { MemoryFileSystem } from '../../../server/src/core/fs/memory.ts';
import { RULES } from '../../../server/src/core/rules/index.ts';
import type { Rule } from '../../../server/src/core/rules/rule.ts';
import { toUri } from '../../../server/src/core/text/uri.ts';
import { Workspace } from '../../../server/src/core/workspace/workspace.ts';

it('a rule that throws loses its own findings, says so, and takes nothing else down', async () => {
  const [first] = RULES;
  if (!first) throw new Error('there are no rules');
  const bad: Rule = {
    ...first,
    meta: { ...first.meta, id: 'engine/bad', target: 'kustomization' },
    findings: () => {
      throw new Error('out of cheese');
    },
  };
  const folder = toUri('file:///project');
  const file = toUri('file:///project/kustomization.yaml');
  const workspace = new Workspace(new MemoryFileSystem([[file, 'resources: [a.yaml]\n']]));
  await workspace.setFolders([folder]);
  const { findings } = await checkScope(workspace, new Checker([bad, ...RULES]), { kind: 'workspace' });
  expect(findings.map(({ rule }) => rule)).toEqual(['engine/rule-failed', 'kustomize/missing-resource']);
  expect(findings[0]?.message).toContain('out of cheese');
});
