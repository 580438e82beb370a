import type { ListNode, Node, TemplateFile } from '../template/nodes.ts';
import { contains, textRange, touches } from '../text/range.ts';

/** Whether two offsets of a template stand in branches of one condition of which only one is rendered. */
export function areExclusive(file: TemplateFile, a: number, b: number): boolean {
  const define = file.defines.findLast(({ range }) => contains(range, textRange(Math.min(a, b), Math.max(a, b))));
  const base = define?.range.start ?? 0;
  let list = define?.body ?? file.body;
  for (;;) {
    const branch = list.nodes.find(({ range }) => touches(range, a - base) && touches(range, b - base));
    if (!isBranch(branch)) return false;
    list = armAt(branch, a - base);
    if (list !== armAt(branch, b - base)) return true;
  }
}

type Branch = Extract<Node, { otherwise: unknown }>;

const isBranch = (node: Node | undefined): node is Branch =>
  node !== undefined && (node.kind === 'if' || node.kind === 'with' || node.kind === 'range');

const armAt = ({ body, otherwise }: Branch, at: number): ListNode =>
  otherwise && at >= otherwise.range.start ? otherwise : body;
