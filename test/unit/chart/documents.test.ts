import { describe, expect, it } from 'vitest';
import { findObject } from '../../../server/src/core/chart/find.ts';
import { hooksOf, inInstallOrder, inUninstallOrder, lanesOf } from '../../../server/src/core/chart/order.ts';
import { DEFAULT_PRINT } from '../../../server/src/core/chart/print.ts';
import { HELM3_OPTIONS } from '../../../server/src/core/chart/releaseOptions.ts';
import type { SplitDialect } from '../../../server/src/core/chart/releaseOptions.ts';
import { splitDocuments } from '../../../server/src/core/chart/split.ts';
import { toRendered } from '../../../server/src/core/chart/documents.ts';
import { printed, releaseOf } from '../../support/chart.ts';

const split = (text: string, dialect: SplitDialect): readonly string[] =>
  splitDocuments(text, dialect).map(({ start, end }) => text.slice(start, end));

describe('splitting', () => {
  it.each<readonly [string, readonly string[], readonly string[], readonly string[]]>([
    // text, 4.2.4, 4.2.0, 3
    ['a: 1\n', ['a: 1\n'], ['a: 1\n'], ['a: 1']],
    ['\n\n  a: 1\n', ['a: 1\n'], ['a: 1\n'], ['a: 1']],
    ['---\na: 1\n---\nb: 2\n', ['a: 1\n', 'b: 2\n'], ['a: 1', 'b: 2\n'], ['a: 1', 'b: 2']],
    ['---a: 1\n', ['a: 1\n'], ['a: 1\n'], ['a: 1']],
    ['--- # c\na: 1\n', ['# c\na: 1\n'], ['# c\na: 1\n'], ['# c\na: 1']],
    ['-----\na: 1\n', ['--\na: 1\n'], ['--\na: 1\n'], ['--\na: 1']],
    ['a: |\n  ---\nb: 1\n', ['a: |\n  ---\nb: 1\n'], ['a: |\n  ---\nb: 1\n'], ['a: |\n  ---\nb: 1']],
    ['---\n---\n\n---\na: 1', ['a: 1'], ['---', 'a: 1'], ['---', 'a: 1']],
    ['a: 1\n...\nb: 2\n', ['a: 1\n...\nb: 2\n'], ['a: 1\n...\nb: 2\n'], ['a: 1\n...\nb: 2']],
    ['---\n  a: 1\n', ['a: 1\n'], ['a: 1\n'], ['a: 1']],
    [' \n\t', [], [], []],
    ['', [], [], []],
  ])('%j', (text, newest, older, three) => {
    expect([split(text, '4.2.4'), split(text, '4.2.0'), split(text, '3')]).toEqual([newest, older, three]);
  });
});

const doc = (kind: string, name: string, annotations = ''): string =>
  `---\nkind: ${kind}\nmetadata:\n  name: ${name}\n  annotations:\n    a: b\n${annotations}`;

const hook = (kind: string, name: string, events: string, weight = ''): string =>
  doc(kind, name, `    helm.sh/hook: ${events}\n${weight === '' ? '' : `    helm.sh/hook-weight: ${weight}\n`}`);

const chart = (...documents: readonly string[]): string => `-- templates/a.yaml --\n${documents.join('')}`;

