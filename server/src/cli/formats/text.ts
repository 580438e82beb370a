import type { Severity } from '../../core/rules/rule.ts';
import { SEVERITIES } from '../../core/rules/rule.ts';
import type { Report, ReportedFinding } from '../report.ts';
import { visible } from '../visible.ts';
import type { Format, FormatContext } from './format.ts';

/** For people: by file, with a summary. */
export const text: Format = {
  wantsFixes: false,
  print(report, context) {
    const paint = painter(context);
    const files = [...new Set(report.findings.map((f) => f.file))];
    const blocks = files.map((file) =>
      fileBlock(
        file,
        report.findings.filter((f) => f.file === file),
        paint,
      ),
    );
    return `${[...blocks, summary(report, context)].join('\n')}\n`;
  },
};

type Paint = (style: keyof typeof STYLES, words: string) => string;

/** SGR parameters of ECMA-48. */
const STYLES = { file: '1;4', faint: '2', error: '31', warning: '33', info: '36', hint: '2' } as const;

/** Colours for a terminal; none where NO_COLOR is set (no-color.org) or the terminal is a dumb one. */
function painter({ platform: { isTerminal, environment } }: FormatContext): Paint {
  const isPlain = !isTerminal || Boolean(environment['NO_COLOR']) || environment['TERM'] === 'dumb';
  return (style, words) => (isPlain ? words : `\u001B[${STYLES[style]}m${words}\u001B[0m`);
}

function fileBlock(file: string, findings: readonly ReportedFinding[], paint: Paint): string {
  const places = findings.map(({ range }) => `${range.start.line}:${range.start.column}`);
  const width = Math.max(...places.map((place) => place.length));
  const lines = findings.flatMap((finding, i) => findingLines(finding, (places[i] ?? '').padStart(width), paint));
  return `${[paint('file', visible(file)), ...lines].join('\n')}\n`;
}

const LONGEST_SEVERITY = Math.max(...SEVERITIES.map((s) => s.length));

function findingLines(finding: ReportedFinding, place: string, paint: Paint): string[] {
  const severity = paint(finding.severity, finding.severity.padEnd(LONGEST_SEVERITY));
  const margin = ' '.repeat(place.length + LONGEST_SEVERITY + 4);
  const scenario = finding.scenario ? [`${margin}  with ${visible(finding.scenario.name)}`] : [];
  const related = relatedLines(finding).map((line) => `${margin}  ${paint('faint', line)}`);
  return [
    `  ${place} ${severity} ${visible(finding.message)}  ${paint('faint', finding.rule)}`,
    ...scenario,
    ...related,
  ];
}

/** How many related places are printed where there are many; `--format json` lists all. */
const MOST_RELATED = 5;

function relatedLines({ related }: ReportedFinding): string[] {
  const shown = related.length > MOST_RELATED + 1 ? related.slice(0, MOST_RELATED) : related;
  const lines = shown.map(
    ({ file, range, message }) => `${visible(file)}:${range.start.line}:${range.start.column} ${visible(message)}`,
  );
  return shown === related ? lines : [...lines, `and ${related.length - shown.length} more places`];
}

function summary({ findings, stats }: Report, { paths }: FormatContext): string {
  const where = paths.length > 0 ? paths.join(', ') : 'the current folder';
  if (stats.files === 0 && findings.length === 0)
    return `Nothing to check: no chart or kustomization in ${visible(where)}.`;
  const checked = `${counted(stats.files, 'file')} checked in ${(stats.milliseconds / 1000).toFixed(1)} s`;
  if (findings.length === 0) return `No findings; ${checked}.`;
  const counts = SEVERITIES.map((severity) => bySeverity(findings, severity)).filter((words) => words !== '');
  return `${counts.join(', ')}; ${checked}.\n\`--format json\` lists the fixes, \`--fix\` applies the safe ones, \`chartwright explain RULE\` says more.`;
}

function bySeverity(findings: readonly ReportedFinding[], severity: Severity): string {
  const count = findings.filter((f) => f.severity === severity).length;
  if (count === 0) return '';
  return severity === 'info' ? `${count} info` : counted(count, severity);
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
