import { afterEach, describe, expect, it } from 'vitest';
import type { CodeLens } from 'vscode-languageserver/node';
import type { ScenariosResult } from '../../server/src/protocol/preview.ts';
import type { TimelinePictureResult, TimelineResult } from '../../server/src/protocol/timeline.ts';
import { Workbench } from './stdioServer.ts';
import type { TestClient } from './testClient.ts';

const hook = (name: string, events: string): string =>
  `kind: Job\nmetadata:\n  name: ${name}\n  annotations:\n    helm.sh/hook: ${events}\n`;
const A = `${hook('a', 'pre-install')}---\n{{- if eq .Values.mode "custom" }}\n${hook('c', 'pre-upgrade')}{{- end }}\n`;
const FILES = {
  'Chart.yaml': 'apiVersion: v2\nname: quay\nversion: 0.1.0\n',
  'values.yaml': 'mode: auto\n',
  'templates/a.yaml': A,
  'templates/b.yaml': hook('b', 'pre-instal'),
  'templates/d.yaml': 'kind: ConfigMap\nmetadata:\n  name: d\n',
};
const OWN = { own: { showsTimeline: true } };

describe('the timeline of hooks', () => {
  let bench: Workbench;
  afterEach(() => bench.dispose());

  describe('textDocument/codeLens', () => {
    const ask = async (client: TestClient, path = 'templates/a.yaml'): Promise<CodeLens[]> =>
      (await client.connection.sendRequest<CodeLens[] | null>('textDocument/codeLens', {
        textDocument: { uri: bench.uri(path) },
      })) ?? [];
    const titles = async (client: TestClient): Promise<string[]> =>
      (await ask(client)).map(({ range, command }) => `${range.start.line} ${command?.title ?? ''}`);
    const DEFAULTS = ['4 pre-install 1 of 1 · not on upgrade'];
    const ALL = [...DEFAULTS, '11 pre-upgrade 1 of 1 · not on install · with mode=custom'];

    it('answers from the defaults at once, and tells when there is more, which edits then move', async () => {
      bench = new Workbench(FILES);
      const client = await bench.client(OWN);
      await client.open(bench.uri('templates/a.yaml'), A);
      expect(await titles(client)).toEqual(DEFAULTS);
      await client.until(() => client.refreshes === 1);
      expect(await titles(client)).toEqual(ALL);
      await client.change(bench.uri('templates/a.yaml'), 2, `# one line more\n${A}`);
      expect(await titles(client)).toEqual(ALL.map((title) => title.replace(/^\d+/, (line) => `${Number(line) + 1}`)));
    });

    it('asks to look again after an edit elsewhere that changes a lens, and only then', async () => {
      bench = new Workbench(FILES);
      const client = await bench.client(OWN);
      await client.open(bench.uri('templates/a.yaml'), A);
      await ask(client);
      await client.until(() => client.refreshes === 1);
      await ask(client);
      const { checks } = client;
      await client.open(bench.uri('templates/d.yaml'), '# nothing\n');
      await client.until(() => client.checks > checks + 1);
      expect(client.refreshes).toBe(1);
      await client.open(bench.uri('templates/b.yaml'), hook('b', 'pre-install'));
      await client.until(() => client.refreshes === 2);
      expect((await titles(client))[0]).toBe('4 pre-install 1 of 2 · not on upgrade');
    });

    it('carries a command for a client that has it, and none for others', async () => {
      bench = new Workbench(FILES);
      const [own, other] = [await bench.client(OWN), await bench.client()];
      const uri = bench.uri('templates/a.yaml');
      expect((await ask(own))[0]?.command).toEqual({
        title: 'pre-install 1 of 1 · not on upgrade',
        command: 'chartwright.showTimeline',
        arguments: [{ uri, scenario: '', object: 'quay/templates/a.yaml#0' }],
      });
      expect((await ask(other))[0]?.command).toEqual({ title: 'pre-install 1 of 1 · not on upgrade', command: '' });
      await other.open(uri, A);
      await other.until(() => other.statuses.length > 0);
      expect(other.checks).toBe(0);
    });

    it('is switched off by its setting', async () => {
      bench = new Workbench(FILES);
      const client = await bench.client({ ...OWN, settings: { codeLens: { hooks: false } } });
      await client.open(bench.uri('templates/a.yaml'), A);
      await client.until(() => client.checks > 0);
      expect(await ask(client)).toEqual([]);
    });

    it('has nothing to say of other files', async () => {
      bench = new Workbench(FILES);
      const client = await bench.client(OWN);
      for (const path of ['values.yaml', 'templates/d.yaml', 'nothing.yaml'])
        expect(await ask(client, path)).toEqual([]);
    });
  });

  describe('chartwright/timeline', () => {
    const ask = <R>(client: TestClient, method: string, params: object = {}): Promise<R | null> =>
      client.connection.sendRequest(`chartwright/${method}`, {
        uri: bench.uri('values.yaml'),
        scenario: '',
        ...params,
      });
    const eventsOf = (result: TimelineResult | null, operation: string): string[] =>
      result?.operations
        .find(({ name }) => name === operation)
        ?.steps.flatMap(({ name, objects }) => objects.map((id) => `${name} ${result.objects[id]?.name ?? '?'}`)) ?? [];

    it('tells the order from any file of the chart, as the texts are now', async () => {
      bench = new Workbench(FILES);
      const client = await bench.client(OWN);
      const shown = await ask<TimelineResult>(client, 'timeline');
      expect(shown?.chart).toEqual({ uri: bench.uri('Chart.yaml'), name: 'quay', version: '0.1.0' });
      expect(eventsOf(shown, 'install')).toEqual(['pre-install a', 'manifests d']);
      expect(shown?.operations[1]?.absent).toEqual(['quay/templates/a.yaml#0']);
      expect(shown?.objects['quay/templates/a.yaml#0']).toMatchObject({
        kind: 'Job',
        place: { uri: bench.uri('templates/a.yaml'), range: { start: { line: 4, character: 4 } } },
        hook: { weight: 0, life: [{ what: 'replace', text: 'replaces the old one' }, { what: 'wait' }] },
      });
      await client.open(bench.uri('templates/a.yaml'), hook('z', 'post-install'));
      expect(eventsOf(await ask(client, 'timeline'), 'install')).toEqual(['manifests d', 'post-install z']);
    });

    it('marks what is dropped and what is found', async () => {
      bench = new Workbench(FILES);
      const shown = await ask<TimelineResult>(await bench.client(OWN), 'timeline');
      expect(shown?.dropped).toEqual(['quay/templates/b.yaml#0']);
      expect(shown?.objects['quay/templates/b.yaml#0']?.findings).toMatchObject([
        { rule: 'hook/unknown-event', severity: 'error', place: { uri: bench.uri('templates/b.yaml') } },
      ]);
    });

    it('tells it for a scenario', async () => {
      bench = new Workbench(FILES);
      const client = await bench.client(OWN);
      const { scenarios } = (await ask<ScenariosResult>(client, 'scenarios'))!;
      const scenario = scenarios.find(({ name }) => name === 'mode=custom')?.id;
      const shown = await ask<TimelineResult>(client, 'timeline', { scenario });
      expect(shown?.scenario).toBe('mode=custom');
      expect(eventsOf(shown, 'upgrade')).toEqual(['pre-upgrade c', 'manifests d']);
    });

    it('draws a picture of all or of one operation', async () => {
      bench = new Workbench(FILES);
      const client = await bench.client(OWN);
      const whole = await ask<TimelinePictureResult>(client, 'timelinePicture');
      expect(whole?.svg).toMatch(/^<svg .*helm install.*helm upgrade.*<\/svg>\n$/s);
      const part = await ask<TimelinePictureResult>(client, 'timelinePicture', { operation: 'upgrade' });
      expect(part?.svg).not.toContain('helm install');
    });

    it('answers null where there is no chart, and for a scenario that nobody offered', async () => {
      bench = new Workbench({ ...FILES, 'other/x.yaml': 'a: 1\n' });
      const client = await bench.client(OWN);
      expect(await ask(client, 'timeline', { uri: bench.uri('nothing/a.yaml') })).toBeNull();
      expect(await ask(client, 'timeline', { scenario: '{' })).toBeNull();
      expect(await ask(client, 'timelinePicture', { uri: bench.uri('nothing/a.yaml') })).toBeNull();
    });
  });
});
