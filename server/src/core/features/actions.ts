import { projectOf, releasesAfter, successorOf } from '../catalog/companions.ts';
import type { Checker } from '../check/check.ts';
import { atGate, tagFor } from '../catalog/versionGate.ts';
import { rootsQuery } from '../project/build.ts';
import { companionOffers, offerEdits } from '../project/offers.ts';
import type { Part } from '../project/parts.ts';
import { partsQuery } from '../project/parts.ts';
import { repinEdits } from '../project/partEdit.ts';
import { targetsQuery } from '../project/targets.ts';
import type { Fix } from '../rules/rule.ts';
import type { TextRange } from '../text/range.ts';
import { overlaps } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { holds } from './fixes.ts';

/** A change offered without a finding: LSP's `refactor.rewrite`. */
export interface Action {
  readonly fix: Fix;
}

/** The actions for a range of UTF-16 offsets, each tried out first: it adds no finding. */
export async function refactorsAt(
  workspace: Workspace,
  checker: Checker,
  uri: Uri,
  range: TextRange,
): Promise<readonly Action[]> {
  const held: Action[] = [];
  const proposed = await workspace.ensureLoaded((s) => bumpsAt(s, uri, range));
  for (const fix of proposed) if (await holds(workspace, checker, fix)) held.push({ fix });
  return held;
}

/** Bumps past the version at which a project's CRDs move out of its main manifest, with the companion in the same edit. */
function bumpsAt(db: Db, uri: Uri, range: TextRange): readonly Fix[] {
  db.get(targetsQuery, '');
  const parts = db.get(rootsQuery, '').flatMap((root) => db.get(partsQuery, root));
  const part = parts.find((p) => p.file === uri && overlaps(p.span.range, range));
  return part ? bumpsOf(db, part) : [];
}

function bumpsOf(db: Db, part: Part): readonly Fix[] {
  const match = part.matches.find((m) => m.role === 'main' && m.certain);
  const next = match && successorOf(match.entry);
  const project = match && projectOf(match.entry);
  if (!match || !next || !project || part.version === undefined || next.relation !== 'requires') return [];
  const [first, ...more] = releasesAfter(project, part.version).filter((version) => atGate(next, version) === 'inside');
  const last = more.findLast((version) => version.startsWith(minorOf(first)));
  return [first, last].flatMap((version) => {
    const fix =
      version === undefined
        ? undefined
        : bump(db, part, { ...match, entry: next }, version, tagFor(version, project.tag, part.written));
    return fix ?? [];
  });
}

const minorOf = (version: string | undefined): string => (version ?? '\0').replace(/\d+$/, '');

function bump(db: Db, part: Part, match: Part['matches'][number], version: string, tag: string): Fix | undefined {
  const [offer] = companionOffers(part, match, version);
  const pinned = repinEdits(db, part, version);
  const added = offer && offerEdits(db, part, offer);
  if (!pinned || !added) return undefined;
  const edits = [{ uri: part.file, edits: [...pinned.edits, ...added.flatMap((edit) => edit.edits)] }];
  return { title: `Bump to ${tag} and add ${offer.name}`, safe: false, edits };
}
