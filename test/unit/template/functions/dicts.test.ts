import { describe, expect, it } from 'vitest';
import { stepsOf, TOP } from '../../../../server/src/core/template/sharedPath.ts';
import { noTrace } from '../../../../server/src/core/template/trace.ts';
import type { MapValue } from '../../../../server/src/core/template/value.ts';
import { isDisordered, restsOnUnknown } from '../../../../server/src/core/text/origin.ts';
import { textRange } from '../../../../server/src/core/text/range.ts';
import { renderData } from './renderData.ts';

const values = { a: { x: 1, sub: { p: '' } }, b: { x: 2, sub: { p: 'q', r: 1 } } };

// Results and messages are those of Helm 4.2.4.
describe('dicts', () => {
  it.each([
    ['{{ dict "a" 1 "b" | toJson }}', '{"a":1,"b":""}'],
    ['{{ get .Values.a "none" }}', ''],
    ['{{ hasKey .Values.a "x" }}', 'true'],
    ['{{ pluck "x" .Values.a .Values.b | toJson }}', '[1,2]'],
    ['{{ omit .Values.a "sub" | toJson }}', '{"x":1}'],
    ['{{ dig "sub" "none" "d" .Values.a }}', 'd'],
    ['{{ keys .Values.b .Values.a | uniq | sortAlpha | toJson }}', '["sub","x"]'],
    ['{{ deepEqual (dict "a" 1) (dict "a" 1.0) }}', 'false'],
  ])('%s gives %s', (template, output) => {
    expect(renderData(template, values).text).toBe(output);
  });

  it.each([
    [
      '{{ dig "x" "y" "d" .Values.a }}',
      'error calling dig: interface conversion: interface {} is float64, not map[string]interface {}',
    ],
    [
      '{{ dig "a" "d" .Values }}',
      'error calling dig: interface conversion: interface {} is common.Values, not map[string]interface {}',
    ],
    ['{{ dig "a" }}', 'error calling dig: dig needs at least three arguments'],
    ['{{ set nil "a" 1 }}', 'error calling set: assignment to entry in nil map'],
    ['{{ deepCopy nil }}', 'error calling deepCopy: reflect: call of reflect.Value.Type on zero Value'],
  ])('%s fails with %s', (template, error) => {
    expect(renderData(template, values).error).toBe(error);
  });

  it.each([
    ['{{ merge .Values.a .Values.b | toJson }}', '{"sub":{"p":"q","r":1},"x":1}'],
    ['{{ mergeOverwrite .Values.a .Values.b | toJson }}', '{"sub":{"p":"q","r":1},"x":2}'],
    ['{{ $_ := merge .Values.a .Values.b }}{{ .Values.a.sub.r }}', '1'],
    // What the destination lacks is shared, what it has is not.
    ['{{ $d := dict }}{{ $_ := merge $d .Values.b }}{{ $_ := set $d.sub "p" 9 }}{{ .Values.b.sub.p }}', '9'],
    [
      '{{ $d := dict "sub" (dict) }}{{ $_ := merge $d .Values.b }}{{ $_ := set $d.sub "p" 9 }}{{ .Values.b.sub.p }}',
      'q',
    ],
    ['{{ $d := deepCopy .Values.b }}{{ $_ := set $d.sub "p" 9 }}{{ .Values.b.sub.p }}', 'q'],
    ['{{ mergeOverwrite (dict "k" "old") (dict "k" nil) | toJson }}', '{"k":null}'],
    ['{{ merge (dict "k" false) (dict "k" "new") | toJson }}', '{"k":"new"}'],
  ])('%s gives %s', (template, output) => {
    expect(renderData(template, values).text).toBe(output);
  });

  it('know of a map with an unknown key what that key surely is not', () => {
    const { text, opaque } = renderData(
      '{{ $d := dict "v" 1 (print "map" uuidv4) 2 "mapx" 3 "w" (dict "x" 4) }}{{ $d.v }}{{ $d.w.x }} {{ $d.mapx }} {{ $d.none }} {{ $d | len }} {{ dict "a" 1 uuidv4 2 }}',
    );
    expect(text).toBe('14 opaque opaque opaque opaque');
    expect(opaque).toHaveLength(4);
  });

  it('report writes to maps that templates share, and no others', () => {
    const wrote: string[] = [];
    const trace = {
      ...noTrace,
      wrote: (map: Pick<MapValue, 'shared'>, key: string): number =>
        wrote.push([...stepsOf(map.shared ?? TOP), key].join('.')),
    };
    renderData(
      '{{ $_ := merge .Values.a .Values.b }}{{ $_ := set (dict) "k" 1 }}{{ $_ := set (deepCopy .Values.a) "k" 1 }}{{ $_ := unset .Values.b "x" }}',
      values,
      trace,
    );
    expect(wrote).toEqual(['a.sub.p', 'a.sub.r', 'b.x']);
  });

  it('mark the order of keys as one of several until they are sorted', () => {
    const marked = (template: string): boolean => {
      const { text, map, opaque } = renderData(template, values);
      return (
        opaque.length > 0 ||
        map.toSource(textRange(0, text.length)).some(({ origin }) => restsOnUnknown(origin) || isDisordered(origin))
      );
    };
    expect(marked('{{ range keys .Values.a }}{{ . }}{{ end }}')).toBe(true);
    expect(marked('{{ range keys .Values.a | sortAlpha }}{{ . }}{{ end }}')).toBe(false);
    expect(marked('{{ keys .Values.a | first }}')).toBe(true);
    expect(marked('{{ keys .Values.a | sortAlpha | first }}')).toBe(false);
    expect(marked('{{ keys .Values.a | has "x" }}')).toBe(false);
    expect(marked('{{ keys .Values.a.sub | first }}')).toBe(false);
  });

  it('keep what is known beside what is not', () => {
    const some = { m: { known: 1, unknown: undefined } };
    expect(renderData('{{ get (set .Values.m "k" 2) "known" }}', some).text).toBe('1');
    expect(renderData('{{ merge (dict "unknown" "mine") .Values.m | toJson }}', some).text).toBe(
      '{"known":1,"unknown":"mine"}',
    );
    expect(renderData('{{ get .Values.m "unknown" }}', some).opaque).toHaveLength(1);
  });
});
