import { afterEach, describe, expect, it } from 'vitest';
import { openableAddress } from '../../server/src/protocol/archive.ts';
import type {
  ArchivedTemplatesResult,
  PreviewResult,
  ScenariosResult,
  ToGeneratedResult,
  ToSourceResult,
} from '../../server/src/protocol/preview.ts';
import { makeTgz } from '../support/tar.ts';
import { Workbench } from './stdioServer.ts';
import type { TestClient } from './testClient.ts';

const TEMPLATE =
  'kind: {{ .Values.kind }}\npassword: {{ randAlpha 4 }}\n{{- if eq .Values.mode "custom" }}\ncustom: true\n{{- end }}\n';
const FILES = {
  'Chart.yaml': 'apiVersion: v2\nname: harbour\nversion: 0.1.0\n',
  'values.yaml': 'kind: Secret\nmode: auto\n',
  'templates/a.yaml': TEMPLATE,
  'templates/_h.tpl': '{{ define "h" }}x{{ end }}\n',
};
const at = (line: number, character: number): object => ({ start: { line, character }, end: { line, character } });

describe('chartwright/preview', () => {
  let bench: Workbench;
  afterEach(() => bench.dispose());

  const ask = <R>(client: TestClient, method: string, params: object = {}): Promise<R | null> =>
    client.connection.sendRequest(`chartwright/${method}`, {
      uri: bench.uri('templates/a.yaml'),
      scenario: '',
      ...params,
    });

  it('renders the text as it is typed, and says what is not known', async () => {
    bench = new Workbench(FILES);
    const client = await bench.client();
    expect((await ask<PreviewResult>(client, 'preview'))?.text).toBe('kind: Secret\npassword: opaque\n');
    await client.open(bench.uri('templates/a.yaml'), `# ${TEMPLATE}`);
    const shown = await ask<PreviewResult>(client, 'preview');
    expect(shown).toMatchObject({ text: '# kind: Secret\npassword: opaque\n', scenario: '', error: null });
    expect(shown?.opaque).toEqual([
      {
        range: { start: { line: 1, character: 10 }, end: { line: 1, character: 16 } },
        reason: 'random',
        failed: false,
      },
    ]);
    await client.open(bench.uri('values.yaml'), 'kind: ConfigMap\n');
    expect((await ask<PreviewResult>(client, 'preview'))?.text).toContain('# kind: ConfigMap');
  });

  it('knows a chart of which no watcher told when a template of it is opened', async () => {
    bench = new Workbench({ 'README.md': '' });
    const client = await bench.client();
    const uri = bench.uri('late/templates/a.yaml');
    expect(await ask<PreviewResult>(client, 'preview', { uri })).toBeNull();
    for (const [path, text] of Object.entries(FILES)) bench.write(`late/${path}`, text);
    expect(await ask<PreviewResult>(client, 'preview', { uri })).toBeNull();
    await client.open(uri, TEMPLATE);
    expect((await ask<PreviewResult>(client, 'preview', { uri }))?.text).toBe('kind: Secret\npassword: opaque\n');
  });

  it('renders scenarios by their id', async () => {
    bench = new Workbench({ ...FILES, 'templates/c.yaml': 'kind: C\n' });
    const client = await bench.client();
    const { scenarios } = (await ask<ScenariosResult>(client, 'scenarios'))!;
    const { id: scenario, effect } = scenarios.find(({ name }) => name === 'mode=custom')!;
    expect(effect).toBe('other');
    const elsewhere = (await ask<ScenariosResult>(client, 'scenarios', { uri: bench.uri('templates/c.yaml') }))!;
    expect(elsewhere.scenarios.map((one) => one.effect)).toEqual(['same']);
    const shown = await ask<PreviewResult>(client, 'preview', { scenario });
    expect(shown?.scenario).toBe('mode=custom');
    expect(shown?.text).toBe('# With mode=custom\nkind: Secret\npassword: opaque\ncustom: true\n');
  });

  it('links positions both ways, past the lines that it puts on top', async () => {
    bench = new Workbench({ ...FILES, 'templates/b.yaml': 'a: {{ fail "no" }}\n' });
    const client = await bench.client();
    expect((await ask<PreviewResult>(client, 'preview'))?.error).toContain('no');
    const generated = await ask<ToGeneratedResult>(client, 'toGenerated', { range: at(0, 12) });
    const kind = { start: { line: 2, character: 6 }, end: { line: 2, character: 12 } };
    expect(generated?.ranges).toEqual([kind]);
    const { places } = (await ask<ToSourceResult>(client, 'toSource', { range: kind }))!;
    expect(places).toEqual([
      {
        uri: bench.uri('templates/a.yaml'),
        range: { start: { line: 0, character: 6 }, end: { line: 0, character: 24 } },
      },
    ]);
    expect((await ask<ToSourceResult>(client, 'toSource', { range: at(0, 3) }))?.places).toEqual([]);
  });

  it('links what a helper and a values file have their part in', async () => {
    const labels = '{{ define "labels" }}app: x\nteam: {{ .Values.team.name }}{{ end }}\n';
    bench = new Workbench({
      ...FILES,
      'values.yaml': 'kind: Secret\nmode: auto\nteam:\n  name: blue\n  size: 3\n',
      'templates/_h.tpl': labels,
      'templates/a.yaml': 'kind: {{ .Values.kind }}\n{{ include "labels" . }}\n',
    });
    const client = await bench.client();
    expect((await ask<PreviewResult>(client, 'preview'))?.text).toBe('kind: Secret\napp: x\nteam: blue\n');
    const from = async (path: string, line: number, character: number): Promise<unknown> => {
      const range = at(line, character);
      return (await ask<ToGeneratedResult>(client, 'toGenerated', { source: bench.uri(path), range }))?.ranges;
    };
    const team = { start: { line: 2, character: 6 }, end: { line: 2, character: 10 } };
    expect(await from('templates/_h.tpl', 0, 24)).toEqual([at(1, 3)]);
    expect(await from('templates/_h.tpl', 1, 15)).toEqual([team]);
    expect(await from('values.yaml', 3, 9)).toEqual([team]);
    expect(await from('values.yaml', 2, 2)).toEqual([team]);
    expect(await from('values.yaml', 4, 3)).toEqual([]);
  });

  it('says where to look for what has gone nowhere', async () => {
    const text = 'kind: A\n{{- if .Values.never }}\nnever: true\n{{- end }}\n---\nkind: B\n{{ $x := 1 }}\n';
    bench = new Workbench({ ...FILES, 'templates/a.yaml': text });
    const client = await bench.client();
    expect((await ask<PreviewResult>(client, 'preview'))?.text).toBe('kind: A\n---\nkind: B\n\n');
    const from = (line: number, character: number, more: object = {}): Promise<ToGeneratedResult | null> =>
      ask<ToGeneratedResult>(client, 'toGenerated', { ...more, range: at(line, character) });
    expect(await from(2, 3)).toEqual({ ranges: [], near: { line: 0, character: 7 } });
    expect(await from(6, 5)).toEqual({ ranges: [], near: { line: 3, character: 0 } });
    expect(await from(5, 3)).toEqual({ ranges: [at(2, 3)], near: null });
    expect(await from(0, 1, { source: bench.uri('values.yaml') })).toMatchObject({ near: null });
  });

  it('says where an action failed, and names the place', async () => {
    bench = new Workbench({ ...FILES, 'templates/a.yaml': 'kind: A\nname: {{ required "a name" .Values.name }}\n' });
    const client = await bench.client();
    const shown = (await ask<PreviewResult>(client, 'preview'))!;
    expect(shown.opaque.map(({ reason, failed }) => [reason, failed])).toEqual([['a name', true]]);
    const line = shown.text.split('\n')[1]!;
    expect(line).toBe('# execution error at (harbour/templates/a.yaml:2:9): a name');
    const place = 'harbour/templates/a.yaml:2:9';
    const start = line.indexOf(place);
    expect(shown.links).toEqual([
      {
        range: { start: { line: 1, character: start }, end: { line: 1, character: start + place.length } },
        uri: bench.uri('templates/a.yaml'),
        position: { line: 1, character: 9 },
      },
    ]);
  });

  it('gives one kind of line break, and places that fit it', async () => {
    bench = new Workbench({
      ...FILES,
      'templates/a.yaml': 'a: 1\r\nb: {{ .Values.kind }}\r\n{{ toYaml .Values }}\r\n',
    });
    const client = await bench.client();
    const { text } = (await ask<PreviewResult>(client, 'preview'))!;
    expect(text).toBe('a: 1\nb: Secret\nkind: Secret\nmode: auto\n');
    const { ranges } = (await ask<ToGeneratedResult>(client, 'toGenerated', { range: at(1, 8) }))!;
    expect(ranges).toEqual([{ start: { line: 1, character: 3 }, end: { line: 1, character: 9 } }]);
  });

  it('says why nothing is shown', async () => {
    const sub = 'apiVersion: v2\nname: sub\nversion: 0.1.0\n';
    const dependency = 'dependencies:\n  - name: sub\n    version: 0.1.0\n    condition: sub.enabled\n';
    bench = new Workbench({
      ...FILES,
      'Chart.yaml': FILES['Chart.yaml'] + dependency,
      'values.yaml': 'kind: Secret\nmode: auto\nsub:\n  enabled: false\n',
      'charts/sub/Chart.yaml': sub,
      'charts/sub/templates/s.yaml': 'kind: Sub\n',
      'templates/none.yaml': '{{ if eq .Values.mode "custom" }}\nkind: Custom\n{{ end }}\n',
    });
    const client = await bench.client();
    const shown = (path: string): Promise<PreviewResult | null> =>
      ask<PreviewResult>(client, 'preview', { uri: bench.uri(path) });
    const off = (await shown('charts/sub/templates/s.yaml'))!;
    expect(off.text).toMatch(/^# Helm does not read this file with the chart's default values: a condition/);
    expect(off.isEmpty).toBe(true);
    const { scenarios } = (await ask<ScenariosResult>(client, 'scenarios', {
      uri: bench.uri('charts/sub/templates/s.yaml'),
    }))!;
    expect(scenarios.map(({ name, effect }) => `${name} ${effect}`)).toContain('sub.enabled=true other');
    const none = (await shown('templates/none.yaml'))!;
    expect(none.text).toMatch(/^# Nothing is rendered with the chart's default values\.\n/);
    expect(none.isEmpty).toBe(true);
    const partial = (await shown('templates/_h.tpl'))!;
    expect(partial.text).toMatch(/^# Helm renders nothing of a file whose name begins with _; .*:\n# {3}h\n$/);
    expect(partial.isEmpty).toBe(false);
  });

  it('previews what lies in an archive, linked as well', async () => {
    const template = 'kind: Cached\nsize: {{ .Values.size }}\n';
    const tgz = makeTgz(
      new Map([
        ['cache/Chart.yaml', 'apiVersion: v2\nname: cache\nversion: 0.1.0\n'],
        ['cache/values.yaml', 'size: 3\n'],
        ['cache/templates/c.yaml', template],
      ]),
    );
    bench = new Workbench({ ...FILES, 'charts/cache-0.1.0.tgz': tgz });
    const client = await bench.client({ own: { opensArchives: true } });
    const archive = bench.uri('charts/cache-0.1.0.tgz');
    const listed = await ask<ArchivedTemplatesResult>(client, 'archivedTemplates', { uri: archive });
    const uri = openableAddress(`${archive}!/cache/templates/c.yaml`);
    expect(listed?.templates).toEqual([{ uri, name: 'harbour/charts/cache/templates/c.yaml', text: template }]);
    expect((await ask<PreviewResult>(client, 'preview', { uri }))?.text).toBe('kind: Cached\nsize: 3\n');
    const generated = await ask<ToGeneratedResult>(client, 'toGenerated', { uri, range: at(1, 9) });
    const size = { start: { line: 1, character: 6 }, end: { line: 1, character: 7 } };
    expect(generated?.ranges).toEqual([size]);
    const source = await ask<ToSourceResult>(client, 'toSource', { uri, range: size });
    expect(source?.places[0]).toEqual({
      uri,
      range: { start: { line: 1, character: 6 }, end: { line: 1, character: 24 } },
    });
  });

  it('tells once that previews are old', async () => {
    bench = new Workbench(FILES);
    const client = await bench.client();
    let told = 0;
    client.connection.onNotification('chartwright/previewsChanged', () => {
      told++;
    });
    await ask<PreviewResult>(client, 'preview');
    await client.open(bench.uri('values.yaml'), 'kind: ConfigMap\n');
    await client.open(bench.uri('templates/a.yaml'), TEMPLATE);
    expect((await ask<PreviewResult>(client, 'preview'))?.text).toContain('kind: ConfigMap');
    expect(told).toBe(1);
  });

  it('answers null for what is no template, and for a scenario that nobody offered', async () => {
    bench = new Workbench(FILES);
    const client = await bench.client();
    expect(await ask(client, 'preview', { uri: bench.uri('values.yaml') })).toBeNull();
    expect(await ask(client, 'toSource', { uri: bench.uri('nothing.yaml'), range: at(0, 0) })).toBeNull();
    expect(await ask(client, 'preview', { scenario: '{' })).toBeNull();
  });
});
