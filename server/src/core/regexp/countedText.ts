/** Thrown through the engine when a search has cost too much; caught where it began. */
export class OutOfSteps extends Error {}

/**
 * A text that the engine reads as if it were a string, and that counts how often it does. The engine takes one step
 * for each character it looks at, so its work is bounded whatever the expression.
 */
export class CountedText {
  readonly #text: string;
  readonly #cost: number;
  #left: number;

  /** @param cost how many steps one look at a character is worth. */
  constructor(text: string, cost: number, steps: number) {
    this.#text = text;
    this.#cost = cost;
    this.#left = steps;
  }

  /** Makes `Object.prototype.toString` call it a string, which is what the engine asks. */
  get [Symbol.toStringTag](): string {
    return 'String';
  }

  /** Steps that are not spent; negative once they are more than spent. */
  get left(): number {
    return this.#left;
  }

  get length(): number {
    return this.#text.length;
  }

  charCodeAt(index: number): number {
    this.#left -= this.#cost;
    if (this.#left < 0) throw new OutOfSteps();
    return this.#text.charCodeAt(index);
  }

  /** A native search passes many characters in the time of one step. */
  indexOf(searched: string, from: number): number {
    const found = this.#text.indexOf(searched, from);
    this.#left -= 1 + ((found < 0 ? this.#text.length : found) - from) / 16;
    if (this.#left < 0) throw new OutOfSteps();
    return found;
  }
}
