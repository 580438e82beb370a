import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MISSPELT, Sandbox } from './command.ts';

const files = (report: { findings: readonly { file: string }[] }): string[] => report.findings.map((f) => f.file);

describe('the exit code', () => {
  it.each([
    [[], 1],
    [['--fail-on', 'error'], 1],
    [['--fail-on', 'hint'], 1],
    [['--fail-on', 'never'], 0],
    [['--baseline', 'none'], 1],
    [['--rule', 'kustomize/missing-resource'], 1],
    [['--rule', 'kustomize/wrong-kind'], 0],
  ])('of check %j is %i', async (words, code) => {
    using sandbox = new Sandbox(MISSPELT);
    expect((await sandbox.run(['check', ...words])).code).toBe(code);
  });

  it('follows the severity that the configuration gives', async () => {
    using sandbox = new Sandbox({ ...MISSPELT, '.chartwright.yaml': 'rules:\n  kustomize/missing-resource: info\n' });
    expect((await sandbox.run(['check'])).code).toBe(0);
    expect((await sandbox.run(['check', '--fail-on', 'warning'])).code).toBe(0);
    expect((await sandbox.run(['check', '--fail-on', 'info'])).code).toBe(1);
  });
});

describe('--config', () => {
  it('stands in for .chartwright.yaml, from anywhere', async () => {
    using sandbox = new Sandbox({
      'other/c.yaml': 'rules:\n  kustomize/missing-resource: "off"\n',
      ...Object.fromEntries(Object.entries(MISSPELT).map(([path, text]) => [`work/${path}`, text])),
    });
    expect(files(await sandbox.report(['--config', '../other/c.yaml'], 'work'))).toEqual([]);
    expect(files(await sandbox.report([], 'work'))).toEqual(['kustomization.yaml']);
  });
});

