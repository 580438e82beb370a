import type { YamlMap, YamlNode } from '../nodes.ts';
import { isMergeKey } from '../scalar.ts';

/** How many nodes may come through aliases (allowedAliasRatio in decode.go of go.yaml.in/yaml/v2). */
const [FEW, MANY] = [400_000, 4_000_000];

function allowedRatio(decoded: number): number {
  if (decoded <= FEW) return 0.99;
  return decoded >= MANY ? 0.1 : 0.99 - 0.89 * ((decoded - FEW) / (MANY - FEW));
}

interface Step {
  readonly node: YamlNode;
  readonly isAliased: boolean;
}

/**
 * The offset of the node at which go.yaml.in/yaml/v2 refuses a document for what its aliases make of it, if it does.
 * Counts nodes in the order in which it decodes them, so that this comes to an end where that does.
 */
export function excessOfAliases(root: YamlNode): number | undefined {
  // The document itself is a node too.
  let [decoded, aliased, at] = [1, 0, 0];
  const open: Step[] = [{ node: root, isAliased: false }];
  for (let step = open.pop(); step; step = open.pop()) {
    decoded++;
    if (step.isAliased) aliased++;
    else at = step.node.range.start;
    if (aliased > 100 && decoded > 1000 && aliased / decoded > allowedRatio(decoded)) return at;
    const inside = below(step.node);
    const isAliased = step.isAliased || step.node.kind === 'alias';
    for (let i = inside.length - 1; i >= 0; i--) {
      const node = inside[i];
      if (node) open.push({ node, isAliased });
    }
  }
  return undefined;
}

/** What is decoded of a node next, in order. */
function below(node: YamlNode): readonly YamlNode[] {
  if (node.kind === 'alias') return node.target ? [node.target] : [];
  if (node.kind === 'seq') return node.items.map(({ value }) => value);
  return node.kind === 'map' ? entriesOf(node) : [];
}

/** Of a merge key what it leads to only, and of a list there the last first. */
const entriesOf = ({ entries }: YamlMap): readonly YamlNode[] =>
  entries.flatMap(({ key, value }) => {
    if (!isMergeKey(key)) return [key, value];
    return value.kind === 'seq' ? value.items.map((item) => item.value).reverse() : [value];
  });
