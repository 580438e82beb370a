import { describe, expect, it } from 'vitest';
import { check, parseConstraint, validate } from '../../../server/src/core/version/masterminds.ts';
import type { PrereleaseRule } from '../../../server/src/core/version/masterminds.ts';
import { parseVersion } from '../../../server/src/core/version/version.ts';

function read(constraintText: string, versionText: string) {
  const result = parseConstraint(constraintText);
  const version = parseVersion(versionText);
  if (!result.ok || !version) throw new Error(`cannot read ${constraintText} or ${versionText}`);
  return { constraint: result.constraint, version };
}

function fits(constraintText: string, versionText: string, rule?: PrereleaseRule): boolean {
  const { constraint, version } = read(constraintText, versionText);
  const answer = check(constraint, version, rule);
  expect(validate(constraint, version, rule).length === 0).toBe(answer);
  return answer;
}

/** Constraint, versions that fit, versions that do not. Every line was confirmed with semver v3.5.0. */
const TABLE: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['1.2.3', ['1.2.3', 'v1.2.3+b'], ['1.2.4', '1.2.3-rc.1']],
  ['=1.2.3', ['1.2.3'], ['1.2.2']],
  ['1.2', ['1.2.0', '1.2.9'], ['1.3.0', '1.1.9', '1.2.1-rc.1']],
  ['1', ['1.0.0', '1.9.9'], ['2.0.0', '0.9.0']],
  ['1.2.x', ['1.2.7'], ['1.3.0']],
  ['1.X', ['1.5.0'], ['2.0.0']],
  ['1.x.3', ['1.0.0', '1.9.1'], ['2.0.3']],
  ['*', ['0.0.0', '99.1.2'], ['1.0.0-rc.1']],
  ['x', ['5.0.0'], ['5.0.0-0']],
  ['*-0', ['1.0.0-rc.1', '0.0.0-0', '2.0.0'], []],
  ['!=1.2.3', ['1.2.4', '0.1.0'], ['1.2.3', '1.2.4-rc.1']],
  ['!=1.x', ['2.0.0', '0.9.0'], ['1.0.0', '1.7.3']],
  ['!=1.2.x', ['1.3.0', '2.2.0'], ['1.2.0', '1.2.9']],
  ['!=1.2-0', ['1.2.3', '1.2.3-rc.1'], ['1.2.9-0']],
  ['!=*', ['0.0.1', '1.0.0'], ['0.0.0']],
  ['>1.2.3', ['1.2.4'], ['1.2.3']],
  ['>1.2', ['1.3.0'], ['1.2.9', '1.2.0']],
  ['>1', ['2.0.0'], ['1.9.9']],
  ['>*', ['0.0.1'], ['0.0.0']],
  ['<1.2', ['1.1.9'], ['1.2.0']],
  ['<1.32-0', ['1.31.9', '1.31.0-rc.1'], ['1.32.0-rc.1', '1.32.0-0']],
  ['>=1.2', ['1.2.0'], ['1.1.9']],
  ['=>1.2.3', ['1.2.3'], ['1.2.2']],
  ['<=1.2', ['1.2.9'], ['1.3.0']],
  ['<=1', ['1.9.9'], ['2.0.0']],
  ['=<1.2.3', ['1.2.3'], ['1.2.4']],
  ['<=*', ['0.0.9'], ['0.1.0', '1.0.0']],
  ['~1.2.3', ['1.2.3', '1.2.9'], ['1.3.0', '1.2.2']],
  ['~>1.2', ['1.2.9'], ['1.3.0']],
  ['~1', ['1.9.0'], ['2.0.0']],
  ['~0', ['0.9.0'], ['1.0.0']],
  ['~0.0', ['0.0.9'], ['0.1.0']],
  ['~0.0.0', ['0.0.9', '7.0.0'], []],
  ['~*', ['7.0.0'], []],
  ['^1.2.3', ['1.2.3', '1.9.0'], ['2.0.0', '1.2.2']],
  ['^0.2.3', ['0.2.9'], ['0.3.0', '1.2.3']],
  ['^0.2', ['0.2.0'], ['0.3.0']],
  ['^0.0.3', ['0.0.3'], ['0.0.4', '0.1.3']],
  ['^0.0', ['0.0.9'], ['0.1.0']],
  ['^0', ['0.9.9'], ['1.0.0']],
  ['^*', ['0.0.0'], ['0.0.1', '1.0.0']],
  ['>=1.0.0, <2.0.0', ['1.5.0'], ['2.0.0']],
  ['>=1.0.0 <2.0.0', ['1.5.0'], ['0.9.0']],
  ['>= 1 ,< 2', ['1.5.0'], ['2.0.0']],
  ['<1 || >=2, !=2.1.0 || 1.5.x', ['0.5.0', '2.0.0', '1.5.2'], ['2.1.0', '1.4.0']],
  ['1.2 - 2', ['1.2.0', '2.9.9'], ['1.1.9', '3.0.0']],
  ['1.0.0 - 2.0.0 <=1.5.0', ['1.5.0'], ['1.6.0']],
  ['2 - 3 || 5 - 6', ['3.4.0', '5.0.0'], ['4.0.0']],
  ['1.2-1.4.5', ['1.2.0', '1.2.0-1.4.5'], ['1.3.0']],
  ['>=1.2.3-0 <2.0.0', ['1.5.0-rc.1', '2.0.0-rc.1'], ['2.0.0', '1.2.2']],
  ['>=1.28.0-0', ['1.31.2-gke.100'], ['1.27.9']],
  ['01.2.3', ['1.2.3'], ['1.2.4']],
  ['\t>=1\n<2 ', ['1.0.0'], ['2.0.0']],
  ['>9007199254740992', ['9007199254740993.0.0'], ['9007199254740992.1.0']],
];

