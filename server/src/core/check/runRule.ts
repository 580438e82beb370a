import { textRange } from '../text/range.ts';
import { homeOf } from '../project/targets.ts';
import type { Finding, Rule } from '../rules/rule.ts';
import type { Db, Query } from '../workspace/query.ts';
import { Interrupted } from '../workspace/slices.ts';

/** The findings of one rule, by target, as the rule says them: before configuration and suppression. */
export function ruleQuery(rule: Rule): Query<string, readonly Finding[]> {
  return {
    name: `rule ${rule.meta.id}`,
    compute: (db, key) => guarded(db, rule, key),
  };
}

/** A rule that throws loses its findings for this target, and says so; the session goes on. */
function guarded(db: Db, rule: Rule, key: string): readonly Finding[] {
  try {
    return rule.findings(db, key);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    const what = error instanceof Error ? error.message : String(error);
    return [
      {
        rule: 'engine/rule-failed',
        severity: 'info',
        message: `\`${rule.meta.id}\` failed here: ${what}. Its findings for this file are missing; please report it.`,
        span: { uri: homeOf({ kind: rule.meta.target, key }), range: textRange(0, 0) },
        related: [],
        scenario: null,
        target: { kind: rule.meta.target, key },
        data: { rule: rule.meta.id, what },
      },
    ];
  }
}
