import { describe, expect, it } from 'vitest';
import { Checker } from '../../../server/src/core/check/check.ts';
import { ALL_SCENARIOS, checkScope } from '../../../server/src/core/features/checking.ts';
import type { Scope } from '../../../server/src/core/features/checking.ts';
import { renderChart } from '../../../server/src/core/features/render.ts';
import { MemoryFileSystem } from '../../../server/src/core/fs/memory.ts';
import type { Release } from '../../../server/src/core/chart/release.ts';
import { scenarioData } from '../../../server/src/core/project/given.ts';
import { releaseOf } from '../../../server/src/core/project/release.ts';
import { releaseKey } from '../../../server/src/core/project/releaseKey.ts';
import { scenariosOf } from '../../../server/src/core/project/scenario.ts';
import { RULES } from '../../../server/src/core/rules/index.ts';
import type { Uri } from '../../../server/src/core/text/uri.ts';
import { joinUri } from '../../../server/src/core/text/uri.ts';
import { Workspace } from '../../../server/src/core/workspace/workspace.ts';
import { makeTgz } from '../../support/tar.ts';
import { parseTxtar } from '../../support/txtar.ts';

const TOP = 'file:///repo' as Uri;
const at = (path: string): Uri => joinUri(TOP, path) ?? TOP;

const chartfile = (name: string, ...entries: readonly string[]): string =>
  `apiVersion: v2\nname: ${name}\nversion: 1.2.0\n${entries.length > 0 ? 'dependencies:\n' : ''}${entries.join('')}`;

const entry = (name: string, more = '', version = '^1.0.0'): string =>
  `  - {name: ${name}, version: "${version}", repository: "file://../${name}"${more}}\n`;

const config = (name: string): string => `kind: ConfigMap\nmetadata:\n  name: ${name}\n`;

const LIB = {
  'lib/Chart.yaml': chartfile('lib'),
  'lib/values.yaml': 'word: own\nexports:\n  all: {team: blue}\n',
  'lib/templates/a.yaml': config('{{ .Chart.Name }}-{{ .Values.word }}'),
};

async function opened(files: Readonly<Record<string, string | Uint8Array>>, root?: Uri): Promise<Workspace> {
  const workspace = new Workspace(
    new MemoryFileSystem(
      Object.entries(files).map(([path, content]) => [at(path), content]),
      root,
    ),
  );
  await workspace.setFolders([TOP]);
  return workspace;
}

async function releaseIn(files: Readonly<Record<string, string | Uint8Array>>, root?: Uri): Promise<Release> {
  const workspace = await opened(files, root);
  const release = await workspace.ensureLoaded((db) => releaseOf(db, releaseKey(at('app/Chart.yaml'))));
  if (!release) throw new Error('no release');
  return release;
}

const names = ({ manifests }: Release): readonly string[] => manifests.map(({ head }) => head.name).sort();
const missing = (release: Release): readonly string[] => release.missing.map(({ use }) => use.name);

describe('a dependency in a folder of the workspace', () => {
  it('is part of the chart as its packed form would be', async () => {
    const release = await releaseIn({ ...LIB, 'app/Chart.yaml': chartfile('app', entry('lib')) });
    expect({ names: names(release), missing: missing(release), problems: release.problems }).toEqual({
      names: ['lib-own'],
      missing: [],
      problems: [],
    });
  });

  it('has its alias, its condition, the values of its parent and what that imports', async () => {
    const more = [
      entry('lib', ', alias: one, import-values: [all]'),
      entry('lib', ', alias: two, condition: two.enabled'),
    ];
    const app = {
      'app/Chart.yaml': chartfile('app', ...more),
      'app/values.yaml': 'one: {word: given}\ntwo: {enabled: false}\n',
      'app/templates/b.yaml': config('{{ .Values.team }}'),
    };
    expect(names(await releaseIn({ ...LIB, ...app }))).toEqual(['blue', 'one-given']);
  });

  it('leaves out what the .helmignore of the folder names', async () => {
    const files = { ...LIB, 'lib/.helmignore': 'a.yaml\n', 'app/Chart.yaml': chartfile('app', entry('lib')) };
    const release = await releaseIn(files);
    expect({ names: names(release), missing: missing(release) }).toEqual({ names: [], missing: [] });
  });

  it.each([
    ['of another version', entry('lib', '', '2.x')],
    ['without a version that is asked for', entry('lib', '', '')],
    ['of another name', '  - {name: other, version: 1.x.x, repository: "file://../lib"}\n'],
    ['from the top of the disk', '  - {name: lib, version: 1.x.x, repository: "file:///repo/lib"}\n'],
    ['that does not exist', entry('none')],
  ])('%s stays missing', async (_, listed) => {
    const release = await releaseIn({ ...LIB, 'app/Chart.yaml': chartfile('app', listed) });
    expect({ names: names(release), missing: missing(release).length }).toEqual({ names: [], missing: 1 });
  });

  it('outside of what may be read stays missing', async () => {
    const release = await releaseIn({ ...LIB, 'app/Chart.yaml': chartfile('app', entry('lib')) }, at('app'));
    expect(missing(release)).toEqual(['lib']);
  });

  it.each([
    ['a folder', { 'app/charts/lib/Chart.yaml': chartfile('lib'), 'app/charts/lib/templates/a.yaml': config('there') }],
    [
      'an archive',
      {
        'app/charts/lib-1.2.0.tgz': makeTgz(
          new Map([
            ['lib/Chart.yaml', chartfile('lib')],
            ['lib/templates/a.yaml', config('there')],
          ]),
        ),
      },
    ],
  ])('stands back for %s in charts/', async (_, there) => {
    const files: Record<string, string | Uint8Array> = { ...LIB, 'app/Chart.yaml': chartfile('app', entry('lib')) };
    expect(names(await releaseIn({ ...files, ...there }))).toEqual(['there']);
  });

  it('brings along what it needs itself, and a folder around ends the chain', async () => {
    const release = await releaseIn({
      'app/Chart.yaml': chartfile('app', entry('mid')),
      'app/templates/a.yaml': config('app'),
      'mid/Chart.yaml': chartfile('mid', entry('lib'), entry('app')),
      ...LIB,
    });
    expect({ names: names(release), missing: missing(release) }).toEqual({
      names: ['app', 'lib-own'],
      missing: ['app'],
    });
  });

  it('is still what Helm misses when the chart is rendered for real', async () => {
    const workspace = await opened({ ...LIB, 'app/Chart.yaml': chartfile('app', entry('lib')) });
    const base = { name: 'r', namespace: 'default', kubeVersion: 'v1.36.0', apiVersions: [], isUpgrade: false };
    const given = { values: [], set: [], setFiles: new Map<string, Uri>() };
    const print = { includeCrds: false, noHooks: false, skipTests: false, showOnly: [] };
    const result = await renderChart(workspace, { ...base, ...given, helm: 4, chart: at('app'), print });
    expect(result).toMatchObject({ error: expect.stringContaining('missing in charts/ directory: lib') as string });
  });
});

