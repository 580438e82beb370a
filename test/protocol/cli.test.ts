import type { SpawnSyncReturns } from 'node:child_process';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { describe, expect, it } from 'vitest';
import { VERSION } from '../../server/src/cli/version.ts';
import type { Report } from '../../server/src/cli/report.ts';
import { MISSPELT, Sandbox } from '../cli/command.ts';
import { TOP } from '../support/top.ts';

const CLI = join(TOP, 'dist/cli.js');

const runIn = (sandbox: Sandbox, ...words: string[]): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [CLI, ...words], { cwd: sandbox.top, encoding: 'utf8' });

describe('dist/cli.js', () => {
  it('prints its version', () => {
    using sandbox = new Sandbox();
    expect(runIn(sandbox, '--version')).toMatchObject({ status: 0, stdout: `${VERSION}\n`, stderr: '' });
  });

  it('keeps standard output for the report, and nothing else', () => {
    using sandbox = new Sandbox(MISSPELT);
    const { status, stdout, stderr } = runIn(sandbox, 'check', '--format', 'json');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect((JSON.parse(stdout) as Report).findings).toHaveLength(1);
    expect(runIn(sandbox, 'check', 'none')).toMatchObject({ status: 2, stdout: '' });
  });

  it('prints a long report whole into a pipe', () => {
    const names = Array.from({ length: 2000 }, (_, i) => `none-${i}.yaml`);
    using sandbox = new Sandbox({ 'kustomization.yaml': `resources:\n${names.map((n) => `  - ${n}\n`).join('')}` });
    const { stdout } = runIn(sandbox, 'check', '--format', 'github');
    expect(stdout.trimEnd().split('\n')).toHaveLength(2000);
  });

  it.skipIf(process.platform === 'win32')('lets its reader go early', () => {
    const names = Array.from({ length: 2000 }, (_, i) => `none-${i}.yaml`);
    using sandbox = new Sandbox({ 'kustomization.yaml': `resources:\n${names.map((n) => `  - ${n}\n`).join('')}` });
    writeFileSync(sandbox.path('run.sh'), `"$1" "$2" check --format github 2>err | head -n 1\n`);
    execFileSync('sh', ['run.sh', process.execPath, CLI], { cwd: sandbox.top });
    expect(sandbox.read('err')).toBe('');
  });

  it('serves the language server', async () => {
    using sandbox = new Sandbox();
    const server = spawn(process.execPath, [CLI, 'server', '--stdio'], {
      cwd: sandbox.top,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => server.once('exit', resolve));
    const connection = createMessageConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    connection.listen();
    const answer = await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
    expect(answer).toMatchObject({ capabilities: { hoverProvider: true } });
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect(await ended).toBe(0);
    connection.dispose();
  });
});
