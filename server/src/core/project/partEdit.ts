import { tagFor, PLAIN_TAG } from '../catalog/versionGate.ts';
import { removeListed } from '../kustomize/listEdit.ts';
import { withRef } from '../kustomize/reference.ts';
import type { Db } from '../workspace/query.ts';
import { textOf } from '../workspace/queries.ts';
import type { YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { replaceScalar } from '../yaml/scalarEdit.ts';
import { kustomizationQuery } from './kustomizations.ts';
import type { SourceEdit } from './literalEdit.ts';
import type { Part } from './parts.ts';

/** Edits that bring a part to another bare version, in the spelling of the old one; undefined where the place can't be edited. */
export function repinEdits(db: Db, part: Part, version: string): SourceEdit | undefined {
  const text = textOf(db, part.file);
  const change = changeOf(part, version);
  const edits = text === undefined || !change ? undefined : replaceScalar(text, change.node, change.text);
  return edits && { uri: part.file, edits };
}

/** Takes a part's entry or chart out of its kustomization; undefined where the text allows no safe edit. */
export function removePart(db: Db, { file, from }: Part): SourceEdit | undefined {
  const kustomization = db.get(kustomizationQuery, file);
  const text = textOf(db, file);
  const { item } = from.kind === 'entry' ? from.mention : from.chart;
  const edits = kustomization && text !== undefined ? removeListed(text, kustomization, item) : undefined;
  return edits && { uri: file, edits };
}

function changeOf(part: Part, version: string): { node: YamlScalar; text: string } | undefined {
  if (part.from.kind === 'chart') {
    const node: YamlNode | undefined = part.from.chart.entries.get('version')?.value;
    return node?.kind === 'scalar'
      ? {
          node,
          text: tagFor(version, '{version}', part.written).replace(/^(?=\d)/, part.written?.startsWith('v') ? 'v' : ''),
        }
      : undefined;
  }
  const { mention } = part.from;
  const text = mention.literal ? withRef(mention.path, tagFor(version, PLAIN_TAG, part.written)) : undefined;
  return text === undefined ? undefined : { node: mention.node, text };
}
