/** The variables that Go's parser knows at one place of a template body, and how many ranges are open around it. */
export class Scope {
  rangeDepth = 0;
  readonly #names: string[] = [];
  readonly #counts = new Map<string, number>();

  constructor() {
    this.declare('$');
  }

  declare(name: string): void {
    this.#names.push(name);
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  has(name: string): boolean {
    return (this.#counts.get(name) ?? 0) > 0;
  }

  /** What to hand to `release` at the block's end. */
  mark(): number {
    return this.#names.length;
  }

  /** Forgets what was declared since a mark. */
  release(mark: number): void {
    for (const name of this.#names.splice(mark)) this.#counts.set(name, (this.#counts.get(name) ?? 0) - 1);
  }
}
