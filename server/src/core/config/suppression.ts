import type { TextRange } from '../text/range.ts';
import { LineIndex } from '../text/lineIndex.ts';

/** One comment that silences rules: `# chartwright-disable-next-line hook/order -- the reason`. */
export interface Suppression {
  /** Rule ids; empty silences every rule. */
  readonly rules: readonly string[];
  /** The whole file, or the zero-based line that it silences. */
  readonly line: number | 'file';
  /** The directive and its ids, in UTF-16 offsets. */
  readonly range: TextRange;
}

const DIRECTIVE = /chartwright-disable-(next-line|line|file)(?=\s|$|\*)([^\n\r]*)/g;
const MOST = 1_000;

/**
 * The suppressions of a text: in a `#` comment of YAML, or within `{{/*` and `*}}` of a template.
 * At most 1,000 are read from one file.
 */
export function findSuppressions(text: string): readonly Suppression[] {
  if (!text.includes('chartwright-disable-')) return [];
  const lines = new LineIndex(text);
  const found: Suppression[] = [];
  for (const match of text.matchAll(DIRECTIVE)) {
    const line = lines.offsetToPosition(match.index).line;
    const before = text.slice(lines.lineRange(line).start, match.index);
    if (found.length >= MOST || !isInComment(before)) continue;
    const ids = idsOf(match[2] ?? '');
    const end = match.index + match[0].indexOf(match[2] ?? '') + ids.length;
    found.push({ rules: ids.names, line: silenced(match[1], line), range: { start: match.index, end } });
  }
  return found;
}

function isInComment(before: string): boolean {
  const open = before.lastIndexOf('/*');
  return /(^|\s)#[^#]*$/.test(before) || (open >= 0 && !before.includes('*/', open + 2));
}

function silenced(scope: string | undefined, line: number): number | 'file' {
  if (scope === 'file') return 'file';
  return scope === 'next-line' ? line + 1 : line;
}

/** The ids before ` -- ` or the end of a template comment, and the length of text that they take. */
function idsOf(rest: string): { names: readonly string[]; length: number } {
  const end = Math.min(...[rest.indexOf('--'), rest.indexOf('*/')].map((i) => (i < 0 ? rest.length : i)));
  const list = rest.slice(0, end).trimEnd();
  return { names: list.split(/[\s,]+/).filter(Boolean), length: list.length };
}
