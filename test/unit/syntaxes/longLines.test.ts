import { describe, expect, it } from 'vitest';
import { loadTokenizer } from './tokenizer.ts';

/** Pieces that, repeated, would make a careless expression go back over the whole line again and again. */
const PIECES = [
  'a',
  ' ',
  'a ',
  'a:',
  'a: ',
  '- ',
  '-',
  '#',
  ' #',
  '"',
  "'",
  '""',
  '"a": ',
  '\\',
  '{',
  '}',
  '{{',
  '}}',
  '{{a}}',
  '{{ "a" }} ',
  '"{{ "x" }}',
  '{{"}}"',
  '{{/*',
  '{{- ',
  '[',
  '{ ',
  '[{',
  '|',
  ': |',
  '- | #',
  ': > # |',
  '&a ',
  '!a: ',
  '0',
  '0_',
  '1e1',
  'é',
  'helm.sh/hook',
  'helm.sh/hook: ',
  '"helm.sh/hook": test,',
];

/** What stands before the pieces: each leads into another part of the grammar. */
const BEGINNINGS = ['', 'a: ', '{{ ', '- [', '  helm.sh/hook: '];

const LENGTH = 50_000;
const lineOf = (beginning: string, piece: string, length: number): string =>
  (beginning + piece.repeat(Math.ceil(length / piece.length))).slice(0, length);

const tokenize = await loadTokenizer();

/** Milliseconds for one line and a short one after it. */
function cost(line: string): number {
  const start = performance.now();
  tokenize([line, 'a: b']);
  return performance.now() - start;
}

/** Five times the length may cost twelve times as much, for a busy machine's sake; quadratic would be 25 times. */
function isSlow(beginning: string, piece: string): boolean {
  const long = cost(lineOf(beginning, piece, LENGTH));
  return long > 500 && long > 12 * cost(lineOf(beginning, piece, LENGTH / 5));
}

describe('a line of 50,000 characters', () => {
  it.each(BEGINNINGS)('costs no more than its length asks for, after %j', (beginning) => {
    expect(PIECES.filter((piece) => isSlow(beginning, piece))).toEqual([]);
  });
});
