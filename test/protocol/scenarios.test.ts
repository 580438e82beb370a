import type { CodeAction, Diagnostic } from 'vscode-languageserver/node';
import { afterEach, describe, expect, it } from 'vitest';
import { Workbench } from './stdioServer.ts';

/** Line 5 names an unknown event in the defaults when `bad` is in it, line 5 of b.yaml only with mode=custom. */
const job = (event: string): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: a\n  annotations:\n    helm.sh/hook: ${event}\n`;
const SOMETIMES = '{{ if eq .Values.mode "custom" }}post-updrade{{ else }}post-upgrade{{ end }}';
const FILES = {
  'Chart.yaml': 'apiVersion: v2\nname: harbour\nversion: 0.1.0\n',
  'values.yaml': 'mode: auto\n',
  'templates/a.yaml': job('post-upgrade'),
  'templates/b.yaml': job(SOMETIMES),
};

const inScenario = ({ code, message }: Diagnostic): boolean =>
  code === 'hook/unknown-event' && JSON.stringify(message).includes('mode=custom');
const isPlain = (one: Diagnostic): boolean => one.code === 'hook/unknown-event' && !inScenario(one);

describe('other scenarios than the defaults', () => {
  let bench: Workbench;
  afterEach(() => bench.dispose());

  it('are looked at after the defaults, and say what to set', async () => {
    bench = new Workbench({ ...FILES, 'templates/a.yaml': job('bad') });
    const client = await bench.client();
    const [a, b] = [bench.uri('templates/a.yaml'), bench.uri('templates/b.yaml')];
    await client.open(a, job('bad'));
    await client.diagnostics(a, (list) => list.some(isPlain));
    expect(client.newest(b)).toBeUndefined();
    const { diagnostics } = await client.diagnostics(b, (list) => list.some(inScenario));
    expect(diagnostics.filter(inScenario)).toHaveLength(1);
    expect(client.newest(a)?.diagnostics.filter(isPlain)).toHaveLength(1);
  });

  it('are not forgotten for a moment while another file is edited', async () => {
    bench = new Workbench(FILES);
    const client = await bench.client();
    const [a, b] = [bench.uri('templates/a.yaml'), bench.uri('templates/b.yaml')];
    await client.open(a, job('post-upgrade'));
    await client.diagnostics(b, (list) => list.some(inScenario));
    const before = client.published.length;
    await client.change(a, 2, job('bad'));
    await client.diagnostics(a, (list) => list.some(isPlain));
    await client.change(a, 3, job('post-upgrade'));
    await client.diagnostics(a, (list) => !list.some(isPlain));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(client.published.slice(before).filter(({ uri }) => uri === b)).toEqual([]);
    expect(client.newest(b)?.diagnostics.filter(inScenario)).toHaveLength(1);
  });

  it('move with the text while their own file is typed in, before all scenarios have been looked at', async () => {
    const switches = Array.from({ length: 30 }, (_, i) => `s${i}: false\n`).join('');
    const asked = Array.from({ length: 30 }, (_, i) => `{{ if .Values.s${i} }}s${i}: on{{ end }}\n`).join('');
    const config = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  a: b\n${asked}`;
    bench = new Workbench({ ...FILES, 'values.yaml': `mode: auto\n${switches}`, 'templates/c.yaml': config });
    const client = await bench.client();
    const b = bench.uri('templates/b.yaml');
    await client.open(b, job(SOMETIMES));
    await client.diagnostics(b, (list) => list.some(inScenario));
    const before = client.published.length;
    for (let lines = 1; lines <= 4; lines++) {
      await client.change(b, 1 + lines, '# a comment\n'.repeat(lines) + job(SOMETIMES));
      await client.diagnostics(b, (list) => list.some((one) => inScenario(one) && one.range.start.line === 5 + lines));
    }
    const since = client.published.slice(before).filter(({ uri }) => uri === b);
    expect(since.filter(({ diagnostics }) => !diagnostics.some(inScenario))).toEqual([]);
  });

  it('end with the branch that showed them', async () => {
    bench = new Workbench(FILES);
    const client = await bench.client();
    const b = bench.uri('templates/b.yaml');
    await client.open(b, job(SOMETIMES));
    await client.diagnostics(b, (list) => list.some(inScenario));
    await client.change(b, 2, job('post-upgrade'));
    expect((await client.diagnostics(b, (list) => !list.some(inScenario))).version).toBe(2);
  });

  it('are fixed like others', async () => {
    bench = new Workbench(FILES);
    const client = await bench.client();
    const b = bench.uri('templates/b.yaml');
    await client.open(b, job(SOMETIMES));
    const { diagnostics } = await client.diagnostics(b, (list) => list.some(inScenario));
    const found = diagnostics.filter(inScenario);
    const actions: CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: b },
      range: found[0]?.range,
      context: { diagnostics: found, only: ['quickfix'] },
    });
    expect(actions.map(({ title }) => title)).toContain('Change post-updrade to post-upgrade');
  });

  it('do not make a comment that they need look unused', async () => {
    const text = job(SOMETIMES).replace(
      '    helm',
      '    # chartwright-disable-next-line hook/unknown-event -- only so\n    helm',
    );
    bench = new Workbench({ ...FILES, 'templates/a.yaml': job('bad'), 'templates/b.yaml': text });
    const client = await bench.client();
    const [a, b] = [bench.uri('templates/a.yaml'), bench.uri('templates/b.yaml')];
    await client.open(b, text);
    await client.diagnostics(a, (list) => list.some(isPlain));
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(client.published.filter(({ uri }) => uri === b).flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  });
});
