import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../server/src/core/engine.ts';
import type { Timeline } from '../../../server/src/core/features/timeline.ts';
import { timelineSvg } from '../../../server/src/core/features/timelineSvg.ts';
import { addressOf, fileSystemOf, FOLDER, parseFixture } from '../../support/fixture.ts';

const chart = (name: string, more = ''): string => `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${more}`;
const object = (kind: string, name: string, ...annotations: string[]): string =>
  `kind: ${kind}\nmetadata:\n  name: ${name}\n  annotations:\n${annotations.map((line) => `    ${line}\n`).join('')}`;

async function timelineOf(
  files: Readonly<Record<string, string>>,
  scenario = '',
  file = 'values.yaml',
): Promise<Timeline> {
  const all = { 'Chart.yaml': chart('quay'), 'values.yaml': '', ...files };
  const text = Object.entries(all).map(([name, content]) => `-- ${name} --\n${content}`);
  const engine = createEngine({ fs: fileSystemOf(parseFixture(text.join(''))) });
  await engine.setFolders([FOLDER]);
  const found = await engine.timeline({ uri: addressOf(file), scenario });
  if (!found) throw new Error('no chart');
  return found;
}

/** The steps of an operation as `event: name name`. */
const stepsOf = ({ operations }: Timeline, wanted: string): string[] =>
  (operations.find(({ operation }) => operation === wanted)?.steps ?? []).map(
    ({ name, hooks, objects }) => `${name}: ${[...hooks, ...objects].map((one) => one.name).join(' ')}`,
  );

