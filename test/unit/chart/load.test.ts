import { describe, expect, it } from 'vitest';
import { loadChart } from '../../../server/src/core/chart/load.ts';
import { parseChartfile } from '../../../server/src/core/chart/chartfile.ts';
import { toUri } from '../../../server/src/core/text/uri.ts';
import { chartFiles, chartOf } from '../../support/chart.ts';
import { makeTgz, tarEntry, tgzOf } from '../../support/tar.ts';

const messages = (text: string): readonly string[] => chartOf(text).problems.map(({ message }) => message);

describe('Chart.yaml', () => {
  it('turns scalars into the text that Helm makes of them', () => {
    const file = parseChartfile(toUri('file:///c/Chart.yaml'), 'name: x\nversion: 1.10\nappVersion: 7244500\n');
    expect(file).toMatchObject({ apiVersion: 'v1', version: '1.1', appVersion: '7244500' });
  });

  it('finds fields in another case, the exact one first', () => {
    const file = parseChartfile(toUri('file:///c/Chart.yaml'), 'Name: other\nname: x\nVersion: 1.0.0\n');
    expect(file).toMatchObject({ name: 'x', version: '1.0.0' });
  });

  it.each([
    ['name: x\n', 'validation: chart.metadata.version is required'],
    ['version: 1.0.0\n', 'validation: chart.metadata.name is required'],
    ['name: a/b\nversion: 1.0.0\n', 'validation: chart.metadata.name "a/b" is invalid'],
    ['name: x\nversion: one\n', 'validation: chart.metadata.version "one" is invalid'],
    ['name: x\nversion: 1.0.0\ntype: app\n', 'validation: chart.metadata.type must be application or library'],
    ['name: x\nversion: 1.0.0\nmaintainers: [~]\n', 'validation: maintainers must not contain empty or null nodes'],
    [
      'name: x\nversion: 1.0.0\ndependencies: [{name: a, alias: "b c"}]\n',
      'validation: dependency "a" has disallowed characters in the alias',
    ],
    [
      'name: x\nversion: 1.0.0\ndependencies: [{name: a}, {name: b, alias: a}]\n',
      'validation: more than one dependency with name or alias "a"',
    ],
  ])('%j is refused', (text, message) => {
    expect(parseChartfile(toUri('file:///c/Chart.yaml'), text).problems.map((p) => p.message)).toEqual([message]);
  });
});

