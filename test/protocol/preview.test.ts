import { afterEach, describe, expect, it } from 'vitest';
import type {
  PreviewResult,
  ScenariosResult,
  ToGeneratedResult,
  ToSourceResult,
} from '../../server/src/protocol/preview.ts';
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
      { range: { start: { line: 1, character: 10 }, end: { line: 1, character: 16 } }, reason: 'random' },
    ]);
    await client.open(bench.uri('values.yaml'), 'kind: ConfigMap\n');
    expect((await ask<PreviewResult>(client, 'preview'))?.text).toContain('# kind: ConfigMap');
  });

  it('renders scenarios by their id', async () => {
    bench = new Workbench(FILES);
    const client = await bench.client();
    const { scenarios } = (await ask<ScenariosResult>(client, 'scenarios'))!;
    expect(scenarios.map(({ name }) => name)).toContain('mode=custom');
    const scenario = scenarios.find(({ name }) => name === 'mode=custom')?.id;
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

  it('answers null for what is no template, and for a scenario that nobody offered', async () => {
    bench = new Workbench(FILES);
    const client = await bench.client();
    expect(await ask(client, 'preview', { uri: bench.uri('values.yaml') })).toBeNull();
    expect(await ask(client, 'toSource', { uri: bench.uri('nothing.yaml'), range: at(0, 0) })).toBeNull();
    expect(await ask(client, 'preview', { scenario: '{' })).toBeNull();
  });
});
