import fc from 'fast-check';

/** A chart with subcharts, and what a user gives for it. */
export interface FuzzedChart {
  /** Contents by path below the chart. */
  readonly files: ReadonlyMap<string, string>;
  /** Contents of values files, in their order. */
  readonly values: readonly string[];
  /** Lines of `--set`. */
  readonly sets: readonly string[];
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const scalar = fc.constantFrom<Json>('v', 'w', '', 0, 1, 2.5, 1e21, true, false, null, '1', 'a: b', '{{ .Values.s }}');

/** Small maps whose keys are often the same, so that what one file says meets what another says. */
const table = fc.letrec<{ value: Json; table: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    { arbitrary: scalar, weight: 5 },
    { arbitrary: fc.array(scalar, { maxLength: 3 }), weight: 1 },
    { arbitrary: tie('table'), weight: 3 },
  ),
  table: fc.dictionary(fc.constantFrom('a', 'b', 's', 'm', 'enabled'), tie('value'), {
    maxKeys: 3,
    noNullPrototype: true,
  }),
})).table;

const names = ['sub', 'other', 'lib'] as const;
const aliases = ['sub', 'alias', 'other', 'global-x'] as const;
const mostly = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 12 });
const sometimes = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 1 });
const mostlyTable = fc.oneof({ arbitrary: table, weight: 15 }, { arbitrary: scalar, weight: 1 });

/** Values by which a chart speaks to its subcharts; a chart's own have what its templates change. */
const valuesOf = (requiredKeys: ('global' | 'sub' | 'm' | 'a')[]): fc.Arbitrary<string> =>
  fc
    .record(
      {
        global: mostlyTable,
        sub: mostlyTable,
        alias: table,
        other: table,
        lib: table,
        deep: table,
        exports: fc.record({ data: table, more: scalar }, { requiredKeys: ['data'] }),
        tags: fc.dictionary(fc.constantFrom('t1', 't2'), scalar, { noNullPrototype: true }),
        s: scalar,
        a: mostlyTable,
        m: table,
        l: fc.array(scalar, { maxLength: 3 }),
      },
      { requiredKeys },
    )
    .chain((all) => valuesText(all as Readonly<Record<string, Json>>));

/** As JSON, or as YAML where maps of the top level are the same one by anchors. */
function valuesText(all: Readonly<Record<string, Json>>): fc.Arbitrary<string> {
  const json = JSON.stringify(all);
  const lines = Object.entries(all).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  const shared = `m: &m {x: 1, y: {z: 2}, l: [1]}\n`;
  const others = lines.filter((line) => !/^(?:m|alias|deep|s):/.test(line)).join('');
  return fc.constantFrom(
    json,
    json,
    lines.join(''),
    `${shared}alias: *m\n${others}deep: {<<: *m, x: 2}\n`,
    `${others}${shared}s: [*m, *m, {n: *m}]\n`,
    `${others}b0: &b0 [x, x, x]\nb1: &b1 [*b0, *b0, *b0]\nb2: &b2 [*b1, *b1, *b1]\ns: [*b2, *b2]\n`,
  );
}

const imports = fc.array(
  fc.constantFrom<Json>(
    'data',
    'more',
    'none',
    { child: 'exports.data', parent: 'm' },
    { child: 'a', parent: 'm' },
    { child: 'm.a', parent: '.' },
    { child: 'global', parent: 'a.b' },
    { child: 's', parent: 's' },
    { child: 'sub', parent: 'sub' },
  ),
  { minLength: 1, maxLength: 2 },
);

const dependency = fc.record(
  {
    name: fc.constantFrom(...names),
    version: fc.constantFrom('1.x', '>=0', '1.0.0', '~1', '^1', '1', '>0', '*', '^2'),
    alias: sometimes(fc.constantFrom(...aliases)),
    condition: sometimes(
      fc.constantFrom(
        ...['sub.enabled', 'enabled', 'global.enabled', 'alias.enabled,sub.enabled', 'none.x, sub.enabled', 'm.a', 's'],
      ),
    ),
    tags: sometimes(fc.subarray(['t1', 't2'])),
    'import-values': sometimes(imports),
    enabled: sometimes(fc.boolean()),
  },
  { requiredKeys: ['name', 'version'] },
) as fc.Arbitrary<Json>;

