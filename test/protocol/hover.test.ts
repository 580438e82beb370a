import { afterEach, describe, expect, it } from 'vitest';
import type { Hover, MarkupContent } from 'vscode-languageserver/node';
import { DEPLOYMENT, FILES } from './example.ts';
import type { TestClient } from './testClient.ts';
import { Workbench } from './stdioServer.ts';

const TEXT = '# ü\nresources:\n  - deployment.yaml\n';

describe('hover', () => {
  let bench: Workbench;
  afterEach(() => bench.dispose());

  const hoverAt = (client: TestClient, line: number, character: number): Promise<Hover | null> =>
    client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: bench.uri('kustomization.yaml') },
      position: { line, character },
    });

  it('explains a field and an entry in Markdown, with its range', async () => {
    bench = new Workbench({ ...FILES, 'deployment.yaml': DEPLOYMENT });
    const client = await bench.client();
    await client.open(bench.uri('kustomization.yaml'), TEXT);
    const field = await hoverAt(client, 1, 2);
    expect(field?.range).toEqual({ start: { line: 1, character: 0 }, end: { line: 1, character: 9 } });
    expect((field?.contents as MarkupContent).kind).toBe('markdown');
    expect((field?.contents as MarkupContent).value).toContain('resources');
    expect((await hoverAt(client, 2, 6))?.range?.end).toEqual({ line: 2, character: 19 });
  });

  it('has nothing to say of a comment, nor past the end', async () => {
    bench = new Workbench(FILES);
    const client = await bench.client();
    await client.open(bench.uri('kustomization.yaml'), TEXT);
    expect(await hoverAt(client, 0, 1)).toBeNull();
    expect(await hoverAt(client, 999, 999)).toBeNull();
  });

  it('is plain text for a client that reads no Markdown', async () => {
    bench = new Workbench(FILES);
    const client = await bench.client({ capabilities: {} });
    await client.open(bench.uri('kustomization.yaml'), TEXT);
    expect(((await hoverAt(client, 1, 2))?.contents as MarkupContent).kind).toBe('plaintext');
  });
});
