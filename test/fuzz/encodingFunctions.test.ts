import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functions } from '../../server/src/core/template/functions/index.ts';
import { render } from '../unit/template/rendering.ts';

const names = [
  ...['b64enc', 'b64dec', 'b32enc', 'b32dec', 'bcrypt', 'htpasswd', 'decryptAES', 'genPrivateKey', 'genCAWithKey'],
  ...['buildCustomCert', 'regexMatch', 'regexFind', 'regexReplaceAll', 'regexQuoteMeta', 'semver', 'semverCompare'],
  ...['toDate', 'mustToDate', 'mustDateModify', 'date', 'dateInZone', 'duration', 'durationRound', 'htmlDate'],
  ...['urlParse', 'urlJoin', 'base', 'dir', 'clean', 'ext'],
] as const;

const special = fc.constantFrom(
  '2006-01-02',
  '-07:00',
  'MST',
  '.999',
  'é',
  '%ff',
  '://',
  '[::1]',
  '1h',
  '=',
  '\n',
  '{1,9}',
  '(',
);
const value = fc.oneof(
  fc
    .array(fc.oneof(special, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 6 })
    .map((parts) => parts.join('')),
  fc.double({ noNaN: true }),
  fc.constantFrom(null, true, undefined),
  fc.dictionary(fc.constantFrom('host', 'path', 'userinfo', 'scheme'), fc.string({ unit: 'binary' })),
);

describe('functions of encodings, versions, dates and URLs', () => {
  it('end with a text, a problem or a hole whatever they are given', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.array(value, { maxLength: 4 }), (name, values) => {
        const args = values.map((_, i) => ` (index .v ${i})`).join('');
        const { text, problems, opaque } = render(`{{ ${name}${args} }}`, { v: values });
        expect(functions.has(name)).toBe(true);
        expect(typeof text).toBe('string');
        if (problems.length > 0) expect(opaque).toHaveLength(1);
      }),
      { numRuns: 3000 },
    );
  });
});
