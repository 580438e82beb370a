import { tagFor, PLAIN_TAG } from '../catalog/versionGate.ts';
import { withRef } from '../kustomize/reference.ts';
import type { TextEdit } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import { textOf } from '../workspace/queries.ts';
import type { YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { replaceScalar } from '../yaml/scalarEdit.ts';
import type { Part } from './parts.ts';

/** Edits that bring a part to another bare version, in the spelling of the old one; undefined where the place can't be edited. */
export function repinEdits(
  db: Db,
  part: Part,
  version: string,
): { readonly uri: Uri; readonly edits: readonly TextEdit[] } | undefined {
  const text = textOf(db, part.file);
  const change = changeOf(part, version);
  const edits = text === undefined || !change ? undefined : replaceScalar(text, change.node, change.text);
  return edits && { uri: part.file, edits };
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
