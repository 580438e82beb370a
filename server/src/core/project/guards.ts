import { MAX_NESTING } from '../template/parserControl.ts';
import type { CommandNode, IfNode, ListNode } from '../template/nodes.ts';
import type { TextRange } from '../text/range.ts';
import { contains } from '../text/range.ts';

/** An `if` around a place. */
export interface Guard {
  readonly node: IfNode;
  /** Whether the place is in the body, not in the `else`. */
  readonly isIn: boolean;
}

/** The conditions around a place of a body, from the outermost. */
export function guardsOf(body: ListNode, place: TextRange): readonly Guard[] {
  return listsAround(body, place).flatMap(({ holder, isIn }) =>
    holder?.kind === 'if' ? [{ node: holder, isIn }] : [],
  );
}

type Block = ListNode['nodes'][number];

interface Around {
  readonly list: ListNode;
  /** The block that the list is a branch of, and whether it is its body, not its `else`. */
  readonly holder: Block | undefined;
  readonly isIn: boolean;
}

/** The lists that a place is in, from the outermost. */
function listsAround(body: ListNode, place: TextRange): readonly Around[] {
  const found: Around[] = [{ list: body, holder: undefined, isIn: true }];
  for (let depth = 0; depth < MAX_NESTING; depth++) {
    const holder: Block | undefined = found.at(-1)?.list.nodes.find((own) => contains(own.range, place));
    if (holder?.kind !== 'if' && holder?.kind !== 'with' && holder?.kind !== 'range') break;
    const isIn = contains(holder.body.range, place);
    const list = isIn ? holder.body : holder.otherwise;
    if (!list) break;
    found.push({ list, holder, isIn });
  }
  return found;
}

/** What a variable was set to before a place, in the lists around it. */
export function assigned(body: ListNode, name: string, place: TextRange): readonly CommandNode[] | undefined {
  const before = listsAround(body, place).flatMap(({ list }) => list.nodes);
  const found = before.flatMap((node) => {
    if (node.kind !== 'action' || node.range.end > place.start) return [];
    const isIt = node.pipe.declarations.length === 1 && node.pipe.declarations[0]?.name === name;
    return isIt ? node.pipe.commands.slice(0, 1) : [];
  });
  return found.length > 0 ? found : undefined;
}
