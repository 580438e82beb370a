import { describe, expect, it } from 'vitest';
import { valuesOf } from '../../../../server/src/core/text/origin.ts';
import { textRange } from '../../../../server/src/core/text/range.ts';
import { renderData } from './renderData.ts';

// Results and messages are those of Helm 4.2.4.
describe('lists', () => {
  it.each([
    ['{{ list 1 2 | first }}', '1'],
    ['{{ rest (list) | toJson }}', 'null'],
    ['{{ rest (list 1) | toJson }}', '[]'],
    ['{{ uniq (list 1 1.0 "1" 1) | toJson }}', '[1,1,"1"]'],
    ['{{ has 1 (list 1.0) }}', 'false'],
    ['{{ has "a" nil }}', 'false'],
    ['{{ compact (list 0 "" nil "x" (list)) | toJson }}', '["x"]'],
    ['{{ slice (list 1 2 3) 1 | toJson }}', '[2,3]'],
    ['{{ chunk 2 (list 1 2 3) | toJson }}', '[[1,2],[3]]'],
    ['{{ concat | toJson }}', 'null'],
    ['{{ sortAlpha (list "b" nil 10 "B") | toJson }}', '["10","B","b"]'],
  ])('%s gives %s', (template, output) => {
    expect(renderData(template).text).toBe(output);
  });

  it.each([
    ['{{ first "a" }}', 'error calling first: Cannot find first on type string'],
    ['{{ append (dict) 1 }}', 'error calling append: Cannot push on type map'],
    ['{{ uniq .Values.none }}', 'error calling uniq: runtime error: invalid memory address or nil pointer dereference'],
    ['{{ slice "abc" 1 }}', 'error calling slice: list should be type of slice or array but string'],
    ['{{ slice (list 1 2) 2 1 }}', 'error calling slice: reflect.Value.Slice: slice index out of bounds'],
    ['{{ chunk 2 "a" }}', 'error calling chunk: Cannot chunk type string'],
    ['{{ concat "a" }}', 'error calling concat: Cannot concat type string as list'],
  ])('%s fails with %s', (template, error) => {
    expect(renderData(template).error).toBe(error);
  });

  it('keep the origins of what they move', () => {
    const { map } = renderData('{{ concat .Values.a (list "x") | reverse | last }}', { a: ['one'] });
    expect(
      map
        .toSource(textRange(0, 3))
        .flatMap(({ origin }) => valuesOf(origin))
        .map(({ path }) => path),
    ).toEqual([['a', '0']]);
  });

  it('move what is not known, and do not compare it', () => {
    const values = { a: ['x', undefined] };
    expect(renderData('{{ first .Values.a }}', values).text).toBe('x');
    expect(renderData('{{ last .Values.a }}', values).opaque).toHaveLength(1);
    expect(renderData('{{ has "y" .Values.a }}', values).opaque).toHaveLength(1);
    expect(renderData('{{ slice (list 1) 0 9 }}').opaque[0]?.reason).toBe('the capacity of a list is not known');
  });
});
