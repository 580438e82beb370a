import { describe, expect, it } from 'vitest';
import { ChartWorkspace } from './chartWorkspace.ts';

const HELPERS =
  '{{- define "labels" -}}\nteam: {{ .Values.team }}\n{{- end -}}\n{{- define "image" -}}\nreg/{{ . }}\n{{- end -}}\n';

const config = (name: string, data: string): string =>
  `kind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  ${data}\n`;

const FILES = new Map([
  ['Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 1.0.0\n'],
  ['values.yaml', '# The team\nteam: blue\nreplicas: 1\nmode: auto\nfeature:\n  enabled: false\n'],
  ['data.txt', 'data'],
  ['notes.txt', 'notes'],
  ['templates/_helpers.tpl', HELPERS],
  [
    'templates/a.yaml',
    `${config('a', '{{ include "labels" . }}')}---\n${config('a2', 'replicas: {{ .Values.replicas }}')}`,
  ],
  ['templates/b.yaml', config('b', 'image: {{ include "image" "b" }}')],
  ['templates/c.yaml', config('c', 'version: {{ .Chart.Version }}')],
  ['templates/d.yaml', config('d', 'data: {{ .Files.Get "data.txt" }}')],
  ['templates/e.yaml', config('e', '{{ if .Values.feature.enabled }}on: yes{{ else }}off: yes{{ end }}')],
]);

const edited = (path: string, from: string, to: string): ReadonlyMap<string, string> => {
  const text = FILES.get(path) ?? '';
  expect(text).toContain(from);
  return new Map(FILES).set(path, text.replace(from, to));
};

/** The work that one edit makes, on the disk. */
async function workOf(files: ReadonlyMap<string, string>, before: ReadonlyMap<string, string> = FILES, scenarios = 1) {
  const chart = await ChartWorkspace.open(before);
  await chart.outcome(scenarios);
  chart.takeWork();
  await chart.become(files);
  const { releases } = await chart.outcome(scenarios);
  const [release] = releases.values();
  const texts = Object.fromEntries(
    release?.renders.map(({ template, rendering }) => [template.name, rendering.text]) ?? [],
  );
  return { ...chart.takeWork(), texts };
}

const work = (templatesParsed: number, templatesRendered: number, documentsParsed: number): unknown =>
  expect.objectContaining({ templatesParsed, templatesRendered, documentsParsed });

describe('the work that an edit makes', () => {
  it('is all of it the first time', async () => {
    const chart = await ChartWorkspace.open(FILES);
    await chart.outcome();
    expect(chart.takeWork()).toEqual(work(6, 5, 6));
  });

  it('is one template and the documents whose text changed, typed into a template', async () => {
    const chart = await ChartWorkspace.open(FILES);
    const text = FILES.get('templates/a.yaml') ?? '';
    chart.type('templates/a.yaml', text);
    await chart.outcome();
    chart.takeWork();
    chart.type('templates/a.yaml', text.replace('replicas: {{', 'count: {{'));
    await chart.outcome();
    expect(chart.takeWork()).toEqual(work(1, 1, 1));
    chart.type('templates/a.yaml', text.replace('replicas: {{', 'count: {{').replace('\n', '\n{{/* nothing */}}'));
    await chart.outcome();
    expect(chart.takeWork()).toEqual(work(1, 1, 0));
  });

  it('is none for a comment in values.yaml', async () => {
    expect(await workOf(edited('values.yaml', 'The team', 'The crew'))).toEqual(work(0, 0, 0));
    expect(await workOf(edited('values.yaml', '# The team', '# The\n\n# team'))).toEqual(work(0, 0, 0));
  });

  it('is the templates that read a value, directly or through a helper', async () => {
    expect(await workOf(edited('values.yaml', 'replicas: 1', 'replicas: 2'))).toEqual(work(0, 1, 1));
    expect(await workOf(edited('values.yaml', 'team: blue', 'team: red'))).toEqual(work(0, 1, 1));
    expect(await workOf(edited('values.yaml', 'mode: auto', 'mode: manual'))).toEqual(work(0, 0, 0));
  });

  it('is the templates that call a define', async () => {
    const { texts, ...done } = await workOf(edited('templates/_helpers.tpl', 'reg/', 'other/'));
    expect(done).toEqual(work(1, 1, 1));
    expect(texts['shop/templates/b.yaml']).toContain('image: other/b');
  });

  it('is none for defines that only move', async () => {
    const moved = edited('templates/_helpers.tpl', '{{- define "labels"', '{{/* Labels */}}\n\n{{- define "labels"');
    expect(await workOf(moved)).toEqual(work(1, 0, 0));
  });

  it('is the callers where another file takes a define over, and where that file goes', async () => {
    const more = new Map(FILES).set('templates/_a.tpl', '{{ define "image" }}mine{{ end }}');
    expect(await workOf(more)).toEqual(work(1, 1, 1));
    expect(await workOf(FILES, more)).toEqual(work(0, 1, 1));
  });

  it('is the readers of .Chart and of .Files', async () => {
    const chart = await workOf(edited('Chart.yaml', '1.0.0', '1.0.1'));
    expect(chart).toEqual(work(0, 1, 1));
    expect(chart.texts['shop/templates/c.yaml']).toContain('version: 1.0.1');
    expect(await workOf(edited('data.txt', 'data', 'more'))).toEqual(work(0, 1, 1));
  });

  it('is a scenario its own templates only', async () => {
    const before = await ChartWorkspace.open(FILES);
    const { stats } = await before.outcome(8);
    expect(stats.scenarios).toBe(2);
    expect(before.takeWork()).toEqual(work(6, 6, 7));
    expect(await workOf(edited('templates/b.yaml', 'image:', 'picture:'), FILES, 8)).toEqual(work(1, 1, 1));
    expect(await workOf(edited('templates/e.yaml', 'on: yes', 'on: no'), FILES, 8)).toEqual(work(1, 2, 1));
  });
});

