import { describe, expect, it } from 'vitest';
import { firstError } from '../../../server/src/core/chart/helmError.ts';
import { prepareRelease } from '../../../server/src/core/chart/prepare.ts';
import { executed, freshScopes, rendererFor } from '../../../server/src/core/chart/release.ts';
import { DEFAULT_OPTIONS } from '../../../server/src/core/chart/releaseOptions.ts';
import { renderTemplate, replay } from '../../../server/src/core/chart/renderTemplate.ts';
import type { TemplateRender } from '../../../server/src/core/chart/renderTemplate.ts';
import { stepsOf } from '../../../server/src/core/template/sharedPath.ts';
import { chartOf, given, printed, releaseOf } from '../../support/chart.ts';
import type { RenderGiven } from '../../support/chart.ts';

/** What one template gives, without the lines that Helm adds. */
const one = (template: string, more = '', rendering: RenderGiven = {}): string =>
  printed(`-- templates/a.yaml --\n${template}\n${more}`, rendering)
    .replace(/^---\n# Source: demo\/templates\/a.yaml\n/, '')
    .trimEnd();

describe('the data of templates', () => {
  it.each([
    ['{{ .Release.Name }} {{ .Release.Namespace }} {{ .Release.Service }}', 'release-name default Helm'],
    ['{{ .Release.IsInstall }} {{ .Release.IsUpgrade }} {{ .Release.Revision }}', 'true false 1'],
    ['{{ .Chart.Name }}-{{ .Chart.Version }} {{ .Chart.IsRoot }} [{{ .Chart.Nothing }}]', 'demo-1.2.3 true []'],
    ['{{ .Template.Name }} {{ .Template.BasePath }}', 'demo/templates/a.yaml demo/templates'],
    ['{{ .Capabilities.KubeVersion }} {{ .Capabilities.KubeVersion.Minor }}', 'v1.36.0 36'],
    [
      '{{ .Capabilities.APIVersions.Has "apps/v1" }} {{ .Capabilities.APIVersions.Has "apps/v1/Deployment" }}',
      'true false',
    ],
    ['{{ typeOf .Values }} {{ typeOf .Chart }}', 'common.Values map[string]interface {}'],
    ['{{ lookup "v1" "Secret" "" "x" | len }}', '0'],
    ['[{{ .Values.none }}]', '[]'],
    ['{{ .Values.AsMap.a }}', '1'],
  ])('%s', (template, expected) => {
    expect(one(`x: ${template}`, '-- values.yaml --\na: 1\n')).toBe(`x: ${expected}`);
  });

  it('is a struct for .Chart under Helm 3', () => {
    const release = releaseOf('-- templates/a.yaml --\nx: {{ .Chart.Nothing }}\n', {
      options: { helm: 3, split: '3' },
    });
    expect(firstError(release)).toContain("can't evaluate field Nothing in type interface {}");
  });

  it('takes versions from the user', () => {
    const options = { kubeVersion: '1.30.2-gke.1', apiVersions: ['example.com/v1'] };
    const template =
      '{{ .Capabilities.KubeVersion.Version }} {{ .Capabilities.KubeVersion }} {{ .Capabilities.APIVersions.Has "example.com/v1" }}';
    expect(one(template, '', { options })).toBe('v1.30.2-gke.1 v1.30.2 true');
  });
});

describe('.Files', () => {
  const FILES = '-- config/a.txt --\none\ntwo\n-- config/sub/b.yaml --\nb: 1\n-- README.md --\nread\n';

  it.each([
    ['{{ .Files.Get "config/a.txt" | quote }}', '"one\\ntwo\\n"'],
    ['[{{ .Files.Get "values.yaml" }}]', '[]'],
    ['{{ range .Files.Lines "config/a.txt" }}<{{ . }}>{{ end }}', '<one><two>'],
    ['{{ range $path, $_ := .Files.Glob "config/*" }}{{ $path }},{{ end }}', 'config/a.txt,'],
    ['{{ range $path, $_ := .Files.Glob "config/**" }}{{ $path }},{{ end }}', 'config/a.txt,config/sub/b.yaml,'],
    ['{{ range $path, $_ := .Files.Glob "{README,LICENSE}.md" }}{{ $path }},{{ end }}', 'README.md,'],
    ['{{ (.Files.Glob "config/*").AsConfig | quote }}', '"a.txt: |\\n  one\\n  two"'],
    ['{{ (.Files.Glob "config/*").AsSecrets }}', 'a.txt: b25lCnR3bwo='],
  ])('%s', (template, expected) => {
    expect(one(template, FILES)).toBe(expected);
  });

  it.each([
    ['a pattern that is too long', '{{ .Files.Glob (repeat 600 "*a") | len }}', /the pattern is too large/],
    [
      'braces in a loop',
      '{{ range until 60 }}{{ $_ := $.Files.Glob (print (repeat 8 "{a,b}") (repeat 900 "x")) }}{{ end }}',
      /too many steps/,
    ],
    [
      'a pattern that fits almost, in many ways',
      '{{ .Files.Glob (print (repeat 400 "**a") "b") | len }}',
      /the pattern is too large/,
    ],
    ['patterns in a loop', '{{ range until 1000 }}{{ $_ := $.Files.Glob "**[a-z]**a**b" }}{{ end }}', /too many steps/],
    ['lines in a loop', '{{ range until 3000 }}{{ $_ := $.Files.Lines "long.txt" }}{{ end }}', /too many steps/],
  ])('ends with the budget: %s', (_, template, limit) => {
    const files = Array.from({ length: 60 }, (_, i) => `-- files/${'a'.repeat(100)}${i} --\nx\n`).join('');
    const long = `-- long.txt --\n${'x'.repeat(100_000)}\n`;
    const { renders } = releaseOf(`-- templates/a.yaml --\n${template}\n${files}${long}`);
    expect(renders[0]?.rendering.problems.at(-1)?.message).toMatch(limit);
  });

  it('maps its text to its file', () => {
    const { renders } = releaseOf(`-- templates/a.yaml --\n{{ .Files.Get "config/a.txt" }}\n${FILES}`);
    expect(renders[0]?.rendering.map.toSource({ start: 4, end: 7 })[0]?.origin).toMatchObject({
      kind: 'literal',
      anchor: { file: 'file:///demo/config/a.txt' },
      start: 4,
      end: 7,
    });
  });
});

describe('defines', () => {
  const define = (text: string): string => `{{- define "x" }}${text}{{ end -}}`;

  it('prefers the parent to a subchart, and the bytewise first file', () => {
    const text = `-- templates/a.yaml --\nx: {{ include "x" . }}\n-- templates/_a.tpl --\n${define('first')}\n-- templates/_b.tpl --\n${define('second')}\n-- charts/s/Chart.yaml --\nname: s\nversion: 1.0.0\n-- charts/s/templates/_a.tpl --\n${define('sub')}\n`;
    expect(one('x: {{ include "x" . }}', text.slice(text.indexOf('-- templates/_a')))).toBe('x: first');
  });

  it('is not replaced by a blank one', () => {
    const more = `-- templates/_a.tpl --\n${define(' {{/* nothing */}} ')}\n-- templates/_b.tpl --\n${define('second')}\n`;
    expect(one('x: {{ include "x" . }}', more)).toBe('x: second');
  });

  it('are files as well', () => {
    expect(one('x: {{ include "demo/templates/_a.tpl" . }}', '-- templates/_a.tpl --\n{{- "text" -}}\n')).toBe(
      'x: text',
    );
  });
});

/** One template, executed. */
function alone(template: string): TemplateRender {
  const prepared = prepareRelease(chartOf(`-- templates/a.yaml --\n${template}\n`), given(), DEFAULT_OPTIONS);
  const [first] = executed(prepared);
  if (!first) throw new Error('no template');
  return renderTemplate(first, freshScopes(prepared), rendererFor(prepared));
}

describe('shared maps', () => {
  const TEXT =
    '-- templates/b.yaml --\nb: {{ $_ := set .Values "k" "changed" }}1\n-- templates/a.yaml --\na: {{ .Values.k }}\n-- values.yaml --\nk: old\n';

  it('are seen by the templates after, in the order of execution', () => {
    expect(printed(TEXT)).toContain('a: changed');
  });

  it('are written by a template rendered alone after what others wrote is replayed', () => {
    const prepared = prepareRelease(chartOf(TEXT), given(), DEFAULT_OPTIONS);
    const [b, a] = executed(prepared);
    if (!a || !b) throw new Error('two templates');
    const { record } = renderTemplate(b, freshScopes(prepared), rendererFor(prepared));
    expect(record.writes.map(({ path, key }) => [...stepsOf(path), key])).toEqual([['Values', 'k']]);
    expect(renderTemplate(a, freshScopes(prepared), rendererFor(prepared)).rendering.text).toBe('a: old\n');
    const scopes = freshScopes(prepared);
    replay(scopes, record.writes);
    const alone = renderTemplate(a, scopes, rendererFor(prepared));
    expect(alone.rendering.text).toBe('a: changed\n');
    expect([...alone.record.reads]).toEqual(['Values', 'Values\0k']);
  });

  it('are not replayed where too much was written', () => {
    const nested = '{{ range until 90 }}{{ $m = dict "a" $m }}{{ end }}';
    const { record } = alone(
      `{{ $m := dict }}${nested}{{ range until 3000 }}{{ $_ := set $.Values "k" (deepCopy $m) }}{{ end }}`,
    );
    expect(record.replayable).toBe(false);
    // One that stays tells the templates after that there was something.
    expect(record.writes).toHaveLength(1);
  });

  it('are looked up without keeping more names than there is room for', () => {
    const looking = '{{ range until 1000 }}{{ $_ := hasKey $m (toString .) }}{{ end }}';
    const { record } = alone(
      `{{ $m := dict }}{{ $_ := set .Values (repeat 100000 "a") $m }}{{ $_ = set .Values "b" 1 }}${looking}`,
    );
    expect(record.replayable).toBe(false);
    expect(record.reads.size).toBe(0);
    expect(record.writes.map(({ value }) => value)).toEqual([undefined]);
  });

  it('are one map in parent and subchart', () => {
    const text =
      '-- charts/s/Chart.yaml --\nname: s\nversion: 1.0.0\n-- charts/s/templates/z.yaml --\ns: {{ $_ := set .Values "k" "sub" }}1\n-- values.yaml --\ns: {}\n';
    expect(one('a: {{ .Values.s.k }} {{ .Subcharts.s.Values.k }}', text)).toContain('a: sub sub');
  });
});

describe('a template that is no UTF-8', () => {
  const firstErrorOf = (prefix: readonly number[], text: string): string | undefined => {
    const bytes = new Uint8Array([...prefix, ...new TextEncoder().encode(text)]);
    return firstError(releaseOf('', { binary: new Map([['templates/a.yaml', bytes]]) }));
  };

  it('is refused where its bytes are in a document', () => {
    expect(firstErrorOf([97, 58, 32, 0xff, 10], 'b: 1\n')).toContain('yaml: invalid leading UTF-8 octet');
  });

  it('is not where they are in what is not printed', () => {
    expect(firstErrorOf([0x7b, 0x7b, 0x2f, 0x2a, 0xff, 0x2a, 0x2f, 0x7d, 0x7d], '\na: 1\n')).toBeUndefined();
  });
});

describe('what is not known', () => {
  it.each(['{{ . }}', '{{ printf "%v" . }}', '{{ list .Capabilities | toString }}'])(
    'is an address in memory, in %s',
    (action) => {
      const [manifest] = releaseOf(`-- templates/a.yaml --\nx: '${action}'\n`).manifests;
      expect(manifest?.text).toMatch(/^x: '(map)?\[(Capabilities:)?opaque[ \]]/);
      expect(manifest?.opaque).toHaveLength(1);
    },
  );

  it('leaves a hole where a missing dependency would define a template', () => {
    const text =
      '-- Chart.yaml --\nname: demo\nversion: 1.0.0\ndependencies:\n- {name: common, version: 1.x}\n-- templates/a.yaml --\na: {{ include "common.name" . }}\nb: 1\n';
    const release = releaseOf(text);
    expect(release.renders[0]?.rendering.text).toBe('a: opaque\nb: 1\n');
    expect(release.renders[0]?.rendering.opaque).toHaveLength(1);
    expect(release.missing.map(({ use }) => use.name)).toEqual(['common']);
    expect(firstError(release)).toMatch(/found in Chart.yaml, but missing in charts\/ directory: common$/);
  });

  it('encodes and hashes bytes that are no text, and prints none', () => {
    const binary = new Map([['logo.png', Uint8Array.of(0x89, 0xff, 0)]]);
    expect(one('x: {{ .Files.Get "logo.png" }}', '', { binary })).toBe('x: opaque');
    expect(one('x: {{ .Files.Get "logo.png" | b64enc }}', '', { binary })).toBe('x: if8A');
    expect(one('x: {{ .Files.Get "logo.png" | b64enc | b64dec | len }}', '', { binary })).toBe('x: 3');
    expect(one('x: {{ .Files.Get "logo.png" | adler32sum }}', '', { binary })).toBe('x: 60555657');
    expect(one('{{ .Files.AsSecrets }}', '', { binary })).toBe('logo.png: if8A');
  });
});

describe('errors in the words of Helm', () => {
  const error = (template: string, options: Partial<typeof DEFAULT_OPTIONS> = {}): string | undefined =>
    firstError(
      releaseOf(
        `-- templates/a.yaml --\n${template}\n-- templates/_h.tpl --\n{{ define "h" }}\n{{ .a.b.c }}{{ end }}\n`,
        { options },
      ),
    );

  it.each([
    ['a: {{ fail "no" }}', 'execution error at (demo/templates/a.yaml:1:6): no'],
    [
      'a: {{ .Values.x.y }}',
      'demo/templates/a.yaml:1:13\n  executing "demo/templates/a.yaml" at <.Values.x.y>:\n    nil pointer evaluating interface {}.y',
    ],
    ['a: {{ if }}', 'parse error at (demo/templates/a.yaml:1): missing value for if'],
    [
      '- a',
      'YAML parse error on demo/templates/a.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type util.SimpleHead',
    ],
  ])('%s', (template, expected) => {
    expect(error(template)).toBe(expected);
  });

  it('tells calls apart', () => {
    expect(error('a: {{ include "h" . }}')).toBe(
      'demo/templates/a.yaml:1:6\n  executing "demo/templates/a.yaml" at <include "h" .>:\n    error calling include:\ndemo/templates/_h.tpl:2:5\n  executing "h" at <.a.b.c>:\n    nil pointer evaluating interface {}.b',
    );
    expect(error('a: {{ include "h" . }}', { helm: 3, split: '3' })).toBe(
      'template: demo/templates/a.yaml:1:6: executing "demo/templates/a.yaml" at <include "h" .>: error calling include: template: demo/templates/_h.tpl:2:5: executing "h" at <.a.b.c>: nil pointer evaluating interface {}.b',
    );
  });
});
