/** Where the line that holds an offset begins; a byte order mark belongs to no line. */
export function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && text.startsWith('\ufeff') ? 1 : start;
}

/** Where the line that holds an offset ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  if (feed < 0) return text.length;
  return feed > offset && text.charAt(feed - 1) === '\r' ? feed - 1 : feed;
}

/** Where the next line begins, or the text's end. */
export function nextLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? text.length : feed + 1;
}

/** The line break that the text uses, taken from its first line. */
export function lineBreak(text: string): string {
  const feed = text.indexOf('\n');
  return feed > 0 && text.charAt(feed - 1) === '\r' ? '\r\n' : '\n';
}

/** The first offset from `offset` on that is no space or tab. */
export function skipBlanks(text: string, offset: number): number {
  let at = offset;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at++;
  return at;
}

/** Whether only blanks stand between two offsets. */
export const isBlankBetween = (text: string, start: number, end: number): boolean => skipBlanks(text, start) >= end;

/** The column of a line that holds a comment and nothing else; undefined for other lines. */
export function commentColumn(text: string, start: number): number | undefined {
  const first = skipBlanks(text, start);
  return text.charAt(first) === '#' ? first - start : undefined;
}

/** Joins lines, all but the first indented, with the text's own line break. Empty lines stay empty. */
export function indentLines(lines: readonly string[], indent: number, eol: string): string {
  return lines.map((line, i) => (i === 0 || line === '' ? line : ' '.repeat(indent) + line)).join(eol);
}
