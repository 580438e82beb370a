import fc from 'fast-check';

/** A small chart as a list of choices: what a random edit changes. */
export interface ChartModel {
  readonly values: Readonly<Record<string, unknown>>;
  readonly comment: number;
  readonly templates: Readonly<Record<string, readonly string[] | undefined>>;
  readonly helpers: Readonly<Record<string, string | undefined>>;
  readonly lead: number;
  readonly version: string;
  readonly dependency: string;
  readonly files: Readonly<Record<string, string | undefined>>;
  readonly sub: Readonly<Record<string, unknown>>;
  readonly subTemplate: readonly string[];
}

const KEYS = ['a', 'b', 'c'];

const value = fc.constantFrom<unknown>(
  'v',
  'w',
  '',
  1,
  true,
  false,
  null,
  {},
  { x: 1 },
  { x: { y: 'deep' } },
  { x: 1, z: null },
  { x: { y: 'other' }, z: [1] },
  [],
  ['v', 2],
  [{ x: 'in' }],
  '{{ .Values.b }}',
);

/** What templates do with a key P and another Q. */
const READS = [
  '{{ .Values.P }}',
  '{{ .Values.P.x }}',
  '{{ .Values.P.x.y }}',
  '{{ .Values.P | quote }}',
  '{{ if .Values.P }}yes{{ else }}no{{ end }}',
  '{{ with .Values.P }}{{ .x }}{{ end }}',
  '{{ range $k, $v := .Values.P }}{{ $k }}={{ $v }} {{ end }}',
  '{{ range .Values.P }}{{ .x }}{{ end }}',
  '{{ len .Values.P }}',
  '{{ omit .Values.P "x" | toJson }}',
  '{{ pick .Values "P" "n" | toJson }}',
  '{{ hasKey .Values.P "x" }}',
  '{{ get .Values.P "x" }}',
  '{{ dig "x" "y" "none" .Values.P }}',
  '{{ .Values.P | default "d" }}',
  '{{ empty .Values.P }}',
  '{{ not .Values.P }}',
  '{{ kindOf .Values.P }}',
  '{{ and .Values.P .Values.Q }}',
  '{{ coalesce .Values.P .Values.Q "none" }}',
  '{{ ternary "y" "n" (empty .Values.P) }}',
  '{{ eq .Values.P "v" }}',
  '{{ if eq (toString .Values.P) "custom" }}custom{{ end }}',
  '{{ toJson .Values }}',
  '{{ toYaml .Values.P | nindent 4 }}',
  '{{ keys .Values | sortAlpha }}',
  '{{ values .Values.P }}',
  '{{ pluck "x" .Values.P }}',
  '{{ index .Values "P" }}',
  '{{ index .Values.P 0 }}',
  '{{ first .Values.P }}',
  '{{ deepCopy .Values.P | toJson }}',
  '{{ .Values.P | toString | sha256sum }}',
  '{{ printf "%v" .Values.P }}',
  '{{ (.Values.Table "P").x }}',
  '{{ .Values.PathValue "P.x" }}',
  '{{ .Values.YAML }}',
  '{{ .Values.AsMap | toJson }}',
  '{{ required "need P" .Values.P }}',
  '{{ if .Values.P }}{{ fail "not with P" }}{{ end }}',
  '{{ tpl "{{ .Values.P }}" . }}',
  '{{ tpl (toString .Values.P) . }}',
  '{{ .Values.sub.P }}',
  '{{ .Values.global.P }}',
  '{{ .Values.global | toJson }}',
  '{{ .Values.n }}',
  '{{ .Values.n.y }}',
  '{{ .extra }}',
  '{{ .Chart.Version }}',
  '{{ toJson .Chart }}',
  '{{ .Release.IsUpgrade }}',
  '{{ if .Release.IsInstall }}first{{ end }}',
  '{{ toJson .Release }}',
  '{{ $_ := set .Values "P" .Release.IsUpgrade }}',
  '{{ .Capabilities.KubeVersion }}',
  '{{ if .Subcharts.sub }}{{ .Subcharts.sub.Values.P }}{{ end }}',
  '{{ if .Subcharts.sub }}{{ .Subcharts.sub.Files.Get "sub.txt" }}{{ end }}',
  '{{ toJson .Subcharts }}',
  '{{ .Files.Get "data.txt" }}',
  '{{ (.Files.Glob "*.txt").AsConfig | nindent 4 }}',
  '{{ range $p, $_ := .Files }}{{ $p }} {{ end }}',
  '{{ include "one" . }}',
  '{{ template "one" . }}',
  '{{ include "two" .Values }}',
  '{{ include "three" (dict "root" . "own" .Values.P) }}',
  '{{ include (print $.Template.BasePath "/a.yaml") . | len }}',
  '{{ unclosed',
];

