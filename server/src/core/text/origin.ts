import type { Uri } from './uri.ts';

/**
 * Where a piece of text or a value comes from. Origins hold no absolute offsets: a literal's place is relative to
 * its anchor and a values path is resolved when a finding is reported, so equal origins survive edits elsewhere.
 */
export type Origin =
  LiteralOrigin | ValuesOrigin | GivenOrigin | ComputedOrigin | PrintedOrigin | UnknownOrigin | NoOrigin;

/** What any origin may carry. */
export interface Ordering {
  /** Of text that stands among its like in the order of a map's keys, which differs from one run of Helm to the next. */
  readonly disordered?: true;
}

/** A body of template text: a file's main body (define is ''), or a named define or block in it. */
export interface Anchor {
  readonly file: Uri;
  readonly define: string;
}

/** UTF-16 offsets relative to the anchor's start, half-open, with the calls that led there. */
export interface Place {
  readonly anchor: Anchor;
  readonly start: number;
  readonly end: number;
  readonly call: Call | undefined;
}

/** One call of a named template; `place` is the calling node, whose own `call` is the next one outwards. */
export interface Call {
  readonly via: 'include' | 'template' | 'tpl';
  /** The called name; for tpl the name Go gives such text, `gotpl`. */
  readonly name: string;
  readonly place: Place;
}

/** Template text. Where `exact`, generated and source characters correspond one to one. */
export interface LiteralOrigin extends Place, Ordering {
  readonly kind: 'literal';
  readonly exact: boolean;
}

/** A value from a values file, or the absence of one at a path that was asked for. */
export interface ValuesOrigin extends Ordering {
  readonly kind: 'values';
  /** The file that supplies the value. */
  readonly file: Uri;
  /** The path inside that file. */
  readonly path: readonly string[];
  /** The path by which the release's user sets it, e.g. `sub.image.tag` for `image.tag` of a subchart. */
  readonly setting: readonly string[];
}

/** What the tool or the chart's own metadata supplies, e.g. `.Release.Name`, `.Chart.Version`. */
export interface GivenOrigin extends Ordering {
  readonly kind: 'given';
  readonly name: string;
}

/** The result of a function that made new text or a new value from its inputs. */
export interface ComputedOrigin extends Ordering {
  readonly kind: 'computed';
  readonly name: string;
  readonly place: Place;
  /** At most `maximumInputs` distinct origins, none of them computed. */
  readonly inputs: readonly Origin[];
}

/** A value as an action printed it: `place` is the action, `of` where the value comes from. */
export interface PrintedOrigin extends Ordering {
  readonly kind: 'printed';
  readonly place: Place;
  readonly of: Origin;
}

/** What a value looks like of which no more is known. */
export type Shape = 'text' | 'number' | 'bool' | 'map' | 'list' | 'any';

/** Marks what cannot be known without a cluster, a clock or chance, or because an action failed. */
export interface UnknownOrigin extends Ordering {
  readonly kind: 'unknown';
  readonly reason: string;
  readonly shape: Shape;
  /** Whether the value is what the tool itself answers without a cluster; otherwise a placeholder stands for it. */
  readonly answered: boolean;
  readonly of: Origin;
}

export interface NoOrigin extends Ordering {
  readonly kind: 'none';
}

export const noOrigin: NoOrigin = { kind: 'none' };

/** How many origins a computed value remembers. */
export const maximumInputs = 8;

/** Template text at a place, one to one. */
export function literalOrigin(place: Place, start: number, end: number, exact = true): LiteralOrigin {
  return { kind: 'literal', anchor: place.anchor, start, end, call: place.call, exact };
}

/** The origin of a part of the text that `origin` covers as a whole; offsets are relative to that text. */
export function partOf(origin: Origin, from: number, to: number): Origin {
  if (origin.kind !== 'literal' || !origin.exact) return origin;
  if (from === 0 && origin.start + to === origin.end) return origin;
  return { ...origin, start: origin.start + from, end: origin.start + to };
}

/** The origin of a child that is missing from a container, so that one may still say how to set it. */
export function childOf(origin: Origin, key: string): Origin {
  if (origin.kind === 'values') {
    return { ...origin, path: [...origin.path, key], setting: [...origin.setting, key] };
  }
  return origin.kind === 'given' ? { kind: 'given', name: `${origin.name}.${key}` } : origin;
}

/**
 * The origins without wrapping or computing: literals, values, givens, unknowns; distinct by identity, bounded. Of more
 * than fit, an unknown one is kept: that something is unknown must never be forgotten.
 */
export function leavesOf(origins: Iterable<Origin>): readonly Origin[] {
  const leaves: Origin[] = [];
  for (const origin of origins) addLeaves(origin, leaves);
  return leaves;
}

