import { describe, expect, it } from 'vitest';
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

  it('fails where it must, and has no reader', () => {
    expect(renderData('{{ mustToToml (list nil) }}').error).toBe(
      'error calling mustToToml: toml: cannot encode array with nil element',
    );
    expect(renderData('{{ fromToml "a = 1" }}').opaque).toHaveLength(1);
  });
});
