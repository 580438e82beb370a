import { textRange } from '../text/range.ts';
import type { TextRange } from '../text/range.ts';
import { quoteGo } from './lexerMessage.ts';
import type { Define, ListNode, Node, SyntaxProblem, TemplateFile } from './nodes.ts';
import type { Action } from './parserAction.ts';
import { isBlank } from './parserBlank.ts';
import { listOf, rootFrame } from './parserFrame.ts';
import type { Frame, FrameHead } from './parserFrame.ts';
import { Scope } from './parserScope.ts';

/** Puts nodes into lists and lists into blocks. */
export class TreeBuilder {
  readonly #source: string;
  readonly #problems: SyntaxProblem[];
  readonly #defines: Define[] = [];
  readonly #blankByName = new Map<string, boolean>();
  readonly #frames: Frame[] = [];
  readonly #root: Frame;
  #opened = 0;

  constructor(source: string, problems: SyntaxProblem[]) {
    this.#source = source;
    this.#problems = problems;
    this.#root = rootFrame();
  }

  /** The innermost open block. */
  get top(): Frame {
    return this.#frames.at(-1) ?? this.#root;
  }

  get depth(): number {
    return this.#frames.length;
  }

  add(node: Node): void {
    this.top.nodes.push(node);
  }

  addBad(range: TextRange, message: string): void {
    const { base } = this.top;
    this.add({ kind: 'bad', range: textRange(range.start - base, range.end - base), message });
  }

  /** Opens a block; a define or block has variables and an anchor of its own. `mark` is the scope's before its pipeline. */
  open(head: FrameHead, action: Action, mark: number, chained = false): void {
    const around = this.top;
    const own = head.kind === 'define' || head.kind === 'block' || head.kind === 'nameless';
    this.#frames.push({
      head,
      start: action.start,
      opener: textRange(action.start, action.end),
      base: own ? action.start : around.base,
      scope: own ? new Scope() : around.scope,
      mark: own ? 0 : mark,
      chained,
      index: head.kind === 'define' || head.kind === 'block' ? this.#opened++ : -1,
      nodes: [],
      listStart: action.end,
      body: undefined,
    });
    if (head.kind === 'range') around.scope.rangeDepth++;
  }

  /** Turns to the else list of the innermost block, which starts at an offset of the file. */
  otherwise(listEnd: number, listStart: number): void {
    const frame = this.top;
    frame.body = listOf(frame, listEnd);
    frame.nodes = [];
    frame.listStart = listStart;
    if (frame.head.kind === 'range') frame.scope.rangeDepth--;
  }

  /** Ends the innermost block and the ones that it is an `else if` of, with the `end` action of this range. */
  close(end: TextRange): void {
    for (;;) {
      const frame = this.#frames.pop();
      if (!frame) return;
      this.#closeFrame(frame, end.start, frame.chained ? end.start : end.end);
      if (!frame.chained) return;
    }
  }

  finish(): TemplateFile {
    const end = this.#source.length;
    while (this.#frames.length > 0) {
      const frame = this.#frames.findLast((f) => !f.chained) ?? this.top;
      this.#problems.push({ range: frame.opener, message: 'unexpected EOF' });
      this.close(textRange(end, end));
    }
    const defines = this.#defines.toSorted((a, b) => a.range.start - b.range.start);
    return { body: listOf(this.#root, end), defines, problems: this.#problems, source: this.#source };
  }

  #closeFrame(frame: Frame, listEnd: number, end: number): void {
    const { head } = frame;
    const { base } = this.top;
    const range = textRange(frame.start - base, end - base);
    if (head.kind === 'root') return;
    if (head.kind === 'nameless') return this.add({ kind: 'bad', range, message: head.message });
    if (head.kind === 'define' || head.kind === 'block') return this.#closeDefine(frame, head, listEnd, end);
    const { scope, mark, body } = frame;
    scope.release(mark);
    if (head.kind === 'range' && !body) scope.rangeDepth--;
    const last = listOf(frame, listEnd);
    this.add({ kind: head.kind, range, pipe: head.pipe, body: body ?? last, otherwise: body && last });
  }

  #closeDefine(frame: Frame, head: FrameHead & { kind: 'define' | 'block' }, listEnd: number, end: number): void {
    const { name, nameRange } = head.define;
    const { base } = this.top;
    const range = textRange(frame.start, end);
    const own = textRange(nameRange.start - frame.base, nameRange.end - frame.base);
    const body = listOf(frame, listEnd);
    const source = this.#source.slice(frame.start, end);
    this.#defines.push({ kind: head.kind, name, range, nameRange: own, source, body });
    this.#checkRepeated(name, nameRange, body);
    const outer = textRange(range.start - base, range.end - base);
    if (head.kind === 'define') return this.add({ kind: 'define', range: outer, index: frame.index });
    const callName = textRange(nameRange.start - base, nameRange.end - base);
    this.add({ kind: 'template', range: outer, name, nameRange: callName, pipe: head.pipe });
  }

  #checkRepeated(name: string, range: TextRange, body: ListNode): void {
    const blank = isBlank(body);
    if (this.#blankByName.get(name) === false) {
      if (!blank) this.#problems.push({ range, message: `template: multiple definition of template ${quoteGo(name)}` });
      return;
    }
    this.#blankByName.set(name, blank);
  }
}
