import { describe, expect, it } from 'vitest';
import { readValuesFile, tableOf } from '../../server/src/core/chart/valuesFile.ts';
import { toUri } from '../../server/src/core/text/uri.ts';
import { releaseOf } from '../support/chart.ts';
import { render } from '../unit/template/rendering.ts';
import type { Json } from '../unit/template/rendering.ts';

// Templates and values that would take for ever, or more memory than there is. Each must come to an end, with the words
// of the budget that ended it or with none where the engine has a short way.

const shared = (times: number, make: string): string =>
  `{{ $d := dict "a" "x" }}{{ $e := dict "a" "y" }}{{ range until ${times} }}{{ $d = ${make} }}{{ end }}`;

const hostile: readonly (readonly [name: string, template: string, limit: RegExp | undefined])[] = [
  ['until', '{{ until 1000000000 | len }}', /list is too large/],
  ['seq', '{{ seq 0 1 99999999 | len }}', /list is too large/],
  ['repeat', '{{ repeat 1000000000 "ab" | len }}', /text is too large/],
  ['nindent', '{{ nindent 1000000000 "ab" | len }}', /text is too large/],
  ['a range over a number', '{{ range 9223372036854775807 }}x{{ end }}', /too large|too many/],
  ['lists that double', '{{ $l := list 1 }}{{ range until 60 }}{{ $l = concat $l $l }}{{ end }}', /too large|too many/],
  [
    'a deep list that other templates see',
    '{{ $l := list 1 }}{{ range until 20000 }}{{ $l = list $l }}{{ end }}{{ $_ := set .Values "x" $l }}',
    undefined,
  ],
  [
    'a list that doubles and that other templates see',
    '{{ $l := list 1 }}{{ range until 60 }}{{ $l = list $l $l }}{{ end }}{{ $_ := set .Values "x" $l }}',
    undefined,
  ],
  [
    'a list that grows where other templates see it',
    '{{ $l := until 100000 }}{{ range until 100000 }}{{ $_ := set $.Values "x" (append ($.Values.x | default list) $l) }}{{ end }}',
    /too many steps/,
  ],
  ['text that doubles', '{{ $l := "ab" }}{{ range until 60 }}{{ $l = print $l $l }}{{ end }}', /too large|too many/],
  ['quotes in quotes', '{{ $l := "\\"" }}{{ range until 14 }}{{ $l = quote $l }}{{ end }}', undefined],
  ['an include of itself', '{{ define "r" }}{{ include "r" . }}{{ end }}{{ include "r" . }}', /deep|nested/],
  ['a template of itself', '{{ define "r" }}{{ template "r" . }}{{ end }}{{ template "r" . }}', /depth/],
  ['includes that fan out', fanOut(), /too many steps/],
  [
    'tpl of what calls tpl',
    '{{ define "r" }}{{ tpl "{{ include \\"r\\" . }}" . }}{{ end }}{{ include "r" . }}',
    /deep|nested/,
  ],
  ['tpl of text that grows', '{{ tpl .Values.grow (dict "t" .Values.grow) }}', /too large|too many|deep/],
  ['tpl of much text', '{{ tpl (repeat 200000 "{{ 1 }}") $ | len }}', /tpl is given is too large/],
  ['YAML of what is shared', `${shared(60, 'dict "a" $d "b" $d')}{{ toYaml $d | len }}`, undefined],
  ['printing what is shared', `${shared(60, 'list $d $d')}{{ $d | toString | len }}`, undefined],
  ['formatting what is shared', `${shared(60, 'list $d $d')}{{ printf "%v" $d | len }}`, undefined],
  ['merging what is shared', `${merging()}{{ mergeOverwrite $d $e | kindOf }}`, /merged map is too large/],
  ['comparing what is shared', `${merging()}{{ deepEqual $d $e }}`, undefined],
  [
    'comparing what is shared and alike',
    `${merging().replace('"y"', '"x"')}{{ deepEqual $d $e }}`,
    /what is compared is too large/,
  ],
  [
    'keys of much text',
    `${shared(60, 'list $d $d')}{{ range until 100000 }}{{ $_ := dict $d 1 }}{{ end }}`,
    /too many/,
  ],
  [
    'looking at much',
    '{{ $d := dict "a" (dict "l" (until 5000)) "b" 1 }}{{ range until 100000 }}{{ $_ := values $d }}{{ end }}',
    /too many/,
  ],
  [
    'a map in itself',
    '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ toYaml $d }}{{ $d }}{{ deepCopy $d | kindOf }}',
    undefined,
  ],
  ['values in themselves', '{{ $_ := set .Values "me" .Values }}{{ .Values }}{{ toJson .Values }}', undefined],
  ['a bomb for backtracking', '{{ regexMatch "^(a+)+$" (print (repeat 5000 "a") "b") }}', undefined],
  [
    'errors that show what is long',
    '{{ $l := until 5000 }}{{ range until 100000 }}{{ $_ := ne (list 1) $l }}{{ end }}',
    /too many/,
  ],
  ['repetition in repetition', '{{ regexMatch "((a{0,100}){0,100}){0,100}" "aaa" }}', undefined],
  ['many unknown parts on a line', '{{ now }} '.repeat(4000), undefined],
  ['many broken actions', '{{'.repeat(4000), undefined],
  ['deep parentheses', `{{ ${'('.repeat(20_000)}1${')'.repeat(20_000)} }}`, undefined],
  ['deep blocks', `${'{{ if true }}'.repeat(3000)}x${'{{ end }}'.repeat(3000)}`, undefined],
  ['long pipelines', `{{ 1${' | add 1'.repeat(4000)} }}`, undefined],
];

