import type { Severity } from '../../core/rules/rule.ts';
import type { ReportedFinding } from '../report.ts';
import type { Format } from './format.ts';

/** Workflow commands, which GitHub shows beside the lines of a pull request. */
export const github: Format = {
  wantsFixes: false,
  print: ({ findings }) => findings.map(annotation).join(''),
};

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

function annotation({ severity, file, range, rule, message }: ReportedFinding): string {
  const properties = [
    `file=${escapeProperty(file)}`,
    `line=${range.start.line}`,
    `col=${range.start.column}`,
    `endLine=${range.end.line}`,
    `title=${escapeProperty(rule)}`,
  ];
  return `::${COMMANDS[severity]} ${properties.join(',')}::${escapeData(message)}\n`;
}

/** As `escapeData` in actions/toolkit, packages/core/src/command.ts. */
const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** As `escapeProperty` in actions/toolkit, packages/core/src/command.ts. */
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