describe('loadChart', () => {
  it('needs a Chart.yaml', () => {
    expect(loadChart({ ...chartFiles(''), paths: [] })).toBeUndefined();
  });

  it('tells templates from other files, and leaves ignored ones out', () => {
    const chart = chartOf(
      '-- .helmignore --\n*.md\n-- README.md --\n-- templates/a.yaml --\n-- templates/.swp --\n-- files/x --\n-- crds/c.yaml --\n-- values.yaml --\n',
    );
    expect(chart.templates).toEqual(['templates/a.yaml']);
    expect(chart.others).toEqual(['.helmignore', 'crds/c.yaml', 'files/x']);
  });

  it.each([
    ['Chart.yaml', 'cannot load Chart.yaml: error converting YAML to JSON: yaml: invalid leading UTF-8 octet'],
    [
      'values.yaml',
      'cannot load values.yaml: cannot unmarshal yaml document: error converting YAML to JSON: yaml: invalid leading UTF-8 octet',
    ],
  ])('refuses a %s that is no UTF-8', (path, problem) => {
    const bytes = new TextEncoder()
      .encode('name: x\nversion: 1.0.0\na: \0\n')
      .map((byte) => (byte === 0 ? 0xff : byte));
    expect(chartOf('', new Map([[path, bytes]])).problems[0]?.message).toBe(problem);
  });

  it('says why Helm refuses an archive', () => {
    const whole = makeTgz(new Map([['a/Chart.yaml', 'name: a\nversion: 1.0.0\n'.repeat(50)]]));
    const bytes = new Map([
      ['charts/a-1.0.0.tgz', whole.subarray(0, whole.length - 20)],
      ['charts/b-1.0.0.tgz', tgzOf(tarEntry('b/Chart.yaml', 'name: b\n'), tarEntry('b/../../x', 'x'))],
    ]);
    const chart = loadChart(chartFiles('-- Chart.yaml --\nname: demo\nversion: 1.0.0\n', bytes));
    expect(chart?.problems.map(({ message }) => message)).toEqual([
      'error unpacking subchart a-1.0.0.tgz in demo: unexpected EOF',
      'error unpacking subchart b-1.0.0.tgz in demo: chart illegally references parent directory',
    ]);
  });

  it('drops the first folder of a path, whatever it is called', () => {
    const tgz = tgzOf(tarEntry('b/Chart.yaml', 'name: b\nversion: 1.0.0\n'), tarEntry('c/templates/x.yaml', 'x: 1'));
    const bytes = new Map([['charts/b-1.0.0.tgz', tgz]]);
    const chart = loadChart(chartFiles('-- Chart.yaml --\nname: demo\nversion: 1.0.0\n', bytes));
    const [{ files, templates } = { files: undefined, templates: [] }] = chart?.subcharts ?? [];
    expect(templates).toEqual(['templates/x.yaml']);
    expect(files?.read('templates/x.yaml')?.text).toBe('x: 1');
    expect(files?.uris?.get('templates/x.yaml')).toBe('file:///demo/charts/b-1.0.0.tgz!/c/templates/x.yaml');
  });

  it('loads subcharts from folders and archives, but not those that begin with _ or .', () => {
    const tgz = makeTgz(
      new Map([
        ['b/Chart.yaml', 'name: b\nversion: 1.0.0\n'],
        ['b/templates/x.yaml', 'a: 1\n'],
      ]),
    );
    const chart = chartOf(
      '-- charts/a/Chart.yaml --\nname: a\nversion: 1.0.0\n-- charts/_c/Chart.yaml --\nname: c\nversion: 1.0.0\n-- charts/.d/Chart.yaml --\n',
      new Map([['charts/b-1.0.0.tgz', tgz]]),
    );
    expect(chart.subcharts.map(({ chartfile }) => chartfile.name)).toEqual(['a', 'b']);
    expect(chart.subcharts[1]?.files.root).toBe('file:///demo/charts/b-1.0.0.tgz!/b');
    expect(chart.problems).toEqual([]);
  });

  it('refuses a stray file in charts/', () => {
    expect(messages('-- charts/notes.txt --\nx\n')).toEqual([
      'error unpacking subchart notes.txt in demo: Chart.yaml file is missing',
    ]);
  });

  it('takes the dependencies of requirements.yaml', () => {
    const chart = chartOf(
      '-- Chart.yaml --\napiVersion: v1\nname: x\nversion: 1.0.0\n-- requirements.yaml --\ndependencies:\n  - name: a\n    version: 1.x\n    repository: https://charts.example.com\n',
    );
    expect(chart.dependencies).toMatchObject([{ name: 'a', version: '1.x', uri: 'file:///demo/requirements.yaml' }]);
    expect(chart.others).toEqual(['requirements.yaml']);
  });

  it('reads the lock file', () => {
    const chart = chartOf(
      '-- Chart.lock --\ndependencies:\n- name: a\n  version: 1.0.1\n  repository: ""\ndigest: sha256:00\n',
    );
    expect(chart.lock).toMatchObject({ digest: 'sha256:00', dependencies: [{ name: 'a', version: '1.0.1' }] });
  });

  it('says where values.yaml is wrong', () => {
    expect(messages('-- values.yaml --\n- a\n')).toEqual([
      'cannot load values.yaml: cannot unmarshal yaml document: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}',
    ]);
    expect(messages('-- values.yaml --\na: 1\n---\nb: "x\n')).toEqual([
      'cannot load values.yaml: cannot unmarshal yaml document: error converting YAML to JSON: yaml: line 2: found unexpected end of stream',
    ]);
  });
});