function fanOut(): string {
  const body = '{{ if gt . 0 }}{{ range until 50 }}{{ include "r" (sub $ 1) }}{{ end }}{{ end }}';
  return `{{ define "r" }}${body}{{ end }}{{ include "r" 30 }}`;
}

/** Two maps of sixty levels in each of which both keys lead to the next. */
function merging(): string {
  const body = '{{ $d = dict "a" $d "b" $d }}{{ $e = dict "a" $e "b" $e }}';
  return `{{ $d := dict "a" "x" }}{{ $e := dict "a" "y" }}{{ range until 60 }}${body}{{ end }}`;
}

const VALUES = 'grow: \'{{ tpl (print .t .t) (dict "t" (print .t .t)) }}\'\n';

/** Of one template; the last function called may go a little over it. */
const STEPS = 1_000_000;
const LAST_CALL = 1_000_000;

describe('budgets', () => {
  it.each(hostile)('end %s', (_, template, limit) => {
    const { renders } = releaseOf(`-- values.yaml --\n${VALUES}-- templates/t.yaml --\n${template}\n`);
    const problems = renders.flatMap(({ rendering }) => rendering.problems).filter(({ kind }) => kind === 'limit');
    expect(renders).toHaveLength(1);
    expect(renders[0]?.rendering.steps).toBeLessThan(STEPS + LAST_CALL);
    if (limit) expect(problems.map(({ message }) => message).join('\n')).toMatch(limit);
    else expect(problems).toEqual([]);
  });

  it.each(['toString $d', 'printf "%v" $d', 'print $d'])('leave the length of %s unknown, not short', (call) => {
    const { renders } = releaseOf(`-- templates/t.yaml --\n${shared(60, 'list $d $d')}a: {{ ${call} | len }}\n`);
    expect(renders[0]?.rendering.text).toContain('opaque');
  });

  it('read a values file of many documents', () => {
    const values = Array.from({ length: 4000 }, (_, i) => `---\nk${i}: {a: ${i}}\nm: {k${i}: 1}\n`).join('');
    const { renders } = releaseOf(
      `-- values.yaml --\n${values}-- templates/t.yaml --\na: {{ len .Values }} {{ len .Values.m }}\n`,
    );
    expect(renders[0]?.rendering.text).toBe('a: 4001 4000\n');
  });

  it('end aliases that double in a values file', () => {
    const lines = Array.from({ length: 12 }, (_, i) => `k${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(3)}x]`);
    const values = ['k0: &a0 [x, x]', ...lines, ''].join('\n');
    const { renders } = releaseOf(`-- values.yaml --\n${values}-- templates/t.yaml --\na: {{ len .Values }}\n`);
    expect(renders).toHaveLength(1);
    expect(renders[0]?.rendering.steps).toBeLessThan(STEPS);
  });

  it.each([
    ['aliases', 'l: [*a]\n'],
    ['merges', 'l: [{<<: *a}]\n'],
  ])('keep fewer values that a text of %s repeats than it could write out', (_, more) => {
    const item = more.replace(/l: \[(.*)\]\n/, '$1');
    const values = `a: &a {${Array.from({ length: 1000 }, (_, i) => `k${i}: 1`).join(', ')}}\nl: [${`${item}, `.repeat(200)}x]\n`;
    const table = tableOf(readValuesFile(toUri('file:///v.yaml'), values), [], 4);
    const l = table.entries.get('l');
    const kept =
      l?.kind === 'list' ? l.items.flatMap((one) => (one.kind === 'map' ? [...one.entries.values()] : [])) : [];
    const count = kept.filter(({ kind }) => kind === 'float').length;
    expect(count).toBeGreaterThan(50_000);
    expect(count).toBeLessThan(110_000);
  });
});

