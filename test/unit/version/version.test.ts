import { describe, expect, it } from 'vitest';
import {
  compareVersions,
  formatLike,
  formatVersion,
  looksTemplated,
  parseStrictVersion,
  parseVersion,
  readVersion,
  sameMinor,
} from '../../../server/src/core/version/version.ts';

const version = (text: string) => {
  const result = parseVersion(text);
  if (!result) throw new Error(`no version: ${text}`);
  return result;
};

describe('parseVersion', () => {
  it('reads every part', () => {
    expect(parseVersion('v1.20.3-rc.1+build.5')).toEqual({
      major: 1,
      minor: 20,
      patch: 3,
      prerelease: 'rc.1',
      metadata: 'build.5',
      original: 'v1.20.3-rc.1+build.5',
      prefix: 'v',
      segments: ['1', '20', '3'],
    });
  });

  it.each([
    ['1', '1.0.0'],
    ['v1', '1.0.0'],
    ['1.2', '1.2.0'],
    ['1.2-5', '1.2.0-5'],
    ['1-rc.1', '1.0.0-rc.1'],
    ['01.02.03', '1.2.3'],
    ['1.2.3-alpha.-1', '1.2.3-alpha.-1'],
    ['1.2.3--', '1.2.3--'],
    ['v1.31.2-gke.100', '1.31.2-gke.100'],
    ['1.2.3+01', '1.2.3+01'],
    ['20230101123456', '20230101123456.0.0'],
    ['18446744073709551615.0.0', '18446744073709551615.0.0'],
  ])('%s is %s', (text, printed) => {
    expect(formatVersion(version(text))).toBe(printed);
  });

  it.each([
    '',
    ' 1.2.3',
    '1.2.3 ',
    'V1.2.3',
    '1.2.3.4',
    '1.2.',
    '1..2',
    'latest',
    '1.2.3-',
    '1.2.3+',
    '1.2.3-a..b',
    '1.2.3-é',
    'x',
    '1.x',
    '-1',
  ])('%j is no version', (text) => {
    expect(readVersion(text)).toEqual({ ok: false, message: 'invalid semantic version' });
    expect(parseVersion(text)).toBeUndefined();
  });

  it.each([
    ['1.2.3-01', 'version segment starts with 0'],
    ['1.2.3-a.00', 'version segment starts with 0'],
    [
      '1.18446744073709551616',
      'error parsing version segment: strconv.ParseUint: parsing "18446744073709551616": value out of range',
    ],
    ['1'.repeat(257), 'version string is too long (max 256 bytes)'],
    ['é'.repeat(129), 'version string is too long (max 256 bytes)'],
  ])('says why %s is refused', (text, message) => {
    expect(readVersion(text)).toEqual({ ok: false, message });
  });
});

describe('parseStrictVersion', () => {
  it.each(['1.2.3', '0.0.0', '1.2.3-rc.1', '1.2.3+x', '1.2.3-a+b'])('reads %s', (text) => {
    expect(parseStrictVersion(text)?.original).toBe(text);
  });

  it.each(['v1.2.3', '1.2', '1', '01.2.3', '1.02.3', '1.2.03', '1.2.3-', '1.2-3.4', ''])('refuses %j', (text) => {
    expect(parseStrictVersion(text)).toBeUndefined();
  });
});

describe('compareVersions', () => {
  const ascending = [
    '0.0.1',
    '0.9.0',
    '1.0.0-0',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.9',
    '1.0.0-alpha.10',
    '1.0.0-alpha.beta',
    '1.0.0-beta',
    '1.0.0-rc.1',
    'v1.0.0',
    '1.0.1',
    '1.2',
    '1.10.0',
    '9007199254740992.0.0',
    '9007199254740993.0.0',
  ];

  it('orders as semver.org says', () => {
    const shuffled = ascending.toReversed();
    expect(shuffled.sort((a, b) => compareVersions(version(a), version(b)))).toEqual(ascending);
  });

  it('does not look at metadata or spelling', () => {
    expect(compareVersions(version('v1.2+a'), version('1.2.0+b'))).toBe(0);
  });

  it('takes a number beyond 64 bits in a pre-release for a word', () => {
    expect(compareVersions(version('1.0.0-18446744073709551616'), version('1.0.0-5'))).toBeGreaterThan(0);
    expect(compareVersions(version('1.0.0-18446744073709551615'), version('1.0.0-a'))).toBeLessThan(0);
  });
});

describe('helpers', () => {
  it('knows versions of one minor', () => {
    expect(sameMinor(version('v1.2'), version('1.2.9-rc.1'))).toBe(true);
    expect(sameMinor(version('1.2.0'), version('1.3.0'))).toBe(false);
    expect(sameMinor(version('1.2.0'), version('2.2.0'))).toBe(false);
  });

  it.each([
    ['1.2.3', 'v1.0.0', 'v1.2.3'],
    ['v1.2.3', '1.0', '1.2.3'],
    ['v1.2.3-rc.1', 'v1', 'v1.2.3-rc.1'],
  ])('writes %s like %s', (text, example, written) => {
    expect(formatLike(version(text), example)).toBe(written);
  });

  it('does not imitate what is no version', () => {
    expect(formatLike(version('1.2.3'), 'latest')).toBeUndefined();
  });

  it.each([
    '${VERSION}',
    'v$VERSION',
    '$(tag)',
    '{{ .Values.tag }}',
    'v{{version}}',
    '@VERSION@',
    '<%= v %>',
    '{% v %}',
  ])('%s is filled in later', (text) => {
    expect(looksTemplated(text)).toBe(true);
  });

  it.each(['1.2.3', '>=1 <2', '', 'latest', 'name@sha256:0123', '1.2.3+b', 'git@host:a@b', '~1.0', '%'])(
    '%j stands for itself',
    (text) => {
      expect(looksTemplated(text)).toBe(false);
    },
  );
});
