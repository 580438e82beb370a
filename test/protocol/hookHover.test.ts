import type { Hover, MarkupContent } from 'vscode-languageserver/node';
import { afterEach, describe, expect, it } from 'vitest';
import { Workbench } from './stdioServer.ts';

const JOB =
  'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: a\n  annotations:\n    helm.sh/hook: pre-install,post-upgrade\n';

describe('hover on a hook', () => {
  let bench: Workbench;
  afterEach(() => bench.dispose());

  it('explains a hook by what the chart renders, with the range of the word under the cursor', async () => {
    bench = new Workbench({
      'Chart.yaml': 'apiVersion: v2\nname: harbour\nversion: 0.1.0\n',
      'templates/a.yaml': JOB,
      'templates/b.yaml': JOB.replace('name: a', 'name: 0'),
    });
    const client = await bench.client();
    const uri = bench.uri('templates/a.yaml');
    await client.open(uri, JOB);
    const position = { line: 5, character: 33 };
    const hover: Hover | null = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position,
    });
    expect((hover?.contents as MarkupContent).value).toContain('Job `a` runs at **post-upgrade** (2 of 2)');
    expect(hover?.range).toEqual({ start: { line: 5, character: 30 }, end: { line: 5, character: 42 } });
  });
});
