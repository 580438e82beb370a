import type { Token, Tokenize } from './tokenizer.ts';

/** The source lines of a golden: those that start with `>`. */
export const sourceOf = (golden: string): string[] =>
  golden.split('\n').flatMap((line) => (line.startsWith('>') ? [line.slice(1)] : []));

/** Each line behind `>`, and below it a line of carets with the scopes for each run of equally scoped text. */
export function writeGolden(tokenize: Tokenize, lines: readonly string[]): string {
  const tokens = tokenize(lines);
  return lines
    .flatMap((line, at) => [`>${line}`, ...joined(tokens[at] ?? []).flatMap((token) => caretLine(line, token))])
    .map((line) => `${line}\n`)
    .join('');
}

/** Tokens in which neighbours of equal scopes are one. */
function joined(tokens: readonly Token[]): Token[] {
  const runs: Token[] = [];
  for (const token of tokens) {
    const last = runs.at(-1);
    if (last && last.scopes.join(' ') === token.scopes.join(' ')) runs.splice(-1, 1, { ...last, end: token.end });
    else runs.push(token);
  }
  return runs;
}

function caretLine(line: string, { start, end, scopes }: Token): string[] {
  if (scopes.length === 0 || line.slice(start, end).trim() === '') return [];
  return [` ${' '.repeat(start)}${'^'.repeat(end - start)} ${scopes.join(' ')}`];
}
