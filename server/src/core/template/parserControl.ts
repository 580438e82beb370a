import { textRange } from '../text/range.ts';
import type { Token } from './lexer.ts';
import type { CommentNode, TextNode } from './nodes.ts';
import { opensBlock, readAction } from './parserAction.ts';
import type { Action } from './parserAction.ts';
import { Cursor } from './parserCursor.ts';
import type { ParseContext } from './parserCursor.ts';
import { expectClose, templateName } from './parserName.ts';
import { pipeOrHole, readOpener } from './parserOpener.ts';
import { PipeParser } from './parserPipe.ts';
import type { TreeBuilder } from './parserTree.ts';

/** How deep blocks may nest, each `else if` counted. Go has no bound; those who walk the tree need one. */
export const MAX_NESTING = 500;

const TOO_DEEP = `blocks nest deeper than ${MAX_NESTING}`;

/** Reads actions in order and tells the tree builder what they open, close and hold. */
export class ControlParser {
  readonly #context: ParseContext;
  readonly #tree: TreeBuilder;
  /** How many unclosed openers may still own an `end`. */
  #surplus: number;
  /** Blocks below MAX_NESTING that wait for their `end`, and where the first began. */
  #skipped = 0;
  #skippedFrom = 0;

  constructor(context: ParseContext, tree: TreeBuilder, surplus: number) {
    this.#context = context;
    this.#tree = tree;
    this.#surplus = surplus;
  }

  /** Takes in the token at an index, or the whole action that it opens; the index behind. */
  parse(tokens: readonly Token[], at: number): number {
    const token = tokens[at];
    if (token?.kind === 'open') {
      const { action, next } = readAction(tokens, at, this.#context.source);
      if (this.#skipped > 0) this.#skip(action);
      else this.#action(action);
      return next;
    }
    if (token && this.#skipped === 0) this.#plain(token);
    return at + 1;
  }

  /** Ends blocks that were too deep and still open. */
  finish(): void {
    if (this.#skipped > 0) this.#tree.addBad(textRange(this.#skippedFrom, this.#context.source.length), TOO_DEEP);
  }

  #plain(token: Token): void {
    if (token.kind === 'text') this.#tree.add(this.#text(token));
    else if (token.kind === 'comment') this.#tree.add(this.#comment(token));
    else if (token.kind === 'error') this.#bad(token, token.message ?? '');
  }

  #text(token: Token): TextNode {
    const { base } = this.#tree.top;
    const text = this.#context.source.slice(token.start, token.end);
    return { kind: 'text', range: textRange(token.start - base, token.end - base), text };
  }

  #comment(token: Token): CommentNode {
    const { base } = this.#tree.top;
    const { source } = this.#context;
    const text = source.slice(source.indexOf('/*', token.start) + 2, source.lastIndexOf('*/', token.end));
    return { kind: 'comment', range: textRange(token.start - base, token.end - base), text };
  }

  /** A problem and the hole it leaves, at one range of the file. */
  #bad(range: { start: number; end: number }, message: string, shown = range): void {
    this.#context.problems.push({ range: textRange(shown.start, shown.end), message });
    this.#tree.addBad(range, message);
  }

  #skip(action: Action): void {
    if (opensBlock(action) && action.closed) this.#skipped++;
    if (action.keyword !== 'end' || --this.#skipped > 0) return;
    this.#tree.addBad(textRange(this.#skippedFrom, action.end), TOO_DEEP);
  }

  #action(action: Action): void {
    const cursor = new Cursor(this.#context, action, this.#tree.top.base);
    cursor.next();
    if (opensBlock(action)) return this.#opener(action, cursor);
    if (action.word) cursor.nextNonSpace();
    switch (action.keyword) {
      case 'end':
        return this.#end(action, cursor);
      case 'else':
        return this.#else(action, cursor);
      case 'break':
      case 'continue':
        return this.#jump(action, action.keyword, cursor);
      case 'template':
        return this.#template(action, cursor);
      default:
        return this.#plainAction(action, cursor);
    }
  }