const WRITES = [
  '{{ $_ := set .Values "P" "set" }}',
  '{{ $_ := set .Values "P" .Values.Q }}',
  '{{ $_ := set .Values "n" (dict "y" .Values.Q) }}',
  '{{ $_ := set .Values "n" (list (dict "y" "in a list")) }}',
  '{{ $_ := set .Values.n "y" "again" }}',
  '{{ $d := dict }}{{ $_ := set .Values "n" $d }}{{ $_ := set $d "y" .Values.Q }}',
  '{{ $d := dict }}{{ $_ := set .Values "n" $d }}{{ $_ := set .Values "n" dict }}{{ $_ := set $d "y" "lost" }}',
  '{{ $_ := unset .Values "P" }}',
  '{{ $_ := set .Values.P "x" "written" }}',
  '{{ $_ := merge .Values (dict "P" "merged" "n" (dict "y" 1)) }}',
  '{{ $_ := mergeOverwrite .Values.P .Values.Q }}',
  '{{ $_ := merge (dict) .Values.P | mergeOverwrite .Values.Q }}',
  '{{ $_ := set . "extra" .Values.P }}',
  '{{ $_ := set .Chart "Version" "9.9.9" }}',
  '{{ $_ := set .Values "n" .Files }}',
  '{{ if .Subcharts.sub }}{{ $_ := set .Subcharts.sub.Values "P" "from the parent" }}{{ end }}',
];

const filled = (patterns: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...patterns), fc.constantFrom(...KEYS), fc.constantFrom(...KEYS))
    .map(([pattern, p, q]) => pattern.replace(/\bP\b/g, p).replace(/\bQ\b/g, q));

const line = fc.oneof({ weight: 6, arbitrary: filled(READS) }, { weight: 1, arbitrary: filled(WRITES) });
const lines = fc.array(line, { minLength: 1, maxLength: 4 });
const some = fc.record(Object.fromEntries(KEYS.map((key) => [key, value])), { requiredKeys: [] });
const helper = fc.option(filled(READS.slice(0, 30)), { nil: undefined });

const values = fc
  .tuple(some, some, some, fc.constantFrom<unknown>(true, false, 'no', null))
  .map(([own, sub, global, enabled]) => ({ ...own, sub: { ...sub, enabled }, global }));

const parts: { readonly [K in keyof ChartModel]: fc.Arbitrary<ChartModel[K]> } = {
  values,
  comment: fc.nat(3),
  templates: fc.record({
    a: lines,
    b: fc.option(lines, { nil: undefined }),
    'deep/c': fc.option(lines, { nil: undefined }),
  }),
  helpers: fc.record({ one: helper, two: helper, three: helper, again: helper }),
  lead: fc.nat(2),
  version: fc.constantFrom('1.0.0', '1.0.1'),
  dependency: fc.constantFrom('', 'sub.enabled', 'a', 'gone'),
  files: fc.record({
    'data.txt': fc.constantFrom(undefined, 'data', 'other data'),
    'more.txt': fc.constantFrom(undefined, 'more'),
    'charts/sub/sub.txt': fc.constantFrom(undefined, 'of the subchart', 'changed'),
    '.helmignore': fc.constantFrom(undefined, 'more.txt\n'),
    'README.md': fc.constantFrom('one', 'two'),
  }),
  sub: some,
  subTemplate: lines,
};

