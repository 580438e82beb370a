import type { Artefact } from '../catalog/companionEntry.ts';
import type { ArtefactMatch } from '../catalog/companions.ts';
import { artefactUrl, companionsFor } from '../catalog/companions.ts';
import { withMainName } from '../catalog/artefactMatch.ts';
import type { HelmChartItem } from '../kustomize/helmChart.ts';
import type { Kustomization } from '../kustomize/kustomization.ts';
import { insertBefore, listHolding } from '../kustomize/listEdit.ts';
import { PLAIN_TAG, tagFor } from '../catalog/versionGate.ts';
import { classify, withPath, withRef } from '../kustomize/reference.ts';
import type { TextEdit } from '../text/range.ts';
import type { Db } from '../workspace/query.ts';
import { textOf } from '../workspace/queries.ts';
import { insertItemText } from '../yaml/edit.ts';
import { formatString } from '../yaml/quote.ts';
import { kustomizationQuery } from './kustomizations.ts';
import type { SourceEdit } from './literalEdit.ts';
import type { Part } from './parts.ts';

/** A companion that could stand beside a main artefact, in the form in which main itself is listed. */
export interface Offer {
  readonly name: string;
  readonly artefact: Artefact;
  readonly version: string;
}

/** The companions that fit a part at its version or at another bare one, the one to offer first; those that exclude others are left out. */
export function companionOffers(part: Part, match: ArtefactMatch, version = part.version): readonly Offer[] {
  if (version === undefined) return [];
  const form = part.from.kind === 'chart' ? 'chart' : 'github-file';
  return companionsFor(match.entry, version)
    .filter((choice) => choice.artefacts.length === 1 && choice.note === undefined)
    .flatMap((choice) => choice.artefacts)
    .filter((artefact) => artefact.form === form)
    .map((artefact) => withMainName(artefact, part.name))
    .map((artefact) => ({ name: nameOf(artefact), artefact, version }));
}

/** Edits that write an offer before the part that needs it; undefined where the text allows no safe edit. */
export function offerEdits(db: Db, part: Part, offer: Offer): readonly SourceEdit[] | undefined {
  const kustomization = db.get(kustomizationQuery, part.file);
  const text = textOf(db, part.file);
  if (!kustomization || text === undefined) return undefined;
  const edits =
    part.from.kind === 'entry'
      ? insertBefore(text, kustomization, part.from.mention.item, entryText(part.from.mention.path, part, offer))
      : insertChart(text, part, part.from.chart, kustomization.root, offer);
  return edits && [{ uri: part.file, edits }];
}

/** The companion's address: main's own with another file at its end, or the catalog's where main is a local copy. */
function entryText(path: string, part: Part, { artefact, version, name }: Offer): string {
  const swapped = classify(path).kind === 'local' ? undefined : withPath(path, part.name, name);
  if (swapped === undefined || version === part.version) return swapped ?? artefactUrl(artefact, version) ?? name;
  return withRef(swapped, tagFor(version, PLAIN_TAG, part.written)) ?? swapped;
}

function insertChart(
  text: string,
  part: Part,
  chart: HelmChartItem,
  root: Kustomization['root'],
  offer: Offer,
): TextEdit[] | undefined {
  const list = listHolding(root, chart.item);
  if (!list || chart.legacy) return undefined;
  const lines = [
    `name: ${offer.name}`,
    ...copied(chart, 'repo'),
    `version: ${versionText(chart, part, offer)}`,
    `releaseName: ${formatString(offer.name.replace(/[^a-z0-9]+/g, '-'), 'plain', false)}`,
    ...copied(chart, 'namespace'),
  ];
  return insertItemText(text, list, list.items.indexOf(chart.item), lines.join('\n'), { like: chart.item });
}

/** Main's version as written, or another one in its spelling. */
function versionText(chart: HelmChartItem, { version, written }: Part, offer: Offer): string {
  const node = chart.entries.get('version')?.value;
  if (offer.version === version && node?.kind === 'scalar') return node.source;
  return `${written?.startsWith('v') ? 'v' : ''}${offer.version}`;
}

/** A field of the main chart as its author wrote it. */
function copied(chart: HelmChartItem, field: string): readonly string[] {
  const value = chart.entries.get(field)?.value;
  return value?.kind === 'scalar' && value.source !== '' ? [`${field}: ${value.source}`] : [];
}

function nameOf(artefact: Artefact): string {
  if (artefact.form === 'chart') return artefact.name;
  const path =
    artefact.form === 'url' ? artefact.url : artefact.form === 'github-release' ? artefact.asset : artefact.path;
  return path.slice(path.lastIndexOf('/') + 1);
}
