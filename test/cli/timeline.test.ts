import { describe, expect, it } from 'vitest';
import { Sandbox } from './command.ts';

const job = (name: string, hook: string): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: ${name}\n  annotations:\n    helm.sh/hook: ${hook}\n`;
const FILES = {
  'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 0.1.0\n',
  'c/templates/a.yaml': `${job('a<b', 'pre-install,pre-upgrade')}    helm.sh/hook-weight: "5"\n`,
  'c/templates/b.yaml': job('b', 'pre-install'),
  'c/templates/c.yaml': job('c', 'pre-instal'),
  'c/templates/d.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: d\n',
};

describe('timeline', () => {
  it('prints the order of an operation', async () => {
    using sandbox = new Sandbox(FILES);
    expect(await sandbox.run(['timeline', 'c', '--operation', 'install'])).toEqual({
      code: 0,
      out: [
        'install',
        '  pre-install',
        '    1. Job b, weight 0, deleted: before-hook-creation (default)',
        '    2. Job a<b, weight 5, deleted: before-hook-creation (default)',
        '  1 regular object',
        '  post-install: none',
        'Helm drops Job c: its hook annotation names no event.',
        '',
      ].join('\n'),
      err: '',
    });
  });

  it('prints JSON with the place of each hook', async () => {
    using sandbox = new Sandbox(FILES);
    const { out } = await sandbox.run(['timeline', 'c', '--operation', 'upgrade', '--format', 'json']);
    const { operations, dropped } = JSON.parse(out) as {
      operations: { steps: { hooks: object[] }[] }[];
      dropped: string[];
    };
    expect(operations[0]?.steps[0]?.hooks).toEqual([
      {
        kind: 'Job',
        name: 'a<b',
        weight: 5,
        deletePolicies: [],
        template: 'c/templates/a.yaml',
        file: 'c/templates/a.yaml',
        line: 6,
        column: 5,
      },
    ]);
    expect(dropped).toEqual(['Job c']);
  });

  it('draws a picture, names escaped', async () => {
    using sandbox = new Sandbox(FILES);
    const { code, out } = await sandbox.run(['timeline', 'c', '--format', 'svg']);
    expect(code).toBe(0);
    expect(out).toMatch(/^<svg .*<\/svg>\n$/s);
    expect(out).toContain('Job a&lt;b');
    expect(out).not.toContain('rollback');
  });

  it('needs a chart', async () => {
    using sandbox = new Sandbox({ 'x/a.yaml': '' });
    const { code, err } = await sandbox.run(['timeline', 'x']);
    expect(code).toBe(2);
    expect(err).toContain('no Chart.yaml');
  });
});
