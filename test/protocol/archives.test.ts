import type { Diagnostic, Location } from 'vscode-languageserver/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArchivedFileResult } from '../../server/src/protocol/archive.ts';
import { ARCHIVED_FILE, openableAddress } from '../../server/src/protocol/archive.ts';
import type { TimelineResult } from '../../server/src/protocol/timeline.ts';
import { TIMELINE } from '../../server/src/protocol/timeline.ts';
import { makeTgz } from '../support/tar.ts';
import type { TestClient } from './testClient.ts';
import { Workbench } from './stdioServer.ts';

const HEAD = 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: NAME\n  annotations:\n';
const job = (name: string, annotation: string): string => HEAD.replace('NAME', name) + annotation;

const HELPERS = '{{ define "nothing" }}{{ end }}\n{{ define "hook" -}}\nhelm.sh/hook: pre-upgrad\n{{- end }}\n';
const INNER = new Map([
  ['inner/Chart.yaml', 'apiVersion: v2\nname: inner\nversion: 0.1.0\n'],
  ['inner/templates/a.yaml', job('inner', '    helm.sh/hook: post-instal\n')],
]);
const OUTER = new Map<string, string | Uint8Array>([
  ['cache/Chart.yaml', 'apiVersion: v2\nname: cache\nversion: 0.1.0\n'],
  ['cache/values.yaml', 'size: 1\nhook: pre-instal\n'],
  ['cache/templates/in helper.yaml', job('a', '    {{- include "hook" . | nindent 4 }}\n')],
  ['cache/templates/in-values.yaml', job('b', '    helm.sh/hook: {{ .Values.hook }}\n')],
  ['cache/templates/right.yaml', job('c', '    helm.sh/hook: test\n')],
  ['cache/templates/_helpers.tpl', HELPERS],
  ['cache/charts/inner-0.1.0.tgz', makeTgz(INNER)],
]);
const CHART =
  'apiVersion: v2\nname: harbour\nversion: 0.1.0\ndependencies:\n  - name: cache\n    version: 0.1.0\n    repository: https://charts.example\n';
const ARCHIVE = 'charts/a b/charts/cache-0.1.0.tgz';

describe('places in archives', () => {
  let bench: Workbench;
  let client: TestClient;
  beforeEach(() => {
    bench = new Workbench({ 'charts/a b/Chart.yaml': CHART, [ARCHIVE]: makeTgz(OUTER) });
  });
  afterEach(() => bench.dispose());

  const inside = (path: string): string => `${bench.uri(ARCHIVE)}!/${path}`;

  /** What a finding on the dependency has as its related places, by the misspelt event. */
  async function relatedPlaces(own: object): Promise<ReadonlyMap<string, Location | undefined>> {
    client = await bench.client({ own });
    const uri = bench.uri('charts/a b/Chart.yaml');
    await client.open(uri, CHART);
    const isEvent = ({ code }: Diagnostic): boolean => code === 'hook/unknown-event';
    const { diagnostics } = await client.diagnostics(uri, (list) => list.filter(isEvent).length === 3);
    const entries = diagnostics.filter(isEvent).map(({ message, relatedInformation }) => {
      const [, event = ''] = /^`([\w-]+)`/.exec(typeof message === 'string' ? message : '') ?? [];
      return [event, relatedInformation?.[0]?.location] as const;
    });
    return new Map(entries);
  }

  const linesOf = async (uri: string): Promise<readonly string[]> => {
    const found = await client.connection.sendRequest<ArchivedFileResult | null>(ARCHIVED_FILE, { uri });
    return (found?.text ?? '').split('\n');
  };

  it('can be opened at the words that they mean: in a helper, in values, in an archive within', async () => {
    const places = await relatedPlaces({ opensArchives: true });
    const at = [...places].map(([event, place]) => [event, place?.uri]);
    expect(Object.fromEntries(at)).toEqual({
      'pre-upgrad': openableAddress(inside('cache/templates/_helpers.tpl')),
      'pre-instal': openableAddress(inside('cache/values.yaml')),
      'post-instal': openableAddress(inside('cache/charts/inner-0.1.0.tgz!/inner/templates/a.yaml')),
    });
    for (const [event, place] of places) {
      const { start, end } = place!.range;
      expect((await linesOf(place!.uri))[start.line]?.slice(start.character, end.character)).toBe(event);
    }
  });

  it('are the archive where the client has no documents for what is in it', async () => {
    const places = await relatedPlaces({});
    for (const [, place] of places) {
      expect(place).toEqual({
        uri: bench.uri(ARCHIVE),
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      });
    }
    expect(places.size).toBe(3);
  });

  it('are those of the hooks in a timeline, whose chart can be asked for from there', async () => {
    client = await bench.client({ own: { opensArchives: true, showsTimeline: true } });
    const uri = openableAddress(inside('cache/templates/in helper.yaml'));
    const found = await client.connection.sendRequest<TimelineResult | null>(TIMELINE, { uri, scenario: '' });
    expect(found?.chart.uri).toBe(bench.uri('charts/a b/Chart.yaml'));
    const c = Object.values(found?.objects ?? {}).find(({ name }) => name === 'c');
    expect(c?.place?.uri).toBe(openableAddress(inside('cache/templates/right.yaml')));
    expect((await linesOf(c!.place!.uri))[c!.place!.range.start.line]).toBe('    helm.sh/hook: test');
  });

  it('have no text where there is no such file, nor outside of archives', async () => {
    client = await bench.client({ own: { opensArchives: true } });
    const text = async (uri: string): Promise<unknown> => client.connection.sendRequest(ARCHIVED_FILE, { uri });
    expect(await text(openableAddress(inside('cache/absent.yaml')))).toBeNull();
    expect(await text(openableAddress(`${bench.uri('absent.tgz')}!/a.yaml`))).toBeNull();
    expect(await text(bench.uri('charts/a b/Chart.yaml'))).toBeNull();
    expect(await text('chartwright-archive:/x?%')).toBeNull();
  });
});