export const chartModel: fc.Arbitrary<ChartModel> = fc.record(parts);

/** One edit: other choices for one or two parts, keeping the rest. */
export const edit: fc.Arbitrary<Partial<ChartModel>> = fc.oneof(
  fc.record({ values }),
  fc.record({ values }),
  fc.record({ comment: parts.comment }),
  fc.record({ templates: parts.templates }),
  fc.record({ helpers: parts.helpers }),
  fc.record({ lead: parts.lead }),
  fc.record({ version: parts.version }),
  fc.record({ dependency: parts.dependency }),
  fc.record({ files: parts.files }),
  fc.record({ sub: parts.sub, subTemplate: parts.subTemplate }),
);

/** An edit of one template alone, or of one key of the values. */
export const smallEdit: fc.Arbitrary<(model: ChartModel) => ChartModel> = fc.oneof(
  edit.map((change) => (model: ChartModel) => ({ ...model, ...change })),
  lines.map((changed) => (model: ChartModel) => ({ ...model, templates: { ...model.templates, b: changed } })),
  fc
    .tuple(fc.constantFrom(...KEYS), value)
    .map(([key, changed]) => (model: ChartModel) => ({ ...model, values: { ...model.values, [key]: changed } })),
  helper.map((changed) => (model: ChartModel) => ({ ...model, helpers: { ...model.helpers, one: changed } })),
);

/** The files of a chart by path. */
export function filesOf(model: ChartModel): ReadonlyMap<string, string> {
  const files: (readonly [string, string | undefined])[] = [
    ['Chart.yaml', chartfile(model)],
    ['values.yaml', `${'# comment\n'.repeat(model.comment)}${json(model.values)}`],
    ['templates/_helpers.tpl', '\n'.repeat(model.lead) + defines(model.helpers, ['one', 'two', 'three'])],
    ['templates/_again.tpl', model.helpers['again'] && define('one', model.helpers['again'])],
    ...Object.entries(model.templates).map(
      ([name, own]) => [`templates/${name}.yaml`, own && template(name.replace('/', '-'), own)] as const,
    ),
    ...Object.entries(model.files),
    ['charts/sub/Chart.yaml', 'apiVersion: v2\nname: sub\nversion: 0.1.0\n'],
    ['charts/sub/values.yaml', json(model.sub)],
    ['charts/sub/templates/s.yaml', template('s', model.subTemplate)],
  ];
  return new Map(files.flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])));
}

const chartfile = ({ version, dependency }: ChartModel): string =>
  `apiVersion: v2\nname: gen\nversion: ${version}\n${
    dependency === '' ? '' : `dependencies:\n  - name: sub\n    version: 0.1.0\n    condition: ${dependency}\n`
  }`;

/** YAML of one entry for each line. */
const json = (entries: Readonly<Record<string, unknown>>): string =>
  Object.entries(entries)
    .map(([key, entry]) => `${key}: ${JSON.stringify(entry)}\n`)
    .join('');

const defines = (helpers: ChartModel['helpers'], names: readonly string[]): string =>
  names.map((name) => (helpers[name] === undefined ? '' : define(name, helpers[name]))).join('\n');

const define = (name: string, body: string): string => `{{- define "${name}" -}}\n${body}\n{{- end }}\n`;

const template = (name: string, own: readonly string[]): string =>
  `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
data:
${own.map((text, i) => `  k${i}: ${text}\n`).join('')}---
apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}-job
  annotations:
    helm.sh/hook: pre-install
    helm.sh/hook-weight: "${own.length}"
spec: {}
`;
