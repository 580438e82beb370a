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

/** Milliseconds of processor time for one line and a short one after it. */
function cost(line: string): number {
  const start = process.cpuUsage();
  tokenize([line, 'a: b']);
  return process.cpuUsage(start).user / 1000;
}

const leastOfThree = (line: string): number => Math.min(cost(line), cost(line), cost(line));

/** Five times the length may cost twelve times as much, for a busy machine's sake; quadratic would be 25 times. */
function isSlow(beginning: string, piece: string): boolean {
  const long = lineOf(beginning, piece, LENGTH);
  if (cost(long) < 500) return false;
  return leastOfThree(long) > 12 * leastOfThree(lineOf(beginning, piece, LENGTH / 5));
}

describe('a line of 50,000 characters', () => {
  it.each(BEGINNINGS)('costs no more than its length asks for, after %j', (beginning) => {
    expect(PIECES.filter((piece) => isSlow(beginning, piece))).toEqual([]);
  });
});
