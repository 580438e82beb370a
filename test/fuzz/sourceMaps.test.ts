import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Release } from '../../server/src/core/chart/release.ts';
import { placeInFile, readValuesFile } from '../../server/src/core/chart/valuesFile.ts';
import { leavesOf } from '../../server/src/core/text/origin.ts';
import type { Place, ValuesOrigin } from '../../server/src/core/text/origin.ts';
import { placeOf } from '../../server/src/core/text/sourceMap.ts';
import { releaseOf } from '../support/chart.ts';
import { makeTgz } from '../support/tar.ts';

// Every value is a text that says which file it stands in and where, so that wherever it is printed one can tell what
// the source map must say of it.

const valuesIn = (name: string): string =>
  [
    `a: V.${name}.a;`,
    `m:`,
    `  x: V.${name}.m.x;`,
    `  w: "V.${name}.m.w;"`,
    `  deep: {z: V.${name}.m.deep.z;}`,
    `l: [V.${name}.l.0;, V.${name}.l.1;]`,
    `t: 'T {{ .Values.a }} {{ include "pass" .Values.m.x }} V.${name}.t;'`,
    '',
  ].join('\n');

const VALUES = new Map([
  [
    'values.yaml',
    `${valuesIn('root')}sub:\n  m:\n    x: V.root.sub.m.x;\narc:\n  a: V.root.arc.a;\nglobal:\n  g: V.root.global.g;\n`,
  ],
  ['charts/sub/values.yaml', valuesIn('sub')],
]);
const ARCHIVED = valuesIn('arc');
const USER = 'm:\n  w: V.user.m.w;\nsub:\n  a: V.user.sub.a;\n';

const HELPERS = [
  '{{ define "pass" }}<{{ . }}>{{ end }}',
  '{{- define "deep" -}}lit {{ include "pass" .v | quote }} lit{{ end }}',
  '{{ define "lines" }}k: {{ .Values.a }}\nü😀: {{ .Values.m.w }}\n{{ toYaml .Values.m }}{{ end }}',
].join('\n');

const path = fc.constantFrom('.Values.a', '.Values.m.x', '.Values.m.w', '.Values.m.deep.z', '.Values.global.g');
const map = fc.constantFrom(
  '.Values.m',
  '(merge (dict) .Values.m)',
  '(merge (dict "own" "o") .Values.m)',
  '(mergeOverwrite (dict "x" "o") (deepCopy .Values.m))',
  '(dict "k" .Values.a "l" .Values.l)',
  '(pick .Values.m "x" "deep")',
  '(omit .Values.m "deep")',
  '(set (dict) "s" .Values.a)',
);
const text = fc.oneof(
  path,
  path.map((p) => `(include "pass" ${p})`),
  path.map((p) => `(include "deep" (dict "v" ${p}))`),
  path.map((p) => `(default "lit" ${p})`),
  path.map((p) => `(printf "%s-é-%v" ${p} "lit")`),
  path.map((p) => `(tpl "t {{ ${p} }} é" $)`),
  path.map((p) => `(tpl (print "p {{ include \\"pass\\" ${p} }}" ${p}) $)`),
  map.map((m) => `(toYaml ${m})`),
  map.map((m) => `(toJson ${m})`),
  fc.constantFrom(
    '(tpl .Values.t $)',
    '(include "lines" .)',
    '(join "," .Values.l)',
    '(first .Values.l)',
    '(coalesce nil .Values.a)',
    '(ternary .Values.a .Values.m.x true)',
    '(cat .Values.a "lit" .Values.m.x)',
    '(index .Values.m "deep" "z")',
    '(get .Values.m "x")',
    '(dig "deep" "z" "d" .Values.m)',
    '(.Files.Get "f.txt")',
    '(splitList "/" (print .Values.a "/" .Values.m.x) | last)',
  ),
);
const stage = fc.constantFrom(
  'quote',
  'squote',
  'nindent 4',
  'indent 2',
  'trim',
  'toString',
  'print',
  'trimSuffix "x"',
);
const piped = fc
  .tuple(text, fc.array(stage, { maxLength: 3 }))
  .map(([first, stages]) => [first, ...stages].join(' | '));
const node = fc.oneof(
  fc.constantFrom('lit: é\n', '  - ', '\n', '"', '😀 '),
  piped.map((p) => `{{ ${p} }}`),
  piped.map((p) => `{{- ${p} -}}`),
  map.map((m) => `{{ range $k, $v := ${m} }}{{ $k }}={{ $v }} {{ end }}`),
  piped.map((p) => `{{ with ${p} }}w {{ . }}{{ else }}e{{ end }}`),
  piped.map((p) => `{{ $v := ${p} }}{{ $v }}`),
  path.map((p) => `{{ template "pass" ${p} }}`),
);
const template = fc.array(node, { minLength: 1, maxLength: 6 }).map((nodes) => nodes.join(''));

const subchart = (name: string): string => `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`;

interface Generated {
  readonly root: string;
  readonly sub: string;
  readonly arc: string;
}

const chart = fc.record({ root: template, sub: template, arc: template });

