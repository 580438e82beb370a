import { gzipSync } from 'node:zlib';
import { describe } from 'vitest';
import type { FileState, FileSystem, FolderState } from '../../../server/src/core/fs/fileSystem.ts';
import type { Uri } from '../../../server/src/core/text/uri.ts';
import { toUri } from '../../../server/src/core/text/uri.ts';
import type { Files } from '../../support/badInput.ts';
import { CHART, CONFIG_MAP, UNCLOSED_FINDING, chartWith, ends, endsAlone, template } from '../../support/badInput.ts';
import { makeTgz } from '../../support/tar.ts';

const without = (path: string): Files =>
  Object.fromEntries(Object.entries(chartWith({})).filter(([at]) => at !== path));

const VALUES_REFUSED = ['values.yaml chart/unreadable'];
const CHARTFILE_REFUSED = ['Chart.yaml chart/unreadable'];

describe('charts', () => {
  endsAlone('no Chart.yaml', without('Chart.yaml'));
  endsAlone('no values.yaml', without('values.yaml'), [UNCLOSED_FINDING]);
  ends('values that are a list', { 'values.yaml': '- a\n- b\n' }, VALUES_REFUSED);
  ends('values that are a text', { 'values.yaml': 'harbour\n' }, VALUES_REFUSED);
  ends('values that are no YAML', { 'values.yaml': 'a: [b\n  c: }\n' }, VALUES_REFUSED);
  ends(
    'values that grow through aliases',
    {
      'values.yaml': [
        'a0: &a0 [x, x]',
        ...Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`),
        '',
      ].join('\n'),
      ...template('a: {{ toYaml .Values }}{{ len .Values.a60 }}{{ range .Values.a60 }}{{ . }}{{ end }}\n'),
    },
    VALUES_REFUSED,
  );
  ends(
    'values that hold themselves',
    { 'values.yaml': 'a: &a\n  b: *a\n', ...template('a: {{ toYaml .Values }}\n') },
    VALUES_REFUSED,
  );
  ends('values that are nested deeply', {
    'values.yaml': `a: ${'{a: '.repeat(5000)}1${'}'.repeat(5000)}\n`,
    ...template('a: {{ toYaml .Values }}\n'),
  });
  ends('a hundred thousand values', {
    'values.yaml': Array.from({ length: 100_000 }, (_, i) => `v${i}: ${i}\n`).join(''),
    ...template('{{ range $k, $v := .Values }}{{ if eq $v 1.0 }}{{ end }}{{ end }}\n'),
  });
  ends(
    'a thousand conditions',
    template(Array.from({ length: 1000 }, (_, i) => `{{ if eq .Values.v${i} "x${i}" }}a: ${i}{{ end }}\n`).join('')),
  );
  ends('Chart.yaml as a list', { 'Chart.yaml': '- a\n' }, CHARTFILE_REFUSED);
  ends('an empty Chart.yaml', { 'Chart.yaml': '' });
  ends('Chart.yaml of ten documents', { 'Chart.yaml': CHART + '---\n[]\n'.repeat(10) });
  ends(
    'Chart.yaml with fields of wrong kinds',
    {
      'Chart.yaml':
        'apiVersion: [v2]\nname: {a: b}\nversion: [1]\ndependencies: {a: [b]}\nmaintainers: 3\nannotations: [a]\n',
    },
    CHARTFILE_REFUSED,
  );
  ends('a chart that depends on itself', {
    'Chart.yaml': `${CHART}dependencies:\n  - {name: bad, version: 1.0.0, alias: worse, condition: a.b, import-values: [a, {child: b}]}\n`,
    'charts/bad/Chart.yaml': `${CHART}dependencies:\n  - {name: bad, version: 1.0.0}\n`,
  });
  ends(
    'charts inside each other',
    Object.fromEntries(Array.from({ length: 22 }, (_, i) => [`${'charts/a/'.repeat(i)}Chart.yaml`, CHART])),
  );
  ends(
    'aliases that multiply',
    Object.fromEntries(
      Array.from({ length: 13 }, (_, i) => [
        `${'charts/bad/'.repeat(i)}Chart.yaml`,
        `${CHART}dependencies:\n${Array.from({ length: 9 }, (_, k) => `  - {name: bad, version: '*', alias: a${k}}\n`).join('')}`,
      ]),
    ),
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
  endsAlone('a .helmignore that ignores it all', chartWith({ '.helmignore': '**\n[\n!\n/\n' }));
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
  ends('a gzip bomb', archive(gzipSync(new Uint8Array(120 * 1024 * 1024))));
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
