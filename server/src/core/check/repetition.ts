import { addTo } from '../base/groups.ts';
import { isDependencyList } from '../project/targets.ts';
import type { Finding } from '../rules/rule.ts';
import { SEVERITIES } from '../rules/rule.ts';
import { sameSpan } from '../text/range.ts';

/** A finding that several targets make at one place is shown once, for the first of them. */
export function unrepeated(findings: readonly Finding[]): Finding[] {
  const seen = new Seen();
  return findings.filter((finding) => seen.firstLike(finding) === finding);
}

/**
 * What a release shows at a place where it, or another scenario, shows as bad a thing of the same rule is left out: the
 * names in the words differ, and what mends the one mends the other.
 */
export function oncePerPlace(findings: readonly Finding[], isOfRelease: (finding: Finding) => boolean): Finding[] {
  const seen = new Seen(placeInside);
  return findings.filter((finding) => {
    const first = seen.firstLike(finding);
    if (first === finding || !isOfRelease(finding)) return true;
    return SEVERITIES.indexOf(finding.severity) < SEVERITIES.indexOf(first.severity);
  });
}

/** The place in an archive of what is found on a dependency's entry, which stands for all of them. */
function placeInside({ span, related: [inside] }: Finding): string {
  return inside && isDependencyList(span.uri) ? `${inside.span.uri} ${inside.span.range.start}` : '';
}

/** Tells findings that are the same: by rule and place, and by words of their own. */
class Seen {
  /** By what is short: joining all that makes them the same would copy every message at every keystroke. */
  readonly #near = new Map<string, Finding[]>();
  readonly #wordsOf: (finding: Finding) => string;

  constructor(wordsOf = ({ message }: Finding): string => message) {
    this.#wordsOf = wordsOf;
  }

  /** The first finding that is the same; the finding itself where none was before. */
  firstLike(finding: Finding): Finding {
    const key = `${finding.span.range.start} ${this.#wordsOf(finding).length} ${finding.rule}`;
    const first = this.#near.get(key)?.find((one) => this.#isSame(one, finding));
    if (!first) addTo(this.#near, key, finding);
    return first ?? finding;
  }

  #isSame(a: Finding, b: Finding): boolean {
    return sameSpan(a.span, b.span) && this.#wordsOf(a) === this.#wordsOf(b);
  }
}