/** A hook of a folder that others take in; what is wrong with it shows in each of them. */
const HOOKS = {
  'lib/Chart.yaml': chartfile('lib'),
  'lib/templates/job.yaml': parseTxtar(`-- job --
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .Release.Name }}-{{ .Chart.Name }}
  annotations:
    "helm.sh/hook": post-upgrade
    "helm.sh/hook-delete-policy": {{ .Values.policy | default "hook-succeeded" }}
`).files[0]!.text,
  'app/Chart.yaml': chartfile('app', entry('lib', ', alias: shown')),
  'bar/Chart.yaml': chartfile('bar', entry('lib')),
};

async function found(workspace: Workspace, scope: Scope): Promise<readonly string[]> {
  const { findings } = await checkScope(workspace, new Checker(RULES), scope);
  return findings.map(({ rule, span, target }) => `${rule} ${span.uri} ${target.key}`.replaceAll(`${TOP}/`, ''));
}

describe('scenarios of a chart that takes a folder in', () => {
  const lib = {
    ...LIB,
    'lib/values.yaml': 'word: own\nextra: false\n',
    'lib/templates/b.yaml': '{{ if .Values.extra }}x: 1{{ end }}{{ if .Values.more }}x: 1{{ end }}',
  };
  const scenarios = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const workspace = await opened({ ...lib, ...files });
    const found = await workspace.ensureLoaded((db) => scenariosOf(db, at('app/Chart.yaml'), ALL_SCENARIOS));
    return found.keys.map((key) => scenarioData(key).name);
  };

  it('vary what the chart sets itself, and leave the defaults of the folder to the chart there', async () => {
    const app = { 'app/Chart.yaml': chartfile('app', entry('lib', ', condition: lib.use')) };
    expect(await scenarios({ ...app, 'app/values.yaml': 'lib: {use: true, more: false}\n' })).toEqual([
      'lib.use=false',
      'lib.more=true',
    ]);
  });

  it('are its own where it lies in the folder', async () => {
    const app = '  - {name: lib, version: 1.x.x, repository: "file://../../lib"}\n';
    const workspace = await opened({
      ...lib,
      'lib/app/Chart.yaml': chartfile('app', app),
      'lib/app/values.yaml': 'lib: {extra: false}\n',
      'lib/.helmignore': 'app\n',
    });
    const found = await workspace.ensureLoaded((db) => scenariosOf(db, at('lib/app/Chart.yaml'), ALL_SCENARIOS));
    expect(found.keys.map((key) => scenarioData(key).name)).toEqual(['lib.extra=true']);
  });
});

describe('findings in such a folder', () => {
  it('are told once, as those of its own chart', async () => {
    expect(await found(await opened(HOOKS), { kind: 'workspace', scenarios: ALL_SCENARIOS })).toEqual([
      'hook/no-before-creation lib/templates/job.yaml lib/Chart.yaml#',
    ]);
  });

  it('come and go in the charts that take it in with what is typed there', async () => {
    const workspace = await opened({ ...HOOKS, 'app/values.yaml': 'shown: {policy: hook-sukceeded}\n' });
    const typed: Scope = { kind: 'files', uris: [at('lib/templates/job.yaml')] };
    const scope: Scope = { ...typed, scenarios: ALL_SCENARIOS };
    const wrong = 'hook/delete-policy-invalid app/values.yaml app/Chart.yaml#';
    // While somebody types, the chart itself is enough.
    expect(await found(workspace, typed)).not.toContain(wrong);
    expect(await found(workspace, scope)).toContain(wrong);
    workspace.setText(
      at('lib/templates/job.yaml'),
      HOOKS['lib/templates/job.yaml'].replace(/\{\{ \.Values.*/, 'hook-failed'),
    );
    expect(await found(workspace, scope)).not.toContain(wrong);
  });
});
