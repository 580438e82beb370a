import { pathKey } from '../chart/renderRecord.ts';
import type { RenderRecord } from '../chart/renderRecord.ts';
import { sameOrigin } from '../text/origin.ts';
import type { ListValue, MapValue, Value } from '../template/value.ts';
import { sameValue } from './sameValues.ts';

/** Deeper than values files nest. */
const DEEPEST = 120;

/**
 * Where the data that templates see differs between two states, found in one walk over both. A template that looked a
 * key up saw its value; of a map that was only reached it saw that it is one, whether it is empty (its truth), and its
 * origin. One that looked at a map as a whole saw all of it. Paths begin below the root scope.
 */
export class Changes {
  readonly #looked = new Set<string>();
  readonly #whole = new Set<string>();
  /** Whether the data is too deep to tell. */
  #isAll = false;
  readonly #path: string[] = [];

  constructor(before: Value, now: Value) {
    this.#same(before, now);
  }

  /** Whether a render saw something that is no longer so. */
  concern({ reads, readsAll }: Pick<RenderRecord, 'reads' | 'readsAll'>): boolean {
    return this.#isAll || meet(this.#looked, reads) || meet(this.#whole, readsAll);
  }

  #same(a: Value | undefined, b: Value | undefined): boolean {
    if (a === b) return true;
    if (this.#path.length > DEEPEST) this.#isAll = true;
    if (this.#isAll) return false;
    if (a?.kind === 'map' && b?.kind === 'map') return this.#sameMap(a, b);
    const isSame = this.#sameChildren(a, b) && sameButChildren(a, b);
    if (!isSame) this.#note(true);
    return isSame;
  }

  #sameMap(a: MapValue, b: MapValue): boolean {
    const isOrigin = sameOrigin(a.origin, b.origin);
    const isSame =
      this.#sameChildren(a, b) && isOrigin && a.elem === b.elem && a.named === b.named && a.isNil === b.isNil;
    const isAsLooked = isOrigin && (a.entries.size === 0) === (b.entries.size === 0);
    if (!isSame) this.#note(!isAsLooked);
    return isSame;
  }

  #note(isLooked: boolean): void {
    const key = pathKey(this.#path);
    this.#whole.add(key);
    if (isLooked) this.#looked.add(key);
  }

  /** Every child is walked, so that each that differs is noted. */
  #sameChildren(a: Value | undefined, b: Value | undefined): boolean {
    let isSame = true;
    for (const [step, child] of childrenOf(a)) {
      const other = childAt(b, step);
      if (child === other) continue;
      this.#path.push(step);
      if (!this.#same(child, other)) isSame = false;
      this.#path.pop();
    }
    for (const [step, child] of childrenOf(b)) {
      if (childAt(a, step) !== undefined) continue;
      this.#path.push(step);
      this.#same(undefined, child);
      this.#path.pop();
      isSame = false;
    }
    return isSame;
  }
}

function* listSteps({ items }: ListValue): Generator<readonly [string, Value]> {
  for (const [i, item] of items.entries()) yield [String(i), item];
}

function childrenOf(value: Value | undefined): Iterable<readonly [string, Value]> {
  if (value?.kind === 'map') return value.entries;
  return value?.kind === 'list' ? listSteps(value) : [];
}

function childAt(value: Value | undefined, step: string): Value | undefined {
  if (value?.kind === 'map') return value.entries.get(step);
  return value?.kind === 'list' ? value.items[Number(step)] : undefined;
}

/** The same of two values of which not both are maps, their children aside. */
function sameButChildren(a: Value | undefined, b: Value | undefined): boolean {
  if (a?.kind !== 'list' || b?.kind !== 'list') return sameValue(a, b);
  return sameOrigin(a.origin, b.origin) && a.elem === b.elem && a.isNil === b.isNil;
}

function meet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  for (const key of few) if (many.has(key)) return true;
  return false;
}
