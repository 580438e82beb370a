import type { GivenOrigin, ValuesOrigin } from '../text/origin.ts';
import type { Decision } from '../template/trace.ts';
import { bool, list, text, withOrigin } from '../template/value.ts';
import type { Value } from '../template/value.ts';
import type { Change, Explored } from './scenarios.ts';
import { isTable } from './tables.ts';
import type { Table } from './tables.ts';

/**
 * What else could be set, from what a run decided by: switches of dependencies, booleans turned, and the literals that a
 * value was compared with. Never what would have to be made up.
 */
export function changesOf({ values, decisions, toggles }: Explored): readonly Change[] {
  const found: Change[] = [];
  for (const { subject, value } of toggles) found.push(...changeOf(subject, bool(!value, originOf(subject))));
  for (const decision of decisions) {
    const { subject } = decision;
    const current = valueAtPath(values, subject.setting);
    for (const value of alternatives(decision, current)) found.push(...changeOf(subject, value));
  }
  return found;
}

/** An item of a list cannot be set alone: Helm replaces lists as a whole. */
const changeOf = ({ setting }: ValuesOrigin, value: Value): readonly Change[] =>
  setting.some((step) => /^\d+$/.test(step)) || setting.length === 0 ? [] : [{ path: setting, value }];

const originOf = ({ setting }: ValuesOrigin): GivenOrigin => ({ kind: 'given', name: `--set ${setting.join('.')}` });

/** Names of values that are booleans wherever they are set at all. */
const SWITCH = /^(?:enabled?|create|install)$/i;

function alternatives({ subject, others, operator, outcome }: Decision, current: Value | undefined): readonly Value[] {
  const origin = originOf(subject);
  if (current?.kind === 'bool') return [bool(!current.value, origin)];
  if (current?.kind === 'list') {
    if (operator !== 'has' || outcome) return [];
    return literals(others, origin).map((item) => list([...current.items, item], origin));
  }
  if (current === undefined || current.kind === 'nil') {
    const isSwitch = others.length === 0 && SWITCH.test(subject.setting.at(-1) ?? '');
    return isSwitch ? [bool(true, origin)] : comparing(operator) ? literals(others, origin) : [];
  }
  return comparing(operator) ? literals(others, origin).filter((other) => !isSame(other, current)) : [];
}

const comparing = (operator: string): boolean => ['eq', 'ne', 'has'].includes(operator);

/** Scalars that stand in a template, as values of a scenario; whole numbers would be floats in a values file. */
function literals(others: readonly Value[], origin: GivenOrigin): readonly Value[] {
  return others.flatMap((other) =>
    other.origin.kind === 'literal' && (other.kind === 'string' || other.kind === 'bool' || other.kind === 'int')
      ? [withOrigin(other.kind === 'string' ? text(other.text, origin) : other, origin)]
      : [],
  );
}

function isSame(a: Value, b: Value): boolean {
  if (a.kind === 'string') return b.kind === 'string' && a.text === b.text;
  return a.kind === 'bool' && b.kind === 'bool' && a.value === b.value;
}

function valueAtPath(values: Table, path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>((at, key) => (isTable(at) ? at.entries.get(key) : undefined), values);
}
