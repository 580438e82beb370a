import type { CommandSpec, OptionSpec } from './arguments.ts';
import { COMMANDS } from './commands.ts';

/** What `chartwright --help` prints. */
export function generalHelp(): string {
  const rows = COMMANDS.map((c) => [`${c.name} ${c.operands}`.trim(), c.summary] as const);
  return [
    'Usage: chartwright COMMAND [OPTION…]',
    '',
    'Finds in Helm charts and kustomizations what passes their own checks and then breaks.',
    '',
    ...table(rows),
    '',
    '`chartwright COMMAND --help` shows the options of a command, `chartwright --version` the version.',
    '',
  ].join('\n');
}

/** What `chartwright COMMAND --help` prints. */
export function commandHelp(spec: CommandSpec): string {
  const usage = `Usage: chartwright ${spec.name} ${[spec.operands, '[OPTION…]'].filter(Boolean).join(' ')}`;
  const rows = spec.options.filter((o) => !o.hidden).map((o) => [optionWords(o), o.help] as const);
  const exits = spec.exits === undefined ? [] : ['', spec.exits];
  return [
    usage,
    '',
    `${spec.summary.charAt(0).toUpperCase()}${spec.summary.slice(1)}.`,
    '',
    ...table(rows),
    ...exits,
    '',
  ].join('\n');
}

const optionWords = ({ name, short, value }: OptionSpec): string =>
  [short === undefined ? name : `${name}, ${short}`, value ?? ''].join(' ').trimEnd();

const WIDEST = 28;

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(WIDEST, Math.max(...rows.map(([left]) => left.length)));
  return rows.flatMap(([left, right]) =>
    left.length > width ? [`  ${left}`, `  ${' '.repeat(width)}  ${right}`] : [`  ${left.padEnd(width)}  ${right}`],
  );
}
