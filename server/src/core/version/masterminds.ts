import { goQuote, utf8Length } from './goText.ts';
import { checkComparator } from './mastermindsCheck.ts';
import type { Comparator, Operator } from './mastermindsCheck.ts';
import { rewriteHyphens, sliceMapped } from './mastermindsHyphen.ts';
import type { MappedText } from './mastermindsHyphen.ts';
import { scanComparators } from './mastermindsScan.ts';
import type { WrittenComparator, WrittenPattern } from './mastermindsScan.ts';
import { formatVersion, parseVersion } from './version.ts';
import type { Version } from './version.ts';

/**
 * A constraint in the dialect of github.com/Masterminds/semver/v3: the version ranges of Helm, Argo CD and Flux.
 * A version fits when it fits every comparator of one alternative.
 */
export interface Constraint {
  readonly original: string;
  readonly alternatives: readonly (readonly Comparator[])[];
}

/** A constraint, or the Go library's message (v3.5.0) and the UTF-16 offset in the text where reading stopped. */
export type ConstraintResult =
  | { readonly ok: true; readonly constraint: Constraint }
  | { readonly ok: false; readonly message: string; readonly index: number };

/**
 * When a pre-release may fit. `group`: if any comparator joined by "and" names a pre-release (semver 3.4 and later:
 * Helm 3.19 and later). `member`: if every one does (semver before 3.4: Helm 3.18 and earlier).
 */
export type PrereleaseRule = 'group' | 'member';

const MAX_BYTES = 512;
const MAX_ALTERNATIVES = 32;

/** Reads a constraint as `NewConstraint` of the Go library does. The empty text is refused, as it is there. */
export function parseConstraint(text: string): ConstraintResult {
  const refused = (message: string, index: number) => ({ ok: false, message, index }) as const;
  if (utf8Length(text) > MAX_BYTES) return refused(`constraint string is too long (max ${MAX_BYTES} bytes)`, 0);
  const parts = splitAlternatives(rewriteHyphens(text));
  if (parts.length > MAX_ALTERNATIVES) return refused(`too many constraint groups (max ${MAX_ALTERNATIVES})`, 0);
  const alternatives: (readonly Comparator[])[] = [];
  for (const part of parts) {
    const result = parseAlternative(part.text);
    if (!result.ok) return refused(result.message, part.offsets[result.index] ?? text.length);
    alternatives.push(result.comparators);
  }
  return { ok: true, constraint: { original: text, alternatives } };
}

/** Whether a version fits a constraint. */
export function check(constraint: Constraint, version: Version, rule: PrereleaseRule = 'group'): boolean {
  return constraint.alternatives.some((group) =>
    group.every((one) => admits(group, one, version, rule) && checkComparator(one, version) === undefined),
  );
}

/** Why a version does not fit, in the words of the Go library's `Validate` (v3.5.0); empty exactly if it fits. */
export function validate(constraint: Constraint, version: Version, rule: PrereleaseRule = 'group'): readonly string[] {
  const onlyReleases = `${goQuote(formatVersion(version))} is a prerelease version and the constraint is only looking for release versions`;
  const messages: string[] = [];
  for (const group of constraint.alternatives) {
    const found = group.flatMap((one) =>
      admits(group, one, version, rule) ? (checkComparator(one, version) ?? []) : onlyReleases,
    );
    if (found.length === 0) return [];
    messages.push(...found);
  }
  return messages.filter((message, i) => message !== onlyReleases || messages.indexOf(message) === i);
}

/** Before 3.4 `!=` with all three numbers never looked whether the version is a pre-release. */
function admits(group: readonly Comparator[], one: Comparator, version: Version, rule: PrereleaseRule): boolean {
  if (version.prerelease === '') return true;
  if (rule === 'group') return group.some((other) => other.version.prerelease !== '');
  return one.version.prerelease !== '' || (one.operator === '!=' && one.open === 'none');
}

function splitAlternatives(mapped: MappedText): readonly MappedText[] {
  const parts: MappedText[] = [];
  let start = 0;
  for (let bar = mapped.text.indexOf('||'); bar >= 0; bar = mapped.text.indexOf('||', start)) {
    parts.push(sliceMapped(mapped, start, bar));
    start = bar + 2;
  }
  return [...parts, sliceMapped(mapped, start)];
}

type Alternative =
  | { readonly ok: true; readonly comparators: readonly Comparator[] }
  | { readonly ok: false; readonly message: string; readonly index: number };

function parseAlternative(text: string): Alternative {
  const scanned = scanComparators(text);
  if (!scanned.ok) return { ok: false, message: `improper constraint: ${goQuote(text)}`, index: scanned.index };
  const comparators: Comparator[] = [];
  for (const written of scanned.comparators) {
    const comparator = toComparator(written);
    if (!comparator) return { ok: false, message: 'constraint parser error', index: written.patternStart };
    comparators.push(comparator);
  }
  return { ok: true, comparators };
}

/** Undefined for what looks like a pattern and is none: `1|2`, `xx`, `1.2.3-01`, numbers beyond 64 bits. */
function toComparator({ operator, pattern }: WrittenComparator): Comparator | undefined {
  const open = firstOpen(pattern);
  const version = parseVersion(withZeros(pattern, open));
  return version && { operator: resolveOperator(operator), written: pattern.text, version, open };
}

function firstOpen({ major, minor, patch }: WrittenPattern): Comparator['open'] {
  if (isOpen(major)) return 'major';
  if (isOpen(minor)) return 'minor';
  return isOpen(patch) ? 'patch' : 'none';
}

function isOpen(part: string): boolean {
  return /^\.?[xX*]?$/.test(part);
}

/** A pattern that is open somewhere keeps its pre-release and loses its metadata. */
function withZeros({ text, major, minor, prerelease }: WrittenPattern, open: Comparator['open']): string {
  switch (open) {
    case 'none':
      return text;
    case 'major':
      return `0.0.0${prerelease}`;
    case 'minor':
      return `${major}.0.0${prerelease}`;
    case 'patch':
      return `${major}${minor}.0${prerelease}`;
  }
}

function resolveOperator(written: string): Operator {
  switch (written) {
    case '!=':
    case '>':
    case '<':
    case '>=':
    case '<=':
    case '~':
    case '^':
      return written;
    case '=>':
      return '>=';
    case '=<':
      return '<=';
    case '~>':
      return '~';
    default:
      return '=';
  }
}
