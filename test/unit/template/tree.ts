import type { TextRange } from '../../../server/src/core/text/range.ts';
import { nameRanges } from '../../../server/src/core/template/nodeText.ts';
import type { ListNode, Node, Operand, PipeNode, TemplateFile } from '../../../server/src/core/template/nodes.ts';

/** A node and the nodes below it, as one tree. */
export interface Visited {
  readonly kind: string;
  readonly range: TextRange;
  readonly children: readonly Visited[];
}

/** A node as a tree of kinds and ranges. */
export function visit(node: ListNode | Node | Operand): Visited {
  return { kind: node.kind, range: node.range, children: childrenOf(node) };
}

function childrenOf(node: ListNode | Node | Operand): Visited[] {
  switch (node.kind) {
    case 'list':
      return node.nodes.map(visit);
    case 'action':
      return [visit(node.pipe)];
    case 'if':
    case 'with':
    case 'range':
      return [visit(node.pipe), visit(node.body), ...(node.otherwise ? [visit(node.otherwise)] : [])];
    case 'template':
      return [leaf('name', node.nameRange), ...(node.pipe ? [visit(node.pipe)] : [])];
    case 'pipe':
      return [...node.declarations.map(visit), ...commands(node)];
    case 'chain':
      return [visit(node.base), ...nameRanges(node).map((r) => leaf('name', r))];
    case 'field':
    case 'variable':
      return nameRanges(node).map((r) => leaf('name', r));
    default:
      return [];
  }
}

const commands = (pipe: PipeNode): Visited[] =>
  pipe.commands.map((c) => ({ kind: 'command', range: c.range, children: c.operands.map(visit) }));

const leaf = (kind: string, range: TextRange): Visited => ({ kind, range, children: [] });

/** Every body of a file with where it starts: the main one at 0, the defines at their `{{`. */
export function bodies(file: TemplateFile): { body: ListNode; base: number }[] {
  return [{ body: file.body, base: 0 }, ...file.defines.map((d) => ({ body: d.body, base: d.range.start }))];
}

/** A body as indented lines of `kind source`, texts quoted; names and lists are left out. */
export function outline(source: string, body: ListNode, base = 0): string[] {
  const lines: string[] = [];
  const walk = (node: Visited, indent: string): void => {
    const text = source.slice(base + node.range.start, base + node.range.end);
    const inner = node.kind === 'name' ? undefined : `${indent}${node.kind} ${JSON.stringify(text)}`;
    if (inner) lines.push(inner);
    for (const child of node.children) walk(child, `${indent} `);
  };
  for (const child of visit(body).children) walk(child, '');
  return lines;
}
