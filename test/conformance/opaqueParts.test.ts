import { describe, expect, it } from 'vitest';
import { DEFAULT_OPTIONS } from '../../server/src/core/chart/releaseOptions.ts';
import { hole, holeLines, markRelease } from './opaqueParts.ts';
import { renderRun } from './ownCharts.ts';

function faultsOf(call: string): readonly string[] {
  return [...marked(call).faults];
}

function marked(call: string): ReturnType<typeof markRelease> {
  const files = new Map([
    ['Chart.yaml', 'apiVersion: v2\nname: c\nversion: 1.0.0\n'],
    ['values.yaml', 'ports: {a: {at: {port: 1}}, b: {at: {port: 2}}}\none: {x: {port: 3}}\n'],
    ['templates/_x.tpl', '{{ define "key" }}{{ keys .Values.ports | first }}{{ end }}'],
    ['templates/a.yaml', `kind: ConfigMap\nmetadata: {name: a}\ndata: {a: "{{ ${call} }}"}\n`],
  ]);
  const run = { label: 'defaults', words: [], installs: true };
  return markRelease(renderRun({ name: 'c', files, runs: [run] }, run, DEFAULT_OPTIONS));
}

describe('an opaque part', () => {
  it.each(['now', 'now | unixEpoch', 'now.Year', 'durationRound now', 'dateInZone "15" 0 "Europe/Paris"', 'uuidv4'])(
    'is excused where the clock or chance decides: %s',
    (call) => {
      expect(faultsOf(call)).toEqual([]);
    },
  );

  it.each([
    '$x := 1 }}{{ if eq uuidv4 `a` }}{{ $x = 2 }}{{ end }}{{ $x',
    '$d := dict }}{{ if eq uuidv4 `a` }}{{ $_ := set $d `k` 2 }}{{ end }}{{ $d.k',
    '$x := 1 }}{{ range fromYamlArray uuidv4 }}{{ $x = 2 }}{{ end }}{{ $x',
  ])('is excused where what chance decides has left it behind: %s', (call) => {
    expect(faultsOf(call)).toEqual([]);
  });

  it('is a fault where nothing excuses it', () => {
    expect(faultsOf('now.Month')).toEqual(['Month in c/templates/a.yaml: not computed']);
  });
});

describe('what the order of the keys of a map decides', () => {
  it.each([
    'keys .Values.ports | first',
    '(get .Values.ports (include `key` .)).at.port',
    'with index .Values.ports (keys .Values.ports | last) }}{{ .at.port }}{{ end',
    'index .Values.ports (index (keys .Values.ports) 0) `at` `port`',
    'dig (keys .Values.ports | first) `at` `port` 0 (deepCopy .Values.ports)',
    '(values .Values.ports | first).at.port',
    '(first (pluck (include `key` .) .Values.ports)).at.port | add 1',
  ])('is open: %s', (call) => {
    const { faults, release } = marked(call);
    expect([...faults]).toEqual([]);
    expect(release.manifests[0]?.text).toContain(`data: {a: "${hole}"}`);
  });

  it('is open for any lines where a body is perhaps executed again', () => {
    const { release } = marked('range $k, $v := (values .Values.ports | first).at }}{{ $v }}{{ end');
    expect(release.manifests[0]?.text).toContain(`metadata: {name: a}\n${holeLines}\n`);
  });

  it.each([
    ['(get .Values.one (keys .Values.one | first)).port', '3'],
    ['get (index .Values.ports (keys .Values.ports | sortAlpha | first)).at `port`', '1'],
    ['range $k := keys .Values.ports | sortAlpha }}{{ (get $.Values.ports $k).at.port }}{{ end', '12'],
  ])('is known where nothing is left to it: %s', (call, text) => {
    expect(marked(call).release.manifests[0]?.text).toContain(`data: {a: "${text}"}`);
  });
});
