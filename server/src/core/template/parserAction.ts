import type { Token, TokenKind } from './lexer.ts';

const OPENERS: ReadonlySet<string> = new Set(['if', 'with', 'range', 'define', 'block']);

/** The tokens of one action from `open` to its `close` or `unclosed`, and the word that says what it does. */
export interface Action {
  readonly tokens: readonly Token[];
  readonly start: number;
  readonly end: number;
  readonly closed: boolean;
  /** The keyword at its head, if it has one; `word` is its token. */
  readonly keyword: string | undefined;
  readonly word: Token | undefined;
}

/** The action whose `open` stands at an index, and the index behind it. */
export function readAction(tokens: readonly Token[], from: number, source: string): { action: Action; next: number } {
  const last = endOfAction(tokens, from);
  const own = tokens.slice(from, last + 1);
  const word = headKeyword(tokens, from, last);
  const action: Action = {
    tokens: own,
    start: own[0]?.start ?? 0,
    end: own.at(-1)?.end ?? 0,
    closed: own.at(-1)?.kind === 'close',
    keyword: word && source.slice(word.start, word.end),
    word,
  };
  return { action, next: last + 1 };
}

/** The index of the last token of the action whose `open` stands at an index. */
function endOfAction(tokens: readonly Token[], from: number): number {
  let last = from;
  while (last + 1 < tokens.length && !endsAction(tokens[last]?.kind)) last++;
  return last;
}

/** Whether a block begins with this action, closed or not. */
export const opensBlock = (action: Action): boolean => OPENERS.has(action.keyword ?? '');

/** By how many `end`s a file exceeds the openers that are closed with `}}`: so many half-typed openers own an `end`. */
export function surplusEnds(tokens: readonly Token[], source: string): number {
  let surplus = 0;
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]?.kind !== 'open') continue;
    const last = endOfAction(tokens, at);
    const word = headKeyword(tokens, at, last);
    const keyword = word && source.slice(word.start, word.end);
    if (keyword === 'end') surplus++;
    else if (tokens[last]?.kind === 'close' && OPENERS.has(keyword ?? '')) surplus--;
    at = last;
  }
  return Math.max(0, surplus);
}

const endsAction = (kind: TokenKind | undefined): boolean => kind === 'close' || kind === 'unclosed';

function headKeyword(tokens: readonly Token[], from: number, last: number): Token | undefined {
  const at = tokens[from + 1]?.kind === 'space' ? from + 2 : from + 1;
  const head = at <= last ? tokens[at] : undefined;
  return head?.kind === 'keyword' ? head : undefined;
}
