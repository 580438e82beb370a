import type { GivenOrigin, ValuesOrigin } from '../text/origin.ts';
import type { Decision } from '../template/trace.ts';
import { bool, list, text, withOrigin } from '../template/value.ts';
import type { Value } from '../template/value.ts';
import type { Change, Explored, ExploredTemplate } from './scenarios.ts';
import { isTable } from './tables.ts';
import type { Table } from './tables.ts';

/** A change that a run revealed. */
export interface RevealedChange {
  readonly change: Change;
  /** Whether a template with hooks in it decides by the value. */
  readonly hooks: ExploredTemplate['hooks'];
  /** Whether a template came to this decision only now, in the scenario that was explored. */
  readonly isRevealed: boolean;
}

/**
 * What else could be set, from what a run decided by: switches of dependencies, booleans turned, and the literals that a
 * value was compared with; what hooks depend on first. Nothing is made up but a text for an empty one that a template
 * with hooks only asks for. `parent` is the scenario to which one change was added, `shown` what the values file shows
 * for an empty list or map in a comment: that is offered where hooks, or what pods of hooks may name, are not rendered
 * without it; what is not `varied` is left alone.
 */
export function changesOf(
  { values, templates, toggles }: Explored,
  parent?: Explored,
  shown: Shown = () => undefined,
  varied: Varied = () => true,
): readonly RevealedChange[] {
  const known = new Map(parent?.templates.map(({ name, decisions }) => [name, decisions]));
  const ofDependencies = toggles
    .flatMap(({ subject, value }) => changeOf(subject, bool(!value, originOf(subject))))
    .map((change): RevealedChange => ({ change, hooks: 'none', isRevealed: false }));
  const hasHooks = templates.some(({ hooks }) => hooks !== 'none');
  const found = templates.flatMap(({ name, decisions, hooks, hidesNamed, text: template }) => {
    const before = known.get(name);
    // Nothing that it reads has changed: all of this was offered when the parent was explored.
    if (before === decisions) return [];
    const keyOf = hooks === 'hidden' ? placedKey : decisionKey;
    const met = before && new Set(before.map(keyOf));
    const hides = hooks === 'hidden' || (hidesNamed && hasHooks);
    return decisions.flatMap((decision) => {
      if (!varied(decision.subject)) return [];
      const isRevealed = met?.has(keyOf(decision)) === false;
      const current = valueAtPath(values, decision.subject.setting);
      const example = hides && wantsExample(decision, current) ? shown(decision.subject) : undefined;
      const rank = example && hooks === 'none' ? 'shown' : hooks;
      return (example ? [example] : alternatives(decision, current, hooks))
        .flatMap((value) => changeOf(setBelow(decision.subject, current, value, template), value))
        .map((change): RevealedChange => ({ change, hooks: rank, isRevealed }));
    });
  });
  const ranked = (['hidden', 'shown', 'none'] as const).flatMap((rank) => found.filter(({ hooks }) => hooks === rank));
  return [...ofDependencies, ...ranked];
}

/** What the values file shows for a value in a comment. */
export type Shown = (subject: ValuesOrigin) => Value | undefined;

/** Whether a value is set to anything else at all. */
export type Varied = (subject: ValuesOrigin) => boolean;

/** Whether a template only asks whether there is anything, and there is nothing. */
function wantsExample({ others, outcome }: Decision, current: Value | undefined): boolean {
  if (outcome || others.length > 0) return false;
  if (current?.kind === 'list') return current.items.length === 0;
  if (current?.kind === 'map') return current.entries.size === 0;
  return current === undefined || current.kind === 'nil';
}

const decisionKey = ({ operator, subject, others, outcome }: Decision): string =>
  [
    operator,
    ...subject.setting,
    ...others.map((other) => (other.kind === 'string' ? other.text : other.kind)),
    outcome,
  ].join('\0');

/** The same decision in a branch that is entered only now is another one: behind it may be what is hidden. */
const placedKey = (decision: Decision): string =>
  [decisionKey(decision), ...(decision.guard?.decisions ?? []).map(decisionKey)].join('\n');

