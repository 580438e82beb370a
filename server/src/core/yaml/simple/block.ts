import type { YamlScalar } from '../nodes.ts';
import { blockBody } from '../scalarEnd.ts';
import type { SimpleCursor } from './cursor.ts';
import { foldLines } from './folding.ts';
import { scalarNode } from './scalars.ts';

const HEADER = /(?:\|[-+]?|>-?)(?= *(?:\r?\n| #|$))/y;

/** A block scalar in a collection at column `parent`. Ends where its next line begins. */
export function readBlockScalar(c: SimpleCursor, parent: number): YamlScalar {
  const { text, at: start } = c;
  HEADER.lastIndex = start;
  const header = HEADER.exec(text)?.[0] ?? '';
  if (header === '') c.fail();
  const feed = text.indexOf('\n', start);
  const body = feed < 0 ? text.length : feed + 1;
  const { end, tab } = blockBody(text, body, header, parent);
  const last = lastContent(text, start, end);
  const value = contentOf(text.slice(body, end), header, end === text.length && !text.endsWith('\n'));
  if (tab >= 0 || value === undefined) c.fail();
  c.at = c.line = end;
  return scalarNode(c, start, last, value ?? '', header.startsWith('|') ? 'literal' : 'folded');
}

/** After the last line that is not blank, its trailing blanks included. */
function lastContent(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && ' \t\r\n'.includes(text.charAt(at - 1))) at--;
  while (at < to && ' \t'.includes(text.charAt(at))) at++;
  return at;
}

/** What the lines of a body mean; `open`: the text ends without a line break. Undefined: they are not simple. */
function contentOf(body: string, header: string, open: boolean): string | undefined {
  const lines = body.replace(/\r?\n$/, '').split(/\r?\n/);
  const first = lines.findIndex((line) => !isBlank(line));
  // Which blank lines are kept at the very end, or where there is nothing else, depends on the reader.
  if (header.endsWith('+') && (first < 0 || open)) return undefined;
  if (first < 0) return '';
  const indent = lines[first]?.search(/[^ ]/) ?? 0;
  if (lines.slice(0, first).some((line) => line.length > indent)) return undefined;
  const own = lines.map((line) => line.slice(indent));
  const content = header.startsWith('|') ? own.join('\n') : folded(own);
  if (content === undefined) return undefined;
  return header.endsWith('-') || open ? content : `${content}\n`;
}

const isBlank = (line: string): boolean => line.search(/[^ ]/) < 0;

/** Lines of a folded scalar; those that are indented further, which keep their breaks, are not simple. */
function folded(lines: readonly string[]): string | undefined {
  if (lines.some((line) => ' \t'.includes(line.charAt(0)) && line !== '')) return undefined;
  const first = lines.findIndex((line) => line !== '');
  return '\n'.repeat(first) + foldLines(lines.slice(first));
}
