import { describe, expect, it } from 'vitest';
import { firstError } from '../../../server/src/core/chart/helmError.ts';
import { prepareRelease } from '../../../server/src/core/chart/prepare.ts';
import { renderRelease } from '../../../server/src/core/chart/release.ts';
import { DEFAULT_OPTIONS, UPGRADE_OPTIONS } from '../../../server/src/core/chart/releaseOptions.ts';
import { applyScenario, exploredIn, exploreScenarios } from '../../../server/src/core/chart/scenarios.ts';
import { chartOf, given } from '../../support/chart.ts';

/** The names of all scenarios of a chart, each rendered, `!` where the chart refuses it; last how many were left out. */
function explore(text: string, limit?: number): readonly (string | number)[] {
  const chart = chartOf(text);
  const scenarios = exploreScenarios(chart, limit);
  const seen: (string | number)[] = [];
  let next = scenarios.next();
  while (next.done !== true) {
    const scenario = next.value;
    const options = scenario.upgrade ? UPGRADE_OPTIONS : DEFAULT_OPTIONS;
    const release = renderRelease(prepareRelease(chart, applyScenario(given(), scenario), options));
    const error = firstError(release);
    seen.push(error ? `!${scenario.name}` : scenario.name);
    const refusals = release.renders.flatMap(({ template, rendering: { problems } }) =>
      problems.map(({ message }) => ({ template: template.name, message })),
    );
    next = scenarios.next(exploredIn(release, undefined, refusals));
  }
  return [...seen, next.value];
}

const chart = (template: string, values: string): string =>
  `-- values.yaml --\n${values}\n-- templates/a.yaml --\n${template}\n`;