const place = fc.constantFrom('.Values', '.Values', '.Values.m', '.Values.global', '$.Values.a', '.Values.sub', '$m');
const key = fc.constantFrom('"a"', '"b"', '"s"', '"x"', '"global"', '"enabled"', '"sub"');

/** No map that stands above its new place: a circle ends Helm itself. */
const content = fc.constantFrom(
  ...['1', '"w"', 'nil', '(dict "x" 1)', '(list 1 "b")', '(deepCopy .Values.m)', '(deepCopy .Values)', '.Values.s'],
);

/** What a template does before it prints: changes to maps that other templates read, defines, guards. */
const act = fc.oneof(
  fc.tuple(place, key, content).map(([to, at, what]) => `{{- $_ := set ${to} ${at} ${what} }}`),
  fc.tuple(place, key).map(([from, at]) => `{{- $_ := unset ${from} ${at} }}`),
  fc
    .tuple(fc.constantFrom('merge', 'mergeOverwrite', 'mustMerge'), place, place)
    .map(([how, to, from]) => `{{- $_ := ${how} ${to} (deepCopy ${from}) }}`),
  place.map((from) => `{{- $m = deepCopy ${from} }}`),
  place.map((from) => `{{- $m = ${from} }}`),
  fc.tuple(place, place).map(([to, from]) => `{{- $n = merge (dict) ${to} (deepCopy ${from}) }}`),
  fc.tuple(place, key).map(([from, at]) => `{{- if hasKey ${from} ${at} }}{{ $_ := set $m ${at} "had" }}{{ end }}`),
  fc.constantFrom('t', 'u').map((name) => `{{- define "${name}" }}by {{ .Template.Name }} {{ .Chart.Name }}{{ end }}`),
  place.map((from) => `{{- range $k, $v := ${from} }}{{ $_ := set $n $k $v }}{{ end }}`),
  key.map((at) => `{{- $_ := set $n ${at} "n" }}`),
  key.map((at) => `{{- if kindIs "map" (get $n ${at}) }}{{ $_ := set (get $n ${at}) "x" "deep" }}{{ end }}`),
  fc.constant('{{- $_ := set $.Values "s" (.Values.s | toString | upper) }}'),
);

/** What a template shows. */
const shown = fc.oneof(
  { arbitrary: fc.constant('toYaml .Values'), weight: 4 },
  { arbitrary: place.map((from) => `toYaml ${from}`), weight: 2 },
  { arbitrary: place.map((from) => `printf "%v" ${from}`), weight: 2 },
  { arbitrary: place.map((from) => `toJson ${from}`), weight: 1 },
  {
    arbitrary: fc.constantFrom(
      ...['include "t" .', 'include "u" .', 'include "lib.t" .', 'tpl (toYaml .Values) .', 'tpl (toString .Values.s) .'],
      ...['.Subcharts | keys | sortAlpha | toJson', 'toYaml .Subcharts.sub.Values', '.Subcharts.alias.Chart.Name'],
      ...['.Files.Get "f.txt"', '(.Files.Glob "**").AsConfig', '.Template.Name', '.Template.BasePath', '.Chart.Version'],
      ...['toYaml .Chart', '.Release.Name', 'toYaml $m', 'toYaml $n', '.Chart.IsRoot', '.Values.global | toJson', 'toToml .Values'],
    ),
    weight: 3,
  },
);

const template = fc
  .record({ acts: fc.array(act, { maxLength: 3 }), shown: fc.array(shown, { minLength: 1, maxLength: 2 }) })
  .map(
    ({ acts, shown: all }) =>
      `{{- $m := dict }}{{ $n := dict }}\n${acts.join('\n')}\nkind: A\n${all.map((what, i) => `d${i}: |\n  {{- ${what} | toString | nindent 2 }}\n`).join('')}`,
  );

