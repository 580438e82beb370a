import { afterEach, describe, expect, it } from 'vitest';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { FILES, isMissing, MISSING, none, RULE, some } from './example.ts';
import { Workbench } from './stdioServer.ts';

describe('code actions', () => {
  let bench: Workbench;
  afterEach(() => bench.dispose());

  const workbench = (files: Readonly<Record<string, string>> = FILES): Workbench => (bench = new Workbench(files));

  it('offers fixes as edits of the open version, which end the finding', async () => {
    const client = await workbench().client();
    const uri = bench.uri('kustomization.yaml');
    await client.open(uri, MISSING, 3);
    const { diagnostics } = await client.diagnostics(uri, some);
    const range = diagnostics.find(isMissing)!.range;
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics, only: ['quickfix'] },
    });
    const action = actions.find(({ title }) => title === 'Change to deployment.yaml')!;
    expect(action).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: RULE }] });
    const [change] = action.edit!.documentChanges! as TextDocumentEdit[];
    expect(change!.textDocument).toEqual({ uri, version: 3 });
    const text = TextDocument.applyEdits(TextDocument.create(uri, 'yaml', 3, MISSING), change!.edits as never);
    expect(text).toBe('resources:\n  - deployment.yaml\n');
    await client.change(uri, 4, text);
    expect((await client.diagnostics(uri, none)).version).toBe(4);
  });

  it('answers in plain changes where the client knows no versions', async () => {
    const client = await workbench().client({ capabilities: {} });
    const uri = bench.uri('kustomization.yaml');
    await client.open(uri, MISSING);
    const position = { line: 1, character: 6 };
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: position, end: position },
      context: { diagnostics: [] },
    });
    expect(actions.map(({ edit }) => Object.keys(edit?.changes ?? {}))).toContainEqual([uri]);
  });

  it('keeps to the kinds that are asked for', async () => {
    const client = await workbench().client();
    const uri = bench.uri('kustomization.yaml');
    await client.open(uri, MISSING);
    const { diagnostics } = await client.diagnostics(uri, some);
    const ask = (only: string[]): Promise<CodeAction[]> =>
      client.connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri },
        range: diagnostics[0]!.range,
        context: { diagnostics, only },
      });
    expect(await ask(['refactor.extract'])).toEqual([]);
    const [fixAll, ...others] = await ask(['source.fixAll']);
    expect(others).toEqual([]);
    expect(fixAll).toMatchObject({ kind: 'source.fixAll.chartwright' });
    expect(await client.connection.sendRequest('codeAction/resolve', fixAll)).toMatchObject({ title: fixAll!.title });
  });
});
