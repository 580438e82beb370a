import { compareVersions, parseVersion, type Version } from '../version/version.ts';
import type { VersionGate } from './companionEntry.ts';

/** What is known of a version and a gate: `unknown` when the version is, and the gate is not open on both sides. */
export type GateResult = 'inside' | 'outside' | 'unknown';

/**
 * Whether a bare version lies in [since, until). A pre-release counts as its release: `3.30.0-rc1` already has what 3.30.0 has.
 */
export function atGate(gate: VersionGate, version: string | undefined): GateResult {
  if (gate.since === undefined && gate.until === undefined) return 'inside';
  const core = version === undefined ? undefined : releaseOf(version);
  if (!core) return 'unknown';
  const since = gate.since === undefined ? undefined : parseVersion(gate.since);
  const until = gate.until === undefined ? undefined : parseVersion(gate.until);
  if (since && compareVersions(core, since) < 0) return 'outside';
  return until && compareVersions(core, until) >= 0 ? 'outside' : 'inside';
}

/** Both gates at once: outside one is outside, and an unknown one leaves the whole unknown. */
export function atGates(gates: readonly VersionGate[], version: string | undefined): GateResult {
  const results = gates.map((gate) => atGate(gate, version));
  if (results.includes('outside')) return 'outside';
  return results.includes('unknown') ? 'unknown' : 'inside';
}

/** How a tag frames a version where nothing else is known; the `v` may be absent. */
export const PLAIN_TAG = 'v{version}';

/** The bare version in a tag that `frame` describes (`v{version}`, `knative-v{version}`); undefined for a branch or a commit. */
export function versionInTag(tag: string, frame: string): string | undefined {
  const text = unframed(tag, frame) ?? tag;
  const bare = text.startsWith('v') ? text.slice(1) : text;
  return isReleaseNumber(bare) ? bare : undefined;
}

/** A tag with another bare version; a leading `v` that `frame` has and the old tag lacks (or the reverse) stays as it was. */
export function tagFor(version: string, frame: string, like?: string): string {
  const tag = frame.replace('{version}', version);
  if (like === undefined || versionInTag(like, frame) === undefined || unframed(like, frame) !== undefined) return tag;
  return like.startsWith('v') ? `v${version}` : version;
}

/** The text that stands for `{version}` in a frame; undefined when the rest does not agree. */
export function unframed(text: string, frame: string): string | undefined {
  const [before = '', after] = frame.split('{version}');
  if (after === undefined || text.length <= before.length + after.length) return undefined;
  if (!text.startsWith(before) || !text.endsWith(after)) return undefined;
  return text.slice(before.length, text.length - after.length);
}

/** A commit hash of digits is no version: a dot is required. */
function isReleaseNumber(text: string): boolean {
  return /^\d{1,20}\./.test(text) && parseVersion(text) !== undefined;
}

function releaseOf(version: string): Version | undefined {
  const parsed = parseVersion(version);
  return parsed && { ...parsed, prerelease: '', metadata: '' };
}
