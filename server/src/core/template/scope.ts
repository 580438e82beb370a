import { literalOrigin } from '../text/origin.ts';
import type { Call, Origin, Place } from '../text/origin.ts';
import { TracedBuilder } from '../text/traced.ts';
import type { TextRange } from '../text/range.ts';
import { nodePosition, nodeText } from './nodeText.ts';
import type { AnyNode } from './nodeText.ts';
import type { Site } from './problem.ts';
import type { Executable, Run } from './run.ts';
import { nil, nilInterface, partsOf, text, tracedText } from './value.ts';
import type { StringValue, Value } from './value.ts';
import { workOfItems } from './work.ts';

/**
 * A value as dot or a variable holds it. `wrapped` means that Go knows its type only as interface {}, as for
 * the elements of a list from YAML; only messages and nil differ.
 */
export interface Slot {
  readonly value: Value;
  readonly wrapped: boolean;
}

interface Variable extends Slot {
  readonly name: string;
}

/** One execution of one body: its variables, its output and the node it is at. */
export class Scope {
  readonly run: Run;
  readonly body: Executable;
  readonly call: Call | undefined;
  out: TracedBuilder;
  /** Whether what is written now stands in a branch of unknown outcome of this body. */
  maybe = false;
  /** A break or continue that was perhaps executed: what follows in the range around happens only perhaps. */
  left: 'break' | 'continue' | undefined;
  #node: AnyNode;
  readonly #variables: Variable[];

  constructor(run: Run, body: Executable, call: Call | undefined, out: TracedBuilder, dollar: Value) {
    this.run = run;
    this.body = body;
    this.call = call;
    this.out = out;
    this.#node = body.body;
    this.#variables = [{ name: '$', value: dollar, wrapped: false }];
  }

  /** Says which node a failure would be about. */
  at(node: AnyNode): void {
    this.#node = node;
  }

  /** The node last spoken of. */
  site(): Site {
    return this.siteOf(this.#node);
  }

  siteOf(node: AnyNode): Site {
    const place = this.placeOf(node);
    const { tpl, name: executing } = this.body;
    const at = nodeText(node);
    if (!tpl) return { place, position: nodePosition(node), executing, at, tpl: undefined };
    const inside = { text: tpl.source.text, position: tpl.offset + nodePosition(node) };
    return { place, position: place.start, executing, at, tpl: inside };
  }

  placeOf(node: { readonly range: TextRange }): Place {
    return (
      this.body.tpl?.place ?? {
        anchor: this.body.anchor,
        start: node.range.start,
        end: node.range.end,
        call: this.call,
      }
    );
  }

  /** Literal text of the body as a value; `range` holds it one to one where `exact`. */
  literal(value: string, range: TextRange, exact: boolean): StringValue {
    const { tpl, anchor } = this.body;
    if (!tpl)
      return text(value, literalOrigin({ anchor, start: 0, end: 0, call: this.call }, range.start, range.end, exact));
    if (!exact) return text(value, tpl.source.origin);
    const builder = new TracedBuilder();
    builder.appendPart(tpl.source.text, partsOf(tpl.source), tpl.offset + range.start, tpl.offset + range.end);
    return tracedText(builder.finish(), tpl.source.origin);
  }

  /** The origin of a constant that is no text. */
  constant(range: TextRange): Origin {
    const { tpl, anchor } = this.body;
    return (
      tpl?.source.origin ?? {
        kind: 'literal',
        anchor,
        start: range.start,
        end: range.end,
        call: this.call,
        exact: false,
      }
    );
  }

  /** The number of variables, to come back to. */
  mark(): number {
    return this.#variables.length;
  }

  pop(mark: number): void {
    this.#variables.length = mark;
  }

  push(name: string, slot: Slot): void {
    this.#variables.push({ name, value: slot.value, wrapped: slot.wrapped });
  }

  /** A break or continue of the range around is perhaps executed. */
  leave(how: 'break' | 'continue'): void {
    if (!this.left) this.run.doubt++;
    if (this.left !== 'break') this.left = how;
  }

  /** Comes to where a break or continue leads. */
  arrive(): void {
    if (this.left) this.run.doubt--;
    this.left = undefined;
  }

  /** All variables as they are now. */
  variables(): readonly Variable[] {
    this.run.charge(workOfItems(this.#variables.length));
    return [...this.#variables];
  }

  /** Makes the first variables what they were. */
  restore(slots: readonly Slot[]): void {
    this.run.charge(workOfItems(slots.length));
    slots.forEach((slot, i) => {
      const variable = this.#variables[i];
      if (variable) this.#variables[i] = { name: variable.name, value: slot.value, wrapped: slot.wrapped };
    });
  }

  lookup(name: string): Slot | undefined {
    return this.#variables[this.#indexOf(name)];
  }

  /** Changes the innermost variable of a name; false when there is none. */
  assign(name: string, slot: Slot): boolean {
    const i = this.#indexOf(name);
    if (i >= 0) this.#variables[i] = { name, value: slot.value, wrapped: slot.wrapped };
    return i >= 0;
  }

  /** Changes the n-th variable from the top, counted from 1. */
  assignTop(n: number, slot: Slot): void {
    const i = this.#variables.length - n;
    const variable = this.#variables[i];
    if (variable) this.#variables[i] = { name: variable.name, value: slot.value, wrapped: slot.wrapped };
  }

  #indexOf(name: string): number {
    let i = this.#variables.length - 1;
    while (i >= 0 && this.#variables[i]?.name !== name) i--;
    return i;
  }
}

/** What a pipeline makes of a nil: no value at all. */
export const unwrapped = (value: Value): Value => (value.kind === 'nil' && value.wrapped ? nil(value.origin) : value);

/** An element of a container of interface {}: its nil is a nil interface. */
export const wrappedNil = (value: Value): Value =>
  value.kind === 'nil' && !value.wrapped ? nilInterface(value.origin) : value;
