import { compile } from './compile.ts';
import type { CompileResult } from './compile.ts';
import { REGEXP_LIMITS, spendNothing } from './limits.ts';
import type { RegexpLimits, Spend } from './limits.ts';

/** Compiled patterns of one owner; the one that was asked for longest ago makes room for a new one. */
export class RegexpCache {
  readonly #capacity: number;
  readonly #limits: RegexpLimits;
  readonly #spend: Spend;
  readonly #results = new Map<string, CompileResult>();

  /** `spend` is told what compiling a pattern and what each search costs. */
  constructor(capacity = 200, limits: RegexpLimits = REGEXP_LIMITS, spend: Spend = spendNothing) {
    this.#capacity = Math.max(1, capacity);
    this.#limits = limits;
    this.#spend = spend;
  }

  get size(): number {
    return this.#results.size;
  }

  /** Like the function `compile`; refusals are remembered too. */
  compile(pattern: string): CompileResult {
    const known = this.#results.get(pattern);
    const result = known ?? compile(pattern, this.#limits, this.#spend);
    this.#results.delete(pattern);
    this.#results.set(pattern, result);
    for (const oldest of this.#results.keys()) {
      if (this.#results.size <= this.#capacity) break;
      this.#results.delete(oldest);
    }
    return result;
  }
}