const helpers = fc.constantFrom(
  '{{ define "t" }}{{ .Template.Name }}:{{ .Chart.Name }}{{ end }}',
  '{{ define "t" }}other {{ .Values.s }}{{ end }}{{ define "u" }}{{ include "t" . }}{{ end }}',
  '{{ define "u" }}{{ template "t" . }}{{ end }}',
  '{{ define "lib.t" }}{{ toYaml .Values.m }}{{ end }}',
  '',
);

interface Part {
  readonly chart: Json;
  readonly values: string | undefined;
  readonly templates: readonly (string | undefined)[];
  readonly helpers: string;
  readonly file: string | undefined;
}

/** One chart of the tree; a library's templates are helpers only. */
const part = (
  name: string,
  dependencies: fc.Arbitrary<readonly Json[]>,
  type: fc.Arbitrary<string | undefined>,
): fc.Arbitrary<Part> =>
  fc.record({
    chart: fc
      .tuple(dependencies, type)
      .map(([list, kind]): Json => ({
        apiVersion: 'v2',
        name,
        version: '1.0.0',
        ...(kind === undefined ? {} : { type: kind }),
        ...(list.length === 0 ? {} : { dependencies: list }),
      })),
    values: mostly(valuesOf(['global', 'sub', 'm', 'a'])),
    templates: fc.tuple(template, sometimes(template)),
    helpers,
    file: sometimes(fc.constant(`${name}\n`)),
  });

/** Two of one name are a matter of their own; some are let through. */
const nameOf = (one: Json): string => {
  const { name, alias } = one as { readonly name: string; readonly alias?: string };
  return `${alias ?? name}${alias === 'sub' ? name : ''}`;
};

const application = fc.constant(undefined);
const onDeep = dependency.map((one): Json => ({ ...(one as object), name: 'deep' }));
const none = fc.constant([] as readonly Json[]);
const parts = fc.record({
  '': part('top', fc.uniqueArray(dependency, { maxLength: 3, selector: nameOf }), application),
  'charts/sub/': mostly(
    part('sub', fc.array(onDeep, { maxLength: 1 }), application),
  ),
  'charts/sub/charts/deep/': mostly(part('deep', none, application)),
  'charts/other/': mostly(part('other', none, application)),
  'charts/lib/': mostly(part('lib', none, fc.constantFrom('library', undefined))),
});

const sets = fc.array(
  fc.constantFrom(
    ...['sub.enabled=true', 'sub.enabled=false', 'tags.t1=true', 'tags.t2=false', 'global.a=1', 'global=null', 'a.b=null'],
    ...['l[1]=x', 'l={a,b}', 'm.x=1,m.y=2', 's=null', 'alias.a.b=v', 'sub.global.s=v', 'sub=null', 'deep.s=x', 'sub.deep.s=y'],
  ),
  { maxLength: 2 },
);

/** Whole charts: dependencies with conditions, tags, aliases and imports, several values files, shared maps that change. */
export const fuzzChart: fc.Arbitrary<FuzzedChart> = fc
  .record({ parts, values: fc.array(valuesOf([]), { maxLength: 2 }), sets })
  .map(({ parts: all, values: given, sets: lines }) => ({ files: filesOf(all), values: given, sets: lines }));

function filesOf(all: Readonly<Record<string, Part | undefined>>): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [folder, one] of Object.entries(all)) {
    // Where the chart above is missing, Helm would take the folder for a chart without Chart.yaml.
    const above = folder.replace(/charts\/[a-z]+\/$/, '');
    if (!one || !all[above]) continue;
    files.set(`${folder}Chart.yaml`, JSON.stringify(one.chart));
    if (one.values !== undefined) files.set(`${folder}values.yaml`, one.values);
    if (one.file !== undefined) files.set(`${folder}f.txt`, one.file);
    files.set(`${folder}templates/_h.tpl`, one.helpers);
    one.templates.forEach((text, i) => {
      if (text !== undefined) files.set(`${folder}templates/t${i}.yaml`, text);
    });
  }
  return files;
}
