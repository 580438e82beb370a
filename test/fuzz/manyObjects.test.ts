import { describe, expect, it } from 'vitest';
import { createEngine } from '../../server/src/core/engine.ts';
import { MemoryFileSystem } from '../../server/src/core/fs/memory.ts';
import { RULES } from '../../server/src/core/rules/index.ts';
import { joinUri, toUri } from '../../server/src/core/text/uri.ts';

const FOLDER = toUri('file:///charts');

const hook = (events: string, weight: number): string =>
  `  annotations: {helm.sh/hook: "${events}", helm.sh/hook-weight: "${weight}"}\n`;

const job = (i: number, metadata: string): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: j${i}\n${metadata}spec:\n  template:\n    spec:\n      serviceAccountName: s${i}\n      containers: [{name: a, image: x, envFrom: [{configMapRef: {name: c${i}}}]}]\n`;

const object = (kind: string, name: string, metadata: string): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${metadata}`;

const kinds: Readonly<Record<string, (i: number) => string>> = {
  'hooks that need what other hooks make': (i) =>
    [
      job(i, hook('post-install', 1)),
      object('ConfigMap', `c${i}`, hook('post-install', 2)),
      object('ServiceAccount', `s${i}`, hook('pre-install', 0)),
    ].join('---\n'),
  'hooks that regular objects use': (i) =>
    [job(i, ''), object('ConfigMap', `c${i}`, hook('pre-install,pre-upgrade', i)), object('Secret', `s${i}`, '')].join(
      '---\n',
    ),
  'custom resources and webhooks': (i) =>
    [
      `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: w${i}}\nwebhooks: [{name: a.b.c, clientConfig: {service: {name: s${i}, namespace: default}}, rules: [{apiGroups: [x.y], resources: [none], apiVersions: ["*"], operations: ["*"]}], failurePolicy: Fail}]\n`,
      object('Service', `s${i}`, ''),
      `apiVersion: x.y/v1\nkind: Z\nmetadata: {name: z${i}}\n`,
    ].join('---\n'),
  'network policies for hooks': (i) =>
    [
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n${i}}\nspec: {podSelector: {matchLabels: {a: b${i}}}}\n`,
      job(i, hook('pre-install', 0)).replace('template:\n', `template:\n    metadata: {labels: {a: b${i}}}\n`),
    ].join('---\n'),
  'objects of the wrong shape': (i) =>
    `apiVersion: [v1]\nkind: {a: b}\nmetadata: [${i}]\n---\n${object('ConfigMap', `c${i}`, '  annotations: 3\n')}`,
};

describe('a check of a thousand groups of objects', () => {
  it.each(Object.entries(kinds))('comes to an end, and no rule fails: %s', async (_, group) => {
    const template = Array.from({ length: 1000 }, (_, i) => group(i)).join('---\n');
    const files = { 'Chart.yaml': 'apiVersion: v2\nname: big\nversion: 1.0.0\n', 'templates/a.yaml': template };
    const engine = createEngine({
      fs: new MemoryFileSystem(Object.entries(files).map(([path, text]) => [joinUri(FOLDER, path) ?? FOLDER, text])),
    });
    engine.setSettings({ rules: {}, preview: true, enabled: RULES.map(({ meta }) => meta.id), only: false });
    await engine.setFolders([FOLDER]);
    const { findings, stats } = await engine.check({ kind: 'workspace' });
    expect(findings.filter(({ rule }) => rule === 'engine/rule-failed')).toEqual([]);
    expect(stats.charts).toBe(1);
  });
});
