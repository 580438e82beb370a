import type { Origin, Place } from '../text/origin.ts';
import { sameAnchor } from '../text/origin.ts';
import { getPath } from '../yaml/lookup.ts';
import { resolve } from '../yaml/walk.ts';
import { chancesIn } from './chance.ts';
import type { Chance } from './chance.ts';
import type { GraphObject } from './hookGraph.ts';
import { segmentsOf } from './literalEdit.ts';

/** Whether every upgrade restarts the pods of a workload: what is among their annotations rests on one of these calls too, such as a checksum. */
export function isRestartedBy({ manifest, document }: GraphObject, chances: readonly Chance[]): boolean {
  const pods = resolve(getPath(manifest.node, ['spec', 'template', 'metadata', 'annotations']));
  const found = pods?.kind === 'map' ? chancesIn(document, pods.range) : [];
  return found.some(({ place }) => chances.some((own) => isSameCall(own.place, place)));
}

const isSameCall = (a: Place, b: Place): boolean => a.start === b.start && sameAnchor(a.anchor, b.anchor);

/** Whether an upgrade that changes the Secret restarts the pods: what is among their annotations changes too. */
export function isRestarted({ manifest, document }: GraphObject): boolean {
  const own = resolve(getPath(manifest.node, ['metadata', 'annotations']));
  const pods = resolve(getPath(manifest.node, ['spec', 'template', 'metadata', 'annotations']));
  const isReloaded = own?.kind === 'map' && own.entries.some(({ name }) => RELOADER.test(name));
  if (isReloaded || pods?.kind !== 'map') return isReloaded;
  return (
    pods.entries.some(({ name }) => /checksum|hash|rollme/i.test(name)) ||
    chancesIn(document, pods.range).length > 0 ||
    segmentsOf(document, pods.range).some(({ origin }) => isChanging(origin))
  );
}

/** Annotations by which stakater/Reloader restarts pods when a Secret changes. */
const RELOADER = /^(?:secret\.)?reloader\.stakater\.com\/(?:auto|reload|search)$/;

const isChanging = (origin: Origin): boolean =>
  (origin.kind === 'printed' && isChanging(origin.of)) ||
  (origin.kind === 'unknown' && (/\btime\b|\bclock\b/.test(origin.reason) || isChanging(origin.of))) ||
  (origin.kind === 'computed' && /sum$/.test(origin.name)) ||
  (origin.kind === 'given' && origin.name === '.Release.Revision');
