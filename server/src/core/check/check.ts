import { compareText } from '../base/compare.ts';
import { profilesOf } from '../project/configuration.ts';
import type { Target } from '../project/targets.ts';
import { homeOf, isDependencyList, ownersQuery } from '../project/targets.ts';
import type { Finding, Rule } from '../rules/rule.ts';
import { SEVERITIES } from '../rules/rule.ts';
import type { Uri } from '../text/uri.ts';
import type { Db, Query } from '../workspace/query.ts';
import { ruleQuery } from './runRule.ts';
import { oncePerPlace, unrepeated } from './repetition.ts';
import { inScenario } from './scenario.ts';
import { configuring, levelIn } from './configure.ts';
import { isOn } from './severity.ts';
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
    const configure = configuring(db);
    const kept = oncePerPlace(unrepeated(raw).map(inScenario), (finding) => this.#isOfRelease(finding))
      .filter((finding) => !this.#isForOthers(finding))
      .flatMap(configure);
    const extra = applySuppressions(db, kept, whole, (id, uri) => this.#runs(db, id, uri)).flatMap((f) =>
      f.rule === 'engine/unused-suppression' ? configure(f) : [f],
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
    if (!isOn(meta, db.settings()) || levelIn(db, id, uri) === 'off') return false;
    if (meta.profile === undefined) return true;
    const owners = db.get(ownersQuery, '').get(uri) ?? [];
    return owners.some((target) => target.kind === meta.target && this.#fits(db, rule, target));
  }

  #ofRule(db: Db, rule: Rule, key: string): readonly Finding[] {
    const query = this.#queries.get(rule.meta.id);
    return query ? db.get(query, key) : [];
  }
}

function inOrder(a: Finding, b: Finding): number {
  return (
    compareText(a.span.uri, b.span.uri) ||
    a.span.range.start - b.span.range.start ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}
