import type { SyntaxProblem } from './nodes.ts';

/**
 * The line, from 1, and the words by which Go tells of what does not parse. What a template lacks at its end it tells of
 * there, and not where it begins.
 */
export function syntaxText(
  { message, range }: SyntaxProblem,
  source: string,
  name: string,
): { readonly line: number; readonly message: string } {
  const line = lineOf(source, range.start);
  const last = lineOf(source, source.length);
  if (message === 'unexpected EOF') return { line: last, message };
  if (message !== 'unclosed action' || line === last) return { line, message };
  return { line: last, message: `${message} started at ${name}:${line}` };
}

const lineOf = (source: string, offset: number): number => source.slice(0, offset).split('\n').length;
