import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, parseConstraint, validate } from '../../server/src/core/version/masterminds.ts';
import { compareVersions, formatVersion, parseVersion } from '../../server/src/core/version/version.ts';

const soup = fc
  .array(
    fc.constantFrom(
      ...[
        '1',
        '0',
        '.',
        'x',
        '*',
        '-',
        ' - ',
        '+',
        'v',
        ' ',
        ',',
        '||',
        '|',
        '>',
        '<',
        '=',
        '!',
        '~',
        '^',
        'rc',
        '\t',
        'é',
        '\ud800',
      ],
    ),
    {
      maxLength: 40,
    },
  )
  .map((parts) => parts.join(''));
const number = fc.oneof(fc.nat(3), fc.nat(), fc.maxSafeInteger()).map((n) => `${Math.abs(n)}`);
const version = fc
  .tuple(number, number, number, fc.constantFrom('', '-0', '-rc.1', '-rc.10', '-a', '+b'))
  .map(([a, b, c, rest]) => `${a}.${b}.${c}${rest}`);

describe('any text', () => {
  it('is a constraint or refused at a place in it, and check agrees with validate', () => {
    fc.assert(
      fc.property(soup, version, (text, versionText) => {
        const result = parseConstraint(text);
        const candidate = parseVersion(versionText);
        if (!result.ok) {
          expect(result.index >= 0 && result.index <= text.length && result.message !== '').toBe(true);
        } else if (candidate) {
          expect(validate(result.constraint, candidate).length === 0).toBe(check(result.constraint, candidate));
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('any version', () => {
  it('prints to a text that reads the same', () => {
    fc.assert(
      fc.property(fc.oneof(version, soup), (text) => {
        const read = parseVersion(text);
        if (!read) return;
        const again = parseVersion(formatVersion(read));
        expect(again && compareVersions(read, again)).toBe(0);
      }),
    );
  });

  it('has one place in the order', () => {
    fc.assert(
      fc.property(version, version, version, (...texts) => {
        const [a, b, c] = texts.map(parseVersion);
        if (!a || !b || !c) throw new Error('the generator writes versions');
        expect(Math.sign(compareVersions(a, b))).toBe(0 - Math.sign(compareVersions(b, a)));
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
