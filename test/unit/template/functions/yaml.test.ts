import { describe, expect, it } from 'vitest';
import { valuesOf } from '../../../../server/src/core/text/origin.ts';
import { textRange } from '../../../../server/src/core/text/range.ts';
import { renderData } from './renderData.ts';
import type { Json } from '../rendering.ts';

const toYaml = (x: Json): string => renderData('{{ toYaml .Values.x }}', { x }).text;

// Texts are those of Helm 4.2.4 (sigs.k8s.io/yaml 1.6.0, go.yaml.in/yaml/v2 2.4.3).
describe('toYaml', () => {
  it.each([
    ['yes', '"yes"'],
    ['', '""'],
    ['1_000', '"1_000"'],
    ['12:30:45', '"12:30:45"'],
    ['2001-02-30', '2001-02-30'],
    ['2001-12-14', '"2001-12-14"'],
    ['<<', '<<'],
    ['a: b', "'a: b'"],
    ["it's: so", "'it''s: so'"],
    ['- a', "'- a'"],
    ['a\tb', '"a\\tb"'],
    ['a\nb', '|-\n  a\n  b'],
    ['a\n\n', '|+\n  a\n'],
    [' a\nb\n', '|2\n   a\n  b'],
    ['😀', '"\\U0001F600"'],
    ['é', 'é'],
    ['\ufeffa', '"\\uFEFF\\x61"'],
    ['\u007f', ''],
  ])('writes the text %j as %j', (text, written) => {
    expect(toYaml(text)).toBe(written);
  });

  it.each([
    [1000000, '1000000'],
    [1234567.5, '1.2345675e+06'],
    [1e20, '1e+20'],
    [0.00001, '1e-05'],
    [-0, '0'],
    [null, 'null'],
    [[], '[]'],
    [{ a: {}, l: [1, [2]] }, 'a: {}\nl:\n- 1\n- - 2'],
    [{ a10: 1, a2: 2, B: 3, _: 4 }, '_: 4\nB: 3\na2: 2\na10: 1'],
  ])('writes %j as %j', (value, written) => {
    expect(toYaml(value)).toBe(written);
  });

  it('folds long lines behind column 80, and toYamlPretty does not', () => {
    const x = 'word '.repeat(30).trim();
    expect(
      toYaml(x)
        .split('\n')
        .map((line) => line.length),
    ).toEqual([84, 66]);
    expect(renderData('{{ toYamlPretty .Values.x }}', { x }).text).toBe(x);
  });

  it('gives each scalar the origin of its value, and the rest that of its map', () => {
    const { text, map } = renderData('{{ toYaml .Values.m }}', { m: { image: 'nginx', list: ['a: b'] } });
    const pathOf = (part: string): readonly string[] | undefined => {
      const at = text.indexOf(part);
      return valuesOf(map.toSource(textRange(at, at + part.length))[0]?.origin ?? { kind: 'none' })[0]?.path;
    };
    expect(pathOf('nginx')).toEqual(['m', 'image']);
    expect(pathOf('image')).toEqual(['m']);
    expect(pathOf('a: b')).toEqual(['m', 'list', '0']);
    expect(pathOf('- ')).toEqual(['m', 'list']);
  });

  it('keeps what is known beside what is not', () => {
    const { text, opaque } = renderData('{{ toYaml .Values.m }}', { m: { a: 1, b: undefined } });
    expect(text).toBe('a: 1\nb: opaque');
    expect(opaque).toHaveLength(1);
  });

  it('writes nothing of a map that holds itself', () => {
    const template = '{{ $d := dict }}{{ $_ := set $d "d" $d }}[{{ toYaml $d }}]';
    expect(renderData(template).text).toBe('[]');
  });
});

describe('fromYaml', () => {
  it.each([
    ['fromYaml', 'a: 0x10\nb: on', '{"a":16,"b":true}'],
    ['fromYaml', '', '{}'],
    [
      'fromYaml',
      '- 1',
      '{"Error":"error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}"}',
    ],
    ['fromYaml', 'a: &x {b: 1}\nc:\n  <<: *x', '{"a":{"b":1},"c":{"b":1}}'],
    ['fromYamlArray', '- 1\n- a', '[1,"a"]'],
    ['fromYamlArray', 'null', '[]'],
  ])('%s of %j is %s', (name, source, json) => {
    expect(renderData(`{{ ${name} .Values.s | toJson }}`, { s: source }).text).toBe(json);
  });

  it('tells an error in the words of Helm', () => {
    const template = '{{ hasKey (fromYaml .Values.s) "Error" }} {{ (fromYaml .Values.s).Error }}';
    const { text, opaque } = renderData(template, { s: 'a: b: c' });
    expect(text).toBe('true error converting YAML to JSON: yaml: mapping values are not allowed in this context');
    expect(opaque).toEqual([]);
  });
});
