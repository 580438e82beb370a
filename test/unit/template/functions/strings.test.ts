import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../../server/src/core/template/trace.ts';
import { noTrace } from '../../../../server/src/core/template/trace.ts';
import { render } from '../rendering.ts';

/** Templates and what Go 1.26.8 with sprig 3.3.0 prints for them. */
const outputs: readonly (readonly [string, string])[] = [
  [
    '{{ abbrev 5 "hello world" }}|{{ abbrev 3 "hello" }}|{{ abbrevboth 5 10 "1234 5678 9123" }}',
    'he...|hello|...5678...',
  ],
  ['{{ trunc 5 "hello world" }}|{{ trunc -5 "hello world" }}|{{ trunc -50 "abc" }}', 'hello|world|abc'],
  [
    '{{ substr 0 5 "hello world" }}|{{ substr -1 3 "hello" }}|{{ substr 2 -1 "hello" }}|{{ substr 1 99 "hello" }}',
    'hello|hel|llo|ello',
  ],
  [
    '[{{ trim " \t a b\\n\u00a0" }}]|{{ trimAll "$-" "-$5.00$-" }}|{{ trimSuffix "-" "a--" }}|{{ trimPrefix "v" "vv1" }}',
    '[a b]|5.00|a-|v1',
  ],
  ['{{ upper "straße ŉ ᾳ ı" }}|{{ lower "İSTANBUL ΣΑΣ" }}', 'STRAßE ŉ ᾼ I|istanbul σασ'],
  ['{{ title "hello wOrld it\'s x_y a-b ǆ’z" }}', "Hello WOrld It'S X_y A-B ǅ’z"],
  ['{{ untitle "Hello World" }}|{{ swapcase "This Is a.Test" }}', 'hello world|tHIS iS A.tEST'],
  ['{{ nospace "a b\tc" }}|{{ initials "First Try here" }}|{{ nospace "é x" }}|{{ initials "été" }}', 'abc|FTh|Ã©x|Ã'],
  [
    '{{ snakecase "FirstName" }}|{{ snakecase "HTTP20xOK" }}|{{ snakecase "Bld4Floor3rd" }}',
    'first_name|http_20x_ok|bld4_floor_3rd',
  ],
  [
    '{{ kebabcase "NoHTTPS here" }}|{{ kebabcase "__a--b" }}|{{ kebabcase "a(B)c1D" }}',
    'no-https-here|--a--b|a(b)c1-d',
  ],
  [
    '{{ camelcase "http_server" }}|{{ camelcase "_complex__case_" }}|{{ camelcase "GOLANG_IS" }}|{{ camelcase "_" }}',
    'HttpServer|_Complex_Case_|GolangIs|__',
  ],
  ['{{ wrap 5 "Hello World averyverylongword x" }}', 'Hello\nWorld\naveryverylongword\nx'],
  ['{{ wrapWith 5 "|" "Hello averylongword" }}', 'Hello|avery|longw|ord'],
  [
    '{{ contains "" "a" }}{{ contains "b" "abc" }}{{ hasPrefix "a" "abc" }}{{ hasSuffix "a" "abc" }}',
    'truetruetruefalse',
  ],
  [
    '{{ repeat 3 "ab" }}|{{ repeat 9223372036854775807 "" }}|{{ cat "a" nil 1 true .list }}|{{ cat }}',
    'ababab||a 1 true [x 1 <nil>]|',
  ],
  ['{{ indent 2 "a\\n\\nb\\n" }}|{{ nindent 2 "a" }}', '  a\n  \n  b\n  |\n  a'],
  ['{{ replace "l" "L" "hello" }}|{{ replace "" "-" "aé😀" }}|{{ replace "a" "" "banana" }}', 'heLLo|-a-é-😀-|bnn'],
  ['{{ plural "one" "many" 1 }}|{{ plural "one" "many" 0 }}', 'one|many'],
  [
    '{{ toString .number }}|{{ toString nil }}|{{ toStrings .list }}|{{ toStrings "a" }}|{{ toStrings nil }}',
    '3|<nil>|[x 1]|[a]|[]',
  ],
  [
    '{{ split "/" "a/b" }}|{{ splitn "/" 2 "a/b/c" }}|{{ splitn "/" 0 "a" }}|{{ splitList "" "aé" }}',
    'map[_0:a _1:b]|map[_0:a _1:b/c]|map[]|[a é]',
  ],
  [
    '{{ join "," .list }}|{{ join "-" "x" }}|{{ join "," nil }}|{{ sortAlpha .list }}|{{ sortAlpha 5 }}',
    'x,1|x||[1 x]|[5]',
  ],
  ['{{ sortAlpha (splitList " " "b 😀 \ufffd B a é") }}', '[B a b é \ufffd 😀]'],
  ['{{ adler32sum "abc" }}|{{ sha1sum "abc" }}', '38600999|a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['{{ sha256sum "é" }}', '4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c'],
  ['{{ sha512sum "" | trunc 16 }}', 'cf83e1357eefb8bd'],
  ['[{{ randAlphaNum 0 }}{{ randAlpha -3 }}{{ randBytes 0 }}{{ shuffle "aa" }}{{ hello }}]', '[aaHello!]'],
];

const data = { list: ['x', 1, null], number: 3, x: undefined, some: ['a', undefined] };

describe('functions of strings', () => {
  it.each(outputs)('%j', (template, output) => {
    expect(render(template, data)).toMatchObject({ text: output.replaceAll('<no value>', ''), error: '' });
  });

  it.each([
    ['{{ substr 0 9 .list }}', 'wrong type for value; expected string; got []interface {}'],
    ['{{ substr -1 9 "abc" }}', 'error calling substr: runtime error: slice bounds out of range [:9] with length 3'],
    ['{{ substr 3 2 "abc" }}', 'error calling substr: runtime error: slice bounds out of range [3:2]'],
    ['{{ indent -1 "a" }}', 'error calling indent: strings: negative Repeat count'],
    ['{{ repeat 9223372036854775807 "ab" }}', 'error calling repeat: strings: Repeat output length overflow'],
    ['{{ repeat .number "ab" }}', 'wrong type for value; expected int; got float64'],
    ['{{ randBytes -1 }}', 'error calling randBytes: runtime error: makeslice: len out of range'],
    ['{{ upper .missing }}', 'wrong type for value; expected string; got interface {}'],
  ])('%s fails', (template, message) => {
    expect(render(template, data).error).toContain(message);
  });

  it.each(['{{ trunc 1 "é" }}', '{{ substr 1 2 "é" }}', '{{ wrapWith 1 "|" "é" }}', '{{ abbrev 4 "éééé" }}'])(
    '%s would cut a character in two, which is no text',
    (template) => {
      expect(render(template, data)).toMatchObject({ error: '', opaque: [{}] });
    },
  );
});

describe('budgets of strings', () => {
  it.each([
    '{{ repeat 1000000 "ab" }}',
    '{{ indent 10000 "a\\nb\\nc\\nd\\ne\\nf\\ng\\nh\\ni\\nj\\nk" }}',
    '{{ replace "" (repeat 1000 "a") (repeat 1000 "b") }}',
    '{{ wrapWith 1 (repeat 1000 "a") (repeat 1000 "b") }}',
    '{{ splitList "" (repeat 2000 "a") }}',
    '{{ until 900 | join (repeat 1000 "a") }}',
    '{{ $x := repeat 90000 "a" }}{{ cat $x $x }}',
  ])('%s', (template) => {
    expect(render(template, data).problems).toMatchObject([{ kind: 'limit' }]);
  });

  it('indents many lines in little time', () => {
    const output = render('{{ repeat 4000 "a\\n" | indent 20 }}', data).text;
    expect(output.split('\n')).toHaveLength(4001);
  });
});

describe('origins of moved text', () => {
  it.each([
    '{{ indent 2 .a.b }}',
    '{{ .a.b | trim | nindent 4 }}',
    '{{ cat "x" .a.b }}',
    '{{ replace "z" "y" (print "z" .a.b "z") }}',
    '{{ join "," (splitList "-" .a.b) }}',
    '{{ trimSuffix "!" (printf "%s!" .a.b) }}',
    '{{ toString .a.b | trunc 63 | repeat 1 }}',
  ])('%s keeps the values path of every character', (template) => {
    const rendered = render(template, { a: { b: 'mark' } });
    const at = rendered.text.indexOf('mark');
    const segments = rendered.map.toSource({ start: at, end: at + 4 });
    expect(segments).toMatchObject([{ origin: { of: { kind: 'values', path: ['a', 'b'] } } }]);
  });

  it('says of computed text what it rests on', () => {
    const rendered = render('{{ upper .a }}', { a: 'x' });
    expect(rendered.map.toSource({ start: 0, end: 1 })).toMatchObject([
      { origin: { of: { kind: 'computed', name: 'upper', inputs: [{ kind: 'values', path: ['a'] }] } } },
    ]);
  });
});

describe('unknown text', () => {
  it.each([
    ['a: x{{ printf "-%s-" .x | trimSuffix "-" | trimPrefix "-" }}y', 'a: xopaquey'],
    ['a: {{ printf "%s-b" .x | trimAll "oeb-" }}.', 'a: opaque.'],
    ['a: {{ printf "abc-%s" .x | trunc 3 }}.', 'a: abc.'],
    ['a: {{ printf "a-%s" .x | trunc 5 }}.', 'a: a-opaque.'],
    ['a: {{ printf "a-%s" .x | trunc -5 }}.', 'a: opaque.'],
    ['a: {{ printf "a-%s-b" .x | replace "a" "c" }}.', 'a: c-opaque-b.'],
    ['a: {{ upper .x }}.', 'a: opaque.'],
    ['a: {{ join "," .some }}.', 'a: a,opaque.'],
    ['a: {{ randAlphaNum 5 }}.', 'a: opaque.'],
    ['a: {{ printf "a-%s" .x | substr 0 1 }}.', 'a: opaque.'],
    ['a: {{ plural "b" "c" 1 }}{{ plural .x "c" 1 }}.', 'a: bopaque.'],
  ])('%s', (template, output) => {
    expect(render(template, data)).toMatchObject({ text: output, error: '' });
  });
});

describe('decisions', () => {
  it('tell what a text was searched for', () => {
    const decided: Decision[] = [];
    render('{{ hasPrefix "v" .a }}', { a: 'x' }, { trace: { ...noTrace, decided: (one) => decided.push(one) } });
    expect(decided).toMatchObject([
      { operator: 'hasPrefix', subject: { path: ['a'] }, outcome: false, others: [{ text: 'v' }] },
    ]);
  });
});
