import { rmSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeTgz, tarEntry, tgzOf } from '../support/tar.ts';
import { Sandbox } from './command.ts';

const CHART = {
  'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 0.1.0\n',
  'c/values.yaml': 'colour: red\nsecret: ""\n',
  'c/crds/x.yaml': 'kind: CustomResourceDefinition\n',
  'c/templates/a.yaml':
    'kind: A\nmetadata:\n  name: {{ .Release.Name }}-{{ .Release.Namespace }}\ncolour: {{ .Values.colour }}\nupgrade: {{ .Release.IsUpgrade }}\n',
  'c/templates/b.yaml':
    'kind: B\nmetadata:\n  name: b\n  annotations:\n    helm.sh/hook: test\nhelm: {{ .Capabilities.HelmVersion.Version }}\nkube: {{ .Capabilities.KubeVersion }}\n',
};

const A =
  '---\n# Source: c/templates/a.yaml\nkind: A\nmetadata:\n  name: release-name-default\ncolour: red\nupgrade: false\n';
const B =
  '---\n# Source: c/templates/b.yaml\nkind: B\nmetadata:\n  name: b\n  annotations:\n    helm.sh/hook: test\nhelm: v4.2\nkube: v1.36.0\n\n';

describe('render', () => {
  it('prints what helm template prints', async () => {
    using sandbox = new Sandbox(CHART);
    expect(await sandbox.run(['render', 'c'])).toEqual({ code: 0, out: A + B, err: '' });
    expect((await sandbox.run(['render', '.'], {}, 'c')).out).toBe(A + B);
  });

  it.each<[string[], string, string]>([
    [['--name', 'x', '--namespace', 'y'], 'name: release-name-default', 'name: x-y'],
    [['--set', 'colour=blue'], 'colour: red', 'colour: blue'],
    [['--values', 'one.yaml'], 'colour: red', 'colour: one'],
    [['--values', 'one.yaml', '--values', 'two.yaml'], 'colour: red', 'colour: two'],
    [['--values', 'two.yaml,one.yaml'], 'colour: red', 'colour: one'],
    [['--set-string', 'colour=1e3', '--set', 'colour=9'], 'colour: red', 'colour: 1e3'],
    [['--set-json', 'colour=[1]'], 'colour: red', 'colour: [1]'],
    [['--set-literal', 'colour=a,b'], 'colour: red', 'colour: a,b'],
    [['--set-file', 'colour=colour.txt', '--set', 'colour=set'], 'colour: red', 'colour: from a file'],
    [['-n', 'y', '-f', 'one.yaml'], 'name: release-name-default\ncolour: red', 'name: release-name-y\ncolour: one'],
    [['--is-upgrade'], 'upgrade: false', 'upgrade: true'],
    [['--kube-version', '1.30'], 'kube: v1.36.0', 'kube: v1.30.0'],
    [['--helm', '3'], 'helm: v4.2\nkube: v1.36.0\n\n', 'helm: v3.21\nkube: v1.36.0\n'],
  ])('%j', async (words, old, now) => {
    using sandbox = new Sandbox({
      ...CHART,
      'one.yaml': 'colour: one\n',
      'two.yaml': 'colour: two\n',
      'colour.txt': 'from a file',
    });
    expect(await sandbox.run(['render', 'c', ...words])).toEqual({ code: 0, out: (A + B).replace(old, now), err: '' });
  });

  it('prints a part of it', async () => {
    using sandbox = new Sandbox(CHART);
    expect((await sandbox.run(['render', 'c', '--no-hooks'])).out).toBe(A);
    expect((await sandbox.run(['render', 'c', '--show-only', 'templates/a.yaml'])).out).toContain('name: release-name');
    const crd = '---\n# Source: c/crds/x.yaml\nkind: CustomResourceDefinition\n\n';
    expect((await sandbox.run(['render', 'c', '--no-hooks', '--include-crds'])).out).toBe(crd + A);
  });

  it('says what could not be read, where it counts', async () => {
    using sandbox = new Sandbox({ ...CHART, 'other/outside.yaml': 'colour: blue\n' });
    symlinkSync(sandbox.path('other/outside.yaml'), sandbox.path('c/README.md'));
    expect(await sandbox.run(['render', '.'], {}, 'c')).toMatchObject({ code: 0, err: '' });
    symlinkSync('nowhere', sandbox.path('c/LICENSE'));
    expect((await sandbox.run(['render', '.'], {}, 'c')).err).toBe('unknown: c/LICENSE: could not be read\n');
    rmSync(sandbox.path('c/LICENSE'));
    rmSync(sandbox.path('c/values.yaml'));
    symlinkSync(sandbox.path('other/outside.yaml'), sandbox.path('c/values.yaml'));
    symlinkSync('nowhere', sandbox.path('c/templates/d.yaml'));
    const { code, out, err } = await sandbox.run(['render', '.'], {}, 'c');
    expect(code).toBe(3);
    expect(out).not.toContain('blue');
    expect(err).toBe('unknown: c/templates/d.yaml: could not be read\nunknown: c/values.yaml: could not be read\n');
    sandbox.write('c/templates/e.yaml', '{{ .Files.Get "README.md" }}');
    expect((await sandbox.run(['render', '.'], {}, 'c')).err).toContain('unknown: c/README.md: could not be read\n');
  });

  it('refuses what Helm refuses for its size, or for what its archive is', async () => {
    const large = 'x'.repeat(6 * 1024 * 1024);
    using sandbox = new Sandbox({ ...CHART, 'c/files/large': large, 'x.tgz': tgzOf(tarEntry('x/../../y', 'y')) });
    expect(await sandbox.run(['render', 'c'])).toMatchObject({
      code: 1,
      err: 'Error: chart file "large" is larger than the maximum file size 5242880\n',
    });
    const archive = await sandbox.run(['render', 'x.tgz']);
    expect(archive).toMatchObject({ code: 2, out: '' });
    expect(archive.err).toContain('chart illegally references parent directory');
  });

  it('leaves out tests, and takes what a cluster offers', async () => {
    const asks = 'kind: Asked\noffers: {{ .Capabilities.APIVersions.Has "b/v2" }}\n';
    using sandbox = new Sandbox({ ...CHART, 'c/templates/c.yaml': asks });
    expect((await sandbox.run(['render', 'c', '--skip-tests'])).out).not.toContain('kind: B');
    expect((await sandbox.run(['render', 'c'])).out).toContain('offers: false');
    expect((await sandbox.run(['render', 'c', '-a', 'a/v1,b/v2'])).out).toContain('offers: true');
  });

  it('reads a literal to the end of its line', async () => {
    using sandbox = new Sandbox({ ...CHART, 'c/templates/c.yaml': 'all: {{ toJson .Values.l }}\n' });
    const { out } = await sandbox.run(['render', 'c', '--set-literal', 'l[1].a=x,y={z}\\,q']);
    expect(out).toContain(String.raw`all: [null,{"a":"x,y={z}\\,q"}]`);
  });

  it('renders an archive', async () => {
    const files = new Map(Object.entries(CHART).map(([path, text]) => [path, text] as const));
    using sandbox = new Sandbox({ 'c-0.1.0.tgz': makeTgz(files) });
    expect(await sandbox.run(['render', 'c-0.1.0.tgz'])).toEqual({ code: 0, out: A + B, err: '' });
  });

  it('ends with 1 where Helm fails, with its first error and what could be rendered', async () => {
    const refused = 'kind: R\nname: {{ required "a name is needed" .Values.secret }}\n';
    using sandbox = new Sandbox({ ...CHART, 'c/templates/r.yaml': refused });
    const { code, out, err } = await sandbox.run(['render', 'c']);
    expect(code).toBe(1);
    expect(err).toBe('Error: execution error at (c/templates/r.yaml:2:9): a name is needed\n');
    expect(out).toContain('name: release-name-default');
    expect(out).toContain('name: __UNKNOWN__');
  });

  it('ends with 1 over a template that is not there', async () => {
    using sandbox = new Sandbox(CHART);
    const outcome = await sandbox.run(['render', 'c', '--show-only', 'templates/z.yaml']);
    expect(outcome).toEqual({ code: 1, out: '', err: 'Error: could not find template templates/z.yaml in chart\n' });
  });

  it('ends with 3 where a part is not known, marks it and says why', async () => {
    const random = 'kind: S\npassword: {{ randAlphaNum 8 }}\n{{ genCA "a" 1 | toYaml }}\n';
    using sandbox = new Sandbox({ ...CHART, 'c/templates/s.yaml': random });
    const { code, out, err } = await sandbox.run(['render', 'c']);
    expect(code).toBe(3);
    expect(out).toContain('password: __UNKNOWN__\n');
    expect(err).toMatch(/^unknown: c\/templates\/s\.yaml:2: .+\n/);
    const { code: apart } = await sandbox.run(['render', 'c', '--show-only', 'templates/a.yaml']);
    expect(apart).toBe(0);
  });

  it.each<[string[], string]>([
    [['nothing'], '`nothing` does not exist'],
    [['c/templates'], 'no Chart.yaml'],
    [['c', '--set', 'colour'], 'failed parsing --set data: key "colour" has no value'],
    [['c', '--values', 'none.yaml'], '`none.yaml` does not exist'],
    [['c', '--values', 'c'], 'is no file of UTF-8 text'],
    [
      ['c', '--values', 'list.yaml'],
      'failed to parse list.yaml: cannot unmarshal yaml document: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array',
    ],
    [['c', '--set-file', 'colour=none.txt'], '`none.txt` does not exist'],
    [['c', '--set-file', 'colour'], 'failed parsing --set-file data: key "colour" has no value'],
    [['c', '--set-literal', 'a[0]z=1'], 'failed parsing --set-literal data: unexpected data at end of array index'],
    [['c', '--kube-version', 'new'], 'is no version'],
    [['c', '--name', 'Bad_Name'], "a release's name has small letters"],
    [['c', '--helm', '2'], 'there are 3, 4'],
  ])('%j is bad usage', async (words, message) => {
    using sandbox = new Sandbox({ ...CHART, 'list.yaml': '- a\n' });
    const { code, out, err } = await sandbox.run(['render', ...words]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
