import { describe, expect, it } from 'vitest';
import { fitsNpmRange } from '../../../server/src/core/version/npm.ts';
import { parseVersion } from '../../../server/src/core/version/version.ts';

describe('fitsNpmRange', () => {
  it.each([
    ['^1.2.0', 'v1.9', true],
    ['>=1.0.0 <2.0.0', '2.0.0', false],
    ['>=1.0.0, <2.0.0', '1.5.0', undefined],
    ['', '1.5.0', true],
    ['>=1.2.3-0', '1.3.0-rc.1', false],
    ['!=1.2.3', '1.2.4', undefined],
    [`1${' '.repeat(600)}`, '1.0.0', undefined],
    ['1', '9007199254740993.0.0', false],
  ])('%j and %s: %s', (range, text, fits) => {
    const version = parseVersion(text);
    expect(version && fitsNpmRange(range, version)).toBe(fits);
  });
});
