import { describe, expect, it } from 'vitest';
import { errorIn, isSameError } from './realHelm.ts';

describe('errors of helm', () => {
  it('are read without warnings and hints', () => {
    const complaint = 'level=WARN msg="deprecated"\nError: INSTALLATION FAILED: a: b\n\nUse --debug flag to render out\n';
    expect(errorIn(complaint)).toBe('a: b');
  });

  it.each([
    ['at (c/templates/a.yaml:3:4): x: no y', 'c/templates/a.yaml:3:9\n  executing: no y', true],
    ['at (c/templates/a.yaml:3:4): no y', 'at (c/templates/a.yaml:4:4): no y', false],
    ['at (a.yaml:3:4): one of x,y,z', 'at (a.yaml:3:4): one of z,x,y', true],
    ['at (a.yaml:3:4): one of x,y,z', 'at (a.yaml:3:4): one of x,y,q', false],
    ['at (a.yaml:3:4): x before y', 'at (a.yaml:3:4): y before x', false],
  ])('%j and %j are the same: %j', (a, b, same) => {
    expect(isSameError(a, b)).toBe(same);
  });
});
