import { describe, expect, it } from 'vitest';
import { COMMANDS, LATER } from '../../server/src/cli/commands.ts';
import { VERSION } from '../../server/src/cli/version.ts';
import { RULES } from '../../server/src/core/rules/index.ts';
import { MISSPELT, Sandbox } from './command.ts';

describe('usage', () => {
  it.each([
    [[], 'a command is missing'],
    [['chek'], 'Did you mean `check`?'],
    [['--verison'], 'Did you mean `--version`?'],
    [['check', '--formt', 'json'], 'Did you mean `--format`?'],
    [['check', '--format', 'jsn'], 'Did you mean `json`?'],
    [['check', '--format'], '`--format` needs a value'],
    [['check', '--format='], '`--format` needs a value'],
    [['check', '--fix=yes'], '`--fix` takes no value'],
    [['check', ''], 'An operand of `check` is empty'],
    [['check', '--fail-on', 'fatal'], 'error, warning, info, hint, never'],
    [['check', '--rule', 'kustomize/mising-resource'], 'Did you mean `kustomize/missing-resource`?'],
    [['check', '--baseline', 'HEAD'], 'later version'],
    [['check', '--values', 'v.yaml'], 'is no file of UTF-8 text'],
    [['check', '--config', 'none.yaml'], 'there is no such file'],
    [['check', '--config', '.'], 'that is a folder'],
    [['check', 'none'], '`none` does not exist'],
    [['check', '.', 'none'], '`none` does not exist'],
    [['check', 'kustomization.yaml/x'], 'does not exist'],
    [['explain'], 'needs ID'],
    [['explain', 'a', 'b'], 'can do nothing with `b`'],
    [['explain', 'nothing/at-all'], 'there is no rule'],
    [['rules', 'x'], 'can do nothing with `x`'],
    [['server'], 'needs `--stdio`'],
    [['help', 'chek'], 'Did you mean `check`?'],
    ...LATER.map((name): [string[], string] => [[name, 'x'], 'is not in this version']),
  ])('%j ends with 2 and says so', async (words, message) => {
    using sandbox = new Sandbox(MISSPELT);
    const { code, out, err } = await sandbox.run(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^chartwright: .*\.\n$|`chartwright rules` lists them\.\n$|\?\n$/);
    expect(err).toContain(message);
  });

  it('prints help in general and for each command', async () => {
    using sandbox = new Sandbox();
    const general = await sandbox.run(['--help']);
    expect(general).toEqual({ code: 0, out: (await sandbox.run(['help'])).out, err: '' });
    for (const { name, options } of COMMANDS) {
      expect(general.out).toContain(`\n  ${name} `);
      const { code, out } = await sandbox.run([name, '--help']);
      expect(code).toBe(0);
      for (const option of options) expect(out.includes(`  ${option.name}`)).toBe(!option.hidden);
    }
    for (const name of LATER) expect(general.out).not.toContain(`\n  ${name} `);
  });

  it('prints the version', async () => {
    using sandbox = new Sandbox();
    expect(await sandbox.run(['--version'])).toEqual({ code: 0, out: `${VERSION}\n`, err: '' });
  });

  it('takes everything after -- for a path', async () => {
    using sandbox = new Sandbox({ '--help/a.yaml': '' });
    const { code, out } = await sandbox.run(['check', '--', '--help']);
    expect(code).toBe(0);
    expect(out).toContain('Nothing to check');
  });

  it('runs the server when asked', async () => {
    using sandbox = new Sandbox();
    let served = 0;
    const serve = (): Promise<number> => Promise.resolve(++served);
    expect((await sandbox.run(['server', '--stdio'], { serve })).code).toBe(1);
    expect(served).toBe(1);
  });
});

describe('rules and explain', () => {
  it('list every rule', async () => {
    using sandbox = new Sandbox();
    const { out } = await sandbox.run(['rules']);
    const { rules } = JSON.parse((await sandbox.run(['rules', '--format', 'json'])).out) as { rules: { id: string }[] };
    expect(rules.map((rule) => rule.id)).toEqual(RULES.map((rule) => rule.meta.id));
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(rules.map((rule) => rule.id));
  });

  it.each(RULES.map((rule) => rule.meta))('explain $id', async ({ id, docs }) => {
    using sandbox = new Sandbox();
    const { code, out } = await sandbox.run(['explain', id]);
    expect(code).toBe(0);
    for (const part of [docs.what, docs.why, docs.fix, ...docs.silent]) expect(out).toContain(part.trim());
  });
});
