import { SEVERITIES } from '../core/rules/rule.ts';
import type { CommandSpec, OptionSpec } from './arguments.ts';
import { FORMAT_NAMES } from './formats/index.ts';

/** When the exit code is 1: a finding of this severity or a worse one. */
export const FAIL_ON = [...SEVERITIES, 'never'] as const;

const LIST_FORMATS = ['text', 'json'] as const;

const HELP: OptionSpec = { name: '--help', help: 'print this help' };

const CHECK: CommandSpec = {
  name: 'check',
  summary: 'find mistakes in the charts and kustomizations below PATH (default: the current folder)',
  operands: '[PATH…]',
  fewest: 0,
  most: Infinity,
  options: [
    {
      name: '--format',
      value: FORMAT_NAMES.join('|'),
      choices: FORMAT_NAMES,
      help: 'how findings are printed (default: text)',
    },
    { name: '--rule', value: 'ID', many: true, help: 'run only this rule, in preview or not; may be repeated' },
    { name: '--preview', help: 'run the rules in preview too' },
    {
      name: '--fail-on',
      value: FAIL_ON.join('|'),
      choices: FAIL_ON,
      help: 'exit 1 from this severity on (default: error)',
    },
    { name: '--fix', help: 'apply the safe fixes, then check again' },
    { name: '--config', value: 'FILE', help: 'use FILE in place of .chartwright.yaml' },
    { name: '--baseline', value: 'none', help: 'compare with nothing (the default, and all there is in this version)' },
    { name: '--values', value: 'FILE', many: true, help: '', hidden: true },
    HELP,
  ],
};

/** Every command that this version has, in the order of help. */
export const COMMANDS: readonly CommandSpec[] = [
  CHECK,
  {
    name: 'rules',
    summary: 'list the rules',
    operands: '',
    fewest: 0,
    most: 0,
    options: [
      {
        name: '--format',
        value: LIST_FORMATS.join('|'),
        choices: LIST_FORMATS,
        help: 'how rules are printed (default: text)',
      },
      HELP,
    ],
  },
  { name: 'explain', summary: 'explain the rule ID', operands: 'ID', fewest: 1, most: 1, options: [HELP] },
  {
    name: 'server',
    summary: 'run the language server',
    operands: '',
    fewest: 0,
    most: 0,
    options: [
      { name: '--stdio', help: 'talk over standard input and output (required)' },
      { name: '--clientProcessId', value: 'ID', help: '', hidden: true },
      HELP,
    ],
  },
];

/** Commands that are planned, so that asking for one is no misspelling. */
export const LATER: readonly string[] = ['render', 'timeline', 'pins', 'pin'];
