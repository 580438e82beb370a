import { KEY_ORDER, noOrigin } from '../text/origin.ts';
import { alike, oneOf } from './choice.ts';
import type { Change } from './journal.ts';
import type { ListNode, Node, PipeNode, RangeNode } from './nodes.ts';
import type { Reads } from './reads.ts';
import type { Scope, Slot } from './scope.ts';
import { opaque } from './value.ts';
import type { MapValue, Value } from './value.ts';

interface Turn {
  readonly changes: readonly Change[];
  readonly reads: Reads;
}

/** The turns of a range in an order that is left to chance, and what they leave behind. */
export class Shuffled {
  readonly #scope: Scope;
  readonly #before: readonly Slot[];
  /** Of the variables that turns assign. */
  readonly #indexes: readonly number[];
  readonly #assigned = new Map<number, Value[]>();
  readonly #turns: Turn[] = [];

  constructor(scope: Scope, names: ReadonlySet<string>) {
    const variables = scope.variables();
    this.#scope = scope;
    this.#before = variables;
    this.#indexes = [...names]
      .map((name) => variables.findLastIndex((variable) => variable.name === name))
      .filter((index) => index >= 0);
  }

  /** One turn: it sees as unknown what others may have assigned. */
  turn<T>(act: () => T): T {
    const unknown = opaque(KEY_ORDER, 'any', noOrigin);
    this.#restore(() => unknown);
    const { result, journal, reads } = this.#scope.run.recorder.watching(act);
    this.#scope.pop(this.#before.length);
    const variables = this.#scope.variables();
    for (const index of this.#indexes) {
      const value = variables[index]?.value;
      if (value && value !== unknown) this.#assigned.set(index, [...(this.#assigned.get(index) ?? []), value]);
    }
    this.#turns.push({ changes: journal.changes(), reads });
    return result;
  }

  /** Settles variables and maps; false where a turn has read what another has changed, so that nothing is certain. */
  finish(): boolean {
    this.#restore((index, old) => {
      const values = this.#assigned.get(index);
      return values ? oneOf(values, KEY_ORDER, noOrigin) : old;
    });
    const last = new Map<MapValue['entries'], Map<string, Value | undefined>>();
    for (const { changes } of this.#turns) for (const change of changes) this.#settle(change, last);
    return !this.#turns.some(({ changes }, i) =>
      changes.some(({ map, key }) => this.#turns.some(({ reads }, j) => i !== j && reads.has(map, key))),
    );
  }

  #restore(valueOf: (index: number, old: Value) => Value): void {
    this.#scope.restore(
      this.#before.map((slot, i) => (this.#indexes.includes(i) ? { ...slot, value: valueOf(i, slot.value) } : slot)),
    );
  }

  /** A key that turns set to different values has one of them in the end. */
  #settle({ map, key, after }: Change, last: Map<MapValue['entries'], Map<string, Value | undefined>>): void {
    const known = last.get(map.entries) ?? new Map<string, Value | undefined>();
    last.set(map.entries, known);
    if (known.has(key) && !isSame(known.get(key), after)) {
      const unknown = opaque(KEY_ORDER, 'any', noOrigin);
      known.set(key, unknown);
      this.#scope.run.recorder.write(map, key, { ...unknown, maybeAbsent: true });
    } else known.set(key, after);
  }
}

const isSame = (a: Value | undefined, b: Value | undefined): boolean => (a && b ? alike(a, b) : a === b);

/** The names of the variables that a range assigns: by itself, or anywhere in its body. */
export function assignedIn(node: RangeNode): ReadonlySet<string> {
  const names = new Set<string>();
  addAssigned(node.pipe, names);
  addIn(node.body, names);
  return names;
}

function addIn(list: ListNode | undefined, names: Set<string>): void {
  for (const node of list?.nodes ?? []) addOf(node, names);
}

function addOf(node: Node, names: Set<string>): void {
  if (node.kind === 'action') addAssigned(node.pipe, names);
  if (node.kind !== 'if' && node.kind !== 'with' && node.kind !== 'range') return;
  addAssigned(node.pipe, names);
  addIn(node.body, names);
  addIn(node.otherwise, names);
}

function addAssigned(pipe: PipeNode, names: Set<string>): void {
  if (pipe.assigns) for (const { name } of pipe.declarations) names.add(name);
}
