import { compareDigits } from './digits.ts';
import { goQuote } from './goText.ts';
import { compareVersions, formatVersion } from './version.ts';
import type { Version } from './version.ts';

/** The operators after their synonyms (`=>`, `=<`, `~>`, none) are resolved. */
export type Operator = '=' | '!=' | '>' | '<' | '>=' | '<=' | '~' | '^';

/** One comparison of a constraint: `>=1.2`. */
export interface Comparator {
  readonly operator: Operator;
  /** The version as written, with its `x` or `*`. */
  readonly written: string;
  /** The same with zeros for what is left open. */
  readonly version: Version;
  /** The first number that is left out or a wildcard: `minor` for `1` and `1.x`, `major` for `*`. */
  readonly open: 'none' | 'major' | 'minor' | 'patch';
}

/**
 * Why a version does not fit a comparator, in the words of semver v3.5.0; undefined when it fits. Whether pre-releases
 * are admitted is the caller's question. The oddities are the Go library's: `^*` fits 0.0.0 alone, `<=*` 0.0.x alone,
 * `~0.0.0` everything.
 */
export function checkComparator(comparator: Comparator, version: Version): string | undefined {
  const problem = CHECKS[comparator.operator](version, comparator);
  if (problem === undefined) return undefined;
  return `${goQuote(formatVersion(version))} ${problem.replace('%', () => goQuote(comparator.written))}`;
}

/** A message in which `%` stands for the comparator's version. */
type Check = (version: Version, comparator: Comparator) => string | undefined;

const CHECKS: Readonly<Record<Operator, Check>> = {
  '=': (version, comparator) => {
    if (comparator.open !== 'none') return tilde(version, comparator);
    return compareVersions(version, comparator.version) === 0 ? undefined : 'is not equal to %';
  },
  '!=': (version, comparator) => (notEqual(version, comparator) ? undefined : 'is equal to %'),
  '>': (version, comparator) => (greater(version, comparator) ? undefined : 'is less than or equal to %'),
  '<': (version, comparator) =>
    compareVersions(version, comparator.version) < 0 ? undefined : 'is greater than or equal to %',
  '>=': (version, comparator) => (compareVersions(version, comparator.version) >= 0 ? undefined : 'is less than %'),
  '<=': (version, comparator) => (atMost(version, comparator) ? undefined : 'is greater than %'),
  '~': tilde,
  '^': caret,
};

function notEqual(version: Version, { version: bound, open }: Comparator): boolean {
  if (open === 'none' || open === 'major') return compareVersions(version, bound) !== 0;
  if (order(version, bound, 0) !== 0) return true;
  if (open === 'minor') return false;
  return order(version, bound, 1) !== 0 || version.prerelease !== bound.prerelease;
}

function greater(version: Version, { version: bound, open }: Comparator): boolean {
  if (open === 'none' || open === 'major') return compareVersions(version, bound) > 0;
  const major = order(version, bound, 0);
  if (major !== 0) return major > 0;
  return open === 'patch' && order(version, bound, 1) > 0;
}

function atMost(version: Version, { version: bound, open }: Comparator): boolean {
  if (open === 'none') return compareVersions(version, bound) <= 0;
  const major = order(version, bound, 0);
  return major < 0 || (major === 0 && (open === 'minor' || order(version, bound, 1) <= 0));
}

function tilde(version: Version, { version: bound, open }: Comparator): string | undefined {
  if (compareVersions(version, bound) < 0) return 'is less than %';
  if ((open === 'none' || open === 'major') && isZero(bound)) return undefined;
  if (order(version, bound, 0) !== 0) return 'does not have same major version as %';
  if (open !== 'minor' && order(version, bound, 1) !== 0) return 'does not have same major and minor version as %';
  return undefined;
}

function caret(version: Version, { version: bound, open }: Comparator): string | undefined {
  if (compareVersions(version, bound) < 0) return 'is less than %';
  if (order(version, bound, 0) !== 0) return 'does not have same major version as %';
  if (bound.segments[0] !== '0' || open === 'minor') return undefined;
  const minor = order(version, bound, 1);
  if (bound.segments[1] !== '0' || open === 'patch') {
    if (minor === 0) return undefined;
    return 'does not have same minor version as %. Expected minor versions to match when constraint major version is 0';
  }
  if (minor !== 0) return 'does not have same minor version as %';
  if (order(version, bound, 2) === 0) return undefined;
  return 'does not equal %. Expect version and constraint to equal when major and minor versions are 0';
}

function order(a: Version, b: Version, segment: 0 | 1 | 2): number {
  return compareDigits(a.segments[segment], b.segments[segment]);
}

function isZero(version: Version): boolean {
  return version.segments.every((segment) => segment === '0');
}
