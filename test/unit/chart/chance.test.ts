import { describe, expect, it } from 'vitest';
import { opaqueParts, openEnds, UNKNOWN_WORD, withMarks } from '../../../server/src/core/chart/opaqueParts.ts';
import { DEFAULT_OPTIONS } from '../../../server/src/core/chart/releaseOptions.ts';
import { renderRun } from '../../conformance/ownCharts.ts';

const files = [
  ['Chart.yaml', 'apiVersion: v2\nname: c\nversion: 1.0.0\n'],
  ['values.yaml', 'm: {a: {p: 1}, b: {p: 2}}\none: {x: {p: 3}}\nsame: {a: {p: 1}, b: {p: 1}}\n'],
  [
    'templates/_x.tpl',
    '{{ define "key" }}{{ keys .Values.m | first }}{{ end }}{{ define "all" }}{{ range keys .Values.m }}{{ . }},{{ end }}{{ end }}',
  ],
] as const;

/** A rendered line with what is marked as unknown, and what is said of the chart. */
function rendered(line: string): { readonly text: string; readonly said: readonly string[] } {
  const all = new Map<string, string>([...files, ['templates/a.yaml', `d: "${line}"\n`]]);
  const run = { label: 'defaults', words: [], installs: true };
  const release = renderRun({ name: 'c', files: all, runs: [run] }, run, DEFAULT_OPTIONS);
  const said = [...opaqueParts(release, release.manifests), ...openEnds(release)].map(({ reason }) => reason);
  return { text: withMarks(release).manifests[0]?.text.slice(4, -2) ?? '', said };
}

const first = '(keys .Values.m | first)';
const U = UNKNOWN_WORD;
const branch = 'stands in a branch whose condition is not known';
const order = 'the order of the keys of a map';

describe('what the order of the keys of a map decides is certain where', () => {
  it.each([
    ['the map has one key', '{{ if eq (keys .Values.one | first) `x` }}x{{ else }}y{{ end }}', 'x'],
    ['all keys give the same', `{{ len ${first} }}{{ hasPrefix \`q\` ${first} }}`, '1false'],
    ['all entries have the same', '{{ (values .Values.same | first).p }}', '1'],
    ['the path leads to the same', '{{ (index .Values.same (keys .Values.same | first)).p }}', '1'],
    ['all alternatives are true', `{{ if ${first} }}x{{ end }}{{ if and ${first} true }}y{{ end }}`, 'xy'],
    ['nothing asks for it', '{{ has `a` (keys .Values.m) }}{{ len (keys .Values.m) }}', 'true2'],
    ['they are sorted', '{{ range keys .Values.m | sortAlpha }}{{ . }}{{ end }}', 'ab'],
    ['a range over the map puts them in order', '{{ range $k, $v := .Values.m }}{{ $k }}{{ $v.p }}{{ end }}', 'a1b2'],
    [
      'both branches assign the same',
      `{{ $x := 0 }}{{ if eq ${first} \`a\` }}{{ $x = 1 }}{{ else }}{{ $x = 1 }}{{ end }}{{ $x }}`,
      '1',
    ],
    [
      'each turn that assigns assigns the same',
      '{{ $x := 0 }}{{ range values .Values.m }}{{ if eq .p 2.0 }}{{ $x = 1 }}{{ end }}{{ end }}{{ $x }}',
      '1',
    ],
    [
      'each turn sets a key of its own',
      '{{ $d := dict }}{{ range keys .Values.m }}{{ $_ := set $d . 1 }}{{ end }}{{ $d }}',
      'map[a:1 b:1]',
    ],
    ['a place in a list is not touched by it', '{{ concat (keys .Values.m) (list `z`) | last }}', 'z'],
  ])('%s', (_, line, text) => {
    expect(rendered(line)).toEqual({ text, said: [] });
  });
});