describe('a chart as an upgrade', () => {
  const ASKING = new Map(FILES).set('templates/f.yaml', config('f', 'first: {{ .Release.IsInstall | quote }}'));

  it('is the templates that ask, and the edited one', async () => {
    const chart = await ChartWorkspace.open(ASKING);
    const { upgrades } = await chart.outcome();
    expect(chart.takeWork()).toEqual(work(7, 7, 8));
    const [upgrade] = upgrades.values();
    expect(upgrade?.manifests.map(({ text }) => text).join('')).toContain('first: "false"');
    chart.type('templates/b.yaml', config('b', 'image: none'));
    await chart.outcome();
    expect(chart.takeWork()).toEqual(work(1, 1, 1));
  });
});

describe('templates that write a shared map', () => {
  const WRITING = new Map(FILES)
    .set(
      'templates/z.yaml',
      `{{- $_ := set .Values "team" "from z" }}{{ $_ = set .Values "map" (dict "k" 1) }}\n${config('z', 'z: 1')}`,
    )
    .set('templates/y.yaml', `{{- $_ := set .Values.map "k" 2 }}\n${config('y', 'k: {{ .Values.map.k }}')}`);
  const changed = (path: string, from: string, to: string): ReadonlyMap<string, string> =>
    new Map(WRITING).set(path, (WRITING.get(path) ?? '').replace(from, to));

  it('are seen by those after them, and by none before them', async () => {
    const { texts } = await workOf(changed('templates/z.yaml', 'from z', 'anew'), WRITING);
    expect(texts['shop/templates/a.yaml']).toContain('team: anew');
    expect(texts['shop/templates/y.yaml']).toContain('k: 2');
  });

  it('make no work where what they write stays the same', async () => {
    expect(await workOf(changed('templates/z.yaml', 'z: 1', 'z: 2'), WRITING)).toEqual(work(1, 1, 1));
  });

  it('write anew from what was there, not from what a later template made of it', async () => {
    const other = changed('templates/y.yaml', '"k" 2', '"j" 3');
    expect((await workOf(other, WRITING)).texts['shop/templates/y.yaml']).toContain('k: 1');
  });

  it('are always run again where one map then stands at two paths', async () => {
    const alias = new Map(WRITING).set('templates/z.yaml', '{{- $_ := set .Values "map" .Values.feature }}');
    const after = new Map(alias).set('values.yaml', (alias.get('values.yaml') ?? '').replace('false', 'true'));
    const { texts } = await workOf(after, alias);
    expect(texts['shop/templates/y.yaml']).toContain('k: 2');
    expect(texts['shop/templates/e.yaml']).toContain('on: yes');
  });
});
