import { KEY_ORDER, noOrigin, valuesOf } from '../text/origin.ts';
import { shallowUnknown } from './call.ts';
import { isShuffled } from './functions/unordered.ts';
import { Journal } from './journal.ts';
import { Reads } from './reads.ts';
import { below } from './sharedPath.ts';
import type { SharedPath } from './sharedPath.ts';
import type { Decision, Guard, Trace } from './trace.ts';
import { opaque, UNSURE } from './value.ts';
import type { ListValue, MapValue, OpaqueValue, Value } from './value.ts';

/** The evaluator's side of a Trace: knows the guards around, and what needs telling at all. */
export class Recorder {
  readonly #trace: Trace;
  #looked = 0;
  /** Decisions since a condition began; undefined outside of conditions. */
  #pending: Decision[] | undefined;
  guard: Guard | undefined;
  #journal: Journal | undefined;
  #reads: Reads | undefined;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  called(name: string): void {
    this.#trace.called(name);
  }

  /** Looks up a key and tells the trace when the map is shared. */
  read(map: MapValue, key: string): Value | undefined {
    this.#reads?.add(map, key);
    if (map.shared) this.#trace.read(map, key);
    return map.entries.get(UNSURE) ?? map.entries.get(key);
  }

  /** Sets a key, or removes it. What is put into a shared map becomes shared. */
  write(map: MapValue, key: string, value: Value | undefined): void {
    this.#journal?.note(map, key);
    if (value) map.entries.set(key, value);
    else map.entries.delete(key);
    if (!map.shared) return;
    if (value) this.#looked += share(value, below(map.shared, key));
    this.#looked += this.#trace.wrote(map, key, value);
  }

  /** After a change of which the key is not known: from now on no key is. */
  spoil(map: MapValue): void {
    if (map.isNil) return;
    this.write(map, UNSURE, { ...opaque('a key that was changed is unknown', 'any', noOrigin), maybeAbsent: true });
  }

  /** Does something and tells which maps it changed, and from what. */
  keeping<T>(act: () => T): { readonly result: T; readonly journal: Journal } {
    const outer = this.#journal;
    const journal = new Journal();
    this.#journal = journal;
    const result = act();
    this.#journal = outer;
    if (outer) journal.addTo(outer);
    return { result, journal };
  }

  /** The same, and what was read. */
  watching<T>(act: () => T): { readonly result: T; readonly journal: Journal; readonly reads: Reads } {
    const outer = this.#reads;
    const reads = new Reads();
    this.#reads = reads;
    const kept = this.keeping(act);
    this.#reads = outer;
    outer?.addAll(reads);
    return { ...kept, reads };
  }

  /** Tells the trace that everything inside a value is looked at; whether items whose places are uncertain are in it. */
  look(value: Value): boolean {
    if (value.kind !== 'map' && value.kind !== 'list') return false;
    const found = { shuffled: false };
    this.#search(value, false, found);
    return found.shuffled;
  }

  /** The same, and the first unknown inside; an uncertain place is one too, unless `anyOrder`. */
  lookForUnknown(value: Value, anyOrder = false): Pick<OpaqueValue, 'reason'> | undefined {
    if (value.kind !== 'map' && value.kind !== 'list') return shallowUnknown(value);
    const found = { shuffled: false };
    return this.#search(value, true, found) ?? (found.shuffled && !anyOrder ? { reason: KEY_ORDER } : undefined);
  }

  /** How many values were looked at since this was asked last. */
  takeLooked(): number {
    const looked = this.#looked;
    this.#looked = 0;
    return looked;
  }

  /** Looks at everything inside, without recursion: templates can nest values as deep as they like, and in a circle. */
  #search(
    value: MapValue | ListValue,
    wanted: boolean,
    found: { shuffled: boolean },
  ): Pick<OpaqueValue, 'reason'> | undefined {
    const seen = new Set<Value>([value]);
    for (const container of seen) {
      if (container.kind === 'map' && container.shared) this.#trace.readAll(container);
      if (container.kind === 'map') this.#reads?.add(container, undefined);
      for (const child of childrenOf(container)) {
        this.#looked++;
        if (container.kind === 'list' && isShuffled(child)) found.shuffled = true;
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

/** Gives the maps in a value their ways; how many values were looked at. */
function share(value: Value, path: SharedPath, seen = new Set<Value>()): number {
  if ((value.kind !== 'map' && value.kind !== 'list') || seen.has(value) || path.length > DEEPEST_SHARED) return 1;
  seen.add(value);
  if (value.kind === 'list')
    return value.items.reduce((looked, item, i) => looked + share(item, below(path, String(i)), seen), 1);
  if (value.shared) return 1;
  value.shared = path;
  let looked = 1;
  for (const [key, child] of value.entries) looked += share(child, below(path, key), seen);
  return looked;
}

const childrenOf = (value: Value): Iterable<Value> =>
  value.kind === 'map' ? value.entries.values() : value.kind === 'list' ? value.items : [];
