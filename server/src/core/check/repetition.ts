import { isDependencyList } from '../project/targets.ts';
import type { Finding } from '../rules/rule.ts';
import { SEVERITIES } from '../rules/rule.ts';

/** A finding that several targets make at one place is shown once, for the first of them. */
export function unrepeated(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const id = identity(finding);
    return !seen.has(id) && seen.add(id);
  });
}

/**
 * What a release shows at a place where it, or another scenario, shows as bad a thing of the same rule is left out: the
 * names in the words differ, and what mends the one mends the other.
 */
export function oncePerPlace(findings: readonly Finding[], isOfRelease: (finding: Finding) => boolean): Finding[] {
  const seen = new Map<string, Finding>();
  return findings.filter((finding) => {
    const place = identity({ ...finding, message: placeInside(finding) });
    const first = seen.get(place) ?? finding;
    seen.set(place, first);
    if (first === finding || !isOfRelease(finding)) return true;
    return SEVERITIES.indexOf(finding.severity) < SEVERITIES.indexOf(first.severity);
  });
}

/** The place in an archive of what is found on a dependency's entry, which stands for all of them. */
function placeInside({ span, related: [inside] }: Finding): string {
  return inside && isDependencyList(span.uri) ? `${inside.span.uri} ${inside.span.range.start}` : '';
}

/** What makes two findings the same: rule, place and words. */
const identity = ({ rule, span, message }: Finding): string =>
  `${rule}\0${span.uri}\0${span.range.start}\0${span.range.end}\0${message}`;
