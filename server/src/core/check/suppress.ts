import type { Suppression } from '../config/suppression.ts';
import type { Finding } from '../rules/rule.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import { lineIndexQuery, suppressionsQuery } from '../workspace/queries.ts';

/** The findings that no comment silences, and a finding for each comment in a `whole` file that silences nothing.
 * `runs` tells whether a rule could have reported in a file; a comment for one that could not is left alone. */
export function applySuppressions(
  db: Db,
  findings: readonly Finding[],
  whole: ReadonlySet<Uri>,
  runs: (rule: string, uri: Uri) => boolean,
): Finding[] {
  const used = new Set<Suppression>();
  const kept = findings.filter((finding) => {
    const comment = silencer(db, finding);
    if (comment) used.add(comment);
    return !comment;
  });
  const unused = [...whole].flatMap((uri) =>
    db
      .get(suppressionsQuery, uri)
      .filter((s) => !used.has(s) && s.rules.every((rule) => runs(rule, uri)))
      .map((s) => unusedFinding(uri, s)),
  );
  return [...kept, ...unused];
}

function silencer(db: Db, finding: Finding): Suppression | undefined {
  const { uri, range } = finding.span;
  const comments = db.get(suppressionsQuery, uri);
  if (comments.length === 0) return undefined;
  const { line } = db.get(lineIndexQuery, uri).offsetToPosition(range.start);
  const speaksOf = (s: Suppression): boolean => s.rules.length === 0 || s.rules.includes(finding.rule);
  return comments.find((s) => (s.line === 'file' || s.line === line) && speaksOf(s));
}

function unusedFinding(uri: Uri, { rules, range }: Suppression): Finding {
  const what = rules.length > 0 ? rules.map((id) => `\`${id}\``).join(', ') : 'anything';
  return {
    rule: 'engine/unused-suppression',
    severity: 'info',
    message: `This comment silences ${what}, which reports nothing here. Remove it, so that it does not hide a later finding.`,
    span: { uri, range },
    related: [],
    scenario: null,
    target: { kind: 'kustomization', key: uri },
    data: { rules },
  };
}
