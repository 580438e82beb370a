/** A half-open range of UTF-16 offsets in the searched text. */
export interface Slice {
  readonly start: number;
  readonly end: number;
}

/** Where an expression matched; group 0 is the whole match, a group that did not take part is undefined. */
export interface Match extends Slice {
  readonly groups: readonly (Slice | undefined)[];
}

/** A part of a replaced text: kept from the searched text (also by a group in the replacement), or new. */
export type Piece = { readonly kept: Slice } | { readonly inserted: string };

/** A replaced text, and the pieces it is made of, in order. */
export interface Replaced {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** A result, or that finding it would have cost more than the limits of the expression allow. */
export type Bounded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: 'limit' };

/** Group numbers by name, in order: in Go several groups may share one. */
export type GroupNames = ReadonlyMap<string, readonly number[]>;
