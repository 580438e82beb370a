import { describe, expect, it } from 'vitest';
import { valuesAt } from '../rendering.ts';
import { renderData } from './renderData.ts';

// Texts are those of Helm 4.2.4 (github.com/BurntSushi/toml 1.6.0).
describe('TOML', () => {
  it.each([
    [{ z: 1, a: { 'x y': 'q"', n: null }, l: [{ b: 1 }] }, 'z = 1.0\n\n[a]\n  "x y" = "q\\""\n\n[[l]]\n  b = 1.0\n'],
    [{ l: [1, { a: 1, b: [] }] }, 'l = [1.0, {a = 1.0, b = []}]\n'],
    ['a', '"a"'],
    [[{ a: 1 }], 'toml: top-level values must be Go maps or structs'],
    [{ l: [1, null] }, 'toml: cannot encode array with nil element'],
  ])('toToml of %j', (x, written) => {
    expect(renderData('{{ toToml .Values.x }}', { x }).text).toBe(written);
  });

  it('fails where it must', () => {
    expect(renderData('{{ mustToToml (list nil) }}').error).toBe(
      'error calling mustToToml: toml: cannot encode array with nil element',
    );
  });

  it.each([
    ['brackets', `a = ${'['.repeat(5000)}`],
    ['tables in tables', `[${'a.'.repeat(5000)}a]`],
    ['many keys', Array.from({ length: 3000 }, (_, i) => `${'a.'.repeat(400)}k${i} = 1`).join('\n')],
  ])('reads no more %s than it can afford', (_, x) => {
    expect(renderData('{{ fromToml .Values.x }}', { x }).error).toBe('the TOML is too large');
  });

  it('gives what it reads the origin of the text it was read from', () => {
    const { map, text } = renderData('{{ (fromToml .Values.x).a }}', { x: 'a = "found"' });
    expect(text).toBe('found');
    expect(map.toSource({ start: 0, end: 5 })[0]?.origin).toMatchObject({ kind: 'printed', of: valuesAt('x') });
  });
});
