import { describe, expect, it } from 'vitest';
import { noTrace } from '../../../../server/src/core/template/trace.ts';
import type { Decision, Trace } from '../../../../server/src/core/template/trace.ts';
import { describeAsGo } from './asGo.ts';
import type { Case } from './asGo.ts';
import { render, valuesAt } from '../rendering.ts';

/** Templates and what Go 1.26.8, sprig 3.3.0 give for them. */
const outputs: readonly Case[] = [
  ['{{ regexMatch "^a+$" "aaa" }}', 'true'],
  ['{{ regexMatch "(" "x" }}', 'false'],
  ['{{ mustRegexMatch "b" "abc" }}', 'true'],
  ['{{ regexFind "[0-9]+" "ab12cd34" }}', '12'],
  ['{{ regexFind "x" "abc" }}|', '|'],
  ['{{ regexFindAll "[a-c]" "abcabc" 4 }}', '[a b c a]'],
  ['{{ regexFindAll "x" "abc" -1 }}', '[]'],
  ['{{ len (regexFindAll "a" "aaa" 0) }}', '0'],
  ['{{ regexReplaceAll "a(x*)b" "-ab-axxb-" "${1}W" }}', '-W-xxW-'],
  ['{{ regexReplaceAll "a(x*)b" "-ab-axxb-" "$1W" }}', '---'],
  ['{{ regexReplaceAllLiteral "a(x*)b" "-ab-axxb-" "${1}" }}', '-${1}-${1}-'],
  ['{{ regexReplaceAll "" "éa" "-" }}', '-é-a-'],
  ['{{ regexSplit "z+" "pizza" -1 }}', '[pi a]'],
  ['{{ regexSplit "a" "banana" 2 }}', '[b nana]'],
  ['{{ regexSplit "a" "" -1 | len }}', '1'],
  ['{{ regexSplit "a" "banana" 0 }}', '[]'],
  ['{{ regexQuoteMeta "1.2.3 [a]" }}', '1\\.2\\.3 \\[a\\]'],
  ['{{ mustRegexReplaceAll "(?P<n>[a-z])" "x1y" "<$n>" }}', '<x>1<y>'],
];

/** Templates and the errors they end with. */
const errors: readonly Case[] = [
  [
    '{{ regexFind "[" "x" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <regexFind "[" "x">: error calling regexFind: regexp: Compile(`[`): error parsing regexp: missing closing ]: `[`',
  ],
  [
    '{{ regexFind "`(" "x" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <regexFind "`(" "x">: error calling regexFind: regexp: Compile("`("): error parsing regexp: missing closing ): ``(`',
  ],
  [
    '{{ mustRegexFind "[" "x" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <mustRegexFind "[" "x">: error calling mustRegexFind: error parsing regexp: missing closing ]: `[`',
  ],
  [
    '{{ mustRegexMatch "a**" "x" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <mustRegexMatch "a**" "x">: error calling mustRegexMatch: error parsing regexp: invalid nested repetition operator: `**`',
  ],
  [
    '{{ regexSplit "(?<n" "x" -1 }}',
    'template: t.yaml:1:3: executing "t.yaml" at <regexSplit "(?<n" "x" -1>: error calling regexSplit: regexp: Compile(`(?<n`): error parsing regexp: invalid named capture: `(?<n`',
  ],
  [
    '{{ mustRegexFindAll "\\\\8" "x" 1 }}',
    'template: t.yaml:1:3: executing "t.yaml" at <mustRegexFindAll "\\\\8" "x" 1>: error calling mustRegexFindAll: error parsing regexp: invalid escape sequence: `\\8`',
  ],
  [
    '{{ regexReplaceAll "x{2,1}" "x" "" }}',
    'template: t.yaml:1:3: executing "t.yaml" at <regexReplaceAll "x{2,1}" "x" "">: error calling regexReplaceAll: regexp: Compile(`x{2,1}`): error parsing regexp: invalid repeat count: `{2,1}`',
  ],
  ['{{ regexFindAll "a" "b" "c" }}', 'template: t.yaml:1:24: executing "t.yaml" at <"c">: expected integer; found "c"'],
  [
    '{{ regexMatch "a" .n }}',
    'template: t.yaml:1:18: executing "t.yaml" at <.n>: wrong type for value; expected string; got float64',
  ],
];

describeAsGo(outputs, errors, { n: 3 });

describe('regular expressions', () => {
  it('keeps the origin of what is taken over', () => {
    const { text, map } = render('{{ regexReplaceAll "-" .a "_" }}', { a: 'x-y' });
    expect(text).toBe('x_y');
    const origins = map
      .toSource({ start: 0, end: 3 })
      .map(({ origin }) => (origin.kind === 'printed' ? origin.of : origin));
    expect(origins.map((origin) => origin.kind)).toEqual(['values', 'computed', 'values']);
  });

  it('records what a match decided', () => {
    const decisions: Decision[] = [];
    const trace: Trace = { ...noTrace, decided: (decision) => decisions.push(decision) };
    render('{{ if regexMatch "^v" .tag }}a{{ end }}', { tag: 'v1' }, { trace });
    expect(decisions[0]).toMatchObject({ operator: 'regexMatch', subject: valuesAt('tag'), outcome: true });
  });

  it('ends with a hole and a problem of ours where an expression is too costly', () => {
    const rendering = render(`a: {{ regexFind "${'(a{1,30}){1,30}'.repeat(40)}" "a" }}`, {});
    expect(rendering.text).toBe('a: opaque');
    expect(rendering.problems.map((problem) => problem.kind)).toEqual(['limit']);
  });
});
