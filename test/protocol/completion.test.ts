import type { CompletionItem, MarkupContent, TextEdit } from 'vscode-languageserver/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestClient } from './testClient.ts';
import { Workbench } from './stdioServer.ts';

const CHART = 'apiVersion: v2\nname: harbour\nversion: 0.1.0\n';
const JOB = 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: a # 🛳\n  annotations:\n';

describe('completion of hook annotations', () => {
  let bench: Workbench;
  let client: TestClient;
  beforeEach(async () => {
    bench = new Workbench({ 'Chart.yaml': CHART, 'templates/a.yaml': JOB });
    client = await bench.client();
  });
  afterEach(() => bench.dispose());

  const uri = (): string => bench.uri('templates/a.yaml');
  const complete = (line: number, character: number): Promise<CompletionItem[] | null> =>
    client.connection.sendRequest('textDocument/completion', {
      textDocument: { uri: uri() },
      position: { line, character },
    });

  it('replaces the half-typed event only, in columns of UTF-16 units', async () => {
    await client.open(uri(), `${JOB}    x: 🛳\n    "helm.sh/hook": "pre-install,pre-up" # 🛳\n`);
    const items = await complete(6, 39);
    expect(items?.map(({ label }) => label)).not.toContain('pre-install');
    const item = items?.find(({ label }) => label === 'pre-upgrade');
    expect(item?.textEdit as TextEdit).toEqual({
      range: { start: { line: 6, character: 33 }, end: { line: 6, character: 39 } },
      newText: 'pre-upgrade',
    });
    expect((item?.documentation as MarkupContent).value).toContain('**Argo CD**: PreSync');
  });

  it('keeps the order of the list by the text that clients sort by', async () => {
    await client.open(uri(), `${JOB}    helm.sh/ho\n`);
    const items = (await complete(5, 14)) ?? [];
    expect(items[0]?.label).toBe('helm.sh/hook');
    const sorted = [...items].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
    expect(sorted.map(({ label }) => label)).toEqual(items.map(({ label }) => label));
  });

  it('follows what is typed', async () => {
    await client.open(uri(), JOB);
    await client.change(uri(), 2, '    helm.sh/hook: \n', {
      start: { line: 5, character: 0 },
      end: { line: 5, character: 0 },
    });
    expect((await complete(5, 18))?.length).toBe(9);
    expect(await complete(2, 3)).toBeNull();
  });

  it('completes within braces', async () => {
    await client.open(uri(), JOB.replace('annotations:', 'annotations: {"helm.sh/hook": "test", }'));
    expect((await complete(4, 40))?.[0]?.textEdit).toEqual({
      range: { start: { line: 4, character: 40 }, end: { line: 4, character: 40 } },
      newText: '"helm.sh/hook-weight": ',
    });
  });

  it('says by which characters a list is asked for', () => {
    const { completionProvider } = client.initializeResult.capabilities as {
      completionProvider: { triggerCharacters: string[] };
    };
    expect(completionProvider.triggerCharacters).toEqual(expect.arrayContaining([',', '{']));
  });
});
