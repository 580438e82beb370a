import type { TextRange } from '../text/range.ts';

/**
 * The tree of one template, in the names of Go's text/template/parse, with a range on every node.
 *
 * Ranges are UTF-16 offsets relative to the start of the body they stand in: the file for the main body,
 * the `{{` of its `define` or `block` for a named one. So a define whose own text is unchanged has an equal tree
 * wherever it moves in its file.
 */
export interface TemplateFile {
  readonly body: ListNode;
  /** Every define and block of the file in source order, nested ones (which Go refuses) included. */
  readonly defines: readonly Define[];
  /** What does not parse, in the order in which Go would meet it; ranges are relative to the file. Never thrown. */
  readonly problems: readonly SyntaxProblem[];
  /** The text that was parsed. */
  readonly source: string;
}

export interface Define {
  readonly kind: 'define' | 'block';
  readonly name: string;
  /** From the `{{` of the opening action to the `}}` of its end, relative to the file. */
  readonly range: TextRange;
  /** The quoted name, relative to `range.start`. */
  readonly nameRange: TextRange;
  /** The exact source of `range`; two defines with equal source have equal trees. */
  readonly source: string;
  /** Ranges below are relative to `range.start`. */
  readonly body: ListNode;
}

export interface SyntaxProblem {
  readonly range: TextRange;
  /** What Go says, e.g. `unexpected {{end}}`. */
  readonly message: string;
}

interface NodeBase {
  readonly range: TextRange;
}

export type Node =
  | TextNode
  | CommentNode
  | ActionNode
  | IfNode
  | WithNode
  | RangeNode
  | TemplateNode
  | BreakNode
  | ContinueNode
  | DefineNode
  | BadNode;

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly nodes: readonly Node[];
}

/** Literal text. `text` is what remains after trim markers; `range` is exactly that part of the source. */
export interface TextNode extends NodeBase {
  readonly kind: 'text';
  readonly text: string;
}

export interface CommentNode extends NodeBase {
  readonly kind: 'comment';
  /** Between `/*` and `*\/`. */
  readonly text: string;
}

/** `{{ pipeline }}`; the range takes in the delimiters. */
export interface ActionNode extends NodeBase {
  readonly kind: 'action';
  readonly pipe: PipeNode;
}

interface BranchNode extends NodeBase {
  readonly pipe: PipeNode;
  readonly body: ListNode;
  /** `else if` and `else with` are a list that holds one branch node; both range from that `{{` to the `{{` of the end. */
  readonly otherwise: ListNode | undefined;
}

export interface IfNode extends BranchNode {
  readonly kind: 'if';
}

export interface WithNode extends BranchNode {
  readonly kind: 'with';
}

export interface RangeNode extends BranchNode {
  readonly kind: 'range';
}

/** `{{ template "name" pipeline }}`, and the call that a block makes, which ranges to the `}}` of the block's end. */
export interface TemplateNode extends NodeBase {
  readonly kind: 'template';
  readonly name: string;
  readonly nameRange: TextRange;
  readonly pipe: PipeNode | undefined;
}

export interface BreakNode extends NodeBase {
  readonly kind: 'break';
}

export interface ContinueNode extends NodeBase {
  readonly kind: 'continue';
}

/** Where a define stands in the list around it; it renders nothing. `index` points into `TemplateFile.defines`. */
export interface DefineNode extends NodeBase {
  readonly kind: 'define';
  readonly index: number;
}

/** Source that did not parse; it renders as an opaque hole. */
export interface BadNode extends NodeBase {
  readonly kind: 'bad';
  readonly message: string;
}

/** From the first declaration or operand to the last one; as an operand with its parentheses. */
export interface PipeNode extends NodeBase {
  readonly kind: 'pipe';
  /** `$x := …`, `$x = …`, `$i, $x := …` */
  readonly declarations: readonly VariableNode[];
  readonly assigns: boolean;
  readonly commands: readonly CommandNode[];
}

export interface CommandNode extends NodeBase {
  readonly kind: 'command';
  /** The first is the operand or function, the rest its arguments. Never empty. */
  readonly operands: readonly Operand[];
}

export type Operand =
  | FieldNode
  | ChainNode
  | VariableNode
  | IdentifierNode
  | DotNode
  | NilNode
  | BoolNode
  | NumberNode
  | StringNode
  | PipeNode
  | BadNode;

/** `.a.b`; names without dots, as they are written. */
export interface FieldNode extends NodeBase {
  readonly kind: 'field';
  readonly names: readonly string[];
}

/** `(pipeline).a.b` or `fn.a`. */
export interface ChainNode extends NodeBase {
  readonly kind: 'chain';
  readonly base: Operand;
  readonly names: readonly string[];
}

/** `$`, `$x`, `$x.a.b`; `name` with its `$`. */
export interface VariableNode extends NodeBase {
  readonly kind: 'variable';
  readonly name: string;
  readonly names: readonly string[];
}

/** A function's name. */
export interface IdentifierNode extends NodeBase {
  readonly kind: 'identifier';
  readonly name: string;
}

export interface DotNode extends NodeBase {
  readonly kind: 'dot';
}

export interface NilNode extends NodeBase {
  readonly kind: 'nil';
}

export interface BoolNode extends NodeBase {
  readonly kind: 'bool';
  readonly value: boolean;
}

/**
 * A numeric constant. Go tries each world: `int` is set when the literal is a whole number that fits int64
 * (`1`, `0x10`, `'a'`, and `1e3` too), `float` when it fits float64.
 */
export interface NumberNode extends NodeBase {
  readonly kind: 'number';
  readonly text: string;
  readonly int: bigint | undefined;
  readonly float: number | undefined;
  /** Whether the constant, free of a parameter's type, becomes an int (no `.`, exponent, or imaginary part). */
  readonly idealInt: boolean;
}

export interface StringNode extends NodeBase {
  readonly kind: 'string';
  readonly value: string;
  /** The quoted source. */
  readonly text: string;
}
