import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { ALL_SCENARIOS } from '../../../server/src/core/features/checking.ts';
import { createEngine } from '../../../server/src/core/engine.ts';
import type { FileState, FileSystem, FolderState } from '../../../server/src/core/fs/fileSystem.ts';
import { MemoryFileSystem } from '../../../server/src/core/fs/memory.ts';
import type { Uri } from '../../../server/src/core/text/uri.ts';
import { toUri } from '../../../server/src/core/text/uri.ts';
import { makeTgz } from '../../support/tar.ts';

/** Paths below the workspace folder, with what stands there. */
type Files = Readonly<Record<string, string | Uint8Array>>;

const FOLDER = toUri('file:///work');
const at = (path: string): Uri => toUri(`${FOLDER}/${path}`);

/** A neighbour in the same workspace: its one finding must always arrive. */
const NEIGHBOUR: Files = { 'neighbour/kustomization.yaml': 'resources: [gone.yaml]\n' };
const NEIGHBOURS_FINDING = 'neighbour/kustomization.yaml kustomize/missing-resource';

const CHART = 'apiVersion: v2\nname: bad\nversion: 1.0.0\n';
const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: fine\n';
const UNCLOSED = 'a: {{ .Values.\n';
const UNCLOSED_FINDING = 'templates/unclosed.yaml template/syntax';

/** A chart with a good template and one that doesn't parse, so that it is seen whether findings survive what is added. */
const chartWith = (added: Files): Files => ({
  'Chart.yaml': CHART,
  'values.yaml': 'some: value\n',
  'templates/fine.yaml': CONFIG_MAP,
  'templates/unclosed.yaml': UNCLOSED,
  ...added,
});

/** Every finding of the workspace in all scenarios, as `path rule`, sorted; paths are relative. */
async function findingsIn(files: Files, wrap = (fs: FileSystem): FileSystem => fs): Promise<readonly string[]> {
  const memory = new MemoryFileSystem(
    Object.entries({ ...NEIGHBOUR, ...files }).map(([path, text]) => [at(path), text]),
  );
  const engine = createEngine({ fs: wrap(memory) });
  await engine.setFolders([FOLDER]);
  const { findings } = await engine.check({ kind: 'workspace', scenarios: ALL_SCENARIOS });
  for (const finding of findings) await engine.fixes(finding);
  for (const uri of engine.watched()) await engine.hover(uri, 0);
  return findings.map(({ span, rule }) => `${span.uri.slice(FOLDER.length + 1)} ${rule}`).sort();
}

/** Bounds of one case on a slow machine; a case that hangs never comes back. */
const MILLISECONDS = 20_000;

function ends(name: string, files: Files, expected: readonly string[] = []): void {
  it(
    name,
    async () => {
      const start = Date.now();
      const found = await findingsIn(chartWith(files));
      void start;
      expect(found).toEqual([NEIGHBOURS_FINDING, UNCLOSED_FINDING, ...expected].sort());
    },
    MILLISECONDS,
  );
}

const template = (text: string): Files => ({ 'templates/case.yaml': text });

const here = 'templates/case.yaml template/syntax';

