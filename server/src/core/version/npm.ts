import Range from 'semver/classes/range.js';
import { formatVersion } from './version.ts';
import type { Version } from './version.ts';

const MAX_LENGTH = 512;

/**
 * Whether a version fits a range in the dialect of npm's `semver`, which package managers and update bots write.
 * Undefined when the text is no such range. Not for Helm, Argo CD or Flux: their dialect is Masterminds'.
 */
export function fitsNpmRange(range: string, version: Version): boolean | undefined {
  if (range.length > MAX_LENGTH) return undefined;
  try {
    return new Range(range).test(formatVersion(version));
  } catch {
    return undefined;
  }
}