const MANY: Json = {
  shared: { deep: Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`k${i}`, { v: i }])) },
};
const DAG = '{{ $d := list "a" }}{{ range until 15 }}{{ $d = list $d $d }}{{ end }}';
const BYTES = '{{ $b := repeat 50000 "//79" | b64dec }}';
const TEXT = '{{ $t := repeat 20000 "aB c-" }}';

/** Calls that take long although what they are given and what they give is small, or quickly looked at. */
const costly: readonly (readonly [name: string, call: string, setup: string, turns?: number])[] = [
  ['the digest of bytes', 'sha256sum $b', BYTES],
  ['a copy of what templates share', 'deepCopy $.shared', ''],
  ['a merge of what is deep', 'merge (dict "deep" (dict)) $.shared $.shared', ''],
  ['YAML that says only that it is too large', 'toYaml $d | kindOf', DAG.replace('15', '40')],
  ['a comparison that shows what cannot be compared', 'eq $d $d', DAG, 5],
  ['a list of one long text', 'toStrings (list $d) | len', DAG, 5],
  ['words in small letters', 'snakecase $t | len', TEXT, 6],
  ['an escape of each character', 'urlquery $t | len', TEXT, 6],
  ['YAML of many nodes', 'fromYamlArray $y | len', '{{ $y := repeat 5000 "- a: b\\n" }}', 40],
  ['YAML of many documents', 'fromYaml $y | len', '{{ $y := repeat 5000 "---\\na: b\\n" }}', 3],
  ['JSON of many nodes', 'fromJsonArray $y | len', '{{ $y := print "[" (repeat 20000 "1, ") "2]" }}', 4],
  ['a search by an expression', 'regexMatch "(?:[a-z]{1,40}x|Q)" $t', TEXT, 10],
  [
    'a digest of each value that a text may be',
    'sha256sum $k',
    '{{ $k := values (dict "a" (repeat 30000 "x") "b" (repeat 30000 "y")) | first }}',
    100,
  ],
  [
    'an unknown condition among many variables',
    'list }}{{ if eq (randAlpha 3) "abc" }}{{ end }}{{ $_ = 1',
    Array.from({ length: 500 }, (_, i) => `{{ $v${i} := ${i} }}`).join(''),
  ],
  ['expressions that are new each time', 'regexMatch (print "[a-z\\\\pL]{1,300}" (len $.shared) $n) "x"', ''],
];

describe('calls', () => {
  const limits = { steps: 50_000, output: 8_000_000, items: 100_000 };

  it.each(costly)('cost what they take: %s', (_, call, setup, turns = 1000) => {
    const loop = `{{ range $n := until ${turns} }}{{ $_ := ${call} }}{{ end }}`;
    const { problems } = render(`${setup}${loop}`, MANY, { limits });
    expect(problems.at(-1)?.message).toBe('the template takes too many steps');
  });

  it('cost little where little is done', () => {
    const loop =
      '{{ range until 1000 }}{{ $_ := regexMatch "^[a-z]+$" "abc" }}{{ $_ = deepCopy (dict "a" 1) | toYaml | snakecase }}{{ end }}';
    expect(render(loop, {}, { limits }).problems).toEqual([]);
  });

  it('that fail within many others cost the places that are kept of them', () => {
    const deep =
      '{{ define "r" }}{{ if gt . 0 }}{{ include "r" (sub . 1) }}{{ else }}{{ range until 3000 }}{{ fail "x" }}{{ end }}{{ end }}{{ end }}{{ include "r" 40 }}';
    const { problems } = render(deep, {}, { limits });
    expect(problems.length).toBeLessThan(2000);
  });
});