describe('--values', () => {
  const CHART = {
    'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'c/values.yaml': 'job:\n  events: pre-install,pre-upgrade\n',
    'c/templates/a.yaml':
      'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: a\n  annotations:\n    helm.sh/hook: {{ .Values.job.events }}\n',
    'deploy/bad.yaml': 'job:\n  events: pre-instal\n',
    'deploy/good.yaml': 'job:\n  events: post-install,post-upgrade\n',
  };

  it('checks each chart with them as well, the last one winning, at the place in the file and at full severity', async () => {
    using sandbox = new Sandbox(CHART);
    expect((await sandbox.report(['c'])).findings).toEqual([]);
    const { findings, stats } = await sandbox.report(['c', '--values', 'deploy/good.yaml', '-f', 'deploy/bad.yaml']);
    expect(stats.scenarios).toBe(2);
    expect(findings).toMatchObject([
      {
        rule: 'hook/unknown-event',
        severity: 'error',
        file: 'deploy/bad.yaml',
        range: { start: { line: 2, column: 11 } },
        scenario: {
          name: 'deploy/good.yaml, deploy/bad.yaml',
          set: {},
          values: ['deploy/good.yaml', 'deploy/bad.yaml'],
        },
      },
    ]);
    expect(findings[0]?.message).toContain('(with the values of `deploy/good.yaml, deploy/bad.yaml`)');
    const words = ['check', '.', '--values', '../deploy/bad.yaml,../deploy/good.yaml'];
    expect(await sandbox.run(words, {}, 'c')).toMatchObject({ code: 0 });
  });

  it('reads files from beyond the repository, and fixes them', async () => {
    using sandbox = new Sandbox({ 'r/.git/HEAD': '', ...prefixed('r', CHART) });
    sandbox.write('other.yaml', 'job: {events: pre-instal}\n');
    const report = await sandbox.report(['c', '--values', '../other.yaml'], 'r');
    expect(report.findings).toMatchObject([{ file: '../other.yaml', scenario: { values: ['../other.yaml'] } }]);
    expect(report.findings[0]?.fixes).not.toEqual([]);
  });

  it.each([
    ['none.yaml', 'is no file of UTF-8 text'],
    ['list.yaml', '`--values list.yaml`'],
    ['broken.yaml', '`--values broken.yaml`'],
  ])('refuses %s', async (file, message) => {
    using sandbox = new Sandbox({ ...CHART, 'list.yaml': '- a\n', 'broken.yaml': 'a: [\n' });
    const { code, out, err } = await sandbox.run(['check', 'c', '--values', file]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

const prefixed = (folder: string, files: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

describe('paths', () => {
  const tree = {
    'base/kustomization.yaml': 'resources: [none.yaml]\n',
    'overlays/a/kustomization.yaml': 'resources: [../../base, gone.yaml]\n',
    'overlays/b/kustomization.yaml': 'resources: [../../base]\n',
  };

  it('limit what is looked for, and are printed relative to the current folder', async () => {
    using sandbox = new Sandbox(tree);
    expect(files(await sandbox.report())).toEqual(['base/kustomization.yaml', 'overlays/a/kustomization.yaml']);
    expect(files(await sandbox.report(['overlays/a']))).toContain('overlays/a/kustomization.yaml');
    expect(files(await sandbox.report(['base', 'base/kustomization.yaml']))).toEqual(['base/kustomization.yaml']);
    expect(files(await sandbox.report(['../../base'], 'overlays/a'))).toEqual(['../../base/kustomization.yaml']);
    expect(files(await sandbox.report([sandbox.path('base')], 'overlays'))).toEqual(['../base/kustomization.yaml']);
  });

  it('read the rest of their repository, and nothing beyond it', async () => {
    using sandbox = new Sandbox({
      'base/kustomization.yaml': 'kind: Component\n',
      'r/app/kustomization.yaml': 'resources: [../../base]\n',
    });
    expect(files(await sandbox.report([], 'r/app'))).toEqual([]);
    sandbox.write('.git/HEAD', '');
    expect(files(await sandbox.report([], 'r/app'))).toEqual(['kustomization.yaml']);
  });

  it('may hold letters that addresses escape', async () => {
    using sandbox = new Sandbox({ 'a b#%41ä/kustomization.yaml': 'resources: [none.yaml]\n' });
    expect(files(await sandbox.report())).toEqual(['a b#%41ä/kustomization.yaml']);
  });

  it('may be a link to a folder, and links in a ring end', async () => {
    using sandbox = new Sandbox({ 'real/kustomization.yaml': 'resources: [none.yaml]\n' });
    symlinkSync(sandbox.path('real'), sandbox.path('link'));
    symlinkSync(sandbox.path('real'), sandbox.path('real/ring'));
    symlinkSync(sandbox.path('loop'), sandbox.path('loop'));
    expect(files(await sandbox.report())).toEqual(['real/kustomization.yaml']);
    expect(files(await sandbox.report(['link']))).toEqual(['link/kustomization.yaml']);
    const { code, err } = await sandbox.run(['check', 'loop']);
    expect({ code, err }).toEqual({ code: 2, err: "chartwright: `loop` can't be read: a loop of symbolic links.\n" });
  });
});

describe('folders that can not be read', () => {
  /** A disk on which one folder refuses to be listed: for root, the real one never does. */
  const refusing = (sandbox: Sandbox, name: string) => {
    const real = sandbox.platform();
    return {
      fileSystem: (roots: Parameters<typeof real.fileSystem>[0]): ReturnType<typeof real.fileSystem> => {
        const fs = real.fileSystem(roots);
        const message = 'permission denied';
        return {
          read: (uri) => fs.read(uri),
          list: (uri) => (uri.endsWith(`/${name}`) ? Promise.resolve({ kind: 'unreadable', message }) : fs.list(uri)),
        };
      },
    };
  };

  it('are an error of the engine below a path', async () => {
    using sandbox = new Sandbox({ ...MISSPELT, 'locked/kustomization.yaml': '' });
    const { code, out } = await sandbox.run(['check', '--rule', 'kustomize/wrong-kind'], refusing(sandbox, 'locked'));
    expect(code).toBe(1);
    expect(out).toContain('engine/unreadable');
  });

  it('are bad usage when named', async () => {
    using sandbox = new Sandbox({ 'locked/kustomization.yaml': '' });
    expect(await sandbox.run(['check', 'locked'], refusing(sandbox, 'locked'))).toEqual({
      code: 2,
      out: '',
      err: "chartwright: `locked` can't be read: permission denied.\n",
    });
  });
});

describe('bad input', () => {
  const bomb = [
    'a: &a [x, x]',
    ...'bcdefghijklmnopqrstuvw'
      .split('')
      .map((c, i) => `${c}: &${c} [*${'abcdefghijklmnopqrstuv'[i]}, *${'abcdefghijklmnopqrstuv'[i]}]`),
  ];

  it.each<[string, string | Uint8Array]>([
    ['a list', '- a\n- b\n'],
    ['a word', 'resources'],
    ['nothing', ''],
    ['two documents', 'resources: []\n---\nresources: [none.yaml]\n'],
    ['bytes', new Uint8Array([0, 255, 254, 1, 200, 10, 0])],
    ['tabs', 'resources:\n\t- a.yaml\n'],
    ['a string where a list belongs', 'resources: a.yaml\n'],
    ['odd entries', 'resources: [1, null, {a: b}, [c], "", " ", "\\0"]\n'],
    ['an alias bomb', `${bomb.join('\n')}\nresources: *w\n`],
    ['an alias of itself', 'resources: &a [*a]\n'],
    ['deep nesting', `resources: ${'['.repeat(5000)}\n`],
    ['ten megabytes', `resources:\n${'  - a.yaml\n'.repeat(950_000)}`],
    ['a file above the limit', `resources: []\n#${' '.repeat(17 * 1024 * 1024)}`],
  ])('%s ends in a report', async (_, content) => {
    using sandbox = new Sandbox({ 'kustomization.yaml': content });
    const { code, out, err } = await sandbox.run(['check', '--format', 'json', '--preview']);
    expect(err).toBe('');
    expect([0, 1]).toContain(code);
    const report = JSON.parse(out) as { findings: { rule: string }[] };
    expect(report.findings.map((f) => f.rule)).not.toContain('engine/rule-failed');
  });

  it('counts columns from 1 in UTF-16 units, past a byte order mark and CRLF', async () => {
    const text = '\uFEFF# 😀\r\nresources: ["😀.yaml", none.yaml]\r\n';
    using sandbox = new Sandbox({ 'kustomization.yaml': text, '😀.yaml': 'kind: A\n' });
    const { findings } = await sandbox.report();
    expect(findings.map((f) => f.range)).toEqual([{ start: { line: 2, column: 24 }, end: { line: 2, column: 33 } }]);
  });
});
