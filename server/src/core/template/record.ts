import { valuesOf } from '../text/origin.ts';
import { shallowUnknown } from './call.ts';
import { insideOf } from './functions/unordered.ts';
import type { Decision, Guard, Trace } from './trace.ts';
import type { ListValue, MapValue, OpaqueValue, Value } from './value.ts';

/** The evaluator's side of a Trace: knows the guards around, and what needs telling at all. */
export class Recorder {
  readonly #trace: Trace;
  #looked = 0;
  /** Decisions since a condition began; undefined outside of conditions. */
  #pending: Decision[] | undefined;
  guard: Guard | undefined;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  called(name: string): void {
    this.#trace.called(name);
  }

  /** Looks up a key and tells the trace when the map is shared. */
  read(map: MapValue, key: string): Value | undefined {
    if (map.shared) this.#trace.read(map, key);
    const value = map.entries.get(key);
    return value && insideOf(map, value);
  }

  /** Sets a key, or removes it. What is put into a shared map becomes shared. */
  write(map: MapValue, key: string, value: Value | undefined): void {
    if (value) map.entries.set(key, value);
    else map.entries.delete(key);
    if (!map.shared) return;
    if (value) share(value, [...map.shared, key], new Set());
    this.#trace.wrote(map, key, value);
  }

  /** Tells the trace that everything inside a value is looked at. */
  look(value: Value): void {
    if (value.kind === 'map' || value.kind === 'list') this.#search(value, false);
  }

  /** The same, and the first unknown inside. */
  lookForUnknown(value: Value): Pick<OpaqueValue, 'reason'> | undefined {
    if (value.kind === 'map' || value.kind === 'list') return this.#search(value, true);
    return shallowUnknown(value);
  }

  /** How many values were looked at since this was asked last. */
  takeLooked(): number {
    const looked = this.#looked;
    this.#looked = 0;
    return looked;
  }

  /** Looks at everything inside, without recursion: templates can nest values as deep as they like, and in a circle. */
  #search(value: MapValue | ListValue, wanted: boolean): Pick<OpaqueValue, 'reason'> | undefined {
    const seen = new Set<Value>([value]);
    for (const container of seen) {
      if (container.kind === 'map' && container.shared) {
        this.#trace.readAll(container);
        if (!wanted) continue;
      }
      for (const child of childrenOf(container)) {
        this.#looked++;
        if (child.kind === 'map' || child.kind === 'list') seen.add(child);
        const unknown = wanted ? shallowUnknown(child) : undefined;
        if (unknown) return unknown;
      }
    }
    return undefined;
  }

  /** Records a decision for every values path that the subject rests on. */
  decide(operator: string, subject: Value, outcome: boolean, others: readonly Value[]): void {
    const { origin } = subject;
    if (origin.kind === 'literal' || origin.kind === 'given' || origin.kind === 'none') return;
    for (const values of valuesOf(origin)) {
      const direct = origin === values || (origin.kind === 'printed' && origin.of === values);
      const decision: Decision = { operator, subject: values, direct, others, outcome, guard: this.guard };
      this.#trace.decided(decision);
      this.#pending?.push(decision);
    }
  }

  /** Whether the condition being evaluated has recorded a decision. */
  get hasDecided(): boolean {
    return this.#pending !== undefined && this.#pending.length > 0;
  }

  /** Collects the decisions that evaluating a condition makes. */
  condition<T>(evaluate: () => T): { readonly result: T; readonly decisions: readonly Decision[] } {
    const outer = this.#pending;
    const decisions: Decision[] = [];
    this.#pending = decisions;
    const result = evaluate();
    this.#pending = outer;
    if (outer) for (const decision of decisions) outer.push(decision);
    return { result, decisions };
  }
}

/** Deeper than a chart's values ever are; templates can nest as deep as they like. */
const DEEPEST_SHARED = 100;

function share(value: Value, path: readonly string[], seen: Set<Value>): void {
  if (seen.has(value) || path.length > DEEPEST_SHARED) return;
  seen.add(value);
  if (value.kind === 'list') {
    value.items.forEach((item, i) => share(item, [...path, String(i)], seen));
  } else if (value.kind === 'map' && !value.shared) {
    value.shared = path;
    for (const [key, child] of value.entries) share(child, [...path, key], seen);
  }
}

const childrenOf = (value: Value): Iterable<Value> =>
  value.kind === 'map' ? value.entries.values() : value.kind === 'list' ? value.items : [];
