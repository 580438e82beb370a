import { afterEach, describe, expect, it } from 'vitest';
import type { Hover } from 'vscode-languageserver/node';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { FILES, isMissing, MISSING, some } from './example.ts';
import { Workbench } from './stdioServer.ts';

describe('the language server', () => {
  let bench: Workbench;
  afterEach(() => bench.dispose());

  const workbench = (files: Readonly<Record<string, string>> = FILES): Workbench => (bench = new Workbench(files));

  it('says what it can do, and asks to be told of changes', async () => {
    const client = await workbench().client();
    expect(client.initializeResult.capabilities).toMatchObject({
      textDocumentSync: { openClose: true, change: 2 },
      hoverProvider: true,
      codeActionProvider: {
        codeActionKinds: ['quickfix', 'source.fixAll.chartwright', 'refactor.rewrite.chartwright'],
        resolveProvider: true,
      },
      workspace: { workspaceFolders: { supported: true } },
    });
    await client.until(() => client.registered.length >= 2);
    expect(client.registered).toContain('workspace/didChangeConfiguration');
    expect(client.registered).toContain('workspace/didChangeWatchedFiles');
  });

  it('answers null to bad requests, names them in the log and goes on', async () => {
    const client = await workbench().client();
    const uri = bench.uri('kustomization.yaml');
    const { connection } = client;
    for (const method of ['textDocument/hover', 'textDocument/codeAction', 'codeAction/resolve']) {
      await connection.sendRequest(method, {}).catch(() => null);
    }
    expect(await connection.sendRequest('textDocument/hover', { textDocument: {} })).toBeNull();
    expect(
      await connection.sendRequest('textDocument/hover', { textDocument: { uri: '\ud800' }, position: {} }),
    ).toBeNull();
    await connection.sendNotification('textDocument/didChange', {});
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: 'x', version: 1 },
      contentChanges: [{ text: '' }],
    });
    await connection.sendNotification('workspace/didChangeWatchedFiles', { changes: 3 });
    await connection.sendNotification('workspace/didChangeConfiguration', {});
    await client.until(() => client.logged.some((line) => line.includes('workspace/didChangeWatchedFiles failed')));
    expect(client.logged.some((line) => line.startsWith('textDocument/hover failed'))).toBe(true);
    await client.open(uri, MISSING);
    expect((await client.diagnostics(uri, some)).version).toBe(1);
  });

  it('starts although initialize says nothing sensible', async () => {
    const client = await workbench().client({
      capabilities: { workspace: { workspaceEdit: 7 } },
      settings: 'nonsense',
    });
    expect(client.initializeResult.capabilities).toHaveProperty('hoverProvider', true);
  });

  it('lives through very large documents', async () => {
    const client = await workbench().client();
    const [uri, large] = [bench.uri('kustomization.yaml'), bench.uri('large/kustomization.yaml')];
    await client.open(large, `resources:\n${'  - a.yaml\n'.repeat(20_000)}`);
    await client.change(large, 2, 'x'.repeat(17 * 1024 * 1024));
    await client.open(uri, MISSING);
    expect((await client.diagnostics(uri, some)).diagnostics.filter(isMissing)).toHaveLength(1);
  });

  it('lets requests be cancelled', async () => {
    const client = await workbench().client();
    const uri = bench.uri('kustomization.yaml');
    await client.open(uri, MISSING);
    const params = { textDocument: { uri }, position: { line: 0, character: 0 } };
    const answers = Array.from({ length: 20 }, () => {
      const source = new CancellationTokenSource();
      const answer = client.connection.sendRequest<Hover | null>('textDocument/hover', params, source.token);
      source.cancel();
      return answer.catch(() => null);
    });
    expect(await Promise.all(answers)).toEqual(answers.map(() => null));
    expect((await client.diagnostics(uri, some)).version).toBe(1);
  });

  it('ends when told to, and another takes over', async () => {
    const first = await workbench().client();
    await first.connection.sendRequest('shutdown');
    await first.connection.sendNotification('exit');
    expect(await bench.exitCode()).toBe(0);
    const second = await bench.client();
    await second.open(bench.uri('kustomization.yaml'), MISSING);
    expect((await second.diagnostics(bench.uri('kustomization.yaml'), some)).version).toBe(1);
  });
});
