import type { Timeline, TimelineOperation, TimelineStep } from './timeline.ts';
import type { TimelineFinding, TimelineHook, TimelineObject } from './timelineObject.ts';
import { idOfFinding, lifeText } from './timelineObject.ts';
import {
  counted,
  deletedLine,
  droppedLine,
  hasHooks,
  kindsLine,
  listed,
  nameOf,
  restLine,
  scenarioLine,
} from './timelineWords.ts';

/** Names are padded to a column, but not to one that makes every line long. */
const WIDEST = 64;

/** The timeline for a terminal. Every line ends with a line feed; notes are the caller's to print. */
export function timelineText({ chart, scenario, operations, dropped }: Timeline): string {
  const told = new Set<string>();
  const shown = operations.filter((operation) => hasHooks(operation) || operations.length === 1);
  const without = operations.filter((operation) => !shown.includes(operation));
  const lanes = shown.flatMap((operation) => [...operationLines(operation, told), '']);
  const lost = dropped.flatMap((object) => [droppedLine(object), ...findingLines(object, '  ', told)]);
  return [
    `${chart.name} ${chart.version}, ${scenarioLine(scenario)}`,
    '',
    ...lanes,
    ...(without.length > 0 ? [`No hooks on ${listed(namesOf(without), 'or')}.`] : []),
    ...lost,
    '',
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}

const namesOf = (operations: readonly TimelineOperation[]): readonly string[] =>
  operations.map(({ operation }) => operation);

function operationLines({ operation, steps, absent }: TimelineOperation, told: Set<string>): readonly string[] {
  const lines = steps.flatMap((step) => (isRest(step) ? restLines(step, told) : eventLines(step, told)));
  const missing = absent.map((hook) => `    ${nameOf(hook)}${worst(hook)}`);
  return [operation, ...lines, ...(missing.length > 0 ? [`  not run on ${operation}`, ...missing] : [])];
}

const isRest = ({ name }: TimelineStep): boolean => name === 'crds' || name === 'manifests';

function restLines(step: TimelineStep, told: Set<string>): readonly string[] {
  const kinds = step.objects.length > 0 ? `: ${kindsLine(step.objects)}` : '';
  const found = step.objects.flatMap((object) =>
    object.findings.length > 0 ? [`    ${nameOf(object)}`, ...findingLines(object, '      ', told)] : [],
  );
  return [`  ${restLine(step)}${kinds}`, ...found];
}

function eventLines({ name, hooks, deleted }: TimelineStep, told: Set<string>): readonly string[] {
  if (hooks.length === 0) return [`  ${name}: none`];
  const width = Math.min(WIDEST, Math.max(...hooks.map((hook) => nameOf(hook).length)));
  const digits = String(hooks.length).length;
  const rows = hooks.flatMap((hook, i) => [
    `    ${String(i + 1).padStart(digits)}. ${nameOf(hook).padEnd(width)}  ${aboutHook(hook)}`,
    ...findingLines(hook, ' '.repeat(6 + digits), told),
  ]);
  const gone = deleted.length > 0 ? [`    ${deletedLine(hooks, deleted)}`] : [];
  return [`  ${name}, ${counted(hooks.length, 'hook')}`, ...rows, ...gone];
}

const aboutHook = (hook: TimelineHook): string =>
  [
    `weight ${hook.weight}`,
    ...hook.life.map((one) => lifeText(one, hook.kind)),
    ...(hook.chart === '' ? [] : [`from ${hook.chart}`]),
    ...(hook.maybe ? ['perhaps not rendered'] : []),
  ].join(', ');

/** The words of each finding once; `told` holds those that stand further up, and grows. */
function findingLines({ findings }: TimelineObject, indent: string, told: Set<string>): readonly string[] {
  return findings.map((finding) => {
    const { severity, rule, message } = finding;
    const head = `${indent}${severity} ${rule}`;
    const isNew = !told.has(idOfFinding(finding));
    told.add(idOfFinding(finding));
    return isNew ? `${head}: ${message}` : head;
  });
}

const worst = ({ findings }: TimelineObject): string =>
  findings.length === 0 ? '' : `  ${findings.map(ruleOf).join(', ')}`;

const ruleOf = ({ severity, rule }: TimelineFinding): string => `${severity} ${rule}`;