describe('scenarios', () => {
  it('turn booleans and take the literals that a value is compared with', () => {
    const text = chart(
      '{{ if .Values.active }}a: 1{{ end }}\n{{ if eq .Values.mode "custom" }}b: 1{{ else if eq .Values.mode "auto" }}b: 2{{ end }}',
      'active: true\nmode: auto',
    );
    expect(explore(text)).toEqual(['', 'active=false', 'mode=custom', 0]);
  });

  it('take what the values file shows in a comment where hooks are not rendered without it', () => {
    const hook = 'metadata: {annotations: {helm.sh/hook: post-install}}';
    const loop = `{{ range .Values.jobs }}${hook}{{ end }}`;
    expect(explore(chart(loop, 'jobs: []\n# - name: a'))).toEqual(['', 'jobs=[map[name:a]]', 0]);
    const long = chart(loop, `# jobs:\n#   - ${'a'.repeat(50)}`);
    expect(explore(long)).toEqual(['', 'jobs=…', 0]);
    expect(explore(chart('{{ range .Values.jobs }}a: b{{ end }}', '# jobs:\n#   - name: a'))).toEqual(['', 0]);
  });

  it('take such an example too where it brings what the pods of hooks may name', () => {
    const map = '{{ with .Values.settings }}\nkind: ConfigMap\n{{ end }}';
    const hook = '\n-- templates/b.yaml --\nmetadata: {annotations: {helm.sh/hook: post-install}}';
    expect(explore(chart(map, 'settings: {}\n# a: b'))).toEqual(['', 0]);
    expect(explore(chart(map + hook, 'settings: {}\n# a: b'))).toEqual(['', 'settings=map[a:b]', 0]);
  });

  it('know what could be set beside a change', () => {
    const hook = '{{ if .Values.s3.enabled }}{{ range .Values.s3.buckets }}helm.sh/hook: a{{ end }}{{ end }}';
    expect(explore(chart(hook, 's3:\n  enabled: false\n  # buckets:\n  # - a'))).toEqual([
      '',
      's3.enabled=true',
      's3.enabled=true,s3.buckets=[a]',
      0,
    ]);
  });

  it('change one value more where the chart refuses one about hooks, first one that the error names', () => {
    const switches = '{{ if and .Values.a.enabled .Values.b.enabled }}{{ fail "not both" }}{{ end }}';
    const hook = '{{ if .Values.a.enabled }}helm.sh/hook: post-install{{ end }}';
    const values = 'a:\n  enabled: false\nb:\n  enabled: true\nc: false';
    expect(explore(chart(switches + hook, values))).toContain('a.enabled=true,b.enabled=false');
    const named =
      '{{ if and .Values.c .Values.b.enabled }}{{ end }}{{ if .Values.a.enabled }}{{ fail "needs c" }}{{ end }}';
    expect(explore(chart(named + hook, values))).toContain('!a.enabled=true,c=true');
    expect(explore(chart(`${switches}{{ if .Values.a.enabled }}d: 1{{ end }}`, values))).toEqual([
      '',
      '!a.enabled=true',
      0,
    ]);
  });

  it('take no name of a type for a value', () => {
    const compare = (type: string, name: string): string =>
      `{{ $t := ${type} .Values.env }}{{ if eq $t "${name}" }}{{ end }}`;
    const types = [
      compare('printf "%T"', 'map[string]interface {}'),
      compare('kindOf', 'map'),
      compare('typeOf', 'bool'),
    ];
    expect(explore(chart(`${types.join('')}{{ if eq .Values.kind "map" }}{{ end }}`, 'env: a\nkind: b'))).toEqual([
      '',
      'kind=map',
      0,
    ]);
  });

  it('find what only a changed value reveals, two deep', () => {
    const text = chart(
      '{{ if .Values.a }}{{ if .Values.b }}{{ if .Values.c }}x: 1{{ end }}{{ end }}{{ end }}',
      'a: false\nb: false\nc: false',
    );
    expect(explore(text)).toEqual(['', 'a=true', 'a=true,b=true', 0]);
  });

  it('make up a text for what is null or not there, while the hooks of a template that asks for it are hidden', () => {
    const hook = (condition: string): string =>
      chart(
        `{{ if ${condition} }}metadata: {annotations: {"helm.sh/hook": pre-install}}{{ end }}`,
        'a: null\nenabled: ~',
      );
    expect(explore(hook('and .Values.a .Values.b'))).toEqual(['', 'a=example', 'a=example,b=example', 0]);
    expect(explore(hook('.Values.enabled'))).toEqual(['', 'enabled=true', 0]);
    expect(explore(chart('{{ if .Values.a }}a: 1{{ end }}', 'a: null'))).toEqual(['', 0]);
  });

  it('set in a map that is not there what such a template asks for', () => {
    const text = '{{ if .Values.account }}{{ if .Values.account.name }}# helm.sh/hook{{ end }}{{ end }}';
    expect(explore(chart(text, 'a: 1'))).toEqual(['', 'account.name=example', 0]);
  });

  it('drop what the chart refuses', () => {
    const text = chart('{{ if .Values.a }}{{ fail "no" }}{{ end }}{{ if .Values.b }}{{ end }}', 'a: false\nb: false');
    expect(explore(text)).toEqual(['', '!a=true', 'b=true', 0]);
  });

  it('reach through includes, scopes and variables', () => {
    const text = `${chart('{{ include "h" (dict "mode" .Values.certs.mode "root" $) }}', 'certs: {mode: auto}')}-- templates/_h.tpl --\n{{ define "h" }}{{ $m := .mode }}{{ if eq "custom" $m }}x: 1{{ end }}{{ end }}\n`;
    expect(explore(text)).toEqual(['', 'certs.mode=custom', 0]);
  });

  it('switch subcharts', () => {
    const text =
      '-- Chart.yaml --\nname: demo\nversion: 1.0.0\ndependencies:\n- {name: s, version: 1.x, condition: s.enabled}\n-- charts/s/Chart.yaml --\nname: s\nversion: 1.0.0\n-- charts/s/values.yaml --\nenabled: true\n';
    expect(explore(text)).toEqual(['', 's.enabled=false', 0]);
  });

  it('begin with the ci files and end at the limit', () => {
    const text = `${chart('{{ if .Values.a }}{{ end }}{{ if .Values.b }}{{ end }}', 'a: false\nb: false')}-- ci/x-values.yaml --\na: true\n`;
    expect(explore(text)).toEqual(['', 'ci/x-values.yaml', 'a=true', 'b=true', 0]);
    expect(explore(text, 3)).toEqual(['', 'ci/x-values.yaml', 'a=true', 1]);
  });

  const hook = (condition: string): string =>
    `${condition}metadata: {annotations: {helm.sh/hook: pre-install}}{{ end }}`;

  it('look at an upgrade where a template asks for it', () => {
    const text = chart('{{ if .Release.IsUpgrade }}a: 1{{ end }}{{ if .Values.a }}{{ end }}', 'a: false');
    expect(explore(text)).toEqual(['', 'upgrade', 'a=true', 0]);
  });

  it('begin with what hooks depend on, and repeat a change that another one leads to', () => {
    const text = `${chart('{{ if .Values.z }}{{ end }}', 'z: false\na: false\nb: false\nmode: x')}-- templates/b.yaml --\n${hook('{{ if and (eq .Values.mode "y") .Values.a .Values.b }}')}\n-- templates/c.yaml --\n{{ if .Values.a }}{{ end }}{{ if .Values.b }}{{ end }}\n`;
    expect(explore(text)).toEqual([
      '',
      'mode=y',
      'mode=y,a=true',
      'mode=y,a=true,b=true',
      'a=true',
      'b=true',
      'z=true',
      0,
    ]);
  });

  it('give a text to an empty one that hooks ask for', () => {
    const text = chart(hook('{{ if .Values.name }}'), 'name: ""\nnameOverride: ""');
    expect(explore(text)).toEqual(['', 'name=example', 0]);
  });

  it('never make other values up', () => {
    const text = chart(
      '{{ with .Values.a }}x: {{ . }}{{ end }}{{ if .Values.list }}y: 1{{ end }}{{ if .Values.none.enabled }}{{ end }}',
      'a: ""\nlist: []\nnone: {}',
    );
    expect(explore(text)).toEqual(['', 'none.enabled=true', 0]);
  });
});