function addLeaves(origin: Origin, into: Origin[]): void {
  if (origin.kind === 'none') return;
  if (into.length >= maximumInputs) keepUnknown(origin, into);
  else if (origin.kind === 'computed') for (const input of origin.inputs) addLeaves(ordered(input, origin), into);
  else if (origin.kind === 'printed') addLeaves(ordered(origin.of, origin), into);
  else if (!into.includes(origin)) into.push(origin);
}

/** What is inside another origin is as disordered as that. */
const ordered = (inner: Origin, outer: Origin): Origin => (outer.disordered ? disorder(inner) : inner);

/** The same origin of text whose place among its like is left to chance. */
export const disorder = (origin: Origin): Origin => (origin.disordered ? origin : { ...origin, disordered: true });

/** Why the places of what a map's keys give are uncertain; see functions/unordered.ts of the template room. */
export const KEY_ORDER = 'the order of the keys of a map';

/** Whether the place of text among its like is left to chance, be that its own or of anything it was made of. */
export function isDisordered(origin: Origin): boolean {
  if (origin.disordered) return true;
  if (origin.kind === 'unknown') return origin.reason === KEY_ORDER || isDisordered(origin.of);
  if (origin.kind === 'printed') return isDisordered(origin.of);
  return origin.kind === 'computed' && origin.inputs.some(isDisordered);
}

function keepUnknown(origin: Origin, into: Origin[]): void {
  if (into.some((leaf) => leaf.kind === 'unknown')) return;
  if (isDisordered(origin)) into[maximumInputs - 1] = disorder(into[maximumInputs - 1] ?? origin);
  const leaf = unknownIn(origin);
  if (leaf) into[maximumInputs - 1] = leaf;
}

function unknownIn(origin: Origin): UnknownOrigin | undefined {
  if (origin.kind === 'unknown') return origin;
  if (origin.kind === 'printed') return unknownIn(origin.of);
  return origin.kind === 'computed' ? origin.inputs.find((input) => input.kind === 'unknown') : undefined;
}

/** The values paths that an origin rests on, through printing and computing. */
export function valuesOf(origin: Origin): readonly ValuesOrigin[] {
  if (origin.kind === 'values') return [origin];
  if (origin.kind === 'literal' || origin.kind === 'given' || origin.kind === 'none') return [];
  return leavesOf([origin.kind === 'unknown' ? origin.of : origin]).filter((leaf) => leaf.kind === 'values');
}

/** Whether anything an origin rests on cannot be known, be it answered or not. */
export function restsOnUnknown(origin: Origin): boolean {
  if (origin.kind === 'unknown') return true;
  if (origin.kind === 'printed') return restsOnUnknown(origin.of);
  return origin.kind === 'computed' && origin.inputs.some(restsOnUnknown);
}

/** The place in the executed file that led to another by calls; without one the place itself. */
export function outermost(place: Place): Place {
  let at = place;
  while (at.call) at = at.call.place;
  return at;
}

/** Structural equality. */
export function sameOrigin(a: Origin, b: Origin): boolean {
  if (a === b) return true;
  if (a.disordered !== b.disordered) return false;
  if (a.kind === 'literal') return b.kind === 'literal' && a.exact === b.exact && samePlace(a, b);
  if (a.kind === 'values')
    return (
      b.kind === 'values' &&
      a.file === b.file &&
      sameList(a.path, b.path, Object.is) &&
      sameList(a.setting, b.setting, Object.is)
    );
  if (a.kind === 'given') return b.kind === 'given' && a.name === b.name;
  if (a.kind === 'computed')
    return (
      b.kind === 'computed' &&
      a.name === b.name &&
      samePlace(a.place, b.place) &&
      sameList(a.inputs, b.inputs, sameOrigin)
    );
  if (a.kind === 'printed') return b.kind === 'printed' && samePlace(a.place, b.place) && sameOrigin(a.of, b.of);
  if (a.kind === 'unknown')
    return (
      b.kind === 'unknown' &&
      a.reason === b.reason &&
      a.shape === b.shape &&
      a.answered === b.answered &&
      sameOrigin(a.of, b.of)
    );
  return b.kind === 'none';
}

/** Structural equality of places with their calls. */
export function samePlace(a: Place, b: Place): boolean {
  return a.start === b.start && a.end === b.end && sameAnchor(a.anchor, b.anchor) && sameCall(a.call, b.call);
}

export const sameAnchor = (a: Anchor, b: Anchor): boolean => a === b || (a.file === b.file && a.define === b.define);

function sameCall(a: Call | undefined, b: Call | undefined): boolean {
  let left = a;
  let right = b;
  while (left !== right) {
    if (left?.via !== right?.via || left?.name !== right?.name || !left || !right) return false;
    if (left.place.start !== right.place.start || left.place.end !== right.place.end) return false;
    if (!sameAnchor(left.place.anchor, right.place.anchor)) return false;
    left = left.place.call;
    right = right.place.call;
  }
  return true;
}

function sameList<T>(a: readonly T[], b: readonly T[], same: (x: T, y: T) => boolean): boolean {
  return a.length === b.length && a.every((item, i) => same(item, b[i] as T));
}
