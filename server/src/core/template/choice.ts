import type { Origin } from '../text/origin.ts';
import { opaque } from './value.ts';
import type { MapValue, OpaqueValue, Value } from './value.ts';

/*
 * What one of several values is, only chance or an unknown condition says which, is opaque but knows its alternatives:
 * a function, a field or a condition looks at each of them, and where all give the same, that is certain.
 */

/** More alternatives than this are not followed. */
const MOST = 16;

/** Why a value is not known of which nobody knows whether something changed it. */
export const UNCERTAIN = 'depends on an unknown condition';

/** Whether an entry of a map is perhaps not there. */
export const isPerhaps = (value: Value | undefined): boolean => value?.kind === 'opaque' && value.maybeAbsent === true;

/** Whether any entry of a map is perhaps not there. */
export const hasPerhaps = ({ entries }: MapValue): boolean => [...entries.values()].some(isPerhaps);

/** One of some values: the value itself where they are all the same, else opaque. */
export function oneOf(values: readonly Value[], reason: string, origin: Origin): Value {
  const distinct: Value[] = [];
  let isOpen = false;
  for (const value of values.flatMap(alternativesOf)) {
    if (value.kind === 'opaque') isOpen = true;
    if (!distinct.some((other) => alike(other, value))) distinct.push(value);
    if (distinct.length > MOST) isOpen = true;
    if (isOpen) break;
  }
  const [first] = distinct;
  if (first && distinct.length === 1 && !isOpen) return first;
  const unknown = opaque(reason, shapeOf(distinct), origin);
  return isOpen ? unknown : { ...unknown, oneOf: distinct };
}

/**
 * Whether two values are the same for any template: equal and known. Maps and lists only where they are one and the same,
 * since templates can change them.
 */
export function alike(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind === 'string' && b.kind === 'string') return a.text === b.text && !a.holes && !b.holes;
  if (a.kind === 'bool' && b.kind === 'bool') return a.value === b.value;
  if (a.kind === 'int' && b.kind === 'int') return a.type === b.type && a.value === b.value;
  if (a.kind === 'float' && b.kind === 'float') return a.value === b.value;
  if (a.kind === 'map' && b.kind === 'map') return a.entries === b.entries;
  if (a.kind === 'list' && b.kind === 'list') return a.elem === b.elem && a.items === b.items;
  if (a.kind === 'object' && b.kind === 'object') return a.object === b.object;
  return a.kind === 'nil' && b.kind === 'nil' && a.wrapped === b.wrapped;
}

/** What a value can be: its alternatives where it has any, else itself. */
export const alternativesOf = (value: Value): readonly Value[] =>
  value.kind === 'opaque' && value.oneOf ? value.oneOf : [value];

/** Arguments with each alternative in the place of those that have some; undefined where none has, or they are too many. */
export function choicesOf(args: readonly Value[]): readonly (readonly Value[])[] | undefined {
  if (!args.some((arg) => arg.kind === 'opaque' && arg.oneOf)) return undefined;
  let choices: (readonly Value[])[] = [[]];
  for (const arg of args) {
    const alternatives = alternativesOf(arg);
    if (choices.length * alternatives.length > MOST) return undefined;
    choices = choices.flatMap((chosen) => alternatives.map((alternative) => [...chosen, alternative]));
  }
  return choices;
}

const SHAPES = { string: 'text', int: 'number', float: 'number', bool: 'bool', map: 'map', list: 'list' } as const;

function shapeOf(values: readonly Value[]): OpaqueValue['shape'] {
  const shapes = new Set(values.map(({ kind }) => (kind in SHAPES ? SHAPES[kind as keyof typeof SHAPES] : 'any')));
  const [only] = shapes;
  return only && shapes.size === 1 ? only : 'any';
}