describe('the timeline', () => {
  it('has the files of crds/ first, on install only', async () => {
    const found = await timelineOf({ 'crds/a.yaml': 'kind: CustomResourceDefinition\n' });
    expect(found.operations[0]?.steps[0]).toMatchObject({ name: 'crds', count: 1 });
    expect(found.operations[1]?.steps[0]?.name).toBe('pre-upgrade');
  });

  it('orders by weight, then name, and takes subcharts in', async () => {
    const found = await timelineOf({
      'templates/a.yaml': object('Job', 'z', 'helm.sh/hook: pre-install', 'helm.sh/hook-weight: "-1"'),
      'templates/b.yaml': object('Job', 'b', 'helm.sh/hook: pre-install'),
      'charts/crane/Chart.yaml': chart('crane'),
      'charts/crane/templates/c.yaml': object('Job', 'a', 'helm.sh/hook: pre-install'),
    });
    expect(stepsOf(found, 'install')[0]).toBe('pre-install: z a b');
    expect(found.operations[0]?.steps[0]?.hooks.map((hook) => hook.chart)).toEqual(['', 'crane', '']);
  });

  it('belongs to the outermost chart, whatever file of it is asked for', async () => {
    const files = { 'charts/crane/Chart.yaml': chart('crane'), 'charts/crane/values.yaml': 'a: 1\n' };
    expect((await timelineOf(files, '', 'charts/crane/values.yaml')).chart.name).toBe('quay');
  });

  it('tells what happens to a hook around its run', async () => {
    const life = async (kind: string, ...annotations: string[]): Promise<readonly string[] | undefined> =>
      (await timelineOf({ 'templates/a.yaml': object(kind, 'a', 'helm.sh/hook: test', ...annotations) })).operations[4]
        ?.steps[0]?.hooks[0]?.life;
    expect(await life('Pod')).toEqual(['replace', 'wait']);
    expect(await life('ConfigMap', 'helm.sh/hook-delete-policy: hook-succeeded,hook-failed')).toEqual([
      'delete-succeeded',
      'delete-failed',
    ]);
    expect(await life('Job', 'helm.sh/hook-delete-policy: never')).toEqual(['wait', 'keep']);
    expect(await life('CustomResourceDefinition')).toEqual(['keep']);
  });

  it('deletes what succeeded from the last to the first', async () => {
    const policy = 'helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded';
    const found = await timelineOf({
      'templates/a.yaml': object('Job', 'a', 'helm.sh/hook: pre-delete', policy),
      'templates/b.yaml': object('Job', 'b', 'helm.sh/hook: pre-delete'),
      'templates/c.yaml': object('Job', 'c', 'helm.sh/hook: pre-delete', policy),
    });
    expect(found.operations[3]?.steps[0]?.deleted.map(({ name }) => name)).toEqual(['c', 'a']);
  });

  it('marks what is found on the object that it is about, also where values or a helper supply it', async () => {
    const found = await timelineOf({
      'values.yaml': 'weight: 5\n',
      'templates/_h.tpl': '{{ define "name" }}shared{{ end }}\n',
      'templates/a.yaml': object('Job', 'a', 'helm.sh/hook: test', 'helm.sh/hook-weight: {{ .Values.weight }}'),
      'templates/b.yaml': object('Job', 'b', 'helm.sh/hook: test'),
      'templates/c.yaml': `{{- $name := include "name" . }}\napiVersion: batch/v1\n${object('Job', 'c', 'helm.sh/hook: pre-install')}spec:\n  template:\n    spec:\n      serviceAccountName: {{ $name }}\n`,
      'templates/d.yaml': object('ServiceAccount', '{{ include "name" . }}', 'a: b'),
    });
    const hooks = found.operations.flatMap(({ steps }) => steps.flatMap((step) => step.hooks));
    const rules = hooks.map(({ name, findings }) => `${name}: ${findings.map(({ rule }) => rule).join(' ')}`);
    expect(rules).toEqual(['c: hook/install-only hook/missing-dependency', 'b: ', 'a: hook/annotation-not-string']);
  });

  it('says what a scenario finds as the defaults say it, where they find it too', async () => {
    const files = {
      'values.yaml': 'mode: auto\n',
      'templates/a.yaml': `{{- if eq .Values.mode "custom" }}\n${object('Job', 'b', 'helm.sh/hook: pre-instal')}{{- end }}\n`,
      'templates/c.yaml': object('Job', 'c', 'helm.sh/hook: pre-instal'),
    };
    const scenario = JSON.stringify({ name: 'mode=custom', set: [[['mode'], 'custom']], files: [] });
    const found = await timelineOf(files, scenario);
    expect(found.scenario).toBe('mode=custom');
    expect(found.dropped.map(({ name, findings }) => [name, findings[0]?.severity])).toEqual([
      ['b', 'warning'],
      ['c', 'error'],
    ]);
  });

  it('notes why Helm refuses the release, and why there may be more', async () => {
    const { notes } = await timelineOf({ 'templates/a.yaml': '{{ fail "no" }}\n', 'templates/b.yaml': '{{ if }}\n' });
    expect(notes[0]).toMatch(/^Helm refuses the release: /);
    expect(notes[1]).toBe('There may be more hooks: quay/templates/b.yaml does not parse.');
  });
});

describe('the picture', () => {
  it('is one well-formed element for any name, and needs nothing else', async () => {
    const found = await timelineOf({
      'templates/a.yaml': object('"<b>&\\u0007"', `"${'x'.repeat(300)}"`, 'helm.sh/hook: test'),
    });
    const svg = timelineSvg(found);
    expect(svg).toContain('&lt;b&gt;&amp;');
    expect(svg).not.toMatch(/[\u0000-\u0008]|<b>|href|url\(|<script|<foreignObject/);
    const tags = svg.match(/<[^>]*>/g) ?? [];
    const closing = tags.filter((tag) => tag.startsWith('</'));
    const opening = tags.filter((tag) => !tag.startsWith('</') && !tag.endsWith('/>'));
    expect(closing.length).toBeGreaterThan(10);
    expect(opening.length).toBe(closing.length);
    expect(svg).toMatch(/x{20,}…x{10,}</);
  });

  it('is drawn in no time for names of any length', async () => {
    const found = await timelineOf({
      'templates/a.yaml': object('k'.repeat(1_000_000), `n${'x'.repeat(1_000_000)}`, 'helm.sh/hook: test'),
    });
    const before = performance.now();
    expect(timelineSvg(found)).toMatch(/>k{5,}…k{5,}</);
    expect(performance.now() - before).toBeLessThan(3000);
  });
});
