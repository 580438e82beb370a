import { compareText } from '../base/compare.ts';
import { configQuery, profilesOf } from '../project/configuration.ts';
import type { Target } from '../project/targets.ts';
import { homeOf, isDependencyList, ownersQuery } from '../project/targets.ts';
import type { Finding, Rule } from '../rules/rule.ts';
import { SEVERITIES } from '../rules/rule.ts';
import type { Uri } from '../text/uri.ts';
import { relativePath } from '../text/uri.ts';
import type { Db, Query } from '../workspace/query.ts';
import { ruleQuery } from './runRule.ts';
import { inScenario } from './scenario.ts';
import { configured, isOn, levelOf } from './severity.ts';
import { applySuppressions } from './suppress.ts';

/** Runs rules over targets. Holds nothing but the rules and their queries. */
export class Checker {
  readonly rules: readonly Rule[];
  readonly #queries: ReadonlyMap<string, Query<string, readonly Finding[]>>;

  constructor(rules: readonly Rule[]) {
    this.rules = rules;
    this.#queries = new Map(rules.map((rule) => [rule.meta.id, ruleQuery(rule)]));
  }

  /**
   * All findings of these targets, configured, without suppressed ones and repetitions, by file and place.
   * `whole` are the files of which every owner is among the targets: only there an unused suppression can be told.
   */
  check(db: Db, targets: readonly Target[], whole: ReadonlySet<Uri>): readonly Finding[] {
    return this.finish(db, this.findings(db, targets), whole);
  }

  /** What the rules say of these targets; `explores` is whether those run that look at scenarios of their own accord. */
  findings(db: Db, targets: readonly Target[], explores = true): readonly Finding[] {
    return targets.flatMap((target) => this.#ofTarget(db, target, explores));
  }

  /** The second half of a check: what is made of the findings that the rules gave for all targets, in their order. */
  finish(db: Db, raw: readonly Finding[], whole: ReadonlySet<Uri>): readonly Finding[] {
    const kept = oncePerPlace(unrepeated(raw).map(inScenario), (finding) => this.#isOfRelease(finding))
      .filter((finding) => !this.#isForOthers(finding))
      .flatMap((finding) => this.#configure(db, finding));
    const extra = applySuppressions(db, kept, whole, (id, uri) => this.#runs(db, id, uri)).flatMap((f) =>
      f.rule === 'engine/unused-suppression' ? this.#configure(db, f) : [f],
    );
    return extra.sort(inOrder);
  }

  /** The findings of one target as the rules say them, for comparing before and after a fix. */
  #ofTarget(db: Db, target: Target, explores: boolean): readonly Finding[] {
    const settings = db.settings();
    return this.rules
      .filter(
        ({ meta }) => meta.target === target.kind && isOn(meta, settings) && (explores || meta.explores === undefined),
      )
      .filter((rule) => this.#fits(db, rule, target))
      .flatMap((rule) => this.#ofRule(db, rule, target.key));
  }

  /** What an archive shows lies where the dependency is listed; the small things in it are for the author of that chart. */
  #isForOthers({ rule: id, span, severity }: Finding): boolean {
    if (!isDependencyList(span.uri) || (severity !== 'info' && severity !== 'hint')) return false;
    return this.#isOfRelease({ rule: id });
  }

  #isOfRelease({ rule: id }: Pick<Finding, 'rule'>): boolean {
    return this.rules.find(({ meta }) => meta.id === id)?.meta.target === 'release';
  }

  /** Whether a rule of a profile concerns a target; who asks for it by name has it everywhere. */
  #fits(db: Db, { meta }: Rule, target: Target): boolean {
    const { profile, id } = meta;
    return (
      profile === undefined || db.settings().enabled.includes(id) || profilesOf(db, homeOf(target)).includes(profile)
    );
  }

  /** Whether a rule can report in a file; an id that no rule has is a typing error, which a comment should be told of. */
  #runs(db: Db, id: string, uri: Uri): boolean {
    const rule = this.rules.find((r) => r.meta.id === id);
    if (!rule) return true;
    const { meta } = rule;
    if (!isOn(meta, db.settings()) || this.#level(db, id, uri) === 'off') return false;
    if (meta.profile === undefined) return true;
    const owners = db.get(ownersQuery, '').get(uri) ?? [];
    return owners.some((target) => target.kind === meta.target && this.#fits(db, rule, target));
  }

  #ofRule(db: Db, rule: Rule, key: string): readonly Finding[] {
    const query = this.#queries.get(rule.meta.id);
    return query ? db.get(query, key) : [];
  }

  #level(db: Db, id: string, uri: Uri): string | undefined {
    const folder = db.workspaceFolder(uri);
    return levelOf(id, relativePath(folder, uri), db.get(configQuery, folder), db.settings());
  }

  #configure(db: Db, finding: Finding): Finding[] {
    const folder = db.workspaceFolder(finding.span.uri);
    const path = relativePath(folder, finding.span.uri);
    const result = configured(finding, path, db.get(configQuery, folder), db.settings());
    return result ? [result] : [];
  }
}

/** A finding that several targets make at one place is shown once, for the first of them. */
function unrepeated(findings: readonly Finding[]): Finding[] {
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
function oncePerPlace(findings: readonly Finding[], isOfRelease: (finding: Finding) => boolean): Finding[] {
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
export const identity = ({ rule, span, message }: Finding): string =>
  `${rule}\0${span.uri}\0${span.range.start}\0${span.range.end}\0${message}`;

function inOrder(a: Finding, b: Finding): number {
  return (
    compareText(a.span.uri, b.span.uri) ||
    a.span.range.start - b.span.range.start ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}
