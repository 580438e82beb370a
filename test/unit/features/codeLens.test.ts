import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../server/src/core/engine.ts';
import { createEngine } from '../../../server/src/core/engine.ts';
import { ALL_SCENARIOS } from '../../../server/src/core/features/checking.ts';
import { addressOf, fileSystemOf, FOLDER, parseFixture } from '../../support/fixture.ts';

const CHART = `-- Chart.yaml --
apiVersion: v2
name: quay
version: 1.0.0
`;
const object = (kind: string, name: string, annotations: readonly string[]): string =>
  [`kind: ${kind}`, 'metadata:', `  name: ${name}`, '  annotations:', ...annotations.map((a) => `    ${a}`), ''].join(
    '\n',
  );
const hook = (events: string, ...more: string[]): string[] => [`helm.sh/hook: ${events}`, ...more];

async function engineOf(text: string): Promise<Engine> {
  const engine = createEngine({ fs: fileSystemOf(parseFixture(CHART + text)) });
  await engine.setFolders([FOLDER]);
  return engine;
}

/** Lenses of a file as `line from 1: title`. */
async function lenses(text: string, name = 'templates/a.yaml', scenarios = ALL_SCENARIOS): Promise<string[]> {
  const engine = await engineOf(text);
  const uri = addressOf(name);
  const lines = await engine.lines(uri);
  const found = await engine.lenses(uri, scenarios);
  return found.map(({ offset, title }) => `${lines.offsetToPosition(offset).line + 1}: ${title}`);
}

describe('the lens on a hook', () => {
  it('says its place at each event, at the annotation, and what it is not run on', async () => {
    const others = `-- templates/b.yaml --\n${object('Job', 'b', hook('pre-install', 'helm.sh/hook-weight: "-1"'))}`;
    const text = `-- templates/a.yaml --\n${object('Job', 'a', hook('pre-install'))}---\n${object('Job', 'c', hook('pre-upgrade,post-install'))}`;
    expect(await lenses(text + others)).toEqual([
      '5: pre-install 2 of 2 · not on upgrade',
      '11: post-install 1 of 1, pre-upgrade 1 of 1',
    ]);
  });

  it('says nothing of install and upgrade where it runs on neither, and which way round it is', async () => {
    expect(await lenses(`-- templates/a.yaml --\n${object('Pod', 'a', hook('test'))}`)).toEqual(['5: test 1 of 1']);
    expect(await lenses(`-- templates/a.yaml --\n${object('Job', 'a', hook('post-upgrade'))}`)).toEqual([
      '5: post-upgrade 1 of 1 · not on install',
    ]);
  });

  it('tells that Helm drops the object', async () => {
    const text = `-- templates/a.yaml --\n${object('Job', 'a', hook('pre-instal'))}---\n${object('Job', 'b', hook('test,'))}`;
    expect(await lenses(text)).toEqual([
      '5: Helm drops this object: “pre-instal” is no event',
      '11: Helm drops this object: an empty item names no event',
    ]);
  });

  it('sums up what a loop makes', async () => {
    const loop = `{{- range $i := until 5 }}\n---\n${object('ConfigMap', 'crds-{{ $i }}', hook('pre-install,pre-upgrade'))}{{- end }}\n`;
    const other = `-- templates/b.yaml --\n${object('Job', 'crds-2x', hook('pre-install'))}`;
    expect(await lenses(`-- templates/a.yaml --\n${loop}${other}`)).toEqual([
      '7: 5 hooks: pre-install 1–3, 5–6 of 6, pre-upgrade 1–5 of 5',
    ]);
  });

  it('stands at the kind where a helper writes the annotation, and in the helper for all', async () => {
    const helper = '-- templates/_h.tpl --\n{{- define "hook" }}\n    helm.sh/hook: pre-delete\n{{- end }}\n';
    const job = (name: string): string => object('Job', name, ['{{- include "hook" . }}']);
    const text = `-- templates/a.yaml --\n${job('a')}---\n${job('b')}${helper}`;
    expect(await lenses(text)).toEqual(['1: pre-delete 1 of 2', '7: pre-delete 2 of 2']);
    expect(await lenses(text, 'templates/_h.tpl')).toEqual(['2: 2 hooks: pre-delete 1–2 of 2']);
  });

  it('stands at the action that prints an annotation from values', async () => {
    const text = `-- values.yaml --\nannotations:\n  helm.sh/hook: pre-install,pre-upgrade\n-- templates/a.yaml --\n${object('Job', 'a', ['{{- toYaml .Values.annotations | nindent 4 }}'])}`;
    expect(await lenses(text)).toEqual(['5: pre-install 1 of 1, pre-upgrade 1 of 1']);
    expect(await lenses(text, 'values.yaml')).toEqual([]);
  });

  it('names the scenario where the defaults do not render it, once that was looked at', async () => {
    const text = `-- values.yaml --\nmode: auto\n-- templates/a.yaml --\n{{- if eq .Values.mode "custom" }}\n${object('Job', 'a', hook('pre-install'))}{{- end }}\n`;
    expect(await lenses(text)).toEqual(['6: pre-install 1 of 1 · not on upgrade · with mode=custom']);
    expect(await lenses(text, 'templates/a.yaml', 1)).toEqual([]);
  });

  it('says when there may be more hooks', async () => {
    const text = `-- templates/a.yaml --\n${object('Job', 'a', hook('test'))}-- templates/b.yaml --\n{{ if }}\n`;
    expect(await lenses(text)).toEqual(['5: test 1 of 1 or more']);
  });

  it('is in no file that is no template of a chart', async () => {
    expect(await lenses('-- other/a.yaml --\nhelm.sh/hook: test\n', 'other/a.yaml')).toEqual([]);
    expect(await lenses('-- templates/NOTES.txt --\nhelm.sh/hook: test\n', 'templates/NOTES.txt')).toEqual([]);
  });
});