describe('hooks', () => {
  const read = (events: string, more = ''): unknown => {
    const { hooks, dropped, manifests } = releaseOf(chart(hook('Job', 'x', events) + more));
    if (dropped[0]) return `dropped: ${dropped[0].unknown}`;
    return hooks[0]?.events ?? manifests.length;
  };

  it.each([
    ['pre-install', ['pre-install']],
    ['"Pre-Install , POST-UPGRADE"', ['pre-install', 'post-upgrade']],
    ['test-success,test', ['test', 'test']],
    ['pre-instal', 'dropped: pre-instal'],
    ['pre-install,', 'dropped: '],
    ['""', 'dropped: '],
    ['', 'dropped: '],
    ['crd-install', 'dropped: crd-install'],
  ])('%s', (events, expected) => {
    expect(read(events)).toEqual(expected);
  });

  it.each([
    ['"5"', 5],
    ['-5', -5],
    ['+5', 5],
    ['010', 8],
    ['"010"', 10],
    ['1e3', 1000],
    ['1.5', 0],
    ['" 5"', 0],
    ['"1_0"', 0],
    ['true', 0],
    ['"99999999999999999999"', 0],
  ])('weight %s is %d', (weight, expected) => {
    expect(releaseOf(chart(hook('Job', 'x', 'test', weight))).hooks[0]?.weight).toBe(expected);
  });

  it('keep unknown delete policies, and an empty one', () => {
    const policies = (value: string): readonly string[] | undefined =>
      releaseOf(chart(`${hook('Job', 'x', 'test')}    helm.sh/hook-delete-policy: ${value}\n`)).hooks[0]
        ?.deletePolicies;
    expect(policies('"Hook-Succeeded, never"')).toEqual(['hook-succeeded', 'never']);
    expect(policies('')).toEqual(['']);
    expect(releaseOf(chart(hook('Job', 'x', 'test'))).hooks[0]?.deletePolicies).toEqual([]);
  });

  it('know where their annotations stand in the template', () => {
    const release = releaseOf(chart(hook('Job', 'x', 'pre-install', '{{ .Values.w }}')), { values: 'w: 3' });
    const [found] = release.hooks;
    if (!found?.annotations.weight) throw new Error('a hook with a weight');
    const { render } = found.document;
    const range = toRendered(found.document, found.annotations.weight.value.range);
    expect(render.rendering.text.slice(range.start, range.end)).toBe('3');
    expect(render.rendering.map.toSource(range)[0]?.origin).toMatchObject({
      kind: 'printed',
      of: { kind: 'values', setting: ['w'] },
    });
  });

  it('run by weight, then name, then kind, path and position', () => {
    const text = `-- templates/b.yaml --\n${hook('Job', 'b', 'test')}${hook('Job', 'a', 'test', '"1"')}-- templates/a.yaml --\n${hook('Job', 'b', 'test', '"0"')}${hook('ConfigMap', 'b', 'test')}${hook('Job', 'z', 'test', '"-1"')}`;
    const { hooks } = releaseOf(text);
    const order = hooksOf(hooks, 'test').map(({ document: { head, render } }) => [
      head.name,
      head.kind,
      render.template.name.slice(-6),
    ]);
    expect(order).toEqual([
      ['z', 'Job', 'a.yaml'],
      ['b', 'ConfigMap', 'a.yaml'],
      ['b', 'Job', 'a.yaml'],
      ['b', 'Job', 'b.yaml'],
      ['a', 'Job', 'b.yaml'],
    ]);
    expect(hooksOf(hooks, 'pre-install')).toEqual([]);
  });
});

describe('order', () => {
  it('is by kind, unknown kinds last by name, otherwise as it is', () => {
    const kinds = ['Widget', 'ValidatingWebhookConfiguration', 'Gadget', 'Service', 'Deployment', 'Namespace'];
    const { manifests } = releaseOf(chart(...kinds.map((kind) => doc(kind, 'x'))));
    const names = (documents: typeof manifests): readonly string[] => documents.map(({ head }) => head.kind);
    expect(names(inInstallOrder(manifests, 4))).toEqual([
      'Namespace',
      'Service',
      'Deployment',
      'ValidatingWebhookConfiguration',
      'Gadget',
      'Widget',
    ]);
    expect(names(inUninstallOrder(manifests, 4))).toEqual([
      'ValidatingWebhookConfiguration',
      'Service',
      'Deployment',
      'Namespace',
      'Gadget',
      'Widget',
    ]);
    expect(names(inInstallOrder(manifests, 3))).toEqual([
      'Namespace',
      'Service',
      'Deployment',
      'Gadget',
      'ValidatingWebhookConfiguration',
      'Widget',
    ]);
  });

  it('has lanes for every operation', () => {
    const release = releaseOf(chart(doc('ConfigMap', 'c'), hook('Job', 'j', 'pre-upgrade,test')));
    const lanes = (operation: Parameters<typeof lanesOf>[1]): readonly string[] =>
      lanesOf(release, operation, 4).map((lane) =>
        lane.kind === 'hooks' ? `${lane.event} ${lane.hooks.length}` : 'manifests',
      );
    expect(lanes('install')).toEqual(['pre-install 0', 'manifests', 'post-install 0']);
    expect(lanes('upgrade')).toEqual(['pre-upgrade 1', 'manifests', 'post-upgrade 0']);
    expect(lanes('test')).toEqual(['test 1']);
  });
});

