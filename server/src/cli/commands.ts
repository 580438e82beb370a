import { HOOK_OPERATIONS } from '../core/catalog/data/hookEvents.ts';
import { SEVERITIES } from '../core/rules/rule.ts';
import type { CommandSpec, OptionSpec } from './arguments.ts';
import { FORMAT_NAMES } from './formats/names.ts';
import { VALUES_OPTION, VALUES_OPTIONS } from './values.ts';

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
    { ...VALUES_OPTION, help: 'check each chart with this file of values too; may be repeated, the last one wins' },
    HELP,
  ],
  exits: [
    'Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 bad usage, or an input or output that failed.',
    'Silence a finding with a comment above it: # chartwright-disable-next-line RULE -- reason',
  ].join('\n'),
};

const RENDER: CommandSpec = {
  name: 'render',
  summary: 'print what `helm template` prints for the chart CHART, a folder or .tgz, without helm',
  operands: 'CHART',
  fewest: 1,
  most: 1,
  options: [
    { name: '--name', value: 'RELEASE', help: "the release's name (default: release-name)" },
    { name: '--namespace', short: '-n', value: 'NS', help: "the release's namespace (default: default)" },
    ...VALUES_OPTIONS,
    { name: '--kube-version', value: 'V', help: 'the Kubernetes version that templates see' },
    { name: '--api-versions', short: '-a', value: 'V', many: true, help: 'what the cluster offers besides' },
    {
      name: '--show-only',
      short: '-s',
      value: 'TEMPLATE',
      many: true,
      help: 'print only this template; may be repeated',
    },
    { name: '--include-crds', help: 'print the files in crds/ too' },
    { name: '--no-hooks', help: 'leave hooks out' },
    { name: '--skip-tests', help: 'leave test hooks out' },
    { name: '--is-upgrade', help: 'render an upgrade instead of an install' },
    { name: '--helm', value: '3|4', choices: ['3', '4'], help: 'the helm to be like (default: 4)' },
    HELP,
  ],
  exits:
    'Exit codes: 0 as Helm prints it; 1 where Helm would fail; 2 bad usage; 3 a part is not known and marked, listed with its reason.',
};

/** Every command that this version has, in the order of help. */
export const COMMANDS: readonly CommandSpec[] = [
  CHECK,
  RENDER,
  {
    name: 'timeline',
    summary: 'print the order in which the hooks of CHART, a folder or .tgz, run, and what is found about them',
    operands: 'CHART',
    fewest: 1,
    most: 1,
    options: [
      {
        name: '--operation',
        value: HOOK_OPERATIONS.join('|'),
        choices: HOOK_OPERATIONS,
        help: 'only this operation (default: all)',
      },
      {
        name: '--format',
        value: 'text|json|svg',
        choices: ['text', 'json', 'svg'],
        help: 'how it is printed; svg is a picture for light and dark pages (default: text)',
      },
      ...VALUES_OPTIONS,
      HELP,
    ],
  },
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
export const LATER: readonly string[] = ['pins', 'pin'];
