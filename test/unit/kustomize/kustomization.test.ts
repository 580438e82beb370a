import { describe, expect, it } from 'vitest';
import {
  isKustomizationFile,
  readKustomization,
  type Kustomization,
} from '../../../server/src/core/kustomize/kustomization.ts';
import { toUri } from '../../../server/src/core/text/uri.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';

const read = (text: string): Kustomization =>
  readKustomization(toUri('file:///r/app/kustomization.yaml'), parseYaml(text));
const resources = (text: string): string[] => read(text).resources.map((mention) => mention.path);
const problems = (text: string): string[] =>
  read(text).problems.map((p) => `${p.kind} ${text.slice(p.range.start, p.range.end).trim()}`);

describe('isKustomizationFile', () => {
  it('takes the three names exactly', () => {
    const names = [
      'kustomization.yaml',
      'kustomization.yml',
      'Kustomization',
      'Kustomization.yaml',
      'kustomization',
      'my-kustomization.yaml',
    ];
    expect(names.filter((name) => isKustomizationFile(toUri(`file:///r/${name}`)))).toEqual(names.slice(0, 3));
  });
});

describe('which value counts', () => {
  it('of equal keys the last, of keys in different case the one that sorts last', () => {
    expect(resources('resources: [a]\nresources: [b]\n')).toEqual(['b']);
    expect(resources('resources: [a]\nResources: [b]\n')).toEqual(['a']);
    expect(resources('Resources: [a]\nRESOURCES: [b]\n')).toEqual(['a']);
    expect(resources('RESOURCES: [a]\n')).toEqual(['a']);
  });

  it('lists what is dropped', () => {
    const text = 'resources: [a]\nnamespace: x\nResources: [b]\n';
    expect(
      read(text).repeatedFields.map((f) => [
        f.name,
        f.entries.length,
        text.slice(f.winner.range.start, f.winner.range.end),
      ]),
    ).toEqual([['resources', 2, 'resources: [a]']]);
  });

  it('reads bases after resources, and merged keys', () => {
    expect(resources('bases: [b]\nresources: [a]\n')).toEqual(['a', 'b']);
    expect(resources('<<: {resources: [m]}\n')).toEqual(['m']);
    const shared = read('resources: &x [a]\ncomponents: *x\n');
    expect(shared.components.map((mention) => mention.path)).toEqual(['a']);
  });

  it('keeps unknown fields', () => {
    expect(
      read('resouces: [a]\nhelmCharts: [{name: a, values: {}}]\n').unknownFields.map((f) => [f.within, f.name]),
    ).toEqual([
      ['kustomization', 'resouces'],
      ['helmCharts', 'values'],
    ]);
  });

  it('reads kind, namespace and order', () => {
    const k = read('kind: Component\nnamespace: ns\nsortOptions: {Order: fifo}\n');
    expect([k.kind, k.namespace, k.sortOrder, k.apiVersion]).toEqual(['Component', 'ns', 'fifo', undefined]);
    expect(read('resources: [a]').kind).toBe('Kustomization');
    expect(k.directory).toBe('file:///r/app');
  });
});

describe('problems', () => {
  const rows: [string, string[]][] = [
    ['resources: [a]\n', []],
    ['# c\n---\nresources: [a]\n', []],
    ['resources: [a]\n---\n', []],
    ['resources: []\n', []],
    ['- a\n', ['not-a-map - a']],
    ['text\n', ['not-a-map text']],
    ['', ['empty ']],
    ['# only a comment\n', ['empty # only a comment']],
    ['null\n', ['empty null']],
    ['resources:\n', ['empty resources:']],
    ['kind: Component\nnamePrefix: ""\n', ['empty kind: Component\nnamePrefix: ""']],
    ['bases: []\n', ['empty bases: []']],
    ['resources: [a]\n---\nresources: [b]\n', ['multiple-documents ---\nresources: [b]']],
    ['resources: a.yaml\n', ['wrong-type a.yaml']],
    ['resources: [a, 1]\n', ['wrong-type 1']],
    ['resources: {a: b}\n', ['wrong-type {a: b}']],
    ['commonLabels: {on: yes, a: 1, b: x}\n', ['wrong-type yes']],
    ['patches: [a.yaml]\n', ['wrong-type a.yaml']],
    ['helmCharts: [{name: n, version: 1.0}]\n', ['wrong-type n', 'wrong-type 1.0']],
    ['RESOURCES: x\nresources: [a]\n', ['wrong-type x']],
    ['kind: Deployment\nresources: [a]\n', ['wrong-kind Deployment']],
    [
      'kind: Component\napiVersion: kustomize.config.k8s.io/v1beta1\nresources: [a]\n',
      ['wrong-api-version kustomize.config.k8s.io/v1beta1'],
    ],
    [
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nresources: [a]\n',
      ['wrong-api-version kustomize.toolkit.fluxcd.io/v1'],
    ],
  ];

  it.each(rows)('%j', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it('keeps what a broken file still says', () => {
    const k = read('resources:\n- a.yaml\n- b.yaml\nnamespace: "x\n');
    expect(k.problems.some((problem) => problem.kind === 'syntax')).toBe(true);
    expect(k.resources.map((mention) => mention.path)).toEqual(['a.yaml', 'b.yaml']);
  });

  it('never throws over odd input', () => {
    for (const text of [
      'resources: *x',
      '{',
      '? [a]\n: b',
      'resources: &a [*a]',
      '<<: *y',
      '\u0000',
      'resources: !!binary x',
      'helmCharts: [[a]]',
      '%YAML 3\n---\na',
    ]) {
      expect(read(text).uri).toBe('file:///r/app/kustomization.yaml');
    }
  });
});