describe('finding objects', () => {
  const answer = (text: string, name = 'x', values = ''): string =>
    findObject(releaseOf(text, { values }), 'ConfigMap', name).answer;

  it('is sure of what is there and what is not', () => {
    expect(answer(chart(doc('ConfigMap', 'x')))).toBe('present');
    expect(answer(chart(hook('ConfigMap', 'x', 'pre-install')))).toBe('present');
    expect(answer(chart(doc('ConfigMap', 'y')))).toBe('absent');
    expect(answer(chart(`---\nkind: ConfigMapList\nitems:\n- kind: ConfigMap\n  metadata: {name: x}\n`))).toBe(
      'present',
    );
  });

  it('does not know what stands in an unknown branch, has an unknown name or does not parse', () => {
    const unknown = '(include "missing" .)';
    expect(answer(chart(`{{ if ${unknown} }}\n${doc('ConfigMap', 'x')}{{ end }}`))).toBe('unknown');
    expect(answer(chart(doc('ConfigMap', `{{ ${unknown} }}`)))).toBe('unknown');
    expect(answer(chart(`${doc('ConfigMap', 'y')}---\n{{ include "missing" . }}\n`))).toBe('unknown');
    expect(answer(chart(`${doc('ConfigMap', 'y')}---\na: "\n`))).toBe('unknown');
    expect(answer(chart(`${doc('ConfigMap', 'y')}{{ if }}{{ end }}\n`))).toBe('unknown');
  });

  it('does not know what a missing subchart would hold, unless it is switched off', () => {
    const list = 'dependencies:\n- {name: sub, version: 1.x, condition: sub.enabled}\n';
    const text = `-- Chart.yaml --\nname: demo\nversion: 1.0.0\n${list}${chart(doc('ConfigMap', 'y'))}`;
    expect(answer(text)).toBe('unknown');
    expect(answer(text, 'x', 'sub: {enabled: false}')).toBe('absent');
  });

  it('is not troubled by what is unknown inside an object', () => {
    expect(answer(chart(`${doc('ConfigMap', 'y')}data:\n  a: {{ include "missing" . }}\n`))).toBe('absent');
  });
});

describe('printing', () => {
  const TEXT = `-- crds/c.yaml --\nkind: CustomResourceDefinition\n-- templates/a.yaml --\n${hook('Job', 't', 'test')}${doc('Service', 's')}-- templates/NOTES.txt --\nread me\n-- templates/_h.tpl --\nx\n-- templates/empty.yaml --\n\n-- templates/b.yaml --\nkind: ConfigMap\n`;

  it('is what helm template prints', () => {
    expect(printed(TEXT)).toBe(
      `---\n# Source: demo/templates/b.yaml\nkind: ConfigMap\n\n---\n# Source: demo/templates/a.yaml\n${doc('Service', 's').slice(4).trimEnd()}\n---\n# Source: demo/templates/a.yaml\n${hook('Job', 't', 'test').slice(4)}\n`,
    );
    expect(printed(TEXT, { options: HELM3_OPTIONS })).toBe(
      `---\n# Source: demo/templates/b.yaml\nkind: ConfigMap\n---\n# Source: demo/templates/a.yaml\n${doc('Service', 's').slice(4).trimEnd()}\n---\n# Source: demo/templates/a.yaml\n${hook('Job', 't', 'test').slice(4)}`,
    );
  });

  it('knows the flags', () => {
    const lines = (options: Partial<typeof DEFAULT_PRINT>): readonly string[] =>
      printed(TEXT, {}, { ...DEFAULT_PRINT, ...options })
        .split('\n')
        .filter((line) => line.startsWith('kind'));
    expect(lines({ includeCrds: true })[0]).toBe('kind: CustomResourceDefinition');
    expect(lines({ noHooks: true })).toEqual(['kind: ConfigMap', 'kind: Service']);
    expect(lines({ skipTests: true })).toEqual(['kind: ConfigMap', 'kind: Service']);
    expect(lines({ showOnly: ['templates/a.yaml'] })).toEqual(['kind: Service', 'kind: Job']);
    expect(lines({ showOnly: ['templates/*'] })).toHaveLength(3);
    expect(printed(TEXT, {}, { ...DEFAULT_PRINT, showOnly: ['templates/c.yaml'] })).toBe(
      'could not find template templates/c.yaml in chart',
    );
  });
});

describe('unknown parts', () => {
  it('belong to the documents they stand in', () => {
    const body = 'a: {{ now }}-{{ now }}\n---\nb: 1\n---\nc:\n  {{ now }}\n---\nd: {{ now }}\n';
    const { manifests } = releaseOf(`-- templates/a.yaml --\n${body}`);
    expect(manifests.map(({ text, opaque }) => [text.charAt(0), opaque.length])).toEqual([
      ['a', 2],
      ['b', 0],
      ['c', 1],
      ['d', 1],
    ]);
  });
});
