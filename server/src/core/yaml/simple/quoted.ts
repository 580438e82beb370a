import type { YamlScalar } from '../nodes.ts';
import type { SimpleCursor } from './cursor.ts';
import { unfold } from './folding.ts';
import { scalarNode } from './scalars.ts';

const BACKSLASH = 92;

/** A scalar in quotes; lines that continue it are indented by more than `parent`. */
export function readQuoted(c: SimpleCursor, parent: number): YamlScalar {
  const start = c.at;
  const quote = c.text.charAt(start);
  const close = quote === "'" ? singleClose(c.text, start) : doubleClose(c.text, start);
  if (close < 0) c.fail();
  const inner = c.text.slice(start + 1, Math.max(start + 1, close));
  if (inner.includes('\n')) checkLines(c, inner, parent);
  c.at = close + 1;
  if (quote === "'") return scalarNode(c, start, c.at, textOf(inner).replaceAll("''", "'"), 'single');
  return scalarNode(c, start, c.at, unescaped(c, textOf(inner)), 'double');
}

function singleClose(text: string, start: number): number {
  let at = text.indexOf("'", start + 1);
  while (at >= 0 && text.charCodeAt(at + 1) === 39) at = text.indexOf("'", at + 2);
  return at;
}

function doubleClose(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) return at;
    if (code === BACKSLASH) at++;
  }
  return -1;
}

const textOf = (inner: string): string => (inner.includes('\n') ? unfold(inner) : inner);

/** Lines below the first must be indented, with spaces alone. */
function checkLines(c: SimpleCursor, inner: string, parent: number): void {
  if (inner.includes('\t')) c.fail();
  const [, ...lines] = inner.split('\n');
  const last = lines.pop() ?? '';
  const least = Math.max(parent + 1, 1);
  if (isLess(last, least) || lines.some((line) => isLess(line, least) && line.trim() !== '')) c.fail();
  c.line = c.text.lastIndexOf('\n', c.at + inner.length) + 1;
}

const isLess = (line: string, column: number): boolean => line.search(/[^ ]|$/) < column;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };

/** Of text whose lines are made one: an escaped line break or space, which is not simple, is a backslash before a space now. */
function unescaped(c: SimpleCursor, inner: string): string {
  return inner.replace(/\\([^])/g, (_, letter: string) => {
    const meant = ESCAPES[letter];
    if (meant === undefined) c.fail();
    return meant ?? '';
  });
}
