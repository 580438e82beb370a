import type { PipeNode } from './nodes.ts';
import type { Action } from './parserAction.ts';
import type { Cursor } from './parserCursor.ts';
import type { FrameHead } from './parserFrame.ts';
import { expectClose, templateName } from './parserName.ts';
import { PipeParser } from './parserPipe.ts';
import type { Scope } from './parserScope.ts';

/** Reads `if`, `with`, `range`, `define` or `block` to the action's end. A define may stand only where `atRoot` is true. */
export function readOpener(action: Action, cursor: Cursor, scope: Scope, atRoot: boolean): FrameHead {
  const word = cursor.nextNonSpace();
  const { keyword } = action;
  if (keyword === 'if' || keyword === 'with' || keyword === 'range') {
    return { kind: keyword, pipe: pipeOrHole(action, cursor, scope, keyword) };
  }
  const clause = keyword === 'block' ? 'block' : 'define';
  const nested = clause === 'define' && !atRoot;
  if (nested) cursor.fail(word, 'unexpected <define> in command');
  const name = templateName(cursor, `${clause} clause`, !nested);
  if (!name) return { kind: 'nameless', clause, message: cursor.failure ?? '' };
  const define = { name: name.value, nameRange: name.range };
  if (clause === 'block') return { kind: 'block', define, pipe: pipeOrHole(action, cursor, scope, 'block clause') };
  if (!nested) expectClose(cursor, 'define clause');
  return { kind: 'define', define };
}

/** The pipeline of a block up to the action's end, or a hole in its place: the block itself stands. */
export function pipeOrHole(action: Action, cursor: Cursor, scope: Scope, where: string): PipeNode {
  const { start } = cursor.peekNonSpace();
  const pipe = new PipeParser(cursor, scope).pipeline(where);
  if (pipe) return pipe;
  const range = cursor.range(start, Math.max(start, action.tokens.at(-1)?.start ?? start));
  const bad = { kind: 'bad', range, message: cursor.failure ?? '' } as const;
  const commands = [{ kind: 'command', range, operands: [bad] } as const];
  return { kind: 'pipe', range, declarations: [], assigns: false, commands };
}
