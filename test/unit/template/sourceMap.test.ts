import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../server/src/core/text/sourceMap.ts';
import { file, render } from './rendering.ts';

const anchor = { file, define: '' };

describe('SourceMap', () => {
  const source = 'name: {{ .n | quote }}\nkind: {{ include "k" . }}\n{{ define "k" }}Job{{ end }}';
  const { text, map } = render(source, { n: 'x"y' });

  it('maps literals offset by offset', () => {
    expect(text).toBe('name: "x\\"y"\nkind: Job\n');
    const at = text.indexOf('ind');
    const [segment] = map.toSource({ start: at, end: at + 2 });
    expect(segment?.origin).toMatchObject({
      kind: 'literal',
      start: source.indexOf('ind'),
      end: source.indexOf('ind') + 2,
    });
    expect(map.toGenerated(anchor, { start: source.indexOf('ind'), end: source.indexOf('ind') + 3 })).toEqual([
      { start: at, end: at + 3 },
    ]);
  });

  it('maps a value to its path, the quotes around it to the action', () => {
    const [quote, value] = map.toSource({ start: 6, end: 8 });
    expect(quote?.origin).toMatchObject({ kind: 'printed', of: { kind: 'computed', name: 'quote' } });
    expect(value?.origin).toMatchObject({
      kind: 'printed',
      of: { kind: 'values', path: ['n'] },
      place: { start: 6, end: 22 },
    });
    expect(placeOf(value?.origin ?? { kind: 'none' })).toMatchObject({ start: 6, end: 22 });
  });

  it('maps text of a define to it, with the call that led there', () => {
    const at = text.indexOf('Job');
    const [segment] = map.toSource({ start: at, end: at + 3 });
    expect(segment?.origin).toMatchObject({
      kind: 'literal',
      anchor: { define: 'k' },
      start: 16,
      end: 19,
      call: { via: 'include', name: 'k', place: { anchor: { define: '' }, start: source.indexOf('include') } },
    });
  });

  it('finds every turn of a loop', () => {
    const loop = render('{{ range 3 }}ab{{ end }}', {});
    expect(loop.map.toGenerated(anchor, { start: 14, end: 15 })).toEqual([
      { start: 1, end: 2 },
      { start: 3, end: 4 },
      { start: 5, end: 6 },
    ]);
  });

  it('does not change when something is inserted before a define', () => {
    const moved = render(`# moved\n${source}`, { n: 'x"y' });
    const shift = '# moved\n'.length;
    const at = text.indexOf('Job');
    const [before] = map.toSource({ start: at, end: at + 3 });
    const [after] = moved.map.toSource({ start: at + shift, end: at + 3 + shift });
    expect(after?.origin).toMatchObject({ anchor: { define: 'k' }, start: 16, end: 19 });
    expect(before?.origin).toMatchObject({ anchor: { define: 'k' }, start: 16, end: 19 });
  });

  it('answers for empty text and an empty range', () => {
    expect(render('', {}).map.toSource({ start: 0, end: 0 })).toEqual([]);
    expect(map.toSource({ start: 2, end: 2 })).toHaveLength(1);
  });
});
