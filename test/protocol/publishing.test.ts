import { afterEach, describe, expect, it } from 'vitest';
import { DEPLOYMENT, FILES, isMissing, MISSING, none, RULE, some } from './example.ts';
import { Workbench } from './stdioServer.ts';

describe('published diagnostics', () => {
  let bench: Workbench;
  afterEach(() => bench.dispose());

  const workbench = (files: Readonly<Record<string, string>> = FILES): Workbench => (bench = new Workbench(files));

  it('publishes what it finds in an opened file, with its version', async () => {
    const client = await workbench().client();
    const uri = bench.uri('kustomization.yaml');
    await client.open(uri, MISSING, 7);
    const { version, diagnostics } = await client.diagnostics(uri, some);
    expect(version).toBe(7);
    expect(diagnostics.find(isMissing)).toMatchObject({
      range: { start: { line: 1, character: 4 }, end: { line: 1, character: 19 } },
      severity: 1,
      source: 'chartwright',
      codeDescription: {
        href: 'https://github.com/chartwright/chartwright/blob/main/docs/rules/kustomize/missing-resource.md',
      },
    });
    await client.until(() => client.statuses.some((s) => s.state === 'idle' && s.files === 1 && s.problems > 0));
  });

  it('follows incremental edits', async () => {
    const client = await workbench().client();
    const uri = bench.uri('kustomization.yaml');
    await client.open(uri, MISSING);
    await client.diagnostics(uri, some);
    await client.change(uri, 2, 'e', { start: { line: 1, character: 11 }, end: { line: 1, character: 12 } });
    expect(await client.diagnostics(uri, none)).toEqual({ uri, version: 2, diagnostics: [] });
  });

  it('publishes for a file that is not open when an edit elsewhere takes it in or leaves it out', async () => {
    const overlay = 'resources:\n  - ../base\n';
    workbench({ 'base/kustomization.yaml': MISSING, 'base/b.yaml': DEPLOYMENT, 'overlay/kustomization.yaml': overlay });
    const client = await bench.client();
    const [open, closed] = [bench.uri('overlay/kustomization.yaml'), bench.uri('base/kustomization.yaml')];
    await client.open(open, overlay);
    expect(await client.diagnostics(closed, some)).not.toHaveProperty('version');
    await client.change(open, 2, 'resources: []\n');
    expect(await client.diagnostics(closed, none)).toEqual({ uri: closed, diagnostics: [] });
  });

  it('says nothing again of a file that an edit did not touch', async () => {
    workbench({ 'a/kustomization.yaml': MISSING, 'b/kustomization.yaml': MISSING });
    const client = await bench.client();
    const [a, b] = [bench.uri('a/kustomization.yaml'), bench.uri('b/kustomization.yaml')];
    await client.open(a, MISSING);
    await client.open(b, MISSING);
    await client.diagnostics(a, some);
    await client.diagnostics(b, some);
    const before = client.published.filter((p) => p.uri === a).length;
    await client.change(b, 2, 'resources: []\n');
    await client.diagnostics(b, none);
    expect(client.published.filter((p) => p.uri === a)).toHaveLength(before);
  });

  it("takes back what it said of a file that is closed and in no open file's reach", async () => {
    const client = await workbench().client();
    const uri = bench.uri('kustomization.yaml');
    await client.open(uri, MISSING);
    await client.diagnostics(uri, some);
    await client.close(uri);
    expect(await client.diagnostics(uri, none)).toEqual({ uri, diagnostics: [] });
  });

  it('checks the whole workspace when asked to', async () => {
    const client = await workbench().client({ settings: { check: { scope: 'workspace' } } });
    expect((await client.diagnostics(bench.uri('kustomization.yaml'), some)).diagnostics.length).toBeGreaterThan(0);
  });

  it('obeys changed settings at once', async () => {
    const client = await workbench().client();
    const uri = bench.uri('kustomization.yaml');
    await client.open(uri, MISSING);
    await client.diagnostics(uri, some);
    client.settings = { rules: { [RULE]: 'hint' }, preview: 'not a boolean' };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    const hinted = await client.diagnostics(uri, (list) => list.some((d) => isMissing(d) && d.severity === 4));
    expect(hinted.version).toBe(1);
    client.settings = { rules: { [RULE]: 'off' } };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    expect((await client.diagnostics(uri, none)).diagnostics).toEqual([]);
  });

  it('takes settings from clients that can not be asked', async () => {
    const client = await workbench().client({ capabilities: {} });
    const uri = bench.uri('kustomization.yaml');
    await client.open(uri, MISSING);
    await client.diagnostics(uri, some);
    const settings = { chartwright: { rules: { [RULE]: 'off' } } };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings });
    expect((await client.diagnostics(uri, none)).diagnostics).toEqual([]);
    expect(client.registered).toEqual([]);
  });

  it('sees files appear and go', async () => {
    const client = await workbench().client();
    const uri = bench.uri('kustomization.yaml');
    await client.open(uri, MISSING);
    await client.diagnostics(uri, some);
    bench.write('deploymant.yaml', DEPLOYMENT);
    const watched = (path: string, type: number): Promise<void> =>
      client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: bench.uri(path), type }],
      });
    await watched('deploymant.yaml', 1);
    await client.diagnostics(uri, none);
    bench.remove('deploymant.yaml');
    await watched('deploymant.yaml', 3);
    expect((await client.diagnostics(uri, some)).diagnostics.filter(isMissing)).toHaveLength(1);
  });

  it('sees all below a folder go by one event', async () => {
    const text = 'resources:\n  - sub/a.yaml\n';
    const client = await workbench({
      'kustomization.yaml': text,
      'sub/a.yaml': DEPLOYMENT,
      'x/kustomization.yaml': MISSING,
    }).client();
    const [uri, other] = [bench.uri('kustomization.yaml'), bench.uri('x/kustomization.yaml')];
    await client.open(uri, text);
    await client.open(other, MISSING);
    await client.diagnostics(other, some);
    expect(client.messages(uri)).toEqual([]);
    bench.remove('sub');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: bench.uri('sub'), type: 3 }],
    });
    expect((await client.diagnostics(uri, some)).diagnostics[0]?.range.start.line).toBe(1);
  });

  it('follows the workspace folders', async () => {
    const client = await workbench().client({ folders: [], settings: { check: { scope: 'workspace' } } });
    const uri = bench.uri('kustomization.yaml');
    const folder = { uri: `${bench.uri()}/`, name: 'it' };
    const change = (added: object[], removed: object[]): Promise<void> =>
      client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added, removed } });
    await client.until(() => client.statuses.some((s) => s.state === 'idle'));
    await change([folder], []);
    await client.diagnostics(uri, some);
    await change([], [folder]);
    expect((await client.diagnostics(uri, none)).diagnostics).toEqual([]);
  });

  it('answers for the newest text only, however fast the typing', async () => {
    const client = await workbench().client();
    const uri = bench.uri('kustomization.yaml');
    await client.open(uri, 'resources: []\n');
    for (let version = 2; version < 60; version++)
      await client.change(uri, version, `${'#\n'.repeat(version)}${MISSING}`);
    const { version, diagnostics } = await client.diagnostics(uri, (list) =>
      list.some((d) => d.range.start.line === 60),
    );
    expect(version).toBe(59);
    expect(diagnostics.filter(isMissing)).toHaveLength(1);
    expect(client.published.length).toBeLessThan(20);
  });
});
