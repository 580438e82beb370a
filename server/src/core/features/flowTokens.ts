import type { TextRange } from '../text/range.ts';
import { ACTION } from './textLine.ts';

/** One piece of a flow collection's text; `open` and `close` are braces and brackets, `text` is a key or a value. */
export interface FlowToken extends TextRange {
  readonly kind: 'open' | 'close' | 'comma' | 'colon' | 'comment' | 'text';
  /** The quote that a text begins with, or nothing. */
  readonly quote: string;
  /** Whether a text that begins with a quote ends with one in its line. */
  readonly isClosed: boolean;
}

const KINDS: Readonly<Record<string, FlowToken['kind']>> = {
  '{': 'open',
  '[': 'open',
  '}': 'close',
  ']': 'close',
  ',': 'comma',
};

/** The pieces of YAML text between two UTF-16 offsets, read as the inside of a flow collection. Texts end with their line; actions between them are passed over. */
export function* flowTokens(text: string, from: number, to: number): Generator<FlowToken> {
  let last: FlowToken | undefined;
  for (let at = from; at < to; at = last.end) {
    while (at < to && isBlank(text.charAt(at))) at++;
    if (at >= to) return;
    last = tokenAt(text, at, to, last);
    yield last;
  }
}

const isBlank = (char: string): boolean => char === ACTION || /\s/.test(char);

function tokenAt(text: string, start: number, to: number, last: FlowToken | undefined): FlowToken {
  const first = text.charAt(start);
  const piece = (kind: FlowToken['kind'], end: number): FlowToken => ({ kind, start, end, quote: '', isClosed: false });
  const kind = KINDS[first];
  if (kind !== undefined) return piece(kind, start + 1);
  const feed = text.indexOf('\n', start);
  const lineEnd = feed < 0 ? to : Math.min(feed, to);
  if (first === '#') return piece('comment', lineEnd);
  const isBehindQuoted = last?.kind === 'text' && last.quote !== '' && last.end === start;
  if (first === ':' && (isBehindQuoted || endsKey(text.charAt(start + 1)))) return piece('colon', start + 1);
  if (first === '"' || first === "'") return quoted(text.slice(start, lineEnd), first, start);
  return piece('text', plainEnd(text, start, lineEnd));
}

/** Whether a colon before this character ends a plain key. */
const endsKey = (next: string): boolean => next === '' || /[\s,[\]{}]/.test(next);

function quoted(line: string, quote: string, start: number): FlowToken {
  const inner = quote === '"' ? /^"(?:[^"\\]|\\.)*"/ : /^'(?:[^']|'')*'/;
  const found = inner.exec(line)?.[0];
  return { kind: 'text', start, end: start + (found ?? line.trimEnd()).length, quote, isClosed: found !== undefined };
}

function plainEnd(text: string, start: number, lineEnd: number): number {
  let end = start + 1;
  for (let at = end; at < lineEnd; at++) {
    const char = text.charAt(at);
    if (/[,[\]{}]/.test(char) || (char === ':' && endsKey(text.charAt(at + 1)))) break;
    const isSpace = /\s/.test(char);
    if (isSpace && text.charAt(at + 1) === '#') break;
    if (!isSpace) end = at + 1;
  }
  return end;
}
