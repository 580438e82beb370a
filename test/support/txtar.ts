/** One section of a txtar archive. */
export interface TxtarFile {
  readonly name: string;
  readonly text: string;
}

/** An archive as golang.org/x/tools/txtar defines it: a comment, then sections that `-- name --` lines begin. */
export interface Txtar {
  /** The text before the first section. */
  readonly comment: string;
  readonly files: readonly TxtarFile[];
}

/** Parses an archive; any text is one. */
export function parseTxtar(text: string): Txtar {
  const files: { name: string; text: string }[] = [];
  let comment = '';
  for (const line of splitLines(text)) {
    const name = /^-- (.*\S) --\s*$/.exec(line)?.[1];
    const last = files.at(-1);
    if (name !== undefined) files.push({ name, text: '' });
    else if (last) last.text += line;
    else comment += line;
  }
  return { comment, files };
}

/** The archive's text; parseTxtar gives the same archive back, as long as every section ends in a line break. */
export function printTxtar({ comment, files }: Txtar): string {
  return comment + files.map(({ name, text }) => `-- ${name} --\n${endLine(text)}`).join('');
}

/** The lines of a text, each with its line break. */
export const splitLines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

const endLine = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
