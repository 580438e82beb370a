import { describe, expect, it } from 'vitest';
import { chartFolder } from '../../../server/src/core/kustomize/helmChart.ts';
import { readKustomization, type Kustomization } from '../../../server/src/core/kustomize/kustomization.ts';
import { toUri } from '../../../server/src/core/text/uri.ts';
import { parseYaml } from '../../../server/src/core/yaml/parse.ts';

const read = (text: string): Kustomization =>
  readKustomization(toUri('file:///r/app/kustomization.yaml'), parseYaml(text));

describe('mentions', () => {
  const text = `resources:
- a.yaml
- "b.yaml"   # note
- 'c''d.yaml'
- https://example.org/a/b/c.yaml
-
components: [../comp]
configurations: [conf.yaml]
crds: [crd.json]
openapi: {path: schema.json}
patchesStrategicMerge:
- psm.yaml
- |-
  kind: Deployment
  metadata: {name: x}
patches:
- path: p.yaml
- patch: "[]"
patchesJson6902:
- path: j.yaml
replacements:
- path: r.yaml
- source: {kind: X}
configMapGenerator:
- name: m
  files: [key=f1.txt, f2.txt]
  envs: [e1.env]
  env: e2.env
secretGenerator:
- files: ["k=s.txt"]
helmCharts:
- name: x
  valuesFile: v.yaml
  additionalValuesFiles: [w.yaml]
helmChartInflationGenerator:
- chartName: y
  values: old.yaml
generators: [gen.yaml]
transformers:
- apiVersion: builtin
validators: ["{kind: X}"]
`;
  const all = read(text).mentions;

  it('finds every path', () => {
    expect(all.map((m) => `${m.field} ${m.path} ${m.expects}`)).toEqual([
      'resources a.yaml fileOrDirectory',
      'resources b.yaml fileOrDirectory',
      "resources c'd.yaml fileOrDirectory",
      'resources https://example.org/a/b/c.yaml fileOrDirectory',
      'resources  fileOrDirectory',
      'components ../comp directory',
      'configurations conf.yaml file',
      'crds crd.json file',
      'openapi.path schema.json file',
      'patchesStrategicMerge psm.yaml file',
      'patches.path p.yaml file',
      'patchesJson6902.path j.yaml file',
      'replacements.path r.yaml file',
      'configMapGenerator.files f1.txt file',
      'configMapGenerator.files f2.txt file',
      'configMapGenerator.envs e1.env file',
      'configMapGenerator.env e2.env file',
      'secretGenerator.files s.txt file',
      'helmCharts.valuesFile v.yaml file',
      'helmCharts.additionalValuesFiles w.yaml file',
      'helmChartInflationGenerator.values old.yaml file',
      'generators gen.yaml fileOrDirectory',
    ]);
  });

  it('has the range of the path itself wherever the text is literal', () => {
    for (const mention of all)
      if (mention.literal) expect(text.slice(mention.range.start, mention.range.end)).toBe(mention.path);
    expect(all.filter((mention) => !mention.literal).map((mention) => mention.path)).toEqual(["c'd.yaml"]);
  });

  it('tells remote from local', () => {
    expect(all.map((m) => m.reference.kind).filter((kind) => kind !== 'local')).toEqual(['http', 'unknown']);
    expect(read('crds: [github.com/o/r]').mentions[0]?.reference.kind).toBe('local');
    expect(read('resources: [github.com/o/r]').mentions[0]?.reference.kind).toBe('git');
  });

  it('does not follow an alias into the text of another field', () => {
    const aliased = 'namePrefix: &p x\nresources: [*p]\n';
    const [mention] = read(aliased).resources;
    expect([mention?.path, mention?.literal, aliased.slice(mention?.range.start, mention?.range.end)]).toEqual([
      'x',
      false,
      '*p',
    ]);
  });
});

describe('helm charts', () => {
  it('reads items of the new field and the old', () => {
    const text = `helmGlobals: {chartHome: vendor}
helmCharts:
- name: tigera-operator
  Version: v3.31.0
  repo: https://docs.tigera.io/calico/charts
  releaseName: calico
  includeCRDs: true
  valuesInline: {a: 1}
helmChartInflationGenerator:
- chartName: old
  chartVersion: 1.0.0
  releaseNamespace: dropped
`;
    const k = read(text);
    expect(
      k.helmCharts.map((c) => [
        c.name,
        c.version,
        c.repo,
        c.releaseName,
        c.namespace,
        c.includeCRDs,
        c.legacy,
        chartFolder(c),
      ]),
    ).toEqual([
      [
        'tigera-operator',
        'v3.31.0',
        'https://docs.tigera.io/calico/charts',
        'calico',
        undefined,
        true,
        false,
        'tigera-operator-v3.31.0/tigera-operator',
      ],
      ['old', '1.0.0', undefined, undefined, undefined, false, true, 'old'],
    ]);
    const version = k.helmCharts[0]?.entries.get('version')?.value.range;
    expect(text.slice(version?.start, version?.end)).toBe('v3.31.0');
    expect(k.helmCharts[0]?.valuesInline?.kind).toBe('map');
    expect(k.chartHome).toBe('vendor');
  });

  it('reads API versions as helm reads the flags that they become', () => {
    const k = read('helmCharts: [{name: a, apiVersions: ["a/v1,b/v1", c/v1, "", " d/v1"]}]');
    expect(k.helmCharts[0]?.apiVersions).toEqual(['a/v1', 'b/v1', 'c/v1', ' d/v1']);
  });

  it('finds the chart home as kustomize does', () => {
    expect(read('resources: [a]').chartHome).toBe('charts');
    expect(
      read('helmChartInflationGenerator: [{chartName: a, chartHome: h}, {chartName: b, chartHome: i}]').chartHome,
    ).toBe('i');
    expect(read('helmGlobals: {}\nhelmChartInflationGenerator: [{chartName: a, chartHome: h}]').chartHome).toBe(
      'charts',
    );
  });
});
