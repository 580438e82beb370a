import type { ArtefactMatch } from '../catalog/companions.ts';
import { projectOf, successorOf } from '../catalog/companions.ts';
import { companionOffers } from '../project/offers.ts';
import { pairsOf } from '../project/pairs.ts';
import type { Part } from '../project/parts.ts';
import { partsQuery } from '../project/parts.ts';
import { supplyOf } from '../project/supply.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';

const MOST_NAMES = 4;

/** Paragraphs on a part that the catalog knows: project and version, its CRDs, its companion, what a later version changes. */
export function partText(db: Db, root: Uri, part: Part): readonly string[] {
  const [match] = part.matches;
  if (!match) return [];
  const { entry } = match;
  const name = projectOf(entry)?.name ?? capital(entry.project);
  const head = `**${name}** · \`${part.name}\` ${part.written ?? 'at an unknown version'} · [project](${entry.homepage})`;
  return [head, crdsText(part, match), companionText(db, root, part, match), laterText(match)].filter(
    (text) => text !== undefined,
  );
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function crdsText({ crds, matches }: Part, { role, entry }: ArtefactMatch): string | undefined {
  if (crds && crds.length > 0) return `Holds ${crds.length} CRDs: ${listed(crds)}`;
  if (role !== 'main' || !matches.some((m) => m.certain)) return undefined;
  if (entry.relation === 'requires') return 'Holds **no CRDs** at this version.';
  if (entry.relation === 'recommends') return 'Keeps its CRDs in `crds/`, which Helm installs once and never upgrades.';
  return undefined;
}

function listed(names: readonly string[]): string {
  const some = names.slice(0, MOST_NAMES).map((name) => `\`${name}\``);
  return names.length > MOST_NAMES ? `${some.join(', ')}, …` : some.join(', ');
}

function companionText(db: Db, root: Uri, part: Part, match: ArtefactMatch): string | undefined {
  const pairs = pairsOf(db.get(partsQuery, root));
  const pair = pairs.find(({ main, crds }) => main === part || crds === part);
  if (pair) {
    const other = pair.main === part ? pair.crds : pair.main;
    const same = pair.main.version === pair.crds.version ? 'at the same version' : '**a different version**';
    return `Goes with \`${other.name}\` ${other.written ?? ''}, which is listed: ${same}.`;
  }
  if (match.role !== 'main' || (match.entry.relation !== 'requires' && match.entry.relation !== 'recommends'))
    return undefined;
  const offer = companionOffers(part, match)[0];
  if (!offer) return undefined;
  const supply = supplyOf(db, root, match.entry);
  const where =
    supply === 'present'
      ? 'its CRDs come from elsewhere'
      : supply === 'unknown'
        ? 'another part of the build may hold its CRDs'
        : 'it is **not listed**';
  return `Goes with \`${offer.name}\` at the same version: ${where}.`;
}

/** What an upgrade past the end of this entry's range will meet. */
function laterText({ role, entry }: ArtefactMatch): string | undefined {
  const next = role === 'main' ? successorOf(entry) : undefined;
  if (next?.relation !== 'requires' || next.since === undefined) return undefined;
  return `From ${next.since} on it holds no CRDs any more; its companion must be listed with it.`;
}
