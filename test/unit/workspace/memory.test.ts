import { describe, expect, it } from 'vitest';
import { Checker } from '../../../server/src/core/check/check.ts';
import type { CheckResult } from '../../../server/src/core/features/checking.ts';
import { checkScope } from '../../../server/src/core/features/checking.ts';
import { MemoryFileSystem } from '../../../server/src/core/fs/memory.ts';
import { releaseWork } from '../../../server/src/core/project/release.ts';
import { RULES } from '../../../server/src/core/rules/index.ts';
import type { Uri } from '../../../server/src/core/text/uri.ts';
import { LOAD_LIMITS, Workspace } from '../../../server/src/core/workspace/workspace.ts';

const FOLDER = 'file:///charts' as Uri;

const chart = (name: string): readonly (readonly [Uri, string])[] => [
  [`${FOLDER}/${name}/Chart.yaml` as Uri, `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`],
  [`${FOLDER}/${name}/values.yaml` as Uri, 'wait:\n  enabled: false\n'],
  [
    `${FOLDER}/${name}/templates/job.yaml` as Uri,
    `apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}
  annotations:
    helm.sh/hook: pre-instal
    {{- if .Values.wait.enabled }}
    helm.sh/hook-weight: first
    {{- end }}
spec: {}
`,
  ],
];

const fs = new MemoryFileSystem([...chart('first'), ...chart('second')].map(([uri, text]) => [uri, text]));

async function open(weight: number): Promise<{ check: () => Promise<CheckResult>; rendered: () => number }> {
  const workspace = new Workspace(fs, { ...LOAD_LIMITS, weight });
  await workspace.setFolders([FOLDER]);
  const checker = new Checker(RULES);
  return {
    check: () => checkScope(workspace, checker, { kind: 'workspace', scenarios: 8 }),
    rendered: () => releaseWork(workspace.memo.takeCounts()).templatesRendered,
  };
}

describe('the memory of a check of many charts', () => {
  it('keeps all releases where they weigh little', async () => {
    const { check, rendered } = await open(LOAD_LIMITS.weight);
    await check();
    expect(rendered()).toBe(4);
    await check();
    expect(rendered()).toBe(0);
  });

  it('lets go of one chart for the next where they weigh much, and finds the same', async () => {
    const { check, rendered } = await open(0);
    const found = await check();
    expect(found).toEqual(await (await open(LOAD_LIMITS.weight)).check());
    expect(found.stats).toMatchObject({ charts: 2, scenarios: 4 });
    expect(found.findings.map(({ rule, scenario }) => [rule, scenario?.name])).toContainEqual([
      'hook/weight-invalid',
      'wait.enabled=true',
    ]);
    expect(rendered()).toBe(4);
    expect(await check()).toEqual(found);
    expect(rendered()).toBe(4);
  });

  it('keeps the defaults, which the next keystroke needs, when scenarios weigh more than the bound', async () => {
    const workspace = new Workspace(manyScenarios(), { ...LOAD_LIMITS, weight: 12_000 });
    await workspace.setFolders([FOLDER]);
    const checker = new Checker(RULES);
    const work = (): number => releaseWork(workspace.memo.takeCounts()).templatesRendered;
    workspace.setText(TEMPLATE, 'a: b\n');
    await checkScope(workspace, checker, { kind: 'files', uris: [TEMPLATE] });
    await checkScope(workspace, checker, { kind: 'workspace', scenarios: 64 });
    expect(workspace.memo.weight).toBeGreaterThan(12_000);
    work();
    workspace.setText(TEMPLATE, 'a: c\n');
    await checkScope(workspace, checker, { kind: 'files', uris: [TEMPLATE] });
    expect(work()).toBe(1);
  });

  it('does not keep a Snapshot of earlier through what was made in it', async () => {
    const workspace = new Workspace(fs);
    await workspace.setFolders([FOLDER]);
    let made = 0;
    const query = { name: 'numbered', compute: () => ({ made: made++ }) };
    const snapshot = await workspace.ensureLoaded((db) => db);
    const first = snapshot.get(query, '');
    workspace.setText(TEMPLATE, 'a: b\n');
    workspace.memo.sweep(Infinity);
    expect(snapshot.get(query, '')).not.toBe(first);
  });
});

const TEMPLATE = `${FOLDER}/wide/templates/a.yaml` as Uri;

/** A chart of several templates with a switch in each but the first. */
function manyScenarios(): MemoryFileSystem {
  const switches = ['b', 'c', 'd', 'e', 'f', 'g'];
  return new MemoryFileSystem([
    [`${FOLDER}/wide/Chart.yaml` as Uri, 'apiVersion: v2\nname: wide\nversion: 1.0.0\n'],
    [`${FOLDER}/wide/values.yaml` as Uri, switches.map((name) => `${name}: false\n`).join('')],
    [TEMPLATE, 'a: a\n'],
    ...switches.map((name): [Uri, string] => [
      `${FOLDER}/wide/templates/${name}.yaml` as Uri,
      `{{- if .Values.${name} }}\nkind: ConfigMap\n{{- end }}\n`,
    ]),
  ]);
}
