import { profilesOf } from '../project/configuration.ts';
import { chartsOver } from '../project/generated.ts';
import { releaseOf } from '../project/release.ts';
import { documentsIn } from '../project/releaseDocuments.ts';
import { releaseKey } from '../project/releaseKey.ts';
import { targetsQuery } from '../project/targets.ts';
import type { TextEdit } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Offer } from './annotationOffers.ts';
import { keyOffers, valueOffers } from './annotationOffers.ts';
import type { AnnotationName } from './annotationPlace.ts';
import { ANNOTATIONS } from './annotationPlace.ts';
import type { AnnotationSlot } from './annotationSlot.ts';
import { templateSlot, valuesSlot } from './annotationSlot.ts';
import { argoKeyOffers, argoValueOffers, isArgoName, isArgoWritten } from './argoOffers.ts';
import { keyEdit, valueEdit } from './completionEdit.ts';
import { namesOnAll, renderedNames } from './renderedNames.ts';
import { annotationSuppliedBy, isValuesFile, objectsAnnotatedBy, settingOf } from './valuesAnnotations.ts';

/** One thing that can be written at a place. The list that it stands in is in the order in which to show it. */
export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value';
  /** A few words. */
  readonly detail: string;
  readonly markdown: string;
  /** In UTF-16 offsets; within one line, and around the cursor. */
  readonly edit: TextEdit;
}

/** What can still be written at a UTF-16 offset; nothing where that is not known to be a place for it. */
export async function completionsAt(workspace: Workspace, uri: Uri, offset: number): Promise<readonly Completion[]> {
  const about = isTemplate(uri) ? inTemplate : isValuesFile(uri) ? inValues : undefined;
  return about ? workspace.ensureLoaded((snapshot) => about(snapshot, uri, offset)) : [];
}

/** Notes are no YAML. */
const isTemplate = (uri: Uri): boolean => /\/templates\/.*\.(?:ya?ml|tpl)$/i.test(uri);

function inTemplate(db: Db, uri: Uri, offset: number): readonly Completion[] {
  db.get(targetsQuery, '');
  const [chart] = chartsOver(db, uri);
  const slot = chart === undefined ? undefined : templateSlot(db, uri, offset);
  if (chart === undefined || !slot) return [];
  const at = slot.typed.slot;
  if (at.kind === 'key') return keysOf(db, uri, slot, renderedNames(db, chart, uri, slot.typed), slot.kind);
  return isKnown(at.key) ? valuesOf(db, chart, at.key, slot) : [];
}

function inValues(db: Db, uri: Uri, offset: number): readonly Completion[] {
  db.get(targetsQuery, '');
  const [chart] = chartsOver(db, uri);
  const slot = chart === undefined ? undefined : valuesSlot(db, uri, offset);
  if (chart === undefined || !slot) return [];
  const { path, slot: at } = slot.typed;
  if (at.kind === 'key') return keysInValues(db, chart, uri, slot);
  const setting = settingOf(db, chart, uri, [...path, at.key]);
  const name = isKnown(at.key) ? at.key : setting && annotationSuppliedBy(db, chart, setting, isKnown);
  return name === undefined ? [] : valuesOf(db, chart, name, slot);
}

/** Whether a map becomes annotations costs a render, so it is asked only where the names speak for it. */
function keysInValues(db: Db, chart: Uri, uri: Uri, slot: AnnotationSlot): readonly Completion[] {
  const { path, siblings } = slot.typed;
  const isLikely =
    path.at(-1)?.toLowerCase().endsWith('annotations') === true || siblings.some(({ name }) => isKnown(name));
  const setting = isLikely ? settingOf(db, chart, uri, path) : undefined;
  const objects = setting ? objectsAnnotatedBy(db, chart, setting) : [];
  if (objects.length === 0) return [];
  const kinds = new Set(objects.map(({ head }) => head.kind));
  return keysOf(db, uri, slot, namesOnAll(objects), kinds.size === 1 ? [...kinds][0] : undefined);
}

const isHelms = (name: string): name is AnnotationName => ANNOTATIONS.some((own) => own === name);

const isKnown = (name: string): boolean => isHelms(name) || isArgoName(name);

/** `rendered` are the names that the object has by whatever means; of those that the text shows, the text decides. */
function keysOf(
  db: Db,
  uri: Uri,
  slot: AnnotationSlot,
  rendered: readonly string[],
  kind: string | undefined,
): readonly Completion[] {
  const { typed, beside, written } = slot;
  const at = typed.slot;
  if (at.kind !== 'key') return [];
  const shown = new Set([written, ...typed.siblings.map(({ name }) => name)]);
  const there = [...beside, ...rendered.filter((name) => !shown.has(name))];
  const isForArgo = profilesOf(db, uri).includes('argocd') || isArgoWritten(written, there);
  const offers = [...keyOffers(there, kind), ...(isForArgo ? argoKeyOffers(there) : [])];
  return offers.map((offer) => toCompletion(offer, 'key', keyEdit(typed, at, offer.text)));
}

function valuesOf(db: Db, chart: Uri, name: string, { typed, words }: AnnotationSlot): readonly Completion[] {
  const at = typed.slot;
  if (at.kind !== 'value') return [];
  const release = releaseOf(db, releaseKey(chart));
  const offers = isHelms(name)
    ? valueOffers(name, words, release?.hooks ?? [])
    : argoValueOffers(name, words, release ? documentsIn(release) : []);
  return offers.map((offer) => toCompletion(offer, 'value', valueEdit(typed, at, offer.text)));
}

const toCompletion = ({ text, detail, docs }: Offer, kind: Completion['kind'], edit: TextEdit): Completion => ({
  label: text,
  kind,
  detail,
  markdown: docs.join('\n\n'),
  edit,
});
