import type { ValuesOrigin } from '../text/origin.ts';
import type { MapValue, Value } from './value.ts';

/**
 * What one rendering touched, told as it happens. The caller keeps what it needs: reads and calls for revalidating
 * a memo entry, decisions for scenarios, writes because later files see them.
 */
export interface Trace {
  /** One key of a shared map was looked up, present or not. Of a map found only that it is one and whether it is empty counts, of a list all. */
  read(map: MapValue, key: string): void;
  /** All of a shared map was looked at, to any depth. */
  readAll(map: MapValue): void;
  /** A named template was looked up, defined or not. */
  called(name: string): void;
  /** A values path decided a condition or was compared. */
  decided(decision: Decision): void;
  /** A key of a shared map was set to a value, or removed. Answers how many values were looked at for that. */
  wrote(map: MapValue, key: string, value: Value | undefined): number;
}

export interface Decision {
  /** `if` or `with` for a bare condition, `and`, `or`, or the function that compared: `eq`, `default`, `semverCompare`, … */
  readonly operator: string;
  readonly subject: ValuesOrigin;
  /** Whether the subject came unchanged, not through a function such as `lower`. */
  readonly direct: boolean;
  /** What it was compared with; empty for a bare condition. */
  readonly others: readonly Value[];
  readonly outcome: boolean;
  /** The innermost condition around, when one that values decided is. */
  readonly guard: Guard | undefined;
}

/** A branch that rendering is inside of: the decisions its condition was made of, and which branch was taken. */
export interface Guard {
  readonly decisions: readonly Decision[];
  readonly outcome: boolean;
  readonly outer: Guard | undefined;
}

/** A trace that keeps nothing. */
export const noTrace: Trace = {
  read: () => undefined,
  readAll: () => undefined,
  called: () => undefined,
  decided: () => undefined,
  wrote: () => 0,
};
