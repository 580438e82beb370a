import { describe, expect, it } from 'vitest';
import { kindName } from '../../../../server/src/core/template/types.ts';
import { map, namedMap, text } from '../../../../server/src/core/template/value.ts';
import { noOrigin } from '../../../../server/src/core/text/origin.ts';
import { render } from '../rendering.ts';

/** Expressions, and what Go 1.26.8 with sprig 3.3.0 says are their type and kind. */
const names: readonly (readonly [expression: string, type: string, kind: string])[] = [
  ['nil', '<nil>', 'invalid'],
  ['.missing', '<nil>', 'invalid'],
  ['.null', '<nil>', 'invalid'],
  ['"a"', 'string', 'string'],
  ['true', 'bool', 'bool'],
  ['1', 'int', 'int'],
  ['1.5', 'float64', 'float64'],
  ['.number', 'float64', 'float64'],
  ['(add 1 2)', 'int64', 'int64'],
  ['(int 1)', 'int', 'int'],
  ['(len "a")', 'int', 'int'],
  ['(index "a" 0)', 'uint8', 'uint8'],
  ['.list', '[]interface {}', 'slice'],
  ['.map', 'map[string]interface {}', 'map'],
  ['(until 3)', '[]int', 'slice'],
  ['(splitList "," "a")', '[]string', 'slice'],
  ['(split "," "a")', 'map[string]string', 'map'],
];

const data = { null: null, number: 3, list: [], map: {}, x: undefined };

describe('types', () => {
  it.each(names)('%s', (expression, type, kind) => {
    const given = `{{ typeOf ${expression} }} {{ kindOf ${expression} }}`;
    expect(render(given, data).text).toBe(`${type} ${kind}`);
    const asked = `{{ typeIs "${type}" ${expression} }}{{ kindIs "${kind}" ${expression} }}{{ kindIs "x" ${expression} }}`;
    expect(render(asked, data).text).toBe('truetruefalse');
  });

  it('are alike with and without a pointer', () => {
    expect(render('{{ typeIsLike "int" 1 }}{{ typeIsLike "*int" 1 }}', data).text).toBe('truefalse');
  });

  it('have names of their own for .Values', () => {
    const values = namedMap(new Map(), noOrigin, 'common.Values', {});
    const dot = map(new Map([['Values', values]]), noOrigin);
    expect(render('{{ typeOf .Values }} {{ kindIs "map" .Values }}', dot).text).toBe('common.Values true');
    expect(kindName(text('', noOrigin))).toBe('string');
  });

  it('of something unknown are unknown, of text with unknown parts not', () => {
    expect(render('a: {{ typeOf .x }}.', data).text).toBe('a: opaque.');
    expect(render('a: {{ kindOf (print "a" .x) }}.', data).text).toBe('a: string.');
  });
});