function textsOf({ root, sub }: Generated): ReadonlyMap<string, string> {
  return new Map([
    ['Chart.yaml', 'apiVersion: v2\nname: demo\nversion: 1.2.3\n'],
    ...VALUES,
    ['templates/_h.tpl', HELPERS],
    ['templates/t.yaml', root],
    ['f.txt', 'file é line\nsecond\n'],
    ['charts/sub/Chart.yaml', subchart('sub')],
    ['charts/sub/templates/t.yaml', sub],
  ]);
}

function renderedOf(generated: Generated): {
  readonly release: Release;
  readonly sources: ReadonlyMap<string, string>;
} {
  const texts = new Map([...textsOf(generated)].map(([name, content]) => [name, endLine(content)]));
  const archive = new Map([
    ['arc/Chart.yaml', subchart('arc')],
    ['arc/values.yaml', ARCHIVED],
    ['arc/templates/t.yaml', generated.arc],
  ]);
  const binary = new Map([['charts/arc-1.0.0.tgz', makeTgz(archive)]]);
  const txtar = [...texts].map(([name, content]) => `-- ${name} --\n${content}`).join('');
  const release = releaseOf(txtar, { values: USER, binary });
  const sources = new Map([
    ...[...texts].map(([name, content]) => [`file:///demo/${name}`, content] as const),
    ...[...archive].map(([name, content]) => [`file:///demo/charts/arc-1.0.0.tgz!/${name}`, content] as const),
    ['file:///user.yaml', USER] as const,
  ]);
  return { release, sources };
}

const endLine = (content: string): string => (content.endsWith('\n') ? content : `${content}\n`);

const FILES: Readonly<Record<string, string>> = {
  root: 'file:///demo/values.yaml',
  sub: 'file:///demo/charts/sub/values.yaml',
  arc: 'file:///demo/charts/arc-1.0.0.tgz!/arc/values.yaml',
  user: 'file:///user.yaml',
};

/** Where the text of a place begins in its file. */
function startOf(release: Release, { anchor }: Place): number {
  if (anchor.define === '') return 0;
  const owner = release.templates.find(({ uri }) => uri === anchor.file);
  return owner?.file.defines.find(({ name }) => name === anchor.define)?.range.start ?? 0;
}

function each(check: (release: Release, sources: ReadonlyMap<string, string>) => void, numRuns = 60): void {
  fc.assert(
    fc.property(chart, (generated) => {
      const { release, sources } = renderedOf(generated);
      check(release, sources);
    }),
    { numRuns },
  );
}

describe('source maps of generated charts', () => {
  it('lead every piece of template text to the same text, and back', () => {
    each((release, sources) => {
      for (const { rendering } of release.renders) {
        const whole = { start: 0, end: rendering.text.length };
        for (const { range, origin } of rendering.map.toSource(whole)) {
          const place = placeOf(origin);
          if (!place) continue;
          const back = rendering.map.toGenerated(place.anchor, place);
          expect(back.some(({ start, end }) => start <= range.start && range.end <= end)).toBe(true);
          const source = sources.get(place.anchor.file) ?? '';
          const start = startOf(release, place);
          expect(start + place.end).toBeLessThanOrEqual(source.length);
          if (origin.kind === 'literal' && origin.exact)
            expect(source.slice(start + place.start, start + place.end)).toBe(
              rendering.text.slice(range.start, range.end),
            );
        }
      }
    });
  });

  it('lead every value to the file and the path that it names', () => {
    let found = 0;
    each((release, sources) => {
      for (const { rendering } of release.renders) {
        for (const match of rendering.text.matchAll(/V\.(root|sub|arc|user)((?:\.(?:[a-z]+|\d))+);/g)) {
          const range = { start: match.index, end: match.index + match[0].length };
          const origins = rendering.map.toSource(range).map(({ origin }) => origin);
          const leaves = leavesOf(origins).filter((leaf): leaf is ValuesOrigin => leaf.kind === 'values');
          const file = FILES[match[1] ?? ''] ?? '';
          const keys = (match[2] ?? '').slice(1).split('.');
          expect(leaves.map((leaf) => [leaf.file, leaf.path])).toContainEqual([file, keys]);
          const read = readValuesFile(leaves[0]?.file ?? ('' as ValuesOrigin['file']), sources.get(file) ?? '');
          const place = placeInFile(read, keys)?.value ?? { start: 0, end: 0 };
          expect(sources.get(file)?.slice(place.start, place.end)).toContain(match[0]);
          found++;
        }
      }
    });
    expect(found).toBeGreaterThan(200);
  });

  it('cover every unit of the text, and of each document', () => {
    each((release) => {
      for (const { rendering } of release.renders) {
        let at = 0;
        for (const { range } of rendering.map.toSource({ start: 0, end: rendering.text.length })) {
          expect(range.start).toBe(at);
          at = range.end;
        }
        expect(at).toBe(rendering.text.length);
      }
      for (const { range, text: own, render } of [...release.manifests, ...release.unreadable]) {
        expect(render.rendering.text.slice(range.start, range.end)).toBe(own);
        for (const segment of render.rendering.map.toSource(range)) {
          expect(segment.range.start).toBeGreaterThanOrEqual(range.start);
          expect(segment.range.end).toBeLessThanOrEqual(range.end);
        }
      }
    });
  });
});
