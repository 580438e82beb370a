import { hole, holeLines } from './opaqueParts.ts';

/** Two outputs against each other, the second with marks for unknown parts. */
export interface Comparison {
  /** The first line that differs, with what stands before it. */
  readonly difference: string | undefined;
  /** UTF-16 units of the first output that only a mark covers. */
  readonly opaque: number;
}

/** A mark within a line stands for any text, one alone for any lines. */
export function compareOutputs(theirs: string, mine: string): Comparison {
  if (theirs === mine) return { difference: undefined, opaque: 0 };
  const left = theirs.split('\n');
  const right = mine.split('\n');
  let opaque = 0;
  let i = 0;
  for (const [at, line] of right.entries()) {
    if (line.includes(holeLines)) {
      const next = right.slice(at + 1).find((text) => !text.includes(holeLines)) ?? '';
      for (; i < left.length && !fits(left[i] ?? '', next); i++) opaque += (left[i] ?? '').length + 1;
      continue;
    }
    const other = left[i];
    if (other === undefined || !fits(other, line)) return { difference: report(left, i, line), opaque };
    opaque += line.includes(hole) ? other.length - line.replaceAll(hole, '').length : 0;
    i++;
  }
  return { difference: i < left.length ? report(left, i, undefined) : undefined, opaque };
}

function report(left: readonly string[], at: number, mine: string | undefined): string {
  const source = left.slice(0, at).findLast((text) => text.startsWith('# Source: ')) ?? '';
  const before = left.slice(Math.max(0, at - 3), at).map((text) => `     ${text}\n`);
  return `  ${source} line ${at + 1}\n${before.join('')}  helm ${JSON.stringify(left[at])}\n  ours ${JSON.stringify(mine)}\n`;
}

function fits(theirs: string, mine: string): boolean {
  const parts = mine.split(hole);
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return theirs === mine;
  if (!theirs.startsWith(first) || !theirs.endsWith(last) || theirs.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = theirs.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= theirs.length - last.length;
}
