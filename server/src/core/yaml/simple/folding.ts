/** Lines made one: a break is a space, and of a break with blank lines behind it these alone are left. */
export function foldLines(lines: readonly string[]): string {
  let out = lines[0] ?? '';
  let blank = 0;
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line === '' && i < lines.length - 1) blank++;
    else {
      out += (blank === 0 ? ' ' : '\n'.repeat(blank)) + line;
      blank = 0;
    }
  }
  return out;
}

/** A plain or quoted scalar that goes on over lines: the spaces around breaks do not count. */
export function unfold(source: string): string {
  const lines = source.split(/\r?\n/);
  const last = lines.length - 1;
  return foldLines(
    lines.map((line, i) => line.slice(i === 0 ? 0 : firstOf(line), i === last ? undefined : endOf(line))),
  );
}

function firstOf(line: string): number {
  let at = 0;
  while (line.charCodeAt(at) === 32) at++;
  return at;
}

function endOf(line: string): number {
  let at = line.length;
  while (line.charCodeAt(at - 1) === 32) at--;
  return at;
}
