import { compareDigits, fitsUint64, stripZeros } from './digits.ts';
import { utf8Length } from './goText.ts';

/** A semantic version as github.com/Masterminds/semver/v3 reads it: what Helm, Argo CD and Flux take for a version. */
export interface Version {
  /** The first number; above 2^53 the nearest one that JavaScript can hold, so compare with {@link compareVersions}. */
  readonly major: number;
  /** Zero when the text has no second number. */
  readonly minor: number;
  /** Zero when the text has no third number. */
  readonly patch: number;
  /** What follows `-`, empty when there is none: `rc.1`. */
  readonly prerelease: string;
  /** What follows `+`, empty when there is none. */
  readonly metadata: string;
  /** The text as it was written. */
  readonly original: string;
  readonly prefix: 'v' | '';
  /** Major, minor and patch exactly, in decimal without leading zeros. */
  readonly segments: readonly [string, string, string];
}

/** A version, or why the text is none, in the words of the Go library. */
export type VersionResult =
  { readonly ok: true; readonly version: Version } | { readonly ok: false; readonly message: string };

const MAX_LENGTH = 256;
const LENIENT =
  /^(v?)([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;
const STRICT_CORE = /^(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)(?:[-+]|$)/;

/**
 * Reads a version as Masterminds `NewVersion` does: a leading `v`, one or two numbers and leading zeros are accepted,
 * blanks and `V` are not. Undefined when it would refuse the text.
 */
export function parseVersion(text: string): Version | undefined {
  const result = readVersion(text);
  return result.ok ? result.version : undefined;
}

/** Reads a version as Masterminds `StrictNewVersion` does: three numbers, no `v`, no leading zeros. Undefined otherwise. */
export function parseStrictVersion(text: string): Version | undefined {
  return STRICT_CORE.test(text) ? parseVersion(text) : undefined;
}

/** Like {@link parseVersion}, with the message of `NewVersion` (semver v3.5.0) for a text that it refuses. */
export function readVersion(text: string): VersionResult {
  if (utf8Length(text) > MAX_LENGTH) return refused(`version string is too long (max ${MAX_LENGTH} bytes)`);
  const match = LENIENT.exec(text);
  if (!match) return refused('invalid semantic version');
  const [, v, major = '', minor = '0', patch = '0', prerelease = '', metadata = ''] = match;
  for (const written of [major, minor, patch]) {
    if (!fitsUint64(stripZeros(written))) return refused(outOfRange(written));
  }
  if (prerelease.split('.').some((part) => /^0[0-9]+$/.test(part))) return refused('version segment starts with 0');
  const segments = [stripZeros(major), stripZeros(minor), stripZeros(patch)] as const;
  const [first, second, third] = segments;
  const numbers = { major: Number(first), minor: Number(second), patch: Number(third) };
  return {
    ok: true,
    version: { ...numbers, prerelease, metadata, original: text, prefix: v === 'v' ? 'v' : '', segments },
  };
}

/** Negative, zero or positive: the order of semver.org, in which build metadata does not count. */
export function compareVersions(a: Version, b: Version): number {
  for (const i of [0, 1, 2] as const) {
    const order = compareDigits(a.segments[i], b.segments[i]);
    if (order !== 0) return order;
  }
  return comparePrereleases(a.prerelease, b.prerelease);
}

/** The order of two pre-release texts; none (an empty text) comes after all others. */
export function comparePrereleases(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '') return 1;
  if (b === '') return -1;
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = comparePart(left[i] ?? '', right[i] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

/** Whether major and minor are equal. */
export function sameMinor(a: Version, b: Version): boolean {
  return a.segments[0] === b.segments[0] && a.segments[1] === b.segments[1];
}

/** Three numbers, pre-release and metadata without a leading `v`, as Masterminds' `String` prints it. */
export function formatVersion(version: Version): string {
  const prerelease = version.prerelease === '' ? '' : `-${version.prerelease}`;
  const metadata = version.metadata === '' ? '' : `+${version.metadata}`;
  return `${version.segments.join('.')}${prerelease}${metadata}`;
}

/**
 * The version as it was written, but with a leading `v` exactly if the example has one.
 * Undefined when the example is no version.
 */
export function formatLike(version: Version, example: string): string | undefined {
  const prefix = parseVersion(example)?.prefix;
  return prefix === undefined ? undefined : prefix + version.original.slice(version.prefix.length);
}

/**
 * Whether a text that should name a version, tag or ref is filled in by something else later:
 * `${TAG}`, `$TAG`, `$(TAG)`, `{{ .Tag }}`, `{% tag %}`, `<%= tag %>`, `%{if x}`, `@TAG@`.
 */
export function looksTemplated(text: string): boolean {
  return /\$[A-Za-z_({]|\{\{|\{%|<%|%\{|@[A-Za-z_]\w{0,99}@/.test(text);
}

/** An identifier of digits that fit 64 bits is a number and comes before all words; a missing one comes first. */
function comparePart(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '') return -1;
  if (b === '') return 1;
  const aIsNumber = fitsUint64(a);
  const bIsNumber = fitsUint64(b);
  if (aIsNumber && bIsNumber) return compareDigits(a, b);
  if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1;
  return a < b ? -1 : 1;
}

function outOfRange(digits: string): string {
  return `error parsing version segment: strconv.ParseUint: parsing "${digits}": value out of range`;
}

function refused(message: string): VersionResult {
  return { ok: false, message };
}
