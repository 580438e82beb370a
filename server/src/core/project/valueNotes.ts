/** Whether the comment above a key of a values file, or the text below it, names a word. */
export function isNamedAt(text: string, key: string, word: string): boolean {
  const lines = text.split('\n');
  return lines.some((line, at) => keyOf(line) === key && blockAround(lines, at).some((near) => near.includes(word)));
}

const keyOf = (line: string): string | undefined => /^\s*(?:# ?)?([\w-]+):/.exec(line)?.[1];

const isComment = (line: string | undefined): boolean => line !== undefined && /^\s*#/.test(line);

const depthOf = (line: string): number => line.search(/\S/);

/** The lines of a key: the comment right above it, itself, deeper lines, and a comment below that is not about the next key. */
function blockAround(lines: readonly string[], at: number): readonly string[] {
  let start = at;
  while (isComment(lines[start - 1])) start--;
  const depth = depthOf(lines[at] ?? '');
  let end = at + 1;
  while (depthOf(lines[end] ?? '') > depth) end++;
  let next = end;
  while (isComment(lines[next])) next++;
  return lines.slice(start, depthOf(lines[next] ?? '') === depth ? end : next);
}