describe('templates', () => {
  ends('an action that is not closed', template('a: {{ if .Values.some }}\n'), [here]);
  ends('a comment that is not closed', template('a: {{/* open\n'), [here]);
  ends('a string that is not closed', template('a: {{ "open }}\nb: {{ `open }}\n'), [here, here]);
  ends('too many ends', template('{{ end }}{{ end }}\n'), [here, here]);
  ends('a define in a define', template('{{ define "a" }}{{ define "b" }}{{ end }}{{ end }}\n'), [here]);
  ends('ten thousand nested blocks', template('{{ if 1 }}'.repeat(10_000) + '{{ end }}'.repeat(10_000)), [here]);
  ends('ten thousand nested parentheses', template(`{{ ${'('.repeat(10_000)}1${')'.repeat(10_000)} }}`), [here]);
  ends('recursion through include', template('{{ define "a" }}{{ include "a" . }}{{ end }}a: {{ include "a" . }}\n'));
  ends(
    'recursion through template',
    template('{{ define "a" }}{{ template "a" . }}{{ end }}a: {{ template "a" . }}\n'),
  );
  ends('recursion through tpl', {
    ...template('a: {{ tpl .Values.t . }}\n'),
    'values.yaml': 't: "{{ tpl .Values.t . }}"\n',
  });
  ends(
    'recursion that doubles',
    template('{{ define "a" }}{{ include "a" . }}{{ include "a" . }}{{ end }}{{ include "a" . }}\n'),
  );
  ends('a huge repeat', template('a: {{ repeat 2000000000 "abc" }}\n'));
  ends('repeats of repeats', template('a: {{ "ab" | repeat 10000 | repeat 10000 | repeat 10000 }}\n'));
  ends('a huge until', template('{{ range until 2000000000 }}a{{ end }}\n'));
  ends('a huge untilStep', template('{{ range untilStep 0 2000000000 1 }}a{{ end }}{{ untilStep 0 10 0 }}\n'));
  ends('a huge seq', template('{{ seq 0 2000000000 }}\n'));
  ends('a huge indent', template('a: {{ indent 2000000000 "a" }}{{ nindent 2000000000 "a" }}\n'));
  ends('a huge printf width', template('a: {{ printf "%2000000000d %.2000000000f %*d" 1 1.5 2000000000 3 }}\n'));
  ends('a huge random text', template('a: {{ randAlphaNum 2000000000 }}\n'));
  ends('loops in loops', template(`${'{{ range until 10000 }}'.repeat(6)}a${'{{ end }}'.repeat(6)}\n`));
  ends(
    'a text that doubles',
    template('{{ $a := "ab" }}{{ range until 60 }}{{ $a = print $a $a }}{{ end }}a: {{ $a }}\n'),
  );
  ends(
    'a list that doubles',
    template('{{ $a := list 1 }}{{ range until 60 }}{{ $a = concat $a $a }}{{ end }}a: {{ $a }}\n'),
  );
  ends(
    'a list that grows by one',
    template('{{ $a := list }}{{ range until 100000 }}{{ $a = append $a . }}{{ end }}a: {{ len $a }}\n'),
  );
  ends('distinct ones of many', template('a: {{ until 100000 | uniq | len }}\n'));
  ends(
    'one of many, many times',
    template('{{ $a := until 100000 }}{{ range $a }}{{ if has -1 $a }}a{{ end }}{{ end }}\n'),
  );
  ends(
    'many words, many times',
    template(
      '{{ $a := repeat 1000000 "a " }}{{ range until 100000 }}{{ if contains "b" $a }}{{ end }}{{ len (splitList " " $a) }}{{ end }}\n',
    ),
  );
  ends(
    'a large map, copied many times',
    template(
      '{{ $d := dict }}{{ range until 5000 }}{{ $_ := set $d (toString .) . }}{{ end }}{{ range until 100000 }}{{ $e := merge (dict) $d }}{{ $f := toYaml $d }}{{ end }}\n',
    ),
  );
  ends(
    'sorting many times',
    template('{{ $a := until 100000 }}{{ range until 1000 }}{{ $_ := sortAlpha $a }}{{ end }}\n'),
  );
  ends(
    'a list of lists of lists',
    template(
      '{{ $a := list }}{{ range until 100000 }}{{ $a = list $a }}{{ end }}a: {{ $a }}{{ toYaml $a }}{{ toJson $a }}{{ eq (toString $a) "b" }}{{ deepEqual $a (deepCopy $a) }}\n',
    ),
  );
  ends(
    'dicts in dicts, merged',
    template(
      '{{ $a := dict }}{{ $b := dict }}{{ range until 20000 }}{{ $a = dict "a" $a }}{{ $b = dict "a" $b }}{{ end }}a: {{ merge $a $b }}{{ deepCopy $a }}{{ dig "a" "b" $a }}{{ toYaml $a }}{{ toToml $a }}{{ kindOf $a }}\n',
    ),
  );
  ends(
    'a list of itself twice',
    template(
      '{{ $a := list 1 }}{{ $b := list 1 }}{{ range until 60 }}{{ $a = list $a $a }}{{ $b = list $b $b }}{{ end }}a: {{ deepEqual $a $b }}{{ has $a $b }}{{ uniq $a }}{{ toJson $a }}{{ toYaml $a }}{{ $a }}{{ join "," $a }}{{ deepCopy $a }}\n',
    ),
  );
  ends(
    'a shared map, deeper and deeper',
    template(
      '{{ $a := dict }}{{ range until 20000 }}{{ $a = dict "a" $a }}{{ end }}{{ $_ := set .Values "deep" $a }}{{ $_ := mergeOverwrite .Values (dict "deep" $a) }}a: {{ toYaml .Values }}\n',
    ),
  );
  ends(
    'a map that holds itself',
    template('{{ $d := dict }}{{ $_ := set $d "d" $d }}a: {{ toJson $d }}{{ $d }}{{ toYaml $d }}\n'),
  );
  ends('a slow expression', template(`a: {{ regexMatch "(a+)+$" (repeat 5000 "a" | printf "%sb") }}\n`));
  ends('a NUL', template('a: \u0000{{ "\u0000" }}\u0000\n---\n\u0000'));
  ends('half a surrogate pair', template('a: \ud83d{{ "\udc00" | upper }}\n'));
  ends('no text at all', template(''));
  ends('ten megabytes of text', template(`# ${'harbour '.repeat(10)}\n`.repeat(125_000)));
  ends('megabytes of actions', template('a: {{ .Values.some | default "b" | quote }}\n'.repeat(50_000)));
  ends('one line of a megabyte', template(`a: ${'{{ .Values.some }}'.repeat(60_000)}\n`));
  ends('a hundred thousand documents', template('---\na: 1\n'.repeat(100_000)));
  ends('YAML that is nested deeply', template(`a: ${'['.repeat(50_000)}\n`));
  ends(
    'YAML that grows through its aliases',
    template(
      ['a0: &a0 [x, x]', ...Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`), ''].join(
        '\n',
      ),
    ),
  );
});

/** What does not let a chart be read as one; nothing but the neighbour's finding is expected, and whatever `expected` names. */
function endsAlone(
  name: string,
  files: Files,
  expected: readonly string[] = [],
  wrap?: (fs: FileSystem) => FileSystem,
): void {
  it(
    name,
    async () => {
      expect(await findingsIn(files, wrap)).toEqual([NEIGHBOURS_FINDING, ...expected].sort());
    },
    MILLISECONDS,
  );
}

const without = (path: string): Files =>
  Object.fromEntries(Object.entries(chartWith({})).filter(([at]) => at !== path));

describe('charts', () => {
  endsAlone('no Chart.yaml', without('Chart.yaml'));
  endsAlone('no values.yaml', without('values.yaml'), [UNCLOSED_FINDING]);
  ends('values that are a list', { 'values.yaml': '- a\n- b\n' });
  ends('values that are a text', { 'values.yaml': 'harbour\n' });
  ends('values that are no YAML', { 'values.yaml': 'a: [b\n  c: }\n' });
  ends('values that grow through aliases', {
    'values.yaml': [
      'a0: &a0 [x, x]',
      ...Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`),
      '',
    ].join('\n'),
    ...template('a: {{ toYaml .Values }}{{ len .Values.a60 }}{{ range .Values.a60 }}{{ . }}{{ end }}\n'),
  });
  ends('values that hold themselves', { 'values.yaml': 'a: &a\n  b: *a\n', ...template('a: {{ toYaml .Values }}\n') });
  ends('values that are nested deeply', {
    'values.yaml': `a: ${'{a: '.repeat(5000)}1${'}'.repeat(5000)}\n`,
    ...template('a: {{ toYaml .Values }}\n'),
  });
  ends('a hundred thousand values', {
    'values.yaml': Array.from({ length: 100_000 }, (_, i) => `v${i}: ${i}\n`).join(''),
    ...template('{{ range $k, $v := .Values }}{{ if eq $v 1 }}{{ end }}{{ end }}\n'),
  });
  ends(
    'a thousand conditions',
    template(Array.from({ length: 1000 }, (_, i) => `{{ if eq .Values.v${i} "x${i}" }}a: ${i}{{ end }}\n`).join('')),
  );
  ends('Chart.yaml as a list', { 'Chart.yaml': '- a\n' });
  ends('an empty Chart.yaml', { 'Chart.yaml': '' });
  ends('Chart.yaml of ten documents', { 'Chart.yaml': CHART + '---\n[]\n'.repeat(10) });
  ends('Chart.yaml with fields of wrong kinds', {
    'Chart.yaml':
      'apiVersion: [v2]\nname: {a: b}\nversion: [1]\ndependencies: {a: [b]}\nmaintainers: 3\nannotations: [a]\n',
  });
  ends('a chart that depends on itself', {
    'Chart.yaml': `${CHART}dependencies:\n  - {name: bad, version: 1.0.0, alias: worse, condition: a.b, import-values: [a, {child: b}]}\n`,
    'charts/bad/Chart.yaml': `${CHART}dependencies:\n  - {name: bad, version: 1.0.0}\n`,
  });
  ends(
    'charts inside each other',
    Object.fromEntries(Array.from({ length: 22 }, (_, i) => [`${'charts/a/'.repeat(i)}Chart.yaml`, CHART])),
  );
  ends('binary files in Files', {
    'files/picture.png': Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 256),
    ...template(
      '{{ range $path, $_ := .Files.Glob "**" }}{{ $.Files.Get $path | b64enc }}{{ $.Files.Lines $path | len }}{{ end }}\n{{ (.Files.Glob "files/*").AsSecrets }}\n',
    ),
  });
  ends('a template that is no text', {
    'templates/case.yaml': Uint8Array.from({ length: 10_000 }, (_, i) => (i * 7919) % 256),
  });
  ends('a .helmignore that ignores it all', { '.helmignore': '**\n[\n!\n/\n' });
  ends(
    'five thousand templates',
    Object.fromEntries(
      Array.from({ length: 5000 }, (_, i) => [
        `templates/t${i}.yaml`,
        `${CONFIG_MAP}  labels: {a: {{ .Values.some | quote }}}\n`,
      ]),
    ),
  );
});

