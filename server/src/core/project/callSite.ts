import type { CommandNode, ListNode, Operand, PipeNode, TemplateFile } from '../template/nodes.ts';
import { MAX_NESTING } from '../template/parserControl.ts';
import type { Span, TextRange } from '../text/range.ts';
import { contains, textRange } from '../text/range.ts';
import type { Uri } from '../text/uri.ts';
import type { Db } from '../workspace/query.ts';
import { templateQuery } from './chartSource.ts';

/** An action of a template, and where it stands. */
export interface CallSite {
  readonly uri: Uri;
  /** None for a `template` without an argument. */
  readonly pipe: PipeNode | undefined;
  /** In the file; ranges of nodes are relative to `base`. */
  readonly range: TextRange;
  readonly base: number;
  /** Starts of the blocks around that set the dot (`with`, `range`), relative to `base`. */
  readonly scopes: readonly number[];
  /** The start of the list that it stands in, relative to `base`. */
  readonly list: number;
}

/** The action that holds a range of a template; undefined where none does. */
export function actionAt(db: Db, { uri, range }: Span): CallSite | undefined {
  const file = db.get(templateQuery, uri);
  const [base, body] = bodyAt(file, range);
  const wanted = textRange(range.start - base, range.end - base);
  let list: ListNode | undefined = body;
  const scopes: number[] = [];
  for (let depth = 0; list && depth < MAX_NESTING; depth++) {
    const start = list.range.start;
    const node: ListNode['nodes'][number] | undefined = list.nodes.find((own) => contains(own.range, wanted));
    if (node?.kind === 'action' || node?.kind === 'template') {
      const own = textRange(base + node.range.start, base + node.range.end);
      return { uri, pipe: node.pipe, range: own, base, scopes, list: start };
    }
    if (node?.kind !== 'if' && node?.kind !== 'with' && node?.kind !== 'range') return undefined;
    const isIn = contains(node.body.range, wanted);
    if (node.kind !== 'if' && isIn) scopes.push(node.range.start);
    list = isIn ? node.body : node.otherwise;
  }
  return undefined;
}

/** The body that a place of a file stands in, and where it begins. */
export function bodyAt({ defines, body }: TemplateFile, range: TextRange): readonly [number, ListNode] {
  const define = defines.findLast((own) => contains(own.range, range));
  return define ? [define.range.start, define.body] : [0, body];
}

/** What hands on the value it is given, or another form of it from which it can be had again. */
const PLAIN = ['b64enc', 'quote', 'squote', 'toString', 'trim', 'print'];

/** What gives one of its arguments. */
const CHOOSING = ['default', 'coalesce', 'ternary'];

/** The command in which a pipeline gets its value from a part that `is` accepts, where all else hands it on unchanged. */
export function wholeOf(pipe: PipeNode, is: (node: CommandNode | Operand) => boolean, depth = 0): Whole | undefined {
  if (depth > MAX_NESTING) return undefined;
  for (const [index, command] of pipe.commands.entries()) {
    const rest = pipe.commands.slice(index + 1);
    const own = index === 0 && is(command) ? { pipe, command, node: command, next: rest[0] } : undefined;
    const [name, ...args] = command.operands;
    const isChoosing = name?.kind === 'identifier' && CHOOSING.includes(name.name);
    const found = own ?? (isChoosing ? inArguments(pipe, command, args, is, depth) : undefined);
    if (found) return rest.every(isPlain) ? found : undefined;
  }
  return undefined;
}

/** Where {@link wholeOf} found it. */
export interface Whole {
  readonly pipe: PipeNode;
  readonly command: CommandNode;
  /** The part itself: the command, or one of its operands. */
  readonly node: CommandNode | Operand;
  /** The command that the value is handed to first. */
  readonly next: CommandNode | undefined;
}

function inArguments(
  pipe: PipeNode,
  command: CommandNode,
  args: readonly Operand[],
  is: (node: CommandNode | Operand) => boolean,
  depth: number,
): Whole | undefined {
  for (const node of args) {
    if (is(node)) return { pipe, command, node, next: undefined };
    const inner = node.kind === 'pipe' ? wholeOf(node, is, depth + 1) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

function isPlain({ operands: [name, ...args] }: CommandNode): boolean {
  if (name?.kind !== 'identifier') return false;
  return args.length === 0 ? PLAIN.includes(name.name) : name.name === 'default' && args.length === 1;
}