describe('what the order of the keys of a map decides is unknown', () => {
  it.each([
    ['a key', `{{ ${first} }}`, U],
    ['what a function makes of it', `{{ upper ${first} }}{{ printf \`%s-z\` ${first} }}`, U + U],
    ['what it leads to', `{{ (get .Values.m ${first}).p }}{{ (values .Values.m | last).p }}`, U + U],
    ['a comparison', `{{ eq ${first} \`a\` }}{{ ternary \`x\` \`y\` (eq ${first} \`a\`) }}`, U + U],
    ['what stands in for it', `{{ default \`q\` ${first} }}{{ coalesce \`\` ${first} }}`, U + U],
    ['text made of it', '{{ include `key` . | sha256sum }}{{ include `all` . | sha256sum }}', U + U],
    ['two orders compared', '{{ deepEqual (keys .Values.m) (keys .Values.m) }}', U],
    ['all but one', '{{ keys .Values.m | rest | first }}{{ slice (keys .Values.m) 1 }}', U + U],
    ['a variable that a branch assigns', `{{ $x := 0 }}{{ if eq ${first} \`a\` }}{{ $x = 1 }}{{ end }}{{ $x }}`, U],
    [
      'a variable that the other branch assigns',
      `{{ $x := 0 }}{{ if eq ${first} \`a\` }}{{ else }}{{ $x = 1 }}{{ end }}{{ $x }}`,
      U,
    ],
    [
      'a key that a branch sets',
      `{{ $d := dict \`k\` 1 }}{{ if eq ${first} \`a\` }}{{ $_ := set $d \`k\` 2 }}{{ end }}{{ $d.k }}`,
      U,
    ],
    [
      'whether a branch has set a key',
      `{{ $d := dict }}{{ if eq ${first} \`a\` }}{{ $_ := set $d \`k\` 2 }}{{ end }}{{ hasKey $d \`k\` }}{{ len $d }}`,
      U + U,
    ],
    ['the last turn', '{{ $x := 0 }}{{ range keys .Values.m }}{{ $x = . }}{{ end }}{{ $x }}', U],
    [
      'the first turn',
      '{{ $f := 0 }}{{ $x := 0 }}{{ range keys .Values.m }}{{ if not $f }}{{ $f = 1 }}{{ $x = . }}{{ end }}{{ end }}{{ $x }}',
      U,
    ],
    [
      'a turn by its number',
      '{{ $x := 0 }}{{ range $i, $k := keys .Values.m }}{{ if eq $i 0 }}{{ $x = $k }}{{ end }}{{ end }}{{ $x }}',
      U,
    ],
    [
      'a key that turns set in turn',
      '{{ $d := dict }}{{ range keys .Values.m }}{{ $_ := set $d `k` . }}{{ end }}{{ $d.k }}',
      U,
    ],
    [
      'what turns read of each other',
      '{{ $d := dict `n` 0 }}{{ range values .Values.m }}{{ $_ := set $d `n` (add $d.n .p) }}{{ end }}{{ $d.n }}',
      U,
    ],
    [
      'which key was set',
      `{{ $d := dict \`a\` 1 }}{{ $_ := set $d ${first} 2 }}{{ $d.a }}{{ $d.none }}{{ len $d }}`,
      U + U + U,
    ],
    ['which map was changed', '{{ $_ := set (values .Values.m | first) `p` 9 }}{{ .Values.m.a.p }}', U],
    [
      'what was merged into',
      `{{ $d := dict \`a\` 1 }}{{ $_ := mergeOverwrite $d (index .Values.m ${first}) }}{{ $d.a }}`,
      U,
    ],
  ])('%s', (_, line, text) => {
    expect(rendered(line).text).toBe(text);
  });

  it.each([
    ['a branch', `{{ if eq ${first} \`a\` }}x{{ else }}y{{ end }}`, 'x', branch],
    ['the other branch where the first is empty', `{{ if eq ${first} \`a\` }}{{ else }}y{{ end }}`, 'y', branch],
    [
      'what follows a break',
      `{{ range list 1 2 }}{{ if eq (keys $.Values.m | first) \`a\` }}{{ break }}{{ end }}{{ . }}{{ end }}`,
      '12',
      branch,
    ],
    ['what text decides', '{{ if eq (include `key` .) `a` }}x{{ end }}', 'x', branch],
    ['text in that order', '{{ range keys .Values.m }}{{ . }},{{ end }}', 'a,b,', order],
    ['text that an include wrote in that order', '{{ include `all` . }}', 'a,b,', order],
    ['joined text', '{{ join `,` (keys .Values.m) }}', 'a,b', order],
    ['what a data format makes of it', '{{ toJson (keys .Values.m) | squote }}', `'["a","b"]'`, order],
    ['a failure', `{{ if eq ${first} \`a\` }}{{ fail \`no\` }}{{ end }}`, U, 'may fail: no'],
    [
      'a failure of some alternatives',
      `{{ $_ := atoi (index (dict \`a\` \`1\` \`b\` 2) ${first}) }}x`,
      'x',
      'may fail: error calling atoi: wrong type for value; expected string; got int',
    ],
  ])('as it stands: %s', (_, line, text, reason) => {
    const { text: found, said } = rendered(line);
    expect(found).toBe(text);
    expect(said).toContain(reason);
  });
});

describe('a condition is known although an operand is not where', () => {
  it.each([
    ['another operand is false', '{{ if and (eq (randAlpha 3) `x`) false }}{{ fail `no` }}{{ else }}y{{ end }}', 'y'],
    ['another operand is true', '{{ if or (eq (randAlpha 3) `x`) true }}y{{ else }}{{ fail `no` }}{{ end }}', 'y'],
    ['it is turned round', '{{ if not (and (eq (randAlpha 3) `x`) .Release.IsUpgrade) }}y{{ end }}', 'y'],
  ])('%s', (_, line, text) => expect(rendered(line)).toEqual({ text, said: [] }));
});

describe('a template that takes too long', () => {
  it('is said not to be rendered to its end', () => {
    expect(rendered('{{ range 100001 }}{{ end }}x').said).toEqual([
      'was not rendered to its end: the range is too large',
    ]);
    expect(rendered('{{ range 100001 }}{{ if eq . 5 }}{{ break }}{{ end }}{{ . }}{{ end }}x')).toEqual({
      text: '01234x',
      said: [],
    });
  });
});

describe('what any other unknown condition leaves behind', () => {
  it.each([
    ['a variable', '{{ $x := 1 }}{{ if eq (randAlpha 3) `a` }}{{ $x = 2 }}{{ end }}{{ $x }}', U],
    [
      'a variable after an unknown list',
      '{{ $x := 1 }}{{ range fromYamlArray (randAlpha 3) }}{{ $x = 2 }}{{ end }}{{ $x }}',
      U,
    ],
    [
      'a variable after a break',
      '{{ $x := 1 }}{{ range list 2 3 }}{{ if eq (randAlpha 3) `a` }}{{ break }}{{ end }}{{ $x = . }}{{ end }}{{ $x }}',
      U,
    ],
    ['a map', '{{ $d := dict }}{{ if eq (randAlpha 3) `a` }}{{ $_ := set $d `k` 1 }}{{ end }}{{ get $d `k` }}', U],
    [
      'a map that is gone through',
      '{{ $d := dict }}{{ if eq (randAlpha 3) `a` }}{{ $_ := set $d `k` 1 }}{{ end }}{{ range $d }}x{{ end }}',
      'x',
    ],
  ])('is unknown: %s', (_, line, text) => {
    const found = rendered(line);
    expect(found.text).toBe(text);
    expect(found.said).not.toEqual([]);
  });
});
