import { utf8Length } from '../template/utf8.ts';
import type { Query } from '../workspace/query.ts';
import { get, textOf } from '../yaml/lookup.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { effectiveEntries } from '../yaml/walk.ts';
import type { GraphObject } from './hookGraph.ts';
import { hookGraphOf } from './hookGraph.ts';
import type { ReleaseKey } from './releaseKey.ts';

/** What a ConfigMap or Secret takes, in bytes. */
export interface ObjectSize {
  /** Of all its data, base64 decoded. */
  readonly data: number;
  /** The least that its data takes as JSON. */
  readonly json: number;
}

/** By the object's root node. */
export type ObjectSizes = ReadonlyMap<YamlNode, ObjectSize>;

/** Objects whose document has fewer UTF-16 units are not measured: with data alone they pass no limit. */
export const LEAST_MEASURED = 256 * 1024;

/** The sizes of a release's large ConfigMaps and Secrets. One whose text stayed is not measured again. */
export const objectSizesQuery: Query<ReleaseKey, ObjectSizes> = {
  name: 'objectSizes',
  compute(db, key, previous) {
    const sizes = new Map<YamlNode, ObjectSize>();
    for (const { manifest, kind } of (hookGraphOf(db, key)?.objects ?? []).filter(isLarge)) {
      const { node } = manifest;
      sizes.set(node, previous?.get(node) ?? { data: dataBytes(node, kind), json: jsonBytes(node) });
    }
    return sizes;
  },
};

const isLarge = ({ kind, manifest, document }: GraphObject): boolean =>
  manifest.gvk.group === '' && (kind === 'ConfigMap' || kind === 'Secret') && document.text.length >= LEAST_MEASURED;

function dataBytes(node: YamlNode, kind: string): number {
  const encoded = kind === 'Secret' ? ['data'] : ['binaryData'];
  const plain = kind === 'Secret' ? ['stringData'] : ['data'];
  const sum = (fields: readonly string[], size: (text: string) => number): number =>
    fields
      .flatMap((field) => [...effectiveEntries(get(node, field)).values()])
      .reduce((total, { value }) => total + size(textOf(value) ?? ''), 0);
  return sum(plain, utf8Length) + sum(encoded, (text) => Math.floor((text.replace(/[\s=]+/g, '').length * 3) / 4));
}

/** The least that the object's data takes as JSON. */
function jsonBytes(node: YamlNode): number {
  const entries = ['data', 'stringData', 'binaryData'].flatMap((field) => [...effectiveEntries(get(node, field))]);
  const size = (text: string): number => utf8Length(JSON.stringify(text));
  return entries.reduce((sum, [name, { value }]) => sum + size(name) + size(textOf(value) ?? '') + 2, 0);
}
