import { splitLines } from './txtar.ts';

/** What a fixture expects at one place of a line. */
export interface Label {
  readonly kind: 'finding' | 'related';
  /** Zero-based line of the cleaned text. */
  readonly line: number;
  /** Zero-based UTF-16 columns, half open. */
  readonly start: number;
  readonly end: number;
  /** `error hook/unknown-event: …` of a finding, or the message of a related place; a prefix is enough. */
  readonly words: string;
  /** The scenario's name, where the finding is not one of the defaults. */
  readonly scenario: string | null;
}

/** A text without its labels. */
export interface Labelled {
  readonly text: string;
  readonly labels: readonly Label[];
}

const LABEL = /^( *)(\^+|~+) (.+?)\s*$/;
const FINDING = /^(error|warning|info|hint) [a-z]+\/[a-z0-9-]+/;

/** Takes the label lines out of a text; labels before the first line belong to it. A line of carets counts as a label only if a severity and a rule id follow. */
export function takeLabels(text: string): Labelled {
  const kept: string[] = [];
  const labels: Label[] = [];
  for (const line of splitLines(text)) {
    const label = readLabel(line, Math.max(0, kept.length - 1));
    if (label) labels.push(label);
    else kept.push(line);
  }
  return { text: kept.join(''), labels };
}

function readLabel(line: string, above: number): Label | undefined {
  const [, margin = '', marks = '', rest = ''] = LABEL.exec(line) ?? [];
  if (marks === '' || (marks.startsWith('^') && !FINDING.test(rest))) return undefined;
  const at = / @ (\S+)$/.exec(rest);
  return {
    kind: marks.startsWith('^') ? 'finding' : 'related',
    line: above,
    start: margin.length,
    end: margin.length + marks.length,
    words: at ? rest.slice(0, at.index) : rest,
    scenario: at?.[1] ?? null,
  };
}

/** Puts labels back below their lines, in the order of their columns. */
export function putLabels(text: string, labels: readonly Label[]): string {
  const lines = splitLines(text);
  if (lines.length === 0) return labels.map(printLabel).join('');
  return lines
    .map((line, i) => {
      const below = labels.filter((label) => label.line === i).map(printLabel);
      return below.length === 0 ? line : `${line.endsWith('\n') ? line : `${line}\n`}${below.join('')}`;
    })
    .join('');
}

function printLabel({ kind, start, end, words, scenario }: Label): string {
  const marks = (kind === 'finding' ? '^' : '~').repeat(end - start);
  return `${' '.repeat(start)}${marks} ${words}${scenario === null ? '' : ` @ ${scenario}`}\n`;
}