/** An item of a list cannot be set alone: Helm replaces lists as a whole. */
const changeOf = ({ setting }: ValuesOrigin, value: Value): readonly Change[] =>
  setting.some((step) => /^\d+$/.test(step)) || setting.length === 0 ? [] : [{ path: setting, value }];

const originOf = ({ setting }: ValuesOrigin): GivenOrigin => ({ kind: 'given', name: `--set ${setting.join('.')}` });

/** Names of values that are booleans wherever they are set at all. */
const SWITCH = /^(?:enabled?|create|install)$/i;

/** Stands for any text; what it is printed to counts as unknown. */
export const INVENTED_TEXT = 'example';

/** Names of values that are texts wherever they are set at all. */
const TEXTUAL =
  /(?:[a-z]Name|[a-z]Key|Secret|[Hh]ost|[Uu]rl|[Ee]ndpoint|[Tt]oken|[Pp]assword|[a-z]Namespace|[Dd]omain|_(?:name|key|secret|namespace))$/;

/** Names of texts that only rename things. */
const NAMING = /override$/i;

function alternatives(
  decision: Decision,
  current: Value | undefined,
  hooks: ExploredTemplate['hooks'],
): readonly Value[] {
  const { subject, others: all, operator, outcome, direct } = decision;
  const origin = originOf(subject);
  const others = all.filter((other) => !namesType(other, direct));
  if (mayInvent(decision, current, hooks))
    return NAMING.test(subject.setting.at(-1) ?? '') ? [] : [text(INVENTED_TEXT, origin)];
  if (current?.kind === 'bool') return [bool(!current.value, origin)];
  if (current?.kind === 'list') {
    if (operator !== 'has' || outcome) return [];
    return literals(others, origin).map((item) => list([...current.items, item], origin));
  }
  if (current === undefined || current.kind === 'nil') {
    const isSwitch = all.length === 0 && SWITCH.test(subject.setting.at(-1) ?? '');
    if (isSwitch) return [bool(true, origin)];
    const [fallback] = others;
    if (operator === 'default' && fallback?.kind === 'bool') return [bool(!fallback.value, origin)];
    return comparing(operator) ? literals(others, origin) : [];
  }
  return comparing(operator) ? literals(others, origin).filter((other) => !isSame(other, current)) : [];
}

/**
 * Whether a template that only asks for a value is given a text: one with hooks for an empty one, and for what is null or
 * not there too where its name is that of a text, or while nothing of the hooks is rendered.
 */
function mayInvent(
  { subject, others, outcome }: Decision,
  current: Value | undefined,
  hooks: ExploredTemplate['hooks'],
): boolean {
  if (hooks === 'none' || others.length > 0) return false;
  if (current?.kind === 'string') return current.text === '';
  if (current !== undefined && current.kind !== 'nil') return false;
  const name = subject.setting.at(-1) ?? '';
  return TEXTUAL.test(name) || (!outcome && hooks === 'hidden' && !SWITCH.test(name));
}

/** For a map that is not there: what the template asks for in it first. */
function setBelow(subject: ValuesOrigin, current: Value | undefined, { kind }: Value, template: string): ValuesOrigin {
  if (kind !== 'string' || (current !== undefined && current.kind !== 'nil')) return subject;
  const keys = /^\.\w+(?:\.\w+)*/.exec(template.split(`.Values.${subject.path.join('.')}`).find(isBelow) ?? '')?.[0];
  return keys === undefined ? subject : { ...subject, setting: [...subject.setting, ...keys.slice(1).split('.')] };
}

const isBelow = (after: string, place: number): boolean => place > 0 && /^\.\w/.test(after);

/** Go's names of what YAML holds, as `kindOf` and `typeOf` have them. */
const TYPES = ['string', 'bool', 'int', 'int64', 'float64', 'map', 'slice', 'invalid'];

/** Whether a text is the name of a type, with which the type of a value was compared (`kindOf`, `printf "%T"`) and not the value. */
const namesType = (other: Value, direct: boolean): boolean =>
  other.kind === 'string' && (other.text.includes('interface {}') || (!direct && TYPES.includes(other.text)));

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
