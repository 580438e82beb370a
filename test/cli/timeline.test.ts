import { describe, expect, it } from 'vitest';
import { makeTgz } from '../support/tar.ts';
import { Sandbox } from './command.ts';

const job = (name: string, hook: string): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: ${name}\n  annotations:\n    helm.sh/hook: ${hook}\n`;
const FILES = {
  'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 0.1.0\n',
  'c/values.yaml': 'again: false\n',
  'c/templates/a.yaml': `${job('a<b', 'pre-install,pre-upgrade')}    helm.sh/hook-weight: "5"\n`,
  'c/templates/b.yaml': `{{- if not .Values.again }}\n${job('b', 'pre-install')}    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded\n{{- end }}\n`,
  'c/templates/c.yaml': job('c', 'pre-instal'),
  'c/templates/d.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: d\n',
  'more.yaml': 'again: true\n',
};

interface Json {
  readonly scenario: string | null;
  readonly operations: readonly {
    readonly absent: string[];
    readonly steps: readonly { readonly hooks: object[] }[];
  }[];
  readonly dropped: readonly { readonly name: string; readonly findings: readonly { readonly rule: string }[] }[];
}

describe('timeline', () => {
  it('prints the order of an operation, with what is found', async () => {
    using sandbox = new Sandbox(FILES);
    expect(await sandbox.run(['timeline', 'c', '--operation', 'install'])).toEqual({
      code: 0,
      out: [
        'c 0.1.0, default values',
        '',
        'install',
        '  pre-install, 2 hooks',
        '    1. Job b    weight 0, replaces the old one, Helm waits until it completes, deleted after success',
        '    2. Job a<b  weight 5, replaces the old one, Helm waits until it completes',
        '    then deleted: 1',
        '  1 regular object: ConfigMap',
        '  post-install: none',
        '',
        'Helm drops Job c: its hook annotation names no event that Helm knows.',
        '  error hook/unknown-event: `pre-instal` is no hook event, so Helm drops this whole Job without an error: it is never created. `pre-install` may be meant.',
        '',
      ].join('\n'),
      err: '',
    });
  });

  it('says what an upgrade leaves out, and which operations have no hooks', async () => {
    using sandbox = new Sandbox(FILES);
    const { out } = await sandbox.run(['timeline', 'c']);
    expect(out).toContain('  post-upgrade: none\n  not run on upgrade\n    Job b\n');
    expect(out).toContain('No hooks on rollback, delete or test.\n');
  });

  it('takes an archive as it takes the folder that was packed', async () => {
    const chart = Object.entries(FILES).filter(([path]) => path.startsWith('c/'));
    using sandbox = new Sandbox({ ...FILES, 'c-0.1.0.tgz': makeTgz(new Map(chart)) });
    for (const more of [[], ['--values', 'more.yaml'], ['--set', 'again=true'], ['--format', 'svg']]) {
      const packed = await sandbox.run(['timeline', 'c-0.1.0.tgz', ...more]);
      expect(packed).toEqual(await sandbox.run(['timeline', 'c', ...more]));
    }
    const { out } = await sandbox.run(['timeline', 'c-0.1.0.tgz', '--format', 'json']);
    expect(out).toContain('"file": "c-0.1.0.tgz/templates/a.yaml"');
  });

  it('refuses an archive without a chart, and what is none', async () => {
    using sandbox = new Sandbox({
      'a.tgz': makeTgz(new Map([['a/b.txt', 'x']])),
      'b.tgz': 'x',
      'c.tgz': new Uint8Array([0x1f, 0x8b, 0xff]),
    });
    for (const name of ['a.tgz', 'b.tgz', 'c.tgz']) {
      const { code, err } = await sandbox.run(['timeline', name]);
      expect(code).toBe(2);
      expect(err).toContain(`\`${name}\`: there is no Chart.yaml in it, so it is no chart.`);
    }
  });

  it('prints JSON with the place of each hook', async () => {
    using sandbox = new Sandbox(FILES);
    const { out } = await sandbox.run(['timeline', 'c', '--operation', 'upgrade', '--format', 'json']);
    const { operations, dropped, scenario } = JSON.parse(out) as Json;
    expect(scenario).toBeNull();
    expect(operations[0]?.steps[0]?.hooks).toEqual([
      {
        id: 'c/templates/a.yaml#0',
        kind: 'Job',
        name: 'a<b',
        chart: '',
        template: 'c/templates/a.yaml',
        file: 'c/templates/a.yaml',
        line: 6,
        column: 5,
        maybe: false,
        findings: [],
        events: ['pre-install', 'pre-upgrade'],
        weight: 5,
        deletePolicies: [],
        life: ['replace', 'wait'],
      },
    ]);
    expect(operations[0]?.absent).toEqual(['c/templates/b.yaml#0']);
    expect(dropped.map(({ name, findings }) => [name, findings.map(({ rule }) => rule)])).toEqual([
      ['c', ['hook/unknown-event']],
    ]);
  });

  it('takes values as render does', async () => {
    using sandbox = new Sandbox(FILES);
    for (const [given, name] of [
      [['--set', 'again=true'], 'again=true'],
      [['--values', 'more.yaml'], 'more.yaml'],
    ] as const) {
      const { out } = await sandbox.run(['timeline', 'c', '--operation', 'install', ...given]);
      expect(out).toContain(`c 0.1.0, with ${name}\n`);
      expect(out).toContain('  pre-install, 1 hook\n    1. Job a<b');
    }
    expect(await sandbox.run(['timeline', 'c', '--set', 'a[=1'])).toMatchObject({ code: 2, out: '' });
    expect(await sandbox.run(['timeline', 'c', '--values', 'none.yaml'])).toMatchObject({ code: 2, out: '' });
  });

  it('draws a picture, names escaped', async () => {
    using sandbox = new Sandbox(FILES);
    const { code, out } = await sandbox.run(['timeline', 'c', '--format', 'svg']);
    expect(code).toBe(0);
    expect(out).toMatch(/^<svg .*<\/svg>\n$/s);
    expect(out).toContain('>a&lt;b<');
    expect(out).toContain('prefers-color-scheme:dark');
    expect(out).toContain('hook/unknown-event');
    expect(out).not.toMatch(/a<b|href|url\(|<script|\son\w+=/);
    expect(out).toContain('No hooks on rollback, delete or test.');
  });

  it('sends no control characters of the chart to the terminal', async () => {
    const files = { 'c/Chart.yaml': FILES['c/Chart.yaml'], 'c/templates/a.yaml': job('"\\e[31mred"', 'test') };
    using sandbox = new Sandbox({ ...files, 'c/templates/b.yaml': '{{ fail "\\x1b]0;title\\x07" }}' });
    const { out, err } = await sandbox.run(['timeline', 'c']);
    expect(out).toContain('Job \\u001b[31mred');
    expect(err).toContain('\\u001b]0;title\\u0007');
    expect(out + err).not.toMatch(/[\u001b\u0007]/);
  });

  it('draws a chart without hooks', async () => {
    using sandbox = new Sandbox({ 'c/Chart.yaml': FILES['c/Chart.yaml'] });
    const { out } = await sandbox.run(['timeline', 'c', '--format', 'svg']);
    expect(out).toContain('No hooks on install, upgrade, rollback, delete or test.');
    const text = await sandbox.run(['timeline', 'c']);
    expect(text.out).toBe('c 0.1.0, default values\n\nNo hooks on install, upgrade, rollback, delete or test.\n');
  });

  it('needs a chart', async () => {
    using sandbox = new Sandbox({ 'x/a.yaml': '' });
    const { code, err } = await sandbox.run(['timeline', 'x']);
    expect(code).toBe(2);
    expect(err).toContain('no Chart.yaml');
  });
});