describe('archives in charts/', () => {
  const archive = (bytes: string | Uint8Array): Files => ({ 'charts/sub-1.0.0.tgz': bytes });
  const subchart = new Map([
    ['sub/Chart.yaml', CHART.replace('bad', 'sub')],
    ['sub/templates/a.yaml', CONFIG_MAP],
  ]);
  ends('text', archive('harbour\n'));
  ends('nothing', archive(new Uint8Array()));
  ends('bytes that are no gzip', archive(Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)));
  ends('a gzip of no tar', archive(gzipSync(new Uint8Array(5000).fill(97))));
  ends('half of an archive', archive(makeTgz(subchart).subarray(0, 120)));
  ends('a gzip bomb', archive(gzipSync(new Uint8Array(300 * 1024 * 1024))));
  ends(
    'names that leave the archive',
    archive(
      makeTgz(
        new Map([
          ...subchart,
          ['../../Chart.yaml', '[]'],
          ['/etc/a', 'b'],
          ['sub/../../b', 'c'],
          ['sub/templates/../../../templates/unclosed.yaml', ''],
        ]),
      ),
    ),
  );
  ends(
    'ten thousand files',
    archive(
      makeTgz(
        new Map([...subchart, ...Array.from({ length: 10_000 }, (_, i): [string, string] => [`sub/files/${i}`, ''])]),
      ),
    ),
  );
});

/** A folder charts/loop that is a link to the chart itself, over and over. */
function looped(fs: FileSystem): FileSystem {
  const inside = (uri: Uri): Uri => toUri(uri.replaceAll('/charts/loop', ''));
  return {
    read: (uri): Promise<FileState> => fs.read(inside(uri)),
    list: async (uri): Promise<FolderState> => {
      const listing = await fs.list(inside(uri));
      if (listing.kind !== 'folder' || !inside(uri).endsWith('/charts')) return listing;
      return { kind: 'folder', entries: [...listing.entries, { name: 'loop', kind: 'link' }] };
    },
  };
}

describe('links', () => {
  endsAlone('a link in charts/ to the chart itself', chartWith({ 'charts/a.txt': '' }), [UNCLOSED_FINDING], looped);
});
