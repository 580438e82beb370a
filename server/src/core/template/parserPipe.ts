import type { Token, TokenKind } from './lexer.ts';
import type { CommandNode, Operand, PipeNode, VariableNode } from './nodes.ts';
import type { Cursor } from './parserCursor.ts';
import { operandOf } from './parserOperand.ts';
import type { Scope } from './parserScope.ts';

/** How deep parentheses may nest. Go allows 10000; this bound keeps those who walk the tree off the end of the stack. */
export const MAX_PARENTHESES = 500;

const OPERANDS: ReadonlySet<TokenKind> = new Set([
  'bool',
  'charConstant',
  'complex',
  'dot',
  'field',
  'identifier',
  'leftParen',
  'nil',
  'number',
  'rawString',
  'string',
  'variable',
]);
const NOT_EXECUTABLE: ReadonlySet<string> = new Set(['bool', 'dot', 'nil', 'number', 'string']);

/** Parses pipelines as parse.go's pipeline, command, operand and term do; undefined when the cursor has failed. */
export class PipeParser {
  readonly cursor: Cursor;
  readonly #scope: Scope;

  constructor(cursor: Cursor, scope: Scope) {
    this.cursor = cursor;
    this.#scope = scope;
  }

  /** A pipeline up to the action's end; `where` is Go's word for the place: `command`, `if`, `template clause`. */
  pipeline(where: string): PipeNode | undefined {
    const start = this.cursor.peekNonSpace().start;
    return this.#pipeline(where, 'close', start);
  }

  /** `( pipeline )`, the range with its parentheses. */
  parenthesized(): PipeNode | undefined {
    const open = this.cursor.next();
    const { parens } = this.cursor;
    if (parens.length >= MAX_PARENTHESES) return this.cursor.fail(open, 'max expression depth exceeded');
    parens.push(open);
    const pipe = this.#pipeline('parenthesized pipeline', 'rightParen', open.start);
    parens.pop();
    return pipe;
  }

  isDefined(name: string): boolean {
    return this.#scope.has(name);
  }

  #pipeline(where: string, end: 'close' | 'rightParen', start: number): PipeNode | undefined {
    const declarations: VariableNode[] = [];
    const operator = this.#declarations(where, declarations);
    const commands: CommandNode[] = [];
    for (let token = this.cursor.peekNonSpace(); token.kind !== end; token = this.cursor.peekNonSpace()) {
      if (this.cursor.failure !== undefined) return undefined;
      if (!OPERANDS.has(token.kind)) return this.cursor.unexpected(token, where);
      const command = this.#command(commands.length + 1);
      if (!command) return undefined;
      commands.push(command);
    }
    if (this.cursor.failure !== undefined) return undefined;
    if (commands.length === 0) return this.#missing(where);
    const last = this.cursor.next();
    const range = this.cursor.range(start, end === 'rightParen' ? last.end : this.#endOf(commands));
    return { kind: 'pipe', range, declarations, assigns: operator === 'assign', commands: this.#executable(commands) };
  }

  #endOf(commands: readonly CommandNode[]): number {
    return (commands.at(-1)?.range.end ?? 0) + this.cursor.base;
  }

  #missing(where: string): undefined {
    this.cursor.fail(this.cursor.parens.at(-1) ?? this.cursor.action, `missing value for ${where}`);
  }

  /** Reads `$x :=`, `$x =` or `$i, $x :=`; the operator, or undefined when the pipeline declares nothing. */
  #declarations(where: string, into: VariableNode[]): 'assign' | 'declare' | undefined {
    const { cursor } = this;
    while (cursor.peekNonSpace().kind === 'variable') {
      const place = cursor.save();
      const variable = cursor.next();
      const next = cursor.peekNonSpace();
      const comma = next.kind === 'char' && cursor.text(next) === ',';
      if (next.kind !== 'assign' && next.kind !== 'declare' && !comma) {
        cursor.reset(place);
        return undefined;
      }
      cursor.next();
      into.push(this.#declare(variable));
      if (next.kind === 'assign' || next.kind === 'declare') return next.kind;
      if (where !== 'range' || into.length >= 2) return cursor.fail(next, `too many declarations in ${where}`);
      if (!this.#mayFollowComma()) return cursor.fail(cursor.peek(), 'range can only initialize variables');
    }
    return undefined;
  }

  #mayFollowComma(): boolean {
    const { kind } = this.cursor.peekNonSpace();
    return kind === 'variable' || kind === 'close' || kind === 'rightParen';
  }

  #declare(variable: Token): VariableNode {
    const name = this.cursor.text(variable);
    this.#scope.declare(name);
    const range = this.cursor.range(variable.start, variable.end);
    return { kind: 'variable', range, name, names: [] };
  }

  /** Operands with space between them, up to and with a `|`. */
  #command(stage: number): CommandNode | undefined {
    const { cursor } = this;
    const operands: Operand[] = [];
    for (;;) {
      if (OPERANDS.has(cursor.peekNonSpace().kind)) {
        const operand = operandOf(this);
        if (!operand) return undefined;
        operands.push(operand);
      }
      const token = cursor.peek();
      if (token.kind === 'space') continue;
      if (token.kind === 'close' || token.kind === 'rightParen') break;
      cursor.next();
      if (token.kind === 'pipe') break;
      return cursor.unexpected(token, 'operand');
    }
    const [first] = operands;
    if (!first) return cursor.fail(cursor.peek(), `empty command in stage ${stage}`);
    const range = { start: first.range.start, end: operands.at(-1)?.range.end ?? first.range.end };
    return { kind: 'command', range, operands };
  }

  /** Only the first stage may be a literal: from the second on it becomes a hole. */
  #executable(commands: readonly CommandNode[]): CommandNode[] {
    return commands.map((command, i) => {
      const [first, ...rest] = command.operands;
      if (i === 0 || !first || !NOT_EXECUTABLE.has(first.kind)) return command;
      const { base } = this.cursor;
      const range = { start: first.range.start + base, end: first.range.end + base };
      const bad = this.cursor.bad(range, `non executable command in pipeline stage ${i + 1}`);
      return { ...command, operands: [bad, ...rest] };
    });
  }
}