  #plainAction(action: Action, cursor: Cursor): void {
    const pipe = this.#pipes(cursor).pipeline('command');
    if (!pipe) return this.#hole(action, cursor);
    this.#tree.add({ kind: 'action', range: cursor.range(action.start, action.end), pipe });
  }

  /** The action becomes a hole, its problem is reported already. */
  #hole(action: Action, cursor: Cursor): void {
    this.#tree.addBad(action, cursor.failure ?? '');
  }

  #pipes(cursor: Cursor): PipeParser {
    return new PipeParser(cursor, this.#tree.top.scope);
  }

  #jump(action: Action, kind: 'break' | 'continue', cursor: Cursor): void {
    const token = cursor.nextNonSpace();
    if (token.kind !== 'close') cursor.unexpected(token, `{{${kind}}}`);
    else if (this.#tree.top.scope.rangeDepth === 0) cursor.fail(action, `{{${kind}}} outside {{range}}`);
    if (cursor.failure !== undefined) this.#hole(action, cursor);
    else this.#tree.add({ kind, range: cursor.range(action.start, action.end) });
  }

  #template(action: Action, cursor: Cursor): void {
    const name = templateName(cursor, 'template clause');
    if (!name) return this.#hole(action, cursor);
    const bare = cursor.peekNonSpace().kind === 'close';
    const pipe = bare ? undefined : this.#pipes(cursor).pipeline('template clause');
    if (!bare && !pipe) return this.#hole(action, cursor);
    const nameRange = cursor.range(name.range.start, name.range.end);
    this.#tree.add({
      kind: 'template',
      range: cursor.range(action.start, action.end),
      name: name.value,
      nameRange,
      pipe,
    });
  }

  /** A half-typed opener without a `}}` opens a block only while the file has an `end` to spare for it. */
  #opener(action: Action, cursor: Cursor): void {
    const { scope, head } = this.#tree.top;
    const mark = scope.mark();
    if (this.#tree.depth >= MAX_NESTING && action.closed) return this.#tooDeep(action);
    const opened = readOpener(action, cursor, scope, head.kind === 'root');
    if (!action.closed && this.#surplus === 0) return this.#hole(action, cursor);
    if (!action.closed) this.#surplus--;
    this.#tree.open(opened, action, mark);
  }

  #tooDeep(action: Action): void {
    this.#context.problems.push({ range: textRange(action.start, action.end), message: TOO_DEEP });
    this.#skipped = 1;
    this.#skippedFrom = action.start;
  }

  #end(action: Action, cursor: Cursor): void {
    expectClose(cursor, 'end');
    if (this.#tree.top.head.kind === 'root') this.#bad(action, 'unexpected {{end}}');
    else this.#tree.close(action);
  }

  #else(action: Action, cursor: Cursor): void {
    const token = cursor.peekNonSpace();
    const word = token.kind === 'keyword' ? cursor.text(token) : undefined;
    const chain = word === 'if' || word === 'with' ? word : undefined;
    if (!chain) expectClose(cursor, 'else');
    const { head, body } = this.#tree.top;
    if (head.kind === 'root') return this.#bad(action, 'unexpected {{else}}');
    if (head.kind === 'define' || head.kind === 'block' || head.kind === 'nameless') {
      const clause = head.kind === 'nameless' ? head.clause : head.kind;
      return this.#bad(action, `unexpected {{else}} in ${clause} clause`);
    }
    if (body) return this.#bad(action, 'expected end; found {{else}}');
    if (chain === undefined) return this.#tree.otherwise(action.start, action.end);
    this.#tree.otherwise(action.start, action.start);
    if (chain !== head.kind) return this.#bad(action, `unexpected <${chain}> in input`, token);
    if (this.#tree.depth >= MAX_NESTING) return this.#bad(action, TOO_DEEP);
    this.#chain(action, chain, cursor);
  }

  #chain(action: Action, kind: 'if' | 'with', cursor: Cursor): void {
    const mark = this.#tree.top.scope.mark();
    cursor.nextNonSpace();
    const pipe = pipeOrHole(action, cursor, this.#tree.top.scope, kind);
    this.#tree.open({ kind, pipe }, action, mark, true);
  }
}