describe('check', () => {
  it.each(TABLE)('%j', (constraint, fitting, others) => {
    expect(fitting.filter((version) => !fits(constraint, version))).toEqual([]);
    expect(others.filter((version) => fits(constraint, version))).toEqual([]);
  });

  it('admits pre-releases for every member or for each alone', () => {
    expect(fits('>=1.2.3-0 <2.0.0', '1.5.0-rc.1', 'group')).toBe(true);
    expect(fits('>=1.2.3-0 <2.0.0', '1.5.0-rc.1', 'member')).toBe(false);
    expect(fits('>=1.2.3-0 <2.0.0-0', '1.5.0-rc.1', 'member')).toBe(true);
    expect(fits('>=1.2.3-0 !=1.4.0', '1.5.0-rc.1', 'member')).toBe(true);
    expect(fits('>=1.2.3-0 !=1.4', '1.5.0-rc.1', 'member')).toBe(false);
  });
});

describe('parseConstraint', () => {
  it.each([
    ['', 'improper constraint: ""', 0],
    ['  ', 'improper constraint: "  "', 2],
    ['1.0.0 ||', 'improper constraint: ""', 8],
    ['>=1.0.0<2.0.0', 'improper constraint: ">=1.0.0<2.0.0"', 7],
    ['> =1', 'improper constraint: "> =1"', 2],
    ['1.2.3.4', 'improper constraint: "1.2.3.4"', 5],
    ['V1', 'improper constraint: "V1"', 0],
    ['>=1, ', 'improper constraint: ">=1, "', 5],
    [',1', 'improper constraint: ",1"', 0],
    ['1,,2', 'improper constraint: "1,,2"', 2],
    ['latest', 'improper constraint: "latest"', 0],
    ['"1"', 'improper constraint: "\\"1\\""', 0],
    ['1 || >=\u0001', 'improper constraint: " >=\\x01"', 7],
    ['1.2 - 2 || é\u200b', 'improper constraint: " é\\u200b"', 11],
    ['1 | 2', 'constraint parser error', 2],
    ['1 - 2 - 3', 'improper constraint: ">= 1, <= 2 - 3"', 6],
    ['1|2', 'constraint parser error', 0],
    ['>=1 <xx', 'constraint parser error', 5],
    ['1.2.3-01', 'constraint parser error', 0],
    ['99999999999999999999', 'constraint parser error', 0],
    ['1'.repeat(513), 'constraint string is too long (max 512 bytes)', 0],
    ['1||'.repeat(32) + '1', 'too many constraint groups (max 32)', 0],
  ])('refuses %j', (text, message, index) => {
    expect(parseConstraint(text)).toEqual({ ok: false, message, index });
  });

  it('stays quick where a backtracking expression would not', () => {
    const text = `${'1  '.repeat(170)}!`;
    expect(parseConstraint(text)).toMatchObject({ ok: false, index: 510 });
  });
});

describe('validate', () => {
  it.each([
    ['>=2.0.0', '1.2.3', ['"1.2.3" is less than "2.0.0"']],
    ['>2.x', 'v2.1', ['"2.1.0" is less than or equal to "2.x"']],
    ['<2', '2.0.0+b', ['"2.0.0+b" is greater than or equal to "2"']],
    ['<=2', '3.0.0', ['"3.0.0" is greater than "2"']],
    ['=v2.0.0', '1.0.0', ['"1.0.0" is not equal to "v2.0.0"']],
    ['!=1.x', '1.0.0', ['"1.0.0" is equal to "1.x"']],
    ['~1.2', '2.2.0', ['"2.2.0" does not have same major version as "1.2"']],
    ['~1.2', '1.3.0', ['"1.3.0" does not have same major and minor version as "1.2"']],
    ['^1.2', '2.0.0', ['"2.0.0" does not have same major version as "1.2"']],
    [
      '^0.2',
      '0.3.0',
      [
        '"0.3.0" does not have same minor version as "0.2". Expected minor versions to match when constraint major version is 0',
      ],
    ],
    ['^0.0.2', '0.1.0', ['"0.1.0" does not have same minor version as "0.0.2"']],
    [
      '^0.0.2',
      '0.0.3',
      ['"0.0.3" does not equal "0.0.2". Expect version and constraint to equal when major and minor versions are 0'],
    ],
    [
      '>2 <1 || 3',
      '1.5.0',
      ['"1.5.0" is less than or equal to "2"', '"1.5.0" is greater than or equal to "1"', '"1.5.0" is less than "3"'],
    ],
    [
      '>1 <3 || 5',
      '2.0.0-rc.1',
      ['"2.0.0-rc.1" is a prerelease version and the constraint is only looking for release versions'],
    ],
    ['>2 || 1.5.0', '1.5.0', []],
  ])('%j and %s', (constraintText, versionText, messages) => {
    const { constraint, version } = read(constraintText, versionText);
    expect(validate(constraint, version)).toEqual(messages);
  });
});
