import { textRange } from '../text/range.ts';
import type { TextRange } from '../text/range.ts';
import type { ListNode, Node, PipeNode } from './nodes.ts';
import { Scope } from './parserScope.ts';

/** What a define or block says of itself. */
export interface DefineHead {
  readonly name: string;
  /** In the file. */
  readonly nameRange: TextRange;
}

/** What opens a block. `nameless` is a define or block without a readable name: all of it becomes a hole. */
export type FrameHead =
  | { readonly kind: 'root' }
  | { readonly kind: 'if' | 'with' | 'range'; readonly pipe: PipeNode }
  | { readonly kind: 'define'; readonly define: DefineHead }
  | { readonly kind: 'block'; readonly define: DefineHead; readonly pipe: PipeNode }
  | { readonly kind: 'nameless'; readonly clause: 'define' | 'block'; readonly message: string };

/** A block whose `end` has not come yet. Offsets are those of the file. */
export interface Frame {
  readonly head: FrameHead;
  readonly start: number;
  readonly opener: TextRange;
  /** Where the body that its nodes stand in starts. */
  readonly base: number;
  readonly scope: Scope;
  readonly mark: number;
  /** Whether it is an `else if` or `else with`, which ends with the block around it. */
  readonly chained: boolean;
  /** Of a define or block: its place among the file's. */
  readonly index: number;
  nodes: Node[];
  listStart: number;
  /** The list before `else`, once that has come. */
  body: ListNode | undefined;
}

/** The file itself, which is never closed. */
export function rootFrame(): Frame {
  return {
    head: { kind: 'root' },
    start: 0,
    opener: textRange(0, 0),
    base: 0,
    scope: new Scope(),
    mark: 0,
    chained: false,
    index: -1,
    nodes: [],
    listStart: 0,
    body: undefined,
  };
}

/** The list that a frame is filling, up to an offset of the file. */
export function listOf(frame: Frame, end: number): ListNode {
  const range = textRange(frame.listStart - frame.base, end - frame.base);
  return { kind: 'list', range, nodes: frame.nodes };
}
