import { templateQuery } from '../project/chartSource.ts';
import { releaseOf } from '../project/release.ts';
import type { ReleaseKey } from '../project/releaseKey.ts';
import type { Finding, Fix } from '../rules/rule.ts';
import type { Db } from '../workspace/query.ts';
import { contains } from '../text/range.ts';

/** The most templates that a title names. */
const MOST_NAMED = 3;

/** A fix that edits a named template of several users says so in its title, with the templates that use it. */
export function namingHelpers(db: Db, { target }: Finding, fix: Fix): Fix {
  if (target.kind !== 'release') return fix;
  const names = fix.edits.flatMap(({ uri, edits }) =>
    db
      .get(templateQuery, uri)
      .defines.filter(({ range }) => edits.some((edit) => contains(range, edit.range)))
      .map(({ name }) => name),
  );
  const [name] = names;
  if (name === undefined) return fix;
  const renders = releaseOf(db, target.key as ReleaseKey)?.renders ?? [];
  const users = renders
    .filter(({ record }) => record.calls.has(name))
    .map(({ template }) => template.name.slice(template.name.lastIndexOf('/') + 1));
  const more = users.length > MOST_NAMED ? ` and ${users.length - MOST_NAMED} more` : '';
  const all = `${users.slice(0, MOST_NAMED).join(', ')}${more}`;
  return users.length > 1 ? { ...fix, title: `${fix.title} (in the helper ${name}, for ${all})` } : fix;
}
