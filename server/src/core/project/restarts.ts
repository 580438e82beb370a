import type { Origin, Place } from '../text/origin.ts';
import { sameAnchor } from '../text/origin.ts';
import type { RenderedDocument } from '../chart/documents.ts';
import { isOpen } from '../chart/find.ts';
import { getPath } from '../yaml/lookup.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { resolve } from '../yaml/walk.ts';
import { chancesIn } from './chance.ts';
import type { Chance } from './chance.ts';
import type { GraphObject } from './hookGraph.ts';
import { segmentsOf } from './literalEdit.ts';

/**
 * Whether every upgrade restarts the pods of a workload: what is among their annotations rests on one of these calls too,
 * such as a checksum. Undefined where a checksum is there of which nobody knows.
 */
export function isRestartedBy({ manifest, document }: GraphObject, chances: readonly Chance[]): boolean | undefined {
  const pods = resolve(getPath(manifest.node, ['spec', 'template', 'metadata', 'annotations']));
  if (pods?.kind !== 'map') return false;
  const found = chancesIn(document, pods.range);
  if (found.some(({ place }) => chances.some((own) => isSameCall(own.place, place)))) return true;
  const isUnknownSum = pods.entries.some(
    ({ name, value }) =>
      CHECKSUM.test(name) && isOpen(document, value) && chancesIn(document, value.range).length === 0,
  );
  return isUnknownSum ? undefined : false;
}

const isSameCall = (a: Place, b: Place): boolean => a.start === b.start && sameAnchor(a.anchor, b.anchor);

/**
 * What restarts the pods of a workload: `always` where an upgrade that changes a Secret does, as something among their
 * annotations changes too or may; `sometimes` where they have checksums, all of them over other things.
 */
export function restartOf({ manifest, document }: GraphObject): 'always' | 'sometimes' | 'never' {
  const own = resolve(getPath(manifest.node, ['metadata', 'annotations']));
  if (own?.kind === 'map' && own.entries.some(({ name }) => RELOADER.test(name))) return 'always';
  const pods = resolve(getPath(manifest.node, ['spec', 'template', 'metadata', 'annotations']));
  if (isOpenUpTo(document, getPath(manifest.node, ['spec', 'template']))) return 'always';
  if (pods?.kind !== 'map') return 'never';
  if (segmentsOf(document, pods.range).some(({ origin }) => isChanging(origin))) return 'always';
  return pods.entries.some(({ name }) => CHECKSUM.test(name)) ? 'sometimes' : 'never';
}

/** Names of annotations whose change is to restart pods. */
const CHECKSUM = /checksum|hash|rollme/i;

/** Whether a part of a pod's metadata is not known, or a line behind it. */
function isOpenUpTo({ opaque, range }: RenderedDocument, template: YamlNode | undefined): boolean {
  const map = resolve(template);
  const entries = map?.kind === 'map' ? map.entries : [];
  const index = entries.findIndex(({ name }) => name === 'metadata');
  const metadata = entries[index];
  if (!metadata) return false;
  const end = entries[index + 1]?.range.start ?? metadata.range.end;
  return opaque.some((span) => {
    const start = span.range.start - range.start;
    return start >= metadata.range.start && start < end;
  });
}

/** Annotations by which stakater/Reloader restarts pods when a Secret changes. */
const RELOADER = /^(?:secret\.)?reloader\.stakater\.com\/(?:auto|reload|search)$/;

const isChanging = (origin: Origin): boolean =>
  (origin.kind === 'printed' && isChanging(origin.of)) ||
  (origin.kind === 'unknown' && (/\btime\b|\bclock\b/.test(origin.reason) || isChanging(origin.of))) ||
  (origin.kind === 'given' && origin.name === '.Release.Revision');
